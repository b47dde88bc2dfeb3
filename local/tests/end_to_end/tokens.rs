//! `POST /v1/tokens` and `POST /v1/apps` (DESIGN.md "Native API").

use serde_json::{Value, json};

use crate::{
    answer::{Answer, Wire, keys},
    app::{self, App, message, sign, unique},
    site::{Site, run},
};

async fn ask(site: &Site, body: &Value) -> Answer {
    site.post("/v1/tokens", body).send().await
}

/// The roles whose least routes this token opens.
async fn opens(site: &Site, token: &str) -> Vec<&'static str> {
    let mut roles = Vec::new();
    for (role, method, path) in [
        ("client", "POST", "/api/v1/feedback"),
        ("agent", "GET", "/v1/announcements"),
        ("admin", "PUT", "/v1/announcements"),
        ("owner", "POST", "/v1/apps"),
    ] {
        let answer = site.call(method, path).token(token).body("[]").send().await;
        assert!([200, 400, 403].contains(&answer.status), "{answer:?}");
        if answer.status != 403 {
            roles.push(role);
        }
    }
    roles
}

#[test]
fn with_the_secret_any_role_up_to_admin_is_given_for_two_hours() {
    run(async |site| {
        let app = App::create(site).await;
        let all = ["client", "agent", "admin"];
        for (asked, given) in [(None, 3), (Some("client"), 1), (Some("agent"), 2), (Some("admin"), 3)] {
            let mut body = json!({"app_id": app.id, "app_secret": app.secret});
            if let Some(role) = asked {
                body["role"] = json!(role);
            }
            let token = ask(site, &body).await.expect(200);
            assert_eq!(keys(&token), ["expires_in", "role", "token"]);
            assert_eq!((&token["role"], &token["expires_in"]), (&json!(all[given - 1]), &json!(7200)));
            let token = token["token"].as_str().unwrap();
            assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
            assert_eq!(opens(site, token).await, all[..given]);
        }
    });
}

#[test]
fn without_the_secret_a_client_is_given_for_one_hour() {
    run(async |site| {
        let app = App::create(site).await;
        for body in [
            json!({"app_id": app.id}),
            json!({"app_id": app.id, "role": "client"}),
            json!({"app_id": app.id, "app_secret": null, "role": null}),
        ] {
            let token = ask(site, &body).await.expect(200);
            assert_eq!((&token["role"], &token["expires_in"]), (&json!("client"), &json!(3600)));
            let token = token["token"].as_str().unwrap();
            assert_eq!(opens(site, token).await, ["client"]);
            site.post("/api/feedback/", &message()).token(token).send().await.expect(200);
        }
        assert_eq!(app::total(site, &app.agent).await, 3);
        for role in ["agent", "admin", "owner"] {
            ask(site, &json!({"app_id": app.id, "role": role})).await.refused(Wire::Native, 403);
        }
    });
}

#[test]
fn owner_is_not_to_be_had() {
    run(async |site| {
        let app = App::create(site).await;
        let body = json!({"app_id": app.id, "app_secret": app.secret, "role": "owner"});
        ask(site, &body).await.refused(Wire::Native, 403);
        let owner = sign(site, &app.id, shared::domain::Role::Owner, 60);
        site.post("/v1/tokens", &body).token(&owner).send().await.refused(Wire::Native, 403);
    });
}

#[test]
fn an_unknown_app_and_a_wrong_secret_cannot_be_told_apart() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let mut longer = app.secret.clone();
        longer.push('x');
        let mut answers = Vec::new();
        for (id, secret) in [
            (app.id.as_str(), "wrong"),
            (&app.id, &other.secret),
            (&app.id, &longer),
            (&app.id, &app.secret[1..]),
            (&app.id, &app.secret.to_lowercase()),
            ("app_unknown", &app.secret),
            ("app_unknown", "wrong"),
        ] {
            let answer = ask(site, &json!({"app_id": id, "app_secret": secret})).await;
            answer.refused(Wire::Native, 401);
            answers.push(answer.body);
        }
        answers.push(ask(site, &json!({"app_id": "app_unknown"})).await.expect(401));
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    });
}

#[test]
fn a_page_gets_a_token_without_secret_only_from_an_origin_of_ours() {
    run(async |site| {
        let app = App::create(site).await;
        let body = json!({"app_id": app.id});
        let own = site.url("");
        let port = own.rsplit(':').next().unwrap();
        for origin in [
            "https://evil.example",
            "null",
            "http://127.0.0.1",
            "http://127.0.0.1:1",
            &format!("http://evil.example:{port}"),
        ] {
            let answer = site.post("/v1/tokens", &body).header("origin", origin).send().await;
            answer.refused(Wire::Native, 403);
        }
        site.post("/v1/tokens", &body).header("origin", &own).send().await.expect(200);
        site.post("/v1/tokens", &body).send().await.expect(200);
        // Whoever knows the secret is no page.
        let body = json!({"app_id": app.id, "app_secret": app.secret});
        site.post("/v1/tokens", &body).header("origin", "https://evil.example").send().await.expect(200);
    });
}

#[test]
fn a_body_without_content_type_is_read() {
    run(async |site| {
        let app = App::create(site).await;
        let body = json!({"app_id": app.id, "app_secret": app.secret}).to_string();
        site.call("POST", "/v1/tokens").body(body).send().await.expect(200);
    });
}

#[test]
fn bad_fields_are_named() {
    run(async |site| {
        let app = App::create(site).await;
        for (field, body) in [
            ("app_id", json!({})),
            ("app_id", json!({"app_id": ""})),
            ("app_id", json!({"app_id": 1})),
            ("app_id", json!({"app_id": "空"})),
            ("app_id", json!({"app_id": "a#b"})),
            ("app_id", json!({"app_id": "a".repeat(65)})),
            ("app_secret", json!({"app_id": app.id, "app_secret": 1})),
            ("role", json!({"app_id": app.id, "role": "root"})),
            ("role", json!({"app_id": app.id, "role": ["admin"]})),
        ] {
            let answer = ask(site, &body).await;
            answer.refused(Wire::Native, 400);
            assert_eq!(answer.body["field"], field, "{answer:?}");
        }
        let owner = &site.credentials.owner_token;
        for (field, body) in [
            ("name", json!({"kind": "store"})),
            ("name", json!({"name": " ", "kind": "store"})),
            ("name", json!({"name": "夜".repeat(101), "kind": "store"})),
            ("name", json!({"name": 1, "kind": "store"})),
            ("kind", json!({"name": "x"})),
            ("kind", json!({"name": "x", "kind": "shop"})),
            ("body", json!([])),
        ] {
            let answer = site.post("/v1/apps", &body).token(owner).send().await;
            answer.refused(Wire::Native, 400);
            assert_eq!(answer.body["field"], field, "{answer:?}");
        }
    });
}

#[test]
fn apps_of_one_name_are_two_with_secrets_of_their_own() {
    run(async |site| {
        let new = json!({"name": unique("同名"), "kind": "store"});
        let create = async || site.post("/v1/apps", &new).token(&site.credentials.owner_token).send().await.expect(201);
        let (first, second) = (create().await, create().await);
        assert_eq!(keys(&first), ["app_id", "app_secret"]);
        assert_ne!(first["app_id"], second["app_id"]);
        assert_ne!(first["app_secret"], second["app_secret"]);
        for app in [first, second] {
            for (_, text) in app.as_object().unwrap() {
                assert!(text.as_str().unwrap().bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
            }
            ask(site, &app).await.expect(200);
        }
    });
}
