//! The fields of seed 003.

use serde_json::{Value, json};

use super::{BLANK, no_texts, texts_of, with, without};
use crate::{
    answer::Wire,
    app::{self, App, opinion},
    site::{Site, run},
};

/// Submissions that are refused, with the field that is to blame.
fn refused() -> Vec<(&'static str, Value)> {
    let good = opinion();
    let mut refused = Vec::new();
    for field in ["title", "content", "channel"] {
        refused.push((field, without(&good, field)));
        refused.push((field, with(&good, field, Value::Null)));
        refused.extend(BLANK.map(|blank| (field, with(&good, field, blank))));
    }
    for field in ["title", "content", "channel", "contact"] {
        refused.extend(no_texts().map(|wrong| (field, with(&good, field, wrong))));
    }
    for (field, most) in [("title", 100), ("content", 2000), ("channel", 50), ("contact", 255)] {
        refused.extend(texts_of(most + 1).into_iter().map(|long| (field, with(&good, field, long))));
    }
    let no_objects = [json!("x"), json!(1), json!(false), json!([]), json!([{}])];
    refused.extend(no_objects.map(|wrong| ("metadata", with(&good, "metadata", wrong))));
    refused
}

#[test]
fn each_field_is_checked_and_named_and_nothing_is_stored() {
    run(async |site| {
        let app = App::create(site).await;
        for (field, body) in refused() {
            site.post("/api/v1/feedback", &body).token(&app.client).send().await.refused_field(field);
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn texts_up_to_their_limit_come_back_equal() {
    run(async |site| {
        let app = App::create(site).await;
        for (field, most) in [("title", 100), ("content", 2000), ("channel", 50), ("contact", 255)] {
            for text in texts_of(most) {
                assert_eq!(echo(site, &app, &with(&opinion(), field, text.as_str())).await[field], text);
            }
        }
        for odd in ["\u{0}", "a\u{0}b", "\u{feff}", "\u{200b}", "\u{202e}x", "\u{10ffff}", " x ", "a\r\nb", "null"] {
            for field in ["title", "content", "channel", "contact"] {
                assert_eq!(echo(site, &app, &with(&opinion(), field, odd)).await[field], odd, "{odd:?}");
            }
        }
    });
}

/// What the detail says of a submission.
async fn echo(site: &Site, app: &App, body: &Value) -> Value {
    let id = site.post("/api/v1/feedback", body).token(&app.client).send().await.data(201);
    let path = format!("/api/v1/feedback/{}", id["feedback_id"].as_str().unwrap());
    site.get(&path).token(&app.agent).send().await.data(200)
}

#[test]
fn metadata_comes_back_equal() {
    run(async |site| {
        let app = App::create(site).await;
        let odd = json!({"": {}, "空": [1, null, {"a": [[]]}], "n": -1.5e300, "big": u64::MAX, "t": "\u{0}<&>\"'😀", "feedback_id": 1});
        for metadata in [json!({}), odd] {
            assert_eq!(echo(site, &app, &with(&opinion(), "metadata", metadata.clone())).await["metadata"], metadata);
        }
        for absent in [without(&opinion(), "metadata"), with(&opinion(), "metadata", Value::Null)] {
            assert_eq!(echo(site, &app, &absent).await["metadata"], Value::Null);
        }
    });
}

#[test]
fn a_contact_that_is_empty_is_absent() {
    run(async |site| {
        let app = App::create(site).await;
        for contact in [json!(""), Value::Null] {
            assert_eq!(echo(site, &app, &with(&opinion(), "contact", contact)).await["contact"], Value::Null);
        }
    });
}

#[test]
fn a_status_that_is_none_changes_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_opinion(site, &app.client).await;
        let path = format!("/api/v1/feedback/{id}/status");
        let mut bad: Vec<_> =
            ["", " ", "replied", "Pending", "pending ", "fixed"].map(|word| json!({"status": word})).into();
        bad.extend([json!({}), json!({"status": null}), json!({"comment": "x"})]);
        bad.extend(no_texts().map(|wrong| json!({"status": wrong})));
        for body in bad {
            site.call("PATCH", &path).json(&body).token(&app.agent).send().await.refused_field("status");
        }
        for wrong in no_texts() {
            let body = json!({"status": "closed", "comment": wrong});
            site.call("PATCH", &path).json(&body).token(&app.agent).send().await.refused_field("comment");
        }
        for long in texts_of(2_001) {
            // Seed 003 gives comments no limit; ours is the content's.
            let body = json!({"status": "closed", "comment": long});
            site.call("PATCH", &path).json(&body).token(&app.agent).send().await.refused_field("comment");
        }
        let detail = site.get(&format!("/api/v1/feedback/{id}")).token(&app.agent).send().await.data(200);
        assert_eq!((&detail["status"], &detail["updated_at"]), (&json!("pending"), &detail["created_at"]));
    });
}

#[test]
fn a_malformed_id_is_not_found() {
    run(async |site| {
        let app = App::create(site).await;
        let real = app::submit_opinion(site, &app.client).await;
        let number = app::as_number(&real).to_string();
        let malformed = [
            "x",
            "fb_",
            "fb_abc",
            "FB_000000000001",
            "fb_ABC123DEF456",
            "fb_zzzzzzzzzzzz",
            "fb_000000000000",
            "fb_00000000000-",
            "fb_0000000000001",
            "1",
            "0",
            "-1",
            "null",
            "%E6%84%8F",
            "fb_%30",
            "%00",
            "%FF",
        ];
        for id in malformed.into_iter().chain([number.as_str(), &real[3..], "fb_abc123def456"]) {
            for (method, path) in
                [("GET", format!("/api/v1/feedback/{id}")), ("PATCH", format!("/api/v1/feedback/{id}/status"))]
            {
                let sent = site.call(method, &path).json(&json!({"status": "closed"})).token(&app.agent).send().await;
                sent.refused(Wire::OpinionBox, 404);
            }
        }
    });
}
