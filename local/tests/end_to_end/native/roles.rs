//! Each role against each native route, and two apps apart.

use serde_json::{Value, json};
use shared::domain::Role;

use super::{detail, least, submit_least};
use crate::{
    answer::Wire,
    app::{self, App, sign},
    site::run,
};

/// A route with a good body, the weakest role that it is for, and what whoever may call it is answered.
type Route = (&'static str, &'static str, Value, Role, u16);

fn routes() -> Vec<Route> {
    let nobodys = "/v1/feedback/fb_000000000001";
    vec![
        ("POST", "/v1/feedback", least(), Role::Client, 201),
        ("GET", "/v1/feedback", Value::Null, Role::Agent, 200),
        ("POST", "/v1/feedback/status", json!({"ids": ["x"], "status": "closed"}), Role::Agent, 200),
        ("DELETE", nobodys, Value::Null, Role::Admin, 404),
    ]
}

#[test]
fn each_role_may_call_what_is_for_it_or_for_a_weaker_one() {
    run(async |site| {
        let app = App::create(site).await;
        for (method, path, body, least, served) in routes() {
            for role in Role::ALL {
                let token = sign(site, &app.id, role, 60);
                let answer = site.call(method, path).json(&body).token(&token).send().await;
                if role < least {
                    answer.refused(Wire::Native, 403);
                } else {
                    assert_eq!(answer.status, served, "{role:?} {answer:?}");
                }
            }
            for token in [None, Some("garbage"), Some(sign(site, &app.id, Role::Owner, -1).as_str())] {
                let answer = site.call(method, path).json(&body).maybe_token(token).send().await;
                answer.refused(Wire::Native, 401);
            }
        }
        assert_eq!(app::total(site, &app.agent).await, 4);
    });
}

#[test]
fn no_role_of_another_app_sees_or_changes_anything() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        let (id, _) = submit_least(site, &ours).await;
        let before = detail(site, &ours, &id).await;
        for token in [&theirs.client, &theirs.agent, &theirs.admin, &site.credentials.owner_token] {
            site.get(&format!("/v1/feedback/{id}")).token(token).send().await.refused(Wire::Native, 404);
            let reply = json!({"content": "x"});
            let sent = site.post(&format!("/v1/feedback/{id}/replies"), &reply).token(token).send().await;
            sent.refused(Wire::Native, 404);
        }
        for token in [&theirs.agent, &theirs.admin] {
            let change = json!({"ids": [id], "status": "closed"});
            let done = site.post("/v1/feedback/status", &change).token(token).send().await.expect(200);
            assert_eq!(done, json!({"updated": [], "not_found": [id]}));
            let list = site.get("/v1/feedback").token(token).send().await.expect(200);
            assert_eq!((&list["items"], &list["total"]), (&json!([]), &json!(0)));
        }
        site.call("DELETE", &format!("/v1/feedback/{id}")).token(&theirs.admin).send().await.refused(Wire::Native, 404);
        assert_eq!(detail(site, &ours, &id).await, before);
    });
}

#[test]
fn a_deleted_feedback_is_gone() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, _) = submit_least(site, &app).await;
        let path = format!("/v1/feedback/{id}");
        site.call("DELETE", &path).token(&app.agent).send().await.refused(Wire::Native, 403);
        let gone = site.call("DELETE", &path).token(&app.admin).send().await;
        assert_eq!((gone.status, gone.text.as_str()), (204, ""));
        site.call("DELETE", &path).token(&app.admin).send().await.refused(Wire::Native, 404);
        site.get(&path).token(&app.agent).send().await.refused(Wire::Native, 404);
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}
