//! Tokens that do not count.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use shared::{
    domain::{AppId, Role, Timestamp},
    token::{Claims, TokenKey},
};

use super::all_routes;
use crate::{
    answer::Wire,
    app::{self, App, message, sign, unique},
    site::{Site, run},
};

/// `good` with other claims or another header, and its old signature or none.
fn forge(good: &str, header: &Value, signed: bool) -> String {
    let mut parts = good.split('.');
    let (_, payload, signature) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
    let header = BASE64_URL_SAFE_NO_PAD.encode(header.to_string());
    format!("{header}.{payload}.{}", if signed { signature } else { "" })
}

/// `good` with another role in it.
fn promoted(good: &str) -> String {
    let mut parts: Vec<_> = good.split('.').map(str::to_owned).collect();
    let payload = BASE64_URL_SAFE_NO_PAD.decode(&parts[1]).unwrap();
    let mut payload: Value = serde_json::from_slice(&payload).unwrap();
    payload["role"] = json!("owner");
    parts[1] = BASE64_URL_SAFE_NO_PAD.encode(payload.to_string());
    parts.join(".")
}

fn with_another_key(app: &str) -> String {
    let now = Timestamp::now();
    let claims = Claims {
        app: AppId::parse(app).unwrap(),
        role: Role::Owner,
        generation: 1,
        subject: "x".to_owned(),
        expires_at_s: now.seconds() + 60,
        anonymous: false,
        member: false,
    };
    TokenKey::new("another secret").sign(&claims, now).unwrap()
}

/// Tokens of an app that must not count, with what is wrong.
fn bad_tokens(site: &Site, app: &App) -> Vec<(&'static str, String)> {
    let good = sign(site, &app.id, Role::Owner, 60);
    vec![
        ("empty", String::new()),
        ("garbage", "garbage".to_owned()),
        ("dots", "a.b.c".to_owned()),
        ("the secret itself", app.secret.clone()),
        ("expired", sign(site, &app.id, Role::Owner, -1)),
        ("just expired", sign(site, &app.id, Role::Owner, 0)),
        ("another key", with_another_key(&app.id)),
        ("alg none", forge(&good, &json!({"alg": "none", "typ": "JWT"}), false)),
        ("alg none with a signature", forge(&good, &json!({"alg": "none", "typ": "JWT"}), true)),
        ("alg HS512", forge(&good, &json!({"alg": "HS512", "typ": "JWT"}), true)),
        ("alg RS256", forge(&good, &json!({"alg": "RS256", "typ": "JWT"}), true)),
        ("a header of its own", forge(&good, &json!({"alg": "HS256", "kid": "x"}), true)),
        ("no signature", good.rsplit_once('.').unwrap().0.to_owned() + "."),
        ("a signature cut short", good[..good.len() - 3].to_owned()),
        ("another role", promoted(&app.client)),
    ]
}

#[test]
fn a_token_that_does_not_count_is_401_or_as_none_where_the_route_is_public() {
    run(async |site| {
        let app = App::create(site).await;
        let source = unique("bad-token");
        for (what, token) in bad_tokens(site, &app) {
            for route in all_routes() {
                // What is stored anonymously is not of this test.
                if route.role.is_none() && route.method == "POST" {
                    continue;
                }
                let answer = route.call(site, Some(&token)).await;
                match route.role {
                    Some(_) => answer.refused(route.wire(), 401),
                    None => assert_eq!(answer.status, route.served(), "{what}: {answer:?}"),
                }
            }
            let mut body = message();
            body["source"] = json!(source);
            site.post("/api/feedback/", &body).token(&token).send().await.expect(200);
        }
        // They counted as none, so what they submitted went to the default app.
        let list = format!("/api/feedback/list?source={source}");
        assert_eq!(site.get(&list).send().await.data(200)["total"], bad_tokens(site, &app).len());
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn without_a_token_only_public_routes_answer() {
    run(async |site| {
        for route in all_routes().filter(|route| route.method != "POST" || route.role.is_some()) {
            let answer = route.call(site, None).await;
            match route.role {
                Some(_) => answer.refused(route.wire(), 401),
                None => drop(answer.expect(route.served())),
            }
        }
    });
}

#[test]
fn other_spellings_of_the_header_are_no_token() {
    run(async |site| {
        let app = App::create(site).await;
        let agent = &app.agent;
        for header in [
            agent.clone(),
            format!("Basic {agent}"),
            format!("Bearer{agent}"),
            format!("Token {agent}"),
            format!("Bearer {agent}, Bearer {agent}"),
        ] {
            let sent = site.get("/api/v1/feedbacks").header("authorization", &header).send().await;
            sent.refused(Wire::OpinionBox, 401);
        }
        for elsewhere in ["access_token", "token"] {
            let sent = site.get("/api/v1/feedbacks").query(&[(elsewhere, agent)]).send().await;
            sent.refused(Wire::OpinionBox, 401);
        }
        // RFC 9110: the scheme's case does not matter.
        for header in [format!("bearer {agent}"), format!("BEARER  {agent}")] {
            site.get("/api/v1/feedbacks").header("authorization", &header).send().await.expect(200);
        }
    });
}

#[test]
fn the_token_is_judged_before_the_role_and_both_before_the_parameters() {
    run(async |site| {
        let app = App::create(site).await;
        for route in all_routes().filter(|route| route.role.is_some()) {
            let call = || site.call(route.method, &format!("{}?page=x&size=0", route.path)).body("{");
            call().send().await.refused(route.wire(), 401);
            if route.role > Some(Role::Client) {
                call().token(&app.client).send().await.refused(route.wire(), 403);
            }
        }
        // Parameters before existence.
        for (method, path, wire) in [
            ("PATCH", "/api/v1/feedback/fb_000000000001/status", Wire::OpinionBox),
            ("PUT", "/api/feedback/1/status", Wire::MessageBoard),
            ("POST", "/api/feedback/1/reply", Wire::MessageBoard),
            ("POST", "/api/feedback/x/reply", Wire::MessageBoard),
        ] {
            site.call(method, path).body("{").token(&app.admin).send().await.refused(wire, 400);
        }
    });
}
