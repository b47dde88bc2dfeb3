//! Two apps never see each other's data, on any route.

use serde_json::{Value, json};
use shared::domain::Role;

use crate::{
    answer::Wire,
    app::{self, App, sign},
    site::{Site, run},
};

/// What the first app has.
struct Stored {
    opinion: String,
    message: u64,
    reply: u64,
}

async fn store(site: &Site, app: &App) -> Stored {
    let opinion = app::submit_opinion(site, &app.client).await;
    let message = app::submit_message(site, Some(&app.client)).await;
    let body = json!({"author": "管理员", "content": "好的", "is_admin": true});
    let reply = site.post(&format!("/api/feedback/{message}/reply"), &body).token(&app.agent).send().await.data(200);
    Stored { opinion, message, reply: reply["id"].as_u64().unwrap() }
}

/// All that the app's own agent sees.
async fn everything(site: &Site, app: &App, stored: &Stored) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        "/api/v1/feedbacks".to_owned(),
        format!("/api/v1/feedback/{}", stored.opinion),
        "/api/feedback/list".to_owned(),
        format!("/api/feedback/{}", stored.message),
        format!("/api/feedback/{}/replies", stored.message),
        "/v1/announcements".to_owned(),
    ] {
        seen.push(site.get(&path).token(&app.agent).send().await.expect(200));
    }
    seen
}

/// Every route that names a feedback or a reply of the first app.
fn foreign_calls(stored: &Stored) -> Vec<(&'static str, String)> {
    let mut calls = Vec::new();
    for id in [stored.opinion.clone(), app::as_text(stored.message)] {
        calls.push(("GET", format!("/api/v1/feedback/{id}")));
        calls.push(("PATCH", format!("/api/v1/feedback/{id}/status")));
    }
    for id in [stored.message, app::as_number(&stored.opinion)] {
        calls.push(("GET", format!("/api/feedback/{id}")));
        calls.push(("GET", format!("/api/feedback/{id}/replies")));
        calls.push(("POST", format!("/api/feedback/{id}/reply")));
        calls.push(("PUT", format!("/api/feedback/{id}/status")));
        calls.push(("DELETE", format!("/api/feedback/{id}")));
    }
    calls.push(("DELETE", format!("/api/feedback/reply/{}", stored.reply)));
    calls
}

#[test]
fn no_role_of_another_app_sees_or_changes_anything() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        let stored = store(site, &ours).await;
        let before = everything(site, &ours, &stored).await;
        let strangers = [Role::Agent, Role::Admin, Role::Owner].map(|role| sign(site, &theirs.id, role, 60));
        for token in strangers.iter().chain([&site.credentials.owner_token]) {
            for (method, path) in foreign_calls(&stored) {
                let body = json!({"status": "closed", "author": "x", "content": "y", "is_admin": true});
                let answer = site.call(method, &path).json(&body).token(token).send().await;
                let least = if method == "DELETE" { Role::Admin } else { Role::Agent };
                let may = *token != strangers[0] || least == Role::Agent;
                answer.refused(Wire::of(&path), if may { 404 } else { 403 });
            }
        }
        assert_eq!(everything(site, &ours, &stored).await, before);
    });
}

#[test]
fn anonymous_callers_do_not_reach_an_app_that_is_not_the_default() {
    run(async |site| {
        let app = App::create(site).await;
        let stored = store(site, &app).await;
        for path in [format!("/api/feedback/{}", stored.message), format!("/api/feedback/{}/replies", stored.message)] {
            site.get(&path).send().await.refused(Wire::MessageBoard, 404);
            site.get(&path).token(&site.credentials.agent_token).send().await.refused(Wire::MessageBoard, 404);
            site.get(&path).token(&app.client).send().await.expect(200);
        }
        let body = json!({"author": "x", "content": "y"});
        let sent = site.post(&format!("/api/feedback/{}/reply", stored.message), &body).send().await;
        sent.refused(Wire::MessageBoard, 404);
    });
}

#[test]
fn lists_and_announcements_are_an_apps_own() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        store(site, &ours).await;
        let set = json!({"announcements": [{"content": "只给自己"}]});
        site.call("PUT", "/v1/announcements").json(&set).token(&ours.admin).send().await.expect(200);

        let list = site.get("/api/v1/feedbacks").token(&theirs.agent).send().await.data(200);
        assert_eq!((&list["list"], &list["pagination"]["total"]), (&json!([]), &json!(0)));
        for filter in
            ["", "?source=autops", "?type=suggestion", "?status=replied", "?keyword=夜间", "?source=web_portal"]
        {
            let list = site.get(&format!("/api/feedback/list{filter}")).token(&theirs.agent).send().await.data(200);
            assert_eq!((&list["list"], &list["total"], &list["totalPages"]), (&json!([]), &json!(0), &json!(0)));
        }
        let shown = site.get("/api/feedback/reply").token(&theirs.client).send().await.data(200);
        assert_eq!(shown, json!({"data": []}));
        let set = site.get("/v1/announcements").token(&theirs.agent).send().await.expect(200);
        assert_eq!(set, json!({"announcements": []}));
    });
}
