//! `GET` and `PUT /v1/app`: the app of the token, its origins and its limits.

use serde_json::{Value, json};
use shared::domain::Role;

use super::{least, refused_field};
use crate::{
    answer::{Answer, Wire, keys},
    app::{App, message, opinion, sign, unique},
    site::{Site, run},
};

async fn read(site: &Site, app: &App) -> Value {
    site.get("/v1/app").token(&app.agent).send().await.expect(200)
}

async fn put(site: &Site, app: &App, body: &Value) -> Answer {
    site.call("PUT", "/v1/app").json(body).token(&app.admin).send().await
}

#[test]
fn what_is_given_is_changed_and_the_rest_stays() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let untouched = read(site, &other).await;
        let mut expected = read(site, &app).await;
        assert_eq!(keys(&expected), ["app_id", "kind", "limits", "log_url", "name", "origins"]);
        assert_eq!((&expected["app_id"], &expected["kind"]), (&json!(app.id), &json!("enterprise")));
        assert_eq!(expected["limits"], json!({"anonymous_per_minute": 300, "token_per_minute": 60_000}));
        for change in [
            json!({}),
            json!({"name": "新名"}),
            json!({"kind": "store"}),
            json!({"origins": ["https://example.com", "http://127.0.0.1:3000", "*"]}),
            json!({"limits": {"anonymous_per_minute": 7}}),
            json!({"limits": {"token_per_minute": 1_000_000}}),
            json!({"limits": {}, "name": null, "kind": "enterprise"}),
            json!({"origins": []}),
            json!({"name": "全部", "kind": "store", "origins": ["*"], "limits": {"anonymous_per_minute": 1, "token_per_minute": 2}}),
        ] {
            for (field, value) in change.as_object().unwrap() {
                match value {
                    Value::Object(limits) => {
                        for (limit, value) in limits {
                            expected["limits"][limit] = value.clone();
                        }
                    }
                    Value::Null => {}
                    _ => expected[field] = value.clone(),
                }
            }
            assert_eq!(put(site, &app, &change).await.expect(200), expected);
            assert_eq!(read(site, &app).await, expected);
        }
        assert_eq!(read(site, &other).await, untouched);
    });
}

#[test]
fn bad_changes_are_refused_by_field_and_change_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        let before = read(site, &app).await;
        for (field, body) in [
            ("name", json!({"name": 1})),
            ("name", json!({"name": "夜".repeat(101)})),
            ("kind", json!({"kind": "shop"})),
            ("origins", json!({"origins": "https://example.com"})),
            ("origins", json!({"origins": ["example.com"]})),
            ("origins", json!({"origins": ["https://example.com/"]})),
            ("origins", json!({"origins": [""]})),
            ("origins", json!({"origins": [1]})),
            ("origins", json!({"origins": vec!["*"; 21]})),
            ("limits", json!({"limits": 1})),
            ("limits", json!({"limits": [1, 2]})),
            ("limits.anonymous_per_minute", json!({"limits": {"anonymous_per_minute": 0}})),
            ("limits.anonymous_per_minute", json!({"limits": {"anonymous_per_minute": "5"}})),
            ("limits.token_per_minute", json!({"limits": {"token_per_minute": 1_000_001}})),
            ("limits.token_per_minute", json!({"limits": {"token_per_minute": -1}})),
            ("body", json!([])),
        ] {
            refused_field(&put(site, &app, &body).await, 400, field);
        }
        assert_eq!(read(site, &app).await, before);
    });
}

#[test]
fn only_the_team_reads_and_only_an_admin_changes() {
    run(async |site| {
        let app = App::create(site).await;
        for (method, least, body) in [("GET", Role::Agent, Value::Null), ("PUT", Role::Admin, json!({}))] {
            for role in Role::ALL {
                let call = site.call(method, "/v1/app").json(&body).token(&sign(site, &app.id, role, 60));
                let answer = call.send().await;
                if role < least { answer.refused(Wire::Native, 403) } else { drop(answer.expect(200)) }
            }
            site.call(method, "/v1/app").json(&body).send().await.refused(Wire::Native, 401);
        }
        // The app of a token whose app nobody ever registered.
        let stray = sign(site, "app_stray", Role::Admin, 60);
        for (method, body) in [("GET", Value::Null), ("PUT", json!({})), ("PUT", json!({"name": "x"}))] {
            site.call(method, "/v1/app").json(&body).token(&stray).send().await.refused(Wire::Native, 404);
        }
    });
}

#[test]
fn a_listed_origin_gets_a_token_without_the_secret() {
    run(async |site| {
        let app = App::create(site).await;
        let ask = async |origin: &str| {
            site.post("/v1/tokens", &json!({"app_id": app.id})).header("origin", origin).send().await
        };
        ask("https://shop.example").await.refused(Wire::Native, 403);
        put(site, &app, &json!({"origins": ["HTTPS://Shop.Example", "http://127.0.0.1:1"]})).await.expect(200);
        for listed in ["https://shop.example", "http://127.0.0.1:1"] {
            assert_eq!(ask(listed).await.expect(200)["role"], "client");
        }
        for other in ["http://shop.example", "https://shop.example:8443", "https://shop.example.evil.example", "null"] {
            ask(other).await.refused(Wire::Native, 403);
        }
        put(site, &app, &json!({"origins": ["*"]})).await.expect(200);
        ask("https://evil.example").await.expect(200);
    });
}

#[test]
fn an_apps_own_limits_hold() {
    run(async |site| {
        let app = App::create(site).await;
        let limits = json!({"limits": {"anonymous_per_minute": 2, "token_per_minute": 4}});
        put(site, &app, &limits).await.expect(200);
        let anonymous = site.post("/v1/tokens", &json!({"app_id": app.id})).send().await.expect(200);
        let anonymous = anonymous["token"].as_str().unwrap();
        for (token, limit) in [(anonymous, 2), (app.client.as_str(), 4)] {
            // Over two minutes twice as many are taken at the most; after that one more is one too many.
            let mut taken = 0;
            let refused = loop {
                let answer = match taken % 3 {
                    0 => site.post("/v1/feedback", &least()),
                    1 => site.post("/api/v1/feedback", &opinion()),
                    _ => site.post("/api/feedback/", &message()),
                };
                let answer = answer.token(token).key(&unique("limit")).send().await;
                if answer.status == 429 {
                    break answer;
                }
                taken += 1;
                assert!(taken <= 2 * limit, "{limit} are the limit");
            };
            assert!(taken >= limit, "{taken} of {limit}");
            let retry_after_s: u64 = refused.header("retry-after").parse().unwrap();
            assert!((1..=60).contains(&retry_after_s));
        }
    });
}
