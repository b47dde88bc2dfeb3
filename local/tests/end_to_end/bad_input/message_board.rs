//! The fields of seed 004.

use serde_json::{Value, json};

use super::{BLANK, no_texts, texts_of, with, without};
use crate::{
    answer::Wire,
    app::{self, App, message},
    site::run,
};

/// Most characters of each text.
const LIMITS: [(&str, usize); 3] = [("name", 100), ("content", 10_000), ("source", 50)];

const NO_ADDRESSES: [&str; 16] = [
    "x",
    "@",
    "a@",
    "@b.c",
    "a@b",
    "a b@c.de",
    "a@b c.de",
    "a@@b.de",
    "a@b.de,c@d.ef",
    "<a@b.de>",
    "a@.de",
    "a@b.",
    "a@b..de",
    "a@b.de\n",
    "a@-b.de",
    "意见",
];

/// Submissions that are refused, with the status.
fn refused() -> Vec<(u16, Value)> {
    let good = message();
    let mut refused = Vec::new();
    for field in ["type", "content"] {
        refused.push((400, without(&good, field)));
        refused.push((400, with(&good, field, Value::Null)));
        refused.extend(BLANK.map(|blank| (400, with(&good, field, blank))));
    }
    for field in ["type", "content", "source", "name", "email"] {
        refused.extend(no_texts().map(|wrong| (422, with(&good, field, wrong))));
    }
    for (field, most) in LIMITS {
        refused.extend(texts_of(most + 1).into_iter().map(|long| (422, with(&good, field, long))));
    }
    refused.extend(["fault", "Bug", "bug ", "全部"].map(|word| (422, with(&good, "type", word))));
    refused.extend(NO_ADDRESSES.map(|bad| (422, with(&good, "email", bad))));
    refused.push((422, with(&good, "email", format!("{}@example.com", "a".repeat(244)))));
    refused
}

#[test]
fn each_field_is_checked_and_nothing_is_stored() {
    run(async |site| {
        let app = App::create(site).await;
        for (status, body) in refused() {
            site.post("/api/feedback/", &body).token(&app.client).send().await.refused(Wire::MessageBoard, status);
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn texts_up_to_their_limit_come_back_equal() {
    run(async |site| {
        let app = App::create(site).await;
        let mut good: Vec<(&str, String)> = Vec::new();
        good.extend(
            LIMITS.iter().flat_map(|(field, most)| texts_of(*most).into_iter().map(move |text| (*field, text))),
        );
        let addresses = ["a@b.de", "first.last+tag@sub.example.com", "李@例子.中国", "A_b-c!#$%*/=?^`{|}~@x.yz"];
        good.extend(addresses.map(|address| ("email", address.to_owned())));
        good.push(("email", format!("{}@example.com", "a".repeat(243))));
        good.extend(["\u{0}x", " x ", "a\r\nb"].map(|odd| ("content", odd.to_owned())));
        for (field, text) in good {
            let body = with(&message(), field, text.as_str());
            let sent = site.post("/api/feedback/", &body).token(&app.client).send().await.data(200);
            assert_eq!(sent[field], text);
            let detail = site.get(&format!("/api/feedback/{}", sent["id"])).token(&app.agent).send().await.data(200);
            assert_eq!(detail[field], text);
        }
    });
}

#[test]
fn a_reply_is_checked_and_nothing_is_stored() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let good = json!({"author": "管理员", "content": "好的", "is_admin": false});
        let mut bad = Vec::new();
        for field in ["author", "content"] {
            bad.extend([(400, without(&good, field)), (400, with(&good, field, Value::Null))]);
            bad.extend(BLANK.map(|blank| (400, with(&good, field, blank))));
            bad.extend(no_texts().map(|wrong| (422, with(&good, field, wrong))));
        }
        bad.extend(texts_of(101).into_iter().map(|long| (422, with(&good, "author", long))));
        bad.extend(texts_of(10_001).into_iter().map(|long| (422, with(&good, "content", long))));
        let no_flags = [json!("true"), json!(1), json!(0), json!([]), json!({})];
        bad.extend(no_flags.map(|wrong| (422, with(&good, "is_admin", wrong))));
        for (status, body) in bad {
            let sent = site.post(&format!("/api/feedback/{id}/reply"), &body).token(&app.admin).send().await;
            sent.refused(Wire::MessageBoard, status);
        }
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.data(200);
        assert_eq!((&detail["replies"], &detail["status"]), (&json!([]), &json!("pending")));
    });
}

#[test]
fn a_status_that_is_none_changes_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let mut bad = vec![(400, json!({})), (400, json!({"status": null})), (400, json!({"status": ""}))];
        bad.extend(["in_progress", "resolved", "rejected", "Closed", "x"].map(|word| (422, json!({"status": word}))));
        bad.extend(no_texts().map(|wrong| (422, json!({"status": wrong}))));
        for (status, body) in bad {
            let sent = site.call("PUT", &format!("/api/feedback/{id}/status")).json(&body).token(&app.agent);
            sent.send().await.refused(Wire::MessageBoard, status);
        }
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.data(200);
        assert_eq!((&detail["status"], &detail["updated_at"]), (&json!("pending"), &detail["created_at"]));
    });
}

#[test]
fn a_malformed_id_is_not_found() {
    run(async |site| {
        let app = App::create(site).await;
        let real = app::submit_message(site, Some(&app.client)).await;
        let text = app::as_text(real);
        let malformed = [
            "x",
            "0",
            "-1",
            "+1",
            "1.0",
            "1e3",
            "9007199254740992",
            "99999999999999999999999",
            "null",
            "%EF%BC%91",
            "%00",
            "%FF",
            "1%20",
            "fb_abc123def456",
            "1",
        ];
        for id in malformed.into_iter().chain([text.as_str()]) {
            for (method, path) in [
                ("GET", format!("/api/feedback/{id}")),
                ("GET", format!("/api/feedback/{id}/replies")),
                ("POST", format!("/api/feedback/{id}/reply")),
                ("PUT", format!("/api/feedback/{id}/status")),
                ("DELETE", format!("/api/feedback/{id}")),
                ("DELETE", format!("/api/feedback/reply/{id}")),
            ] {
                let body = json!({"status": "closed", "author": "x", "content": "y"});
                let sent = site.call(method, &path).json(&body).token(&app.admin).send().await;
                sent.refused(Wire::MessageBoard, 404);
            }
        }
        assert_eq!(app::total(site, &app.agent).await, 1);
    });
}
