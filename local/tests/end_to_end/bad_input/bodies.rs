//! Bodies that are no JSON object, too large, or of an odd type, on every route that takes one.

use crate::{
    answer::Wire,
    app::{self, App, message, opinion},
    site::{Site, run},
};

/// Every route that takes a body, for an app with these feedbacks.
fn routes(opinion: &str, message: u64) -> Vec<(&'static str, String)> {
    vec![
        ("POST", "/api/v1/feedback".into()),
        ("PATCH", format!("/api/v1/feedback/{opinion}/status")),
        ("POST", "/api/feedback/".into()),
        ("POST", "/api/feedback".into()),
        ("POST", format!("/api/feedback/{message}/reply")),
        ("PUT", format!("/api/feedback/{message}/status")),
        ("POST", "/v1/tokens".into()),
        ("PUT", "/v1/announcements".into()),
    ]
}

fn no_objects() -> Vec<Vec<u8>> {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000)).into_bytes();
    let mut bad: Vec<Vec<u8>> = vec![
        vec![],
        vec![0],
        vec![0xff, 0xfe],
        b"{\"title\":\"\xff\"}".into(),
        b"{\"title\":\"\xed\xa0\x80\",\"content\":\"x\",\"channel\":\"y\"}".into(),
        "\u{feff}{}".into(),
        deep("[", "]"),
        deep(r#"{"title":"#, "")[..300_000].into(),
    ];
    let texts = [
        "{",
        "}",
        "[]",
        "null",
        "1",
        "\"x\"",
        "true",
        "{}{}",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "NaN",
        "{\"a\":\"\n\"}",
        "title=x&content=y&channel=z",
        "<a/>",
        "{\"\\ud800\":1}",
        "// x\n{}",
    ];
    bad.extend(texts.map(|text| text.as_bytes().to_vec()));
    bad
}

async fn app_with_feedback(site: &Site) -> (App, Vec<(&'static str, String)>) {
    let app = App::create(site).await;
    let opinion = app::submit_opinion(site, &app.client).await;
    let message = app::submit_message(site, Some(&app.client)).await;
    let routes = routes(&opinion, message);
    (app, routes)
}

#[test]
fn what_is_no_json_object_is_refused_everywhere() {
    run(async |site| {
        let (app, routes) = app_with_feedback(site).await;
        for (method, path) in routes {
            for body in no_objects() {
                let sent = site.call(method, &path).token(&app.admin).body(body).send().await;
                sent.refused(Wire::of(&path), 400);
                assert!(sent.text.len() < 1_000, "{path} gives the body back");
            }
        }
        assert_eq!(app::total(site, &app.agent).await, 2);
    });
}

#[test]
fn metadata_that_no_parser_reads_back_is_refused() {
    run(async |site| {
        let (app, _) = app_with_feedback(site).await;
        let good = opinion().to_string();
        let nested = |depth| format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        let lists = format!(r#"{{"a":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        for metadata in [nested(100_000), nested(1_000), lists, r#"{"a":"\ud800"}"#.into(), r#"{"a":1e999}"#.into()] {
            let body = format!(r#"{},"metadata":{metadata}}}"#, &good[..good.len() - 1]);
            site.call("POST", "/api/v1/feedback").token(&app.client).body(body).send().await.refused_field("metadata");
        }
        let unknown = format!(r#"{},"unknown":{}}}"#, &good[..good.len() - 1], nested(100_000));
        let sent = site.call("POST", "/api/v1/feedback").token(&app.client).body(unknown).send().await;
        assert!([201, 400].contains(&sent.status), "{sent:?}");
    });
}

#[test]
fn a_lone_surrogate_is_no_text() {
    run(async |site| {
        let (app, _) = app_with_feedback(site).await;
        for half in [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"\ud83dx"] {
            let body = format!(r#"{{"title":"{half}","content":"x","channel":"y"}}"#);
            site.call("POST", "/api/v1/feedback").token(&app.client).body(body).send().await.refused_field("title");
            let body = format!(r#"{{"type":"bug","content":"{half}"}}"#);
            let sent = site.call("POST", "/api/feedback/").token(&app.client).body(body).send().await;
            assert!([400, 422].contains(&sent.status));
            sent.refused(Wire::MessageBoard, sent.status);
        }
        assert_eq!(app::total(site, &app.agent).await, 2);
    });
}

#[test]
fn a_large_body_is_refused_by_the_function_and_a_larger_one_by_the_gateway() {
    run(async |site| {
        let (app, routes) = app_with_feedback(site).await;
        for (method, path) in routes {
            for megabytes in [2, 7] {
                let text = "x".repeat(megabytes << 20);
                let body =
                    serde_json::json!({"title": "x", "content": text, "type": "bug", "channel": "y"}).to_string();
                for content_type in ["application/json", "application/octet-stream"] {
                    let sent = site.call(method, &path).header("content-type", content_type).body(body.clone());
                    let sent = sent.token(&app.admin).send().await;
                    // WIRE.md gives `message_board` no code for it; HTTP has 413.
                    let status = if Wire::of(&path) == Wire::MessageBoard { 413 } else { 400 };
                    sent.refused(Wire::of(&path), status);
                }
            }
            let sent = site.call(method, &path).token(&app.admin).body(vec![b'x'; 10 << 20 | 1]).send().await;
            sent.refused(Wire::Gateway, 413);
        }
        assert_eq!(app::total(site, &app.agent).await, 2);
    });
}

#[test]
fn the_content_type_does_not_matter() {
    run(async |site| {
        let app = App::create(site).await;
        let types = [
            "",
            "application/json",
            "application/json; charset=utf-8",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "nonsense",
            "application/json; charset=gbk",
        ];
        for (path, body, status) in [("/api/v1/feedback", opinion(), 201), ("/api/feedback/", message(), 200)] {
            for content_type in types {
                let mut sent = site.call("POST", path).token(&app.client).body(body.to_string());
                if !content_type.is_empty() {
                    sent = sent.header("content-type", content_type);
                }
                sent.send().await.expect(status);
            }
        }
    });
}
