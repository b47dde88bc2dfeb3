//! What people write cannot become markup: escaped once on the way out, stored raw (seed 004 "XSS防护").

use serde_json::json;

use crate::{
    app::{App, as_text, message},
    site::run,
};

const RAW: &str = r#"<script>alert("1" & '2')</script>&amp;"#;
const ESCAPED: &str = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;&amp;amp;";

#[test]
fn every_text_of_a_feedback_is_escaped_once_and_stored_raw() {
    run(async |site| {
        let app = App::create(site).await;
        let mut body = message();
        for field in ["name", "content", "source"] {
            body[field] = json!(RAW);
        }
        body["email"] = json!("o'hara&co@example.com");
        let submitted = site.post("/api/feedback/", &body).token(&app.client).send().await.data(200);
        let id = submitted["id"].as_u64().unwrap();
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.data(200);
        let list = site.get("/api/feedback/list").query(&[("source", RAW)]).token(&app.agent).send().await.data(200);
        for shown in [&submitted, &detail, &list["list"][0]] {
            for field in ["name", "content", "source"] {
                assert_eq!(shown[field], ESCAPED, "{field}");
            }
            assert_eq!(shown["email"], "o&#39;hara&amp;co@example.com");
        }

        let raw = site.get(&format!("/api/v1/feedback/{}", as_text(id))).token(&app.agent).send().await.data(200);
        for field in ["title", "content", "channel"] {
            assert_eq!(raw[field], RAW, "{field}");
        }
        assert_eq!(raw["contact"], "o'hara&co@example.com");
    });
}

#[test]
fn a_masked_address_is_escaped_too() {
    run(async |site| {
        let app = App::create(site).await;
        let mut body = message();
        body["email"] = json!("'x@example.com");
        let id = site.post("/api/feedback/", &body).token(&app.client).send().await.data(200)["id"].clone();
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.client).send().await.data(200);
        assert_eq!(detail["email"], "&#39;***@example.com");
    });
}

#[test]
fn every_text_of_a_reply_is_escaped_once() {
    run(async |site| {
        let app = App::create(site).await;
        let id = crate::app::submit_message(site, Some(&app.client)).await;
        let reply = json!({"author": RAW, "content": RAW});
        let sent = site.post(&format!("/api/feedback/{id}/reply"), &reply).token(&app.client).send().await.data(200);
        let replies = site.get(&format!("/api/feedback/{id}/replies")).token(&app.client).send().await.data(200);
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.client).send().await.data(200);
        let list = site.get("/api/feedback/list").token(&app.client).send().await.data(200);
        for shown in [&sent, &replies[0], &detail["replies"][0], &list["list"][0]["replies"][0]] {
            assert_eq!((&shown["author"], &shown["content"]), (&json!(ESCAPED), &json!(ESCAPED)));
        }
    });
}

#[test]
fn an_announcement_is_escaped_and_its_settings_are_raw() {
    run(async |site| {
        let app = App::create(site).await;
        let set = json!({"announcements": [{"content": RAW}]});
        site.call("PUT", "/v1/announcements").json(&set).token(&app.admin).send().await.expect(200);
        let shown = site.get("/api/feedback/reply").token(&app.client).send().await.data(200);
        assert_eq!(shown, json!({"data": [{"content": ESCAPED}]}));
        let kept = site.get("/v1/announcements").token(&app.agent).send().await.expect(200);
        assert_eq!(kept["announcements"][0]["content"], RAW);
    });
}
