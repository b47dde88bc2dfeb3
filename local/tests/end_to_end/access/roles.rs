//! Each role against each route.

use serde_json::{Value, json};
use shared::domain::Role;

use super::all_routes;
use crate::{
    answer::Wire,
    app::{self, App, sign},
    site::run,
};

#[test]
fn each_role_may_call_what_is_for_it_or_for_a_weaker_one() {
    run(async |site| {
        let app = App::create(site).await;
        for role in Role::ALL {
            let token = sign(site, &app.id, role, 60);
            for route in all_routes() {
                let answer = route.call(site, Some(&token)).await;
                if route.role.is_some_and(|least| role < least) {
                    answer.refused(route.wire(), 403);
                } else {
                    assert_eq!(answer.status, route.served(), "{role:?} {answer:?}");
                }
            }
        }
        // Three submissions of each role, and nothing of the refused.
        assert_eq!(app::total(site, &app.agent).await, 12);
    });
}

#[test]
fn only_the_team_may_speak_as_the_team() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, public) = (app::submit_message(site, Some(&app.client)).await, app::submit_message(site, None).await);
        let reply = json!({"author": "管理员", "content": "好的", "is_admin": true});
        let send = async |id, token: Option<&str>, body: &Value| {
            site.post(&format!("/api/feedback/{id}/reply"), body).maybe_token(token).send().await
        };
        for (id, token) in [(public, None), (public, Some("garbage")), (id, Some(app.client.as_str()))] {
            send(id, token, &reply).await.refused(Wire::MessageBoard, 403);
            for is_admin in [json!(false), json!(null)] {
                let mut body = reply.clone();
                body["is_admin"] = is_admin;
                assert_eq!(send(id, token, &body).await.data(200)["is_admin"], false);
            }
        }
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.client).send().await.data(200);
        assert_eq!((detail["replies"].as_array().unwrap().len(), &detail["status"]), (2, &json!("pending")));
        for token in [&app.agent, &app.admin] {
            assert_eq!(send(id, Some(token.as_str()), &reply).await.data(200)["is_admin"], true);
        }
    });
}

#[test]
fn whoever_is_not_of_the_team_sees_addresses_masked() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let (whole, masked) = ("zhangsan@example.com", "z***@example.com");
        for (token, shown) in [(&app.client, masked), (&app.agent, whole), (&app.admin, whole)] {
            let detail = site.get(&format!("/api/feedback/{id}")).token(token).send().await.data(200);
            let list = site.get("/api/feedback/list").token(token).send().await.data(200);
            assert_eq!((&detail["email"], &list["list"][0]["email"]), (&json!(shown), &json!(shown)));
        }
        let public = app::submit_message(site, None).await;
        let detail = site.get(&format!("/api/feedback/{public}")).send().await.data(200);
        assert_eq!(detail["email"], masked);
    });
}
