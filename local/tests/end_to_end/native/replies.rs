//! `POST /v1/feedback/{id}/replies`.

use serde_json::{Value, json};

use super::{detail, refused_field, submit_least};
use crate::{
    answer::{Wire, keys},
    app::{App, unique},
    site::run,
};

#[test]
fn an_agent_answers_as_the_team_unless_they_say_otherwise() {
    run(async |site| {
        let app = App::create(site).await;
        for (body, author, is_admin) in [
            (json!({"content": "好的"}), "agent", true),
            (json!({"content": "好的", "is_admin": null, "author": ""}), "agent", true),
            (json!({"content": "好的", "is_admin": true, "author": "客服"}), "客服", true),
            (json!({"content": "好的", "is_admin": false}), "agent", false),
        ] {
            let (id, _) = submit_least(site, &app).await;
            let path = format!("/v1/feedback/{id}/replies");
            let sent = site.post(&path, &body).token(&app.agent).send().await.expect(201);
            assert_eq!(keys(&sent), ["author", "content", "created_at", "feedback_id", "id", "is_admin"]);
            assert_eq!((&sent["author"], &sent["is_admin"]), (&json!(author), &json!(is_admin)));
            assert_eq!((&sent["feedback_id"], &sent["content"]), (&json!(id), &json!("好的")));
            let found = detail(site, &app, &id).await;
            assert_eq!(found["replies"], json!([sent]));
            assert_eq!(found["status"], if is_admin { "replied" } else { "pending" });
        }
    });
}

#[test]
fn a_key_answers_once() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, _) = submit_least(site, &app).await;
        let key = unique("reply");
        let path = format!("/v1/feedback/{id}/replies");
        let send = async |content: &str| {
            site.post(&path, &json!({"content": content})).key(&key).token(&app.agent).send().await
        };
        let first = send("一").await.expect(201);
        assert_eq!(send("一").await.expect(201), first);
        send("二").await.refused(Wire::Native, 422);
        assert_eq!(detail(site, &app, &id).await["replies"], json!([first]));
    });
}

#[test]
fn bad_answers_are_refused_by_field() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, _) = submit_least(site, &app).await;
        let path = format!("/v1/feedback/{id}/replies");
        for (field, body) in [
            ("content", json!({})),
            ("content", json!({"content": " "})),
            ("content", json!({"content": 1})),
            ("content", json!({"content": "夜".repeat(10_001)})),
            ("author", json!({"content": "x", "author": 1})),
            ("author", json!({"content": "x", "author": "夜".repeat(101)})),
            ("is_admin", json!({"content": "x", "is_admin": "true"})),
            ("body", Value::Null),
            ("body", json!(["x"])),
        ] {
            refused_field(&site.post(&path, &body).token(&app.agent).send().await, 400, field);
        }
        for id in ["x", "fb_", "FB_000000000001", "fb_000000000001", "fb_zzzzzzzzzzzz", "1", "%00"] {
            let path = format!("/v1/feedback/{id}");
            site.get(&path).token(&app.admin).send().await.refused(Wire::Native, 404);
            site.call("DELETE", &path).token(&app.admin).send().await.refused(Wire::Native, 404);
            let sent = site.post(&format!("{path}/replies"), &json!({"content": "x"})).token(&app.admin).send().await;
            sent.refused(Wire::Native, 404);
        }
    });
}
