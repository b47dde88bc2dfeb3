//! Sessions and the tokens they are exchanged for.

use serde_json::json;

use super::{PASSWORD, exchange, login, member, owner, session, token, with};
use crate::{
    answer::{Wire, keys},
    app::{self, App},
    site::run,
};

#[test]
fn the_owner_signs_in_and_sees_every_app() {
    run(async |site| {
        let app = App::create(site).await;
        let (name, password) = (&site.credentials.console_user, &site.credentials.console_password);
        let answer = login(site, &name.to_uppercase(), password).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        let session = answer.expect(200);
        assert_eq!(keys(&session), ["apps", "member"]);
        assert_eq!(session["member"], json!({"name": name, "owner": true}));
        let ids: Vec<_> =
            session["apps"].as_array().unwrap().iter().map(|app| app["app_id"].as_str().unwrap()).collect();
        assert!(ids.contains(&app.id.as_str()) && ids.contains(&site.credentials.app_id.as_str()), "{ids:?}");
        let row = &session["apps"][ids.iter().position(|id| *id == app.id).unwrap()];
        assert_eq!(keys(row), ["app_id", "kind", "name", "role"]);
        assert_eq!((&row["kind"], &row["role"]), (&json!("enterprise"), &json!("admin")));

        let cookie = owner(site).await;
        assert_eq!(with(site.get("/v1/session"), &cookie).send().await.expect(200)["member"], session["member"]);
        let given = exchange(site, &cookie, &json!({"app_id": app.id})).await.expect(200);
        assert_eq!((&given["role"], &given["expires_in"]), (&json!("admin"), &json!(900)));
        site.get("/v1/app").token(given["token"].as_str().unwrap()).send().await.expect(200);
        // More is theirs if they ask for it.
        let given = exchange(site, &cookie, &json!({"app_id": app.id, "role": "owner"})).await.expect(200);
        let new = json!({"name": "x", "kind": "store"});
        site.post("/v1/apps", &new).token(given["token"].as_str().unwrap()).send().await.expect(201);
    });
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    run(async |site| {
        let (name, password) = (&site.credentials.console_user, &site.credentials.console_password);
        let answer = login(site, name, password).await;
        let cookie = answer.header("set-cookie");
        let attributes: Vec<_> = cookie.split("; ").skip(1).collect();
        // Without `Secure` on this machine only, where there is no TLS.
        assert_eq!(attributes, ["Path=/v1", "Max-Age=43200", "HttpOnly", "SameSite=Strict"]);
        assert!(cookie.starts_with("yijian_session=") && cookie.split(';').next().unwrap().len() == 15 + 43);
    });
}

#[test]
fn the_cookie_opens_nothing_but_the_session() {
    run(async |site| {
        let cookie = owner(site).await;
        for path in ["/v1/feedback", "/v1/app", "/v1/members", "/v1/announcements"] {
            with(site.get(path), &cookie).send().await.refused(Wire::Native, 401);
        }
    });
}

#[test]
fn a_wrong_password_and_an_unknown_name_cannot_be_told_apart() {
    run(async |site| {
        let app = App::create(site).await;
        let name = member(site, &app, "agent").await;
        let mut answers = Vec::new();
        for (name, password) in [
            (name.as_str(), "wrong"),
            (&name, ""),
            (&name, &PASSWORD.to_uppercase()),
            (&app::unique("nobody"), PASSWORD),
            ("李四", PASSWORD),
        ] {
            let answer = login(site, name, password).await;
            assert_eq!(answer.header("set-cookie"), "");
            if password.is_empty() {
                answer.refused(Wire::Native, 400);
            } else {
                answer.refused(Wire::Native, 401);
                answers.push(answer.body);
            }
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    });
}

#[test]
fn another_site_cannot_make_a_browser_sign_in_or_out_or_fetch_a_token() {
    run(async |site| {
        let cookie = owner(site).await;
        let sign_in = json!({"name": site.credentials.console_user, "password": site.credentials.console_password});
        for (path, body) in [
            ("/v1/login", sign_in),
            ("/v1/logout", json!({})),
            ("/v1/session/token", json!({"app_id": site.credentials.app_id})),
        ] {
            for from in ["cross-site", "same-site", "none"] {
                let sent = with(site.post(path, &body), &cookie).header("sec-fetch-site", from).send().await;
                sent.refused(Wire::Native, 403);
            }
            // What a form can send without being asked.
            for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                let call = site.call("POST", path).header("content-type", content_type).body(body.to_string());
                with(call, &cookie).send().await.refused(Wire::Native, 400);
            }
            with(site.call("POST", path).body(body.to_string()), &cookie).send().await.refused(Wire::Native, 400);
        }
        with(site.get("/v1/session"), &cookie).send().await.expect(200);
    });
}

