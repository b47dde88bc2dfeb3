//! Members of the team: how they get in, and what they may do.

mod lock_out;
mod members;
mod pages;
mod secret;
mod sign_in;

use serde_json::{Value, json};

use crate::{
    answer::Answer,
    app::{App, unique},
    site::{Call, Site},
};

pub const PASSWORD: &str = "correct horse battery";

/// Signs in, as a browser on our own page does.
pub async fn login(site: &Site, name: &str, password: &str) -> Answer {
    site.post("/v1/login", &json!({"name": name, "password": password}))
        .header("sec-fetch-site", "same-origin")
        .send()
        .await
}

/// Signs in and returns what the cookie holds.
pub async fn session(site: &Site, name: &str, password: &str) -> String {
    let answer = login(site, name, password).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    answer.expect(200);
    cookie
}

/// A session of the deployment's owner.
pub async fn owner(site: &Site) -> String {
    session(site, &site.credentials.console_user, &site.credentials.console_password).await
}

/// A member of an app, with [`PASSWORD`].
pub async fn member(site: &Site, app: &App, role: &str) -> String {
    let name = unique("member");
    let body = json!({"role": role, "password": PASSWORD});
    put(site, &app.admin, &name, &body).await.expect(200);
    name
}

pub async fn put(site: &Site, token: &str, name: &str, body: &Value) -> Answer {
    site.call("PUT", &format!("/v1/members/{name}")).json(body).token(token).send().await
}

/// Exchanges a session for a token of an app.
pub async fn exchange(site: &Site, cookie: &str, body: &Value) -> Answer {
    with(site.post("/v1/session/token", body), cookie).send().await
}

pub fn with(call: Call, cookie: &str) -> Call {
    call.header("cookie", cookie)
}

/// The token of a session for an app.
pub async fn token(site: &Site, cookie: &str, app: &str) -> String {
    exchange(site, cookie, &json!({"app_id": app})).await.expect(200)["token"].as_str().unwrap().to_owned()
}
