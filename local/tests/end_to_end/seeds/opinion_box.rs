//! Seed 003 掌上意见箱.

use serde_json::{Value, json};

use super::assert_answer;
use crate::{
    app::App,
    site::{Site, run},
};

/// "1. 提交意见", 请求体示例.
const REQUEST: &str = r#"{
  "title": "关于搜索功能的建议",
  "content": "希望增加按时间范围过滤搜索结果的功能。",
  "channel": "mobile_app",
  "contact": "user@example.com",
  "metadata": {
    "app_version": "2.5.1",
    "device_model": "iPhone 14"
  }
}"#;

async fn submit(site: &Site, app: &App) -> String {
    let sent = site.call("POST", "/api/v1/feedback").header("content-type", "application/json").body(REQUEST);
    let data = sent.token(&app.client).send().await.data(201);
    data["feedback_id"].as_str().unwrap().to_owned()
}

#[test]
fn submitting_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let submitted = site.call("POST", "/api/v1/feedback").token(&app.client).body(REQUEST).send().await;
        let seed = r#"{"code": 0, "message": "success", "data": {
            "feedback_id": "fb_abc123def456", "status": "pending", "created_at": "2023-10-27T08:30:00Z"}}"#;
        assert_answer(submitted, 201, seed);
    });
}

#[test]
fn the_python_sample_works() {
    run(async |site| {
        let app = App::create(site).await;
        let data = json!({
            "title": "功能请求:暗色模式",
            "content": "希望在下一个版本中为应用增加暗色模式主题选项。",
            "channel": "web_portal",
            "contact": "developer@company.com",
            "metadata": {"browser": "Chrome 118", "os": "Windows 11"}
        });
        let body = site.post("/api/v1/feedback", &data).token(&app.client).send().await.expect(201);
        assert!(body["data"]["feedback_id"].is_string());
    });
}

#[test]
fn a_list_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        submit(site, &app).await;
        for query in ["", "?status=pending&channel=mobile_app", "?page=1&size=10&start_time=2023-10-27T08:30:00Z"] {
            let list = site.get(&format!("/api/v1/feedbacks{query}")).token(&app.agent).send().await;
            let seed = r#"{"code": 0, "message": "success", "data": {
                "list": [{
                    "feedback_id": "fb_abc123def456", "title": "关于搜索功能的建议", "status": "pending",
                    "channel": "mobile_app", "created_at": "2023-10-27T08:30:00Z"}],
                "pagination": {"page": 1, "size": 10, "total": 1}}}"#;
            assert_answer(list, 200, seed);
        }
    });
}

#[test]
fn the_javascript_sample_works() {
    run(async |site| {
        let app = App::create(site).await;
        submit(site, &app).await;
        let query = [("page", "1"), ("size", "20"), ("status", "pending")];
        let result = site.get("/api/v1/feedbacks").query(&query).token(&app.agent).send().await.expect(200);
        assert_eq!(result["code"], 0);
        assert_eq!(result["data"]["list"].as_array().unwrap().len(), 1);
        assert_eq!(result["data"]["pagination"], json!({"page": 1, "size": 20, "total": 1}));
    });
}

#[test]
fn a_detail_answers_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit(site, &app).await;
        let detail = site.get(&format!("/api/v1/feedback/{id}")).token(&app.agent).send().await;
        let seed = r#"{"code": 0, "message": "success", "data": {
            "feedback_id": "fb_abc123def456",
            "title": "关于搜索功能的建议",
            "content": "希望增加按时间范围过滤搜索结果的功能。",
            "status": "pending",
            "channel": "mobile_app",
            "contact": "user@example.com",
            "metadata": {"app_version": "2.5.1", "device_model": "iPhone 14"},
            "created_at": "2023-10-27T08:30:00Z",
            "updated_at": "2023-10-27T08:30:00Z"}}"#;
        assert_answer(detail, 200, seed);
    });
}

#[test]
fn every_status_of_the_seed_can_be_set() {
    run(async |site| {
        let app = App::create(site).await;
        let id = submit(site, &app).await;
        for status in ["in_progress", "resolved", "closed", "rejected", "pending"] {
            let change = json!({"status": status, "comment": "已分配给产品团队评估。"});
            let changed = site.call("PATCH", &format!("/api/v1/feedback/{id}/status")).json(&change);
            let seed = json!({"code": 0, "message": "success", "data": {
                "feedback_id": "fb_abc123def456", "status": status, "updated_at": "2023-10-27T08:30:00Z"}});
            assert_answer(changed.token(&app.agent).send().await, 200, &seed.to_string());
            let detail = site.get(&format!("/api/v1/feedback/{id}")).token(&app.agent).send().await.data(200);
            assert_eq!(detail["status"], status);
        }
    });
}

#[test]
fn an_empty_title_is_refused_as_the_seed_shows() {
    run(async |site| {
        let app = App::create(site).await;
        let seed = r#"{"code": 1001, "message": "Invalid parameter: title",
            "details": {"field": "title", "reason": "cannot be empty"}}"#;
        for title in [json!(""), json!(" \u{3000}\n"), Value::Null] {
            let mut request: Value = serde_json::from_str(REQUEST).unwrap();
            request["title"] = title;
            assert_answer(site.post("/api/v1/feedback", &request).token(&app.client).send().await, 400, seed);
        }
    });
}