#[test]
fn a_session_ends_on_the_server_too() {
    run(async |site| {
        let cookie = owner(site).await;
        let other = owner(site).await;
        let answer = with(site.post("/v1/logout", &json!({})), &cookie).send().await;
        assert!(answer.header("set-cookie").starts_with("yijian_session=; Path=/v1; Max-Age=0;"), "{answer:?}");
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        with(site.get("/v1/session"), &cookie).send().await.refused(Wire::Native, 401);
        exchange(site, &cookie, &json!({"app_id": site.credentials.app_id})).await.refused(Wire::Native, 401);
        with(site.get("/v1/session"), &other).send().await.expect(200);
        // Again, or by nobody.
        assert_eq!(with(site.post("/v1/logout", &json!({})), &cookie).send().await.status, 204);
        assert_eq!(site.post("/v1/logout", &json!({})).send().await.status, 204);
    });
}

#[test]
fn nobody_is_signed_in_by_a_forged_cookie() {
    run(async |site| {
        let cookie = owner(site).await;
        let last = if cookie.ends_with('A') { 'B' } else { 'A' };
        let changed = format!("{}{last}", &cookie[..cookie.len() - 1]);
        let long = format!("yijian_session={}", "x".repeat(4_000));
        for cookie in ["yijian_session=", "yijian_session", "x=y", &changed, &long, &cookie.to_uppercase()] {
            with(site.get("/v1/session"), cookie).send().await.refused(Wire::Native, 401);
            exchange(site, cookie, &json!({"app_id": site.credentials.app_id})).await.refused(Wire::Native, 401);
        }
        site.get("/v1/session").send().await.refused(Wire::Native, 401);
        // Among others it is found.
        with(site.get("/v1/session"), &format!("a=b; {cookie}; c=d")).send().await.expect(200);
    });
}

#[test]
fn a_member_has_their_role_in_their_app_and_none_in_another() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        for role in ["agent", "admin"] {
            let name = member(site, &ours, role).await;
            let cookie = session(site, &name, PASSWORD).await;
            let shown = with(site.get("/v1/session"), &cookie).send().await.expect(200);
            assert_eq!(shown["member"], json!({"name": name, "owner": false}));
            assert_eq!(shown["apps"].as_array().unwrap().len(), 1);
            assert_eq!((&shown["apps"][0]["app_id"], &shown["apps"][0]["role"]), (&json!(ours.id), &json!(role)));
            assert_eq!(exchange(site, &cookie, &json!({"app_id": ours.id})).await.expect(200)["role"], role);
            for other in [&theirs.id, "app_unknown"] {
                exchange(site, &cookie, &json!({"app_id": other})).await.refused(Wire::Native, 404);
            }
            exchange(site, &cookie, &json!({"app_id": ours.id, "role": "owner"})).await.refused(Wire::Native, 403);
            exchange(site, &cookie, &json!({"app_id": ours.id, "role": "client"})).await.expect(200);
            let token = token(site, &cookie, &ours.id).await;
            let change = site.call("PUT", "/v1/app").json(&json!({})).token(&token).send().await;
            assert_eq!(change.status, if role == "admin" { 200 } else { 403 });
        }
    });
}

/// "so that history shows who did it"
#[test]
fn the_history_names_the_member() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_opinion(site, &app.client).await;
        let name = member(site, &app, "agent").await;
        let token = token(site, &session(site, &name, PASSWORD).await, &app.id).await;
        let change = json!({"ids": [id], "status": "in_progress"});
        site.post("/v1/feedback/status", &change).token(&token).send().await.expect(200);
        let detail = site.get(&format!("/v1/feedback/{id}")).token(&token).send().await.expect(200);
        assert!(detail["history"].to_string().contains(&name), "{}", detail["history"]);
    });
}
