//! `POST /v1/feedback/status`: many at once.

use serde_json::{Value, json};

use super::{assert_time, detail, refused_field, submit_least};
use crate::{
    app::App,
    site::{Site, run},
};

async fn set(site: &Site, token: &str, body: &Value) -> Value {
    site.post("/v1/feedback/status", body).token(token).send().await.expect(200)
}

#[test]
fn a_hundred_are_set_and_the_rest_is_not_found() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let mut ours = Vec::new();
        for _ in 0..30 {
            ours.push(submit_least(site, &app).await.0);
        }
        let (foreign, _) = submit_least(site, &other).await;
        let missing = [foreign.as_str(), "fb_000000000001", "x", "1", ""];
        // Among each other, and some twice.
        let mut ids: Vec<_> = ours.iter().map(String::as_str).collect();
        for (at, id) in missing.iter().enumerate() {
            ids.insert(at * 5, id);
        }
        ids.extend(ours.iter().map(String::as_str).chain(missing).chain(ours.iter().map(String::as_str)));
        assert_eq!(ids.len(), 100);
        let done = set(site, &app.agent, &json!({"ids": ids, "status": "resolved", "comment": "批量"})).await;
        assert_eq!(done, json!({"updated": ours, "not_found": missing}));

        for id in &ours {
            let found = detail(site, &app, id).await;
            assert_eq!(found["status"], "resolved");
            let history = found["history"].as_array().unwrap();
            assert_eq!(history.len(), 1, "named twice, set once");
            assert_time(&history[0]["at"]);
            assert_eq!(history[0]["at"], found["updated_at"]);
            assert_eq!((&history[0]["by"], &history[0]["comment"]), (&json!("agent"), &json!("批量")));
        }
        assert_eq!(detail(site, &other, &foreign).await["status"], "pending");
    });
}

#[test]
fn every_status_may_follow_any_and_is_kept_in_order() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, _) = submit_least(site, &app).await;
        let all = ["in_progress", "replied", "resolved", "closed", "rejected", "pending", "pending"];
        for status in all {
            let done = set(site, &app.agent, &json!({"ids": [id], "status": status})).await;
            assert_eq!(done, json!({"updated": [id], "not_found": []}));
            assert_eq!(detail(site, &app, &id).await["status"], status);
        }
        let found = detail(site, &app, &id).await;
        let history: Vec<_> = found["history"].as_array().unwrap().iter().map(|change| &change["status"]).collect();
        assert_eq!(history, all);
        assert_eq!(found["history"][0]["comment"], Value::Null);
    });
}

#[test]
fn bad_batches_are_refused_by_field_and_change_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, _) = submit_least(site, &app).await;
        for (field, body) in [
            ("ids", json!({"status": "closed"})),
            ("ids", json!({"ids": [], "status": "closed"})),
            ("ids", json!({"ids": null, "status": "closed"})),
            ("ids", json!({"ids": id, "status": "closed"})),
            ("ids", json!({"ids": [1], "status": "closed"})),
            ("ids", json!({"ids": vec![&id; 101], "status": "closed"})),
            ("status", json!({"ids": [id]})),
            ("status", json!({"ids": [id], "status": "done"})),
            ("status", json!({"ids": [id], "status": ""})),
            ("status", json!({"ids": [id], "status": 1})),
            ("comment", json!({"ids": [id], "status": "closed", "comment": 1})),
            ("comment", json!({"ids": [id], "status": "closed", "comment": "夜".repeat(2_001)})),
            ("body", json!([])),
        ] {
            refused_field(&site.post("/v1/feedback/status", &body).token(&app.agent).send().await, 400, field);
        }
        let found = detail(site, &app, &id).await;
        assert_eq!((&found["status"], &found["history"]), (&json!("pending"), &json!([])));
    });
}
