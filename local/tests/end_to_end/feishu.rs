//! Feishu's wire (seed 000, the console's open API) from outside.

use serde_json::{Value, json};
use shared::domain::Role;

use crate::{
    answer::{Answer, keys},
    app::{App, message, sign, submit_message},
    site::{Site, run},
};

const TOKEN: &str = "/open-apis/auth/v3/tenant_access_token/internal";

fn list_of(app: &str) -> String {
    format!("/open-apis/application/v6/applications/{app}/feedbacks")
}

/// A tenant token, as an SDK gets it: JSON in a body of no type.
async fn tenant_token(site: &Site, app: &App) -> String {
    let body = json!({"app_id": app.id, "app_secret": app.secret}).to_string();
    let answer = site.call("POST", TOKEN).body(body).send().await.expect(200);
    assert_eq!(keys(&answer), ["code", "expire", "msg", "tenant_access_token"]);
    assert_eq!((&answer["code"], &answer["msg"], &answer["expire"]), (&json!(0), &json!("ok"), &json!(7200)));
    let token = answer["tenant_access_token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("t-"));
    token
}

#[track_caller]
fn assert_refused(answer: &Answer, status: u16, code: u64) {
    assert_eq!((answer.status, &answer.body["code"]), (status, &json!(code)), "{answer:?}");
    assert_eq!(keys(&answer.body), ["code", "error", "msg"]);
    assert!(answer.body["error"]["log_id"].as_str().is_some_and(|id| id.len() == 32));
}

async fn walk(site: &Site, token: &str, app: &str, query: &[(&str, &str)]) -> Vec<Value> {
    let (mut found, mut page_token) = (Vec::new(), String::new());
    loop {
        let query = [query, &[("page_size", "3"), ("page_token", &page_token)]].concat();
        let data = site.get(&list_of(app)).query(&query).token(token).send().await.data(200);
        assert_eq!(keys(&data), ["feedback_list", "has_more", "page_token"]);
        found.extend(data["feedback_list"].as_array().unwrap().clone());
        data["page_token"].as_str().unwrap().clone_into(&mut page_token);
        assert_eq!(data["has_more"], !page_token.is_empty());
        if page_token.is_empty() {
            return found;
        }
    }
}

#[test]
fn all_pages_are_walked_and_filtered() {
    run(async |site| {
        let app = App::create(site).await;
        let token = tenant_token(site, &app).await;
        let mut ids = Vec::new();
        for n in 0..8 {
            let mut body = message();
            body["type"] = json!(["bug", "suggestion", "question", "other"][n % 4]);
            body["source"] = json!(["web", "mini_program", "general", "bot"][n / 2]);
            let data = site.post("/api/feedback/", &body).token(&app.client).send().await.data(200);
            ids.insert(0, data["id"].as_u64().unwrap().to_string());
        }
        let listed = walk(site, &token, &app.id, &[]).await;
        assert_eq!(listed.iter().map(|item| item["feedback_id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
        assert_eq!(walk(site, &token, &app.id, &[("feedback_type", "1")]).await.len(), 2);
        assert_eq!(walk(site, &token, &app.id, &[("feedback_type", "2")]).await.len(), 6);
        assert_eq!(walk(site, &token, &app.id, &[("status", "1")]).await.len(), 0);
        assert_eq!(walk(site, &token, &app.id, &[("status", "0"), ("feedback_type", "1")]).await.len(), 2);
        assert_eq!(
            walk(site, &token, &app.id, &[("from_date", "2020-01-01"), ("to_date", "2020-06-01")]).await.len(),
            0
        );

        let item = listed.last().unwrap();
        let fields = ["app_id", "contact", "description", "fault_time", "fault_type", "feedback_id", "feedback_path"];
        let more = ["feedback_time", "feedback_type", "images", "operator_id", "source", "status", "tenant_name"];
        assert_eq!(keys(item), [&fields[..], &more, &["update_time", "user_id"]].concat());
        assert_eq!((&item["app_id"], &item["source"], &item["feedback_type"]), (&json!(app.id), &json!(2), &json!(1)));
        assert_eq!(item["contact"], "zhangsan@example.com");
        let time = item["feedback_time"].as_str().unwrap();
        assert_eq!((time.len(), &time[10..11]), (19, " "));
        assert!(listed.iter().any(|item| item.get("source").is_none()), "an unknown source is absent");
    });
}

#[test]
fn a_status_is_patched_in_the_query() {
    run(async |site| {
        let app = App::create(site).await;
        let token = tenant_token(site, &app).await;
        let id = submit_message(site, Some(&app.client)).await.to_string();
        for status in [1, 2, 3, 0] {
            let query =
                [("status", status.to_string()), ("operator_id", "ou_1".into()), ("user_id_type", "open_id".into())];
            let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
            // One SDK sends an empty JSON body along.
            let patch = site.call("PATCH", &format!("{}/{id}", list_of(&app.id))).query(&query).json(&json!({}));
            let answer = patch.token(&token).send().await.expect(200);
            assert_eq!(answer, json!({"code": 0, "msg": "success", "data": {}}));
            let item = &walk(site, &token, &app.id, &[]).await[0];
            assert_eq!((&item["status"], &item["operator_id"]), (&json!(status), &json!("ou_1")));
        }
    });
}

#[test]
fn refusals_have_feishus_form_and_codes() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let token = tenant_token(site, &app).await;
        let path = list_of(&app.id);
        assert_refused(&site.get(&path).send().await, 400, 99_991_661);
        let expired = format!("t-{}", sign(site, &app.id, Role::Admin, -1));
        for bad in ["t-nonsense", &expired, &format!("{token}x")] {
            assert_refused(&site.get(&path).query(&[("page_size", "x")]).token(bad).send().await, 400, 99_991_663);
        }
        let foreign_page = format!("{}.fb_00000000000a", other.id);
        for (name, value, code) in [
            ("page_size", "0", 210_502),
            ("page_size", "101", 210_502),
            ("page_size", "x", 210_502),
            ("page_token", "nonsense", 210_500),
            ("page_token", foreign_page.as_str(), 210_501),
            ("status", "4", 99_992_402),
            ("feedback_type", "3", 99_992_402),
            ("from_date", "01.02.2026", 99_992_402),
        ] {
            let answer = site.get(&path).query(&[(name, value)]).token(&token).send().await;
            assert_refused(&answer, 400, code);
        }
        let wide = [("from_date", "2026-01-01"), ("to_date", "2026-07-01")];
        assert_refused(&site.get(&path).query(&wide).token(&token).send().await, 400, 99_992_402);
        let turned = [("from_date", "2026-02-01"), ("to_date", "2026-01-01")];
        assert_refused(&site.get(&path).query(&turned).token(&token).send().await, 400, 99_992_402);
        assert_refused(&site.get(&list_of(&other.id)).token(&token).send().await, 400, 210_503);

        let theirs = submit_message(site, Some(&other.client)).await;
        for id in [theirs.to_string(), "nonsense".to_owned(), "0".to_owned()] {
            let request = site.call("PATCH", &format!("{path}/{id}")).query(&[("status", "1")]).token(&token);
            assert_refused(&request.send().await, 400, 99_992_402);
        }
        for (method, path) in [("GET", "/open-apis/nonsense"), ("POST", path.as_str()), ("GET", TOKEN)] {
            let answer = site.call(method, path).token(&token).send().await;
            assert_eq!((answer.status, answer.text.as_str()), (404, "404 page not found"));
            assert_eq!(answer.header("content-type"), "text/plain");
        }
    });
}

#[test]
fn a_token_is_refused_with_http_200() {
    run(async |site| {
        let app = App::create(site).await;
        for (body, code) in [
            (json!({"app_id": "cli_nobody", "app_secret": app.secret}), 10_003),
            (json!({"app_secret": app.secret}), 10_003),
            (json!([]), 10_003),
            (json!({"app_id": app.id, "app_secret": "wrong"}), 10_014),
            (json!({"app_id": app.id}), 10_014),
        ] {
            let answer = site.post(TOKEN, &body).send().await.expect(200);
            assert_eq!((keys(&answer), &answer["code"]), (vec!["code", "msg"], &json!(code)), "{body}");
        }
    });
}
