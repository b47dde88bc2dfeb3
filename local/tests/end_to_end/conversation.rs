//! A feedback from its submission to its deletion.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    answer::Wire,
    app::{self, App, as_text},
    site::{Site, run},
};

async fn detail(site: &Site, app: &App, id: u64) -> Value {
    site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.data(200)
}

async fn reply(site: &Site, id: u64, token: &str, author: &str, is_admin: bool) -> u64 {
    let body = json!({"author": author, "content": format!("{author}的回复"), "is_admin": is_admin});
    let sent = site.post(&format!("/api/feedback/{id}/reply"), &body).token(token).send().await.data(200);
    sent["id"].as_u64().unwrap()
}

/// Times have whole seconds on both wires.
async fn next_second() {
    tokio::time::sleep(Duration::from_millis(1_050)).await;
}

#[test]
fn an_admins_reply_sets_replied_and_nobody_elses_does() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        next_second().await;
        reply(site, id, &app.client, "李四", false).await;
        reply(site, id, &app.agent, "客服", false).await;
        let before = detail(site, &app, id).await;
        assert_eq!((&before["status"], &before["updated_at"]), (&json!("pending"), &before["created_at"]));

        reply(site, id, &app.agent, "管理员", true).await;
        let after = detail(site, &app, id).await;
        assert_eq!(after["status"], "replied");
        assert!(after["updated_at"].as_str() > after["created_at"].as_str());
        assert_eq!(after["updated_at"], after["replies"][2]["created_at"]);
        let authors: Vec<_> =
            after["replies"].as_array().unwrap().iter().map(|reply| reply["author"].clone()).collect();
        assert_eq!(authors, ["李四", "客服", "管理员"]);

        let opinion = site.get(&format!("/api/v1/feedback/{}", as_text(id))).token(&app.agent).send().await.data(200);
        assert_eq!((&opinion["status"], &opinion["updated_at"]), (&json!("in_progress"), &after["updated_at"]));
    });
}

#[test]
fn a_status_set_in_one_wire_shows_in_the_other() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let (text, token) = (as_text(id), &app.agent);
        let in_opinion_box = async || {
            let detail = site.get(&format!("/api/v1/feedback/{text}")).token(token).send().await.data(200);
            let list = site.get("/api/v1/feedbacks").token(token).send().await.data(200);
            assert_eq!(detail["status"], list["list"][0]["status"]);
            detail["status"].clone()
        };
        for (set, shown) in [
            ("in_progress", "pending"),
            ("resolved", "replied"),
            ("rejected", "closed"),
            ("closed", "closed"),
            ("pending", "pending"),
        ] {
            next_second().await;
            let change = json!({"status": set, "comment": "已分配给产品团队评估。"});
            let path = format!("/api/v1/feedback/{text}/status");
            let changed = site.call("PATCH", &path).json(&change).token(token).send().await.data(200);
            assert_eq!((&changed["status"], &changed["feedback_id"]), (&json!(set), &json!(text)));
            let detail = detail(site, &app, id).await;
            assert_eq!((&detail["status"], &detail["updated_at"]), (&json!(shown), &changed["updated_at"]));
            assert!(detail["updated_at"].as_str() > detail["created_at"].as_str());
            assert_eq!(in_opinion_box().await, set);
        }
        for (set, shown) in [("replied", "in_progress"), ("closed", "closed"), ("pending", "pending")] {
            let path = format!("/api/feedback/{id}/status");
            site.call("PUT", &path).json(&json!({"status": set})).token(token).send().await.expect(200);
            assert_eq!(detail(site, &app, id).await["status"], set);
            assert_eq!(in_opinion_box().await, shown);
        }
    });
}

#[test]
fn a_deleted_reply_is_gone_and_leaves_the_rest() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let (first, second) =
            (reply(site, id, &app.client, "李四", false).await, reply(site, id, &app.admin, "管理员", true).await);
        site.call("DELETE", &format!("/api/feedback/reply/{second}")).token(&app.admin).send().await.expect(200);
        let rest = detail(site, &app, id).await;
        assert_eq!((rest["replies"].as_array().unwrap().len(), &rest["replies"][0]["id"]), (1, &json!(first)));
        let again = site.call("DELETE", &format!("/api/feedback/reply/{second}")).token(&app.admin).send().await;
        again.refused(Wire::MessageBoard, 404);
        // A feedback's id is no reply's, and the other way round.
        let mixed_up = site.call("DELETE", &format!("/api/feedback/reply/{id}")).token(&app.admin).send().await;
        mixed_up.refused(Wire::MessageBoard, 404);
        site.call("DELETE", &format!("/api/feedback/{first}"))
            .token(&app.admin)
            .send()
            .await
            .refused(Wire::MessageBoard, 404);
    });
}

#[test]
fn deleting_a_feedback_deletes_all_that_hangs_on_it() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, other) =
            (app::submit_message(site, Some(&app.client)).await, app::submit_message(site, Some(&app.client)).await);
        let mut replies = Vec::new();
        for author in ["甲", "乙", "丙"] {
            replies.push(reply(site, id, &app.agent, author, true).await);
        }
        let kept = reply(site, other, &app.agent, "丁", true).await;
        site.call("DELETE", &format!("/api/feedback/{id}")).token(&app.admin).send().await.expect(200);

        assert_gone(site, &app, id).await;
        for reply in replies {
            let sent = site.call("DELETE", &format!("/api/feedback/reply/{reply}")).token(&app.admin).send().await;
            sent.refused(Wire::MessageBoard, 404);
        }
        assert_eq!(app::total(site, &app.agent).await, 1);
        assert_eq!(detail(site, &app, other).await["replies"][0]["id"], kept);
    });
}

async fn assert_gone(site: &Site, app: &App, id: u64) {
    let body = json!({"status": "closed", "author": "x", "content": "y"});
    for (method, path) in [
        ("GET", format!("/api/feedback/{id}")),
        ("GET", format!("/api/feedback/{id}/replies")),
        ("POST", format!("/api/feedback/{id}/reply")),
        ("PUT", format!("/api/feedback/{id}/status")),
        ("DELETE", format!("/api/feedback/{id}")),
        ("GET", format!("/api/v1/feedback/{}", as_text(id))),
        ("PATCH", format!("/api/v1/feedback/{}/status", as_text(id))),
    ] {
        site.call(method, &path).json(&body).token(&app.admin).send().await.refused(Wire::of(&path), 404);
    }
}

#[test]
fn a_conversation_of_hundreds_is_read_and_deleted_whole() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let mut replies = Vec::new();
        for at in 0..130 {
            replies.push(reply(site, id, &app.client, &format!("第{at}位"), false).await);
        }
        let shown = site.get(&format!("/api/feedback/{id}/replies")).token(&app.client).send().await.data(200);
        let shown: Vec<_> = shown.as_array().unwrap().iter().map(|reply| reply["id"].as_u64().unwrap()).collect();
        assert_eq!(shown, replies);
        site.call("DELETE", &format!("/api/feedback/{id}")).token(&app.admin).send().await.expect(200);
        assert_gone(site, &app, id).await;
        for reply in [replies[0], replies[60], replies[129]] {
            let sent = site.call("DELETE", &format!("/api/feedback/reply/{reply}")).token(&app.admin).send().await;
            sent.refused(Wire::MessageBoard, 404);
        }
    });
}
