//! What is public: only what came in through `message_board` (DESIGN.md).

use serde_json::{Value, json};

use crate::{
    answer::Wire,
    app::{self, App, message, opinion, unique},
    site::{Site, run},
};

/// Asserts that a caller below agent finds nothing of this feedback.
async fn assert_hidden(site: &Site, id: u64, source: &str, token: Option<&str>) {
    let list = site.get(&format!("/api/feedback/list?source={source}")).maybe_token(token).send().await.data(200);
    assert_eq!((&list["total"], &list["list"], &list["totalPages"]), (&json!(0), &json!([]), &json!(0)));
    assert_eq!(list["nextCursor"], Value::Null);
    for path in [format!("/api/feedback/{id}"), format!("/api/feedback/{id}/replies")] {
        site.get(&path).maybe_token(token).send().await.refused(Wire::MessageBoard, 404);
    }
    let reply = json!({"author": "x", "content": "y"});
    let sent = site.post(&format!("/api/feedback/{id}/reply"), &reply).maybe_token(token).send().await;
    sent.refused(Wire::MessageBoard, 404);
}

#[test]
fn an_opinion_is_for_the_team_alone() {
    run(async |site| {
        let credentials = &site.credentials;
        let source = unique("hidden");
        let mut body = opinion();
        body["channel"] = json!(source);
        let sent = site.post("/api/v1/feedback", &body).token(&credentials.client_token).send().await.data(201);
        let id = app::as_number(sent["feedback_id"].as_str().unwrap());
        for token in [None, Some(credentials.client_token.as_str()), Some("garbage")] {
            assert_hidden(site, id, &source, token).await;
        }

        let agent = &credentials.agent_token;
        let list = site.get(&format!("/api/feedback/list?source={source}")).token(agent).send().await.data(200);
        assert_eq!((&list["total"], &list["list"][0]["id"]), (&json!(1), &json!(id)));
        assert_eq!(list["list"][0]["type"], "other");
        let detail = site.get(&format!("/api/feedback/{id}")).token(agent).send().await.data(200);
        assert_eq!((&detail["content"], &detail["replies"]), (&body["content"], &json!([])));
    });
}

#[test]
fn totals_and_pages_of_the_public_skip_what_is_hidden() {
    run(async |site| {
        let app = App::create(site).await;
        let mut public = Vec::new();
        for _ in 0..5 {
            app::submit_opinion(site, &app.client).await;
            public.push(app::submit_message(site, Some(&app.client)).await);
        }
        public.reverse();
        let mut seen = Vec::new();
        for page in 1..=3 {
            let path = format!("/api/feedback/list?pageSize=2&page={page}");
            let list = site.get(&path).token(&app.client).send().await.data(200);
            assert_eq!((&list["total"], &list["totalPages"]), (&json!(5), &json!(3)));
            seen.extend(list["list"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()));
        }
        assert_eq!(seen, public);
        assert_eq!(site.get("/api/feedback/list").token(&app.agent).send().await.data(200)["total"], 10);
    });
}

#[test]
fn a_message_of_the_default_app_is_for_everybody() {
    run(async |site| {
        let source = unique("open");
        let mut body = message();
        body["source"] = json!(source);
        let id = site.post("/api/feedback/", &body).send().await.data(200)["id"].as_u64().unwrap();
        for token in [None, Some(site.credentials.client_token.as_str()), Some("garbage")] {
            let list =
                site.get(&format!("/api/feedback/list?source={source}")).maybe_token(token).send().await.data(200);
            assert_eq!((&list["total"], &list["list"][0]["id"]), (&json!(1), &json!(id)));
            site.get(&format!("/api/feedback/{id}")).maybe_token(token).send().await.expect(200);
            let reply = json!({"author": "路人", "content": "同意"});
            site.post(&format!("/api/feedback/{id}/reply"), &reply).maybe_token(token).send().await.expect(200);
        }
        let replies = site.get(&format!("/api/feedback/{id}/replies")).send().await.data(200);
        assert_eq!(replies.as_array().unwrap().len(), 3);
    });
}

#[test]
fn the_team_reads_a_message_in_the_other_wire_too() {
    run(async |site| {
        let app = App::create(site).await;
        let content = "夜😀".repeat(80);
        let mut body = message();
        body["content"] = json!(content);
        let id = site.post("/api/feedback/", &body).token(&app.client).send().await.data(200)["id"].as_u64().unwrap();
        let title: String = content.chars().take(100).collect();
        let list = site.get("/api/v1/feedbacks").token(&app.agent).send().await.data(200);
        assert_eq!(
            (&list["list"][0]["feedback_id"], &list["list"][0]["title"]),
            (&json!(app::as_text(id)), &json!(title))
        );
        let path = format!("/api/v1/feedback/{}", app::as_text(id));
        let detail = site.get(&path).token(&app.agent).send().await.data(200);
        assert_eq!(
            (&detail["title"], &detail["content"], &detail["channel"]),
            (&json!(title), &json!(content), &json!("autops"))
        );
    });
}
