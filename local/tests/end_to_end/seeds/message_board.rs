//! Seed 004 反馈系统.

use serde_json::{Value, json};

use super::assert_answer;
use crate::{
    app::App,
    site::{Site, run},
};

/// "1. 提交反馈", 请求参数.
const REQUEST: &str = r#"{"name": "张三", "email": "zhangsan@example.com", "type": "suggestion",
    "content": "建议增加夜间模式功能", "source": "autops"}"#;
/// "5. 回复反馈", 请求参数.
const REPLY: &str = r#"{"author": "管理员", "content": "感谢您的建议,我们会考虑实现。", "is_admin": true}"#;

async fn submit(site: &Site, app: &App) -> u64 {
    let sent = site.call("POST", "/api/feedback/").token(&app.client).body(REQUEST).send().await;
    sent.data(200)["id"].as_u64().unwrap()
}

async fn reply(site: &Site, app: &App, id: u64, body: &str) -> u64 {
    let sent = site.call("POST", &format!("/api/feedback/{id}/reply")).token(&app.agent).body(body.to_owned());
    sent.send().await.data(200)["id"].as_u64().unwrap()
}

/// The feedback of the list's and the detail's examples: answered once.
fn answered() -> Value {
    json!({"id": 1, "name": "张三", "email": "zhangsan@example.com", "type": "suggestion",
        "content": "建议增加夜间模式功能", "source": "autops", "status": "replied",
        "created_at": "2024-10-16T10:30:00Z", "updated_at": "2024-10-16T14:20:00Z",
        "replies": [{"id": 1, "author": "管理员", "content": "感谢您的建议,我们会考虑在下个版本中加入此功能。",
            "is_admin": true, "created_at": "2024-10-16T14:20:00Z"}]})
}

async fn submit_answered(site: &Site, app: &App) -> u64 {
    let id = submit(site, app).await;
    let body =
        r#"{"author": "管理员", "content": "感谢您的建议,我们会考虑在下个版本中加入此功能。", "is_admin": true}"#;
    reply(site, app, id, body).await;
    id
}

#[test]
fn submitting_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let seed = r#"{"success": true, "message": "反馈提交成功", "data": {"id": 1, "name": "张三",
            "email": "zhangsan@example.com", "type": "suggestion", "content": "建议增加夜间模式功能",
            "source": "autops", "status": "pending", "created_at": "2024-10-16T10:30:00Z",
            "updated_at": "2024-10-16T10:30:00Z"}}"#;
        for path in ["/api/feedback/", "/api/feedback"] {
            for token in [None, Some(app.client.as_str())] {
                assert_answer(site.call("POST", path).maybe_token(token).body(REQUEST).send().await, 200, seed);
            }
        }
    });
}

#[test]
fn a_submission_without_the_optional_fields_is_general() {
    run(async |site| {
        let app = App::create(site).await;
        let sent = json!({"type": "other", "content": "好", "name": "", "email": ""});
        let data = site.post("/api/feedback/", &sent).token(&app.client).send().await.data(200);
        assert_eq!((&data["source"], &data["name"], &data["email"]), (&json!("general"), &Value::Null, &Value::Null));
    });
}

#[test]
fn empty_content_is_refused_as_the_seed_shows() {
    run(async |site| {
        let seed = r#"{"success": false, "message": "反馈内容不能为空", "code": 400}"#;
        for body in [json!({"type": "bug", "content": ""}), json!({"type": "bug", "content": " "}), json!({})] {
            assert_answer(site.post("/api/feedback/", &body).send().await, 400, seed);
        }
    });
}

#[test]
fn a_list_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        for _ in 0..24 {
            submit(site, &app).await;
        }
        submit_answered(site, &app).await;
        let query = "page=1&pageSize=10&source=autops&type=suggestion";
        let list = site.get(&format!("/api/feedback/list?{query}")).token(&app.agent).send().await.expect(200);
        // `nextCursor` is ours (A).
        let cursor = list["data"]["nextCursor"].clone();
        assert!(cursor.is_string());
        assert_eq!(list["data"]["list"].as_array().unwrap().len(), 10);
        let mut first = list;
        first["data"]["list"].as_array_mut().unwrap().truncate(1);
        let seed = json!({"success": true, "data": {"list": [answered()], "total": 25, "page": 1, "pageSize": 10,
            "totalPages": 3, "nextCursor": cursor}});
        assert_eq!(super::substitute(first, &seed), seed);
    });
}

#[test]
fn a_detail_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit_answered(site, &app).await;
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await;
        assert_answer(detail, 200, &json!({"success": true, "data": answered()}).to_string());
    });
}

#[test]
fn replies_answer_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit_answered(site, &app).await;
        reply(site, &app, id, r#"{"author": "张三", "content": "好的,期待新版本!", "is_admin": false}"#).await;
        let seed = r#"{"success": true, "data": [
            {"id": 1, "feedback_id": 1, "author": "管理员", "content": "感谢您的建议,我们会考虑在下个版本中加入此功能。",
                "is_admin": true, "created_at": "2024-10-16T14:20:00Z"},
            {"id": 2, "feedback_id": 1, "author": "张三", "content": "好的,期待新版本!",
                "is_admin": false, "created_at": "2024-10-16T15:10:00Z"}]}"#;
        let replies = site.get(&format!("/api/feedback/{id}/replies")).token(&app.agent).send().await;
        assert!(replies.body["data"].as_array().unwrap().iter().all(|reply| reply["feedback_id"] == id));
        assert_answer(replies, 200, seed);
    });
}

#[test]
fn replying_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit(site, &app).await;
        let sent = site.call("POST", &format!("/api/feedback/{id}/reply")).token(&app.admin).body(REPLY).send().await;
        assert_eq!(sent.body["data"]["feedback_id"], id);
        let seed = r#"{"success": true, "message": "回复提交成功", "data": {"id": 2, "feedback_id": 1,
            "author": "管理员", "content": "感谢您的建议,我们会考虑实现。", "is_admin": true,
            "created_at": "2024-10-16T15:30:00Z"}}"#;
        assert_answer(sent, 200, seed);
    });
}

#[test]
fn the_announcement_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let text = "感谢大家的反馈!\n我们已收到很多宝贵建议,正在积极改进中。\n\n近期将推出以下功能:\n1. 夜间模式\n2. 批量导出\n3. 自定义模板";
        let set = json!({"announcements": [{"content": text}]});
        site.call("PUT", "/v1/announcements").json(&set).token(&app.admin).send().await.expect(200);
        let seed = json!({"success": true, "data": {"data": [{"content": text}]}}).to_string();
        assert_answer(site.get("/api/feedback/reply").token(&app.client).send().await, 200, &seed);
    });
}

#[test]
fn setting_a_status_and_deleting_answer_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit(site, &app).await;
        let answer = reply(site, &app, id, REPLY).await;
        for status in ["replied", "closed", "pending"] {
            let set = site.call("PUT", &format!("/api/feedback/{id}/status")).json(&json!({"status": status}));
            let seed = r#"{"success": true, "message": "状态更新成功"}"#;
            assert_answer(set.token(&app.agent).send().await, 200, seed);
        }
        for (path, message) in
            [(format!("/api/feedback/reply/{answer}"), "回复删除成功"), (format!("/api/feedback/{id}"), "删除成功")]
        {
            let deleted = site.call("DELETE", &path).token(&app.admin).send().await;
            assert_answer(deleted, 200, &json!({"success": true, "message": message}).to_string());
        }
    });
}
