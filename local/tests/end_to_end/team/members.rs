//! `GET /v1/members`, `PUT` and `DELETE /v1/members/{name}`.

use serde_json::{Value, json};

use super::{PASSWORD, exchange, login, member, owner, put, session, token, with};
use crate::{
    answer::{Wire, keys},
    app::{App, unique},
    site::{Site, run, run_alone},
};

/// Names and roles of an app's team, but for the owner of the deployment.
async fn team(site: &Site, app: &App) -> Vec<(String, String)> {
    let list = site.get("/v1/members").token(&app.admin).send().await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = list["items"].as_array().unwrap().iter();
    let rows = rows.inspect(|row| assert_eq!(keys(row), ["created_at", "name", "role"]));
    rows.map(|row| (text(&row["name"]), text(&row["role"]))).filter(|(_, role)| role != "owner").collect()
}

async fn remove(site: &Site, token: &str, name: &str) -> crate::answer::Answer {
    site.call("DELETE", &format!("/v1/members/{name}")).token(token).send().await
}

#[test]
fn an_admin_keeps_the_team_of_their_app() {
    run(async |site| {
        let app = App::create(site).await;
        let (agent, admin) = (member(site, &app, "agent").await, member(site, &app, "admin").await);
        let mut expected = vec![(agent.clone(), "agent".to_owned()), (admin.clone(), "admin".to_owned())];
        expected.sort();
        assert_eq!(team(site, &app).await, expected);
        let changed = put(site, &app.admin, &agent, &json!({"role": "admin"})).await.expect(200);
        assert_eq!((&changed["name"], &changed["role"]), (&json!(agent), &json!("admin")));
        assert_eq!(remove(site, &app.admin, &admin).await.status, 204);
        remove(site, &app.admin, &admin).await.refused(Wire::Native, 404);
        remove(site, &app.admin, "%20").await.refused(Wire::Native, 404);
        assert_eq!(team(site, &app).await, [(agent.clone(), "admin".to_owned())]);
        for (method, path) in [("GET", "/v1/members"), ("PUT", "/v1/members/x"), ("DELETE", "/v1/members/x")] {
            site.call(method, path).token(&app.agent).send().await.refused(Wire::Native, 403);
        }
    });
}

#[test]
fn bad_members_are_refused() {
    run(async |site| {
        let app = App::create(site).await;
        for (name, body, field) in [
            ("new", json!({"role": "agent"}), "password"),
            ("new", json!({"role": "agent", "password": "ninechars"}), "password"),
            ("new", json!({"role": "agent", "password": "x".repeat(257)}), "password"),
            ("new", json!({"role": "client", "password": PASSWORD}), "role"),
            ("new", json!({"role": "root", "password": PASSWORD}), "role"),
            ("new", json!({"password": PASSWORD}), "role"),
            ("a%20b", json!({"role": "agent", "password": PASSWORD}), "name"),
        ] {
            let answer = put(site, &app.admin, &name.replace("new", &unique("new")), &body).await;
            answer.refused(Wire::Native, 400);
            assert_eq!(answer.body["field"], field, "{answer:?}");
        }
        assert_eq!(team(site, &app).await, []);
    });
}

#[test]
fn who_is_removed_gets_no_further_token() {
    run(async |site| {
        let app = App::create(site).await;
        let name = member(site, &app, "agent").await;
        let cookie = session(site, &name, PASSWORD).await;
        exchange(site, &cookie, &json!({"app_id": app.id})).await.expect(200);
        assert_eq!(remove(site, &app.admin, &name).await.status, 204);
        exchange(site, &cookie, &json!({"app_id": app.id})).await.refused(Wire::Native, 401);
        with(site.get("/v1/session"), &cookie).send().await.refused(Wire::Native, 401);
        login(site, &name, PASSWORD).await.refused(Wire::Native, 401);
        // Somebody new under the same name is somebody else.
        put(site, &app.admin, &name, &json!({"role": "agent", "password": "another password"})).await.expect(200);
        with(site.get("/v1/session"), &cookie).send().await.refused(Wire::Native, 401);
    });
}

#[test]
fn another_password_ends_the_sessions_of_the_old_one() {
    run(async |site| {
        let app = App::create(site).await;
        let name = member(site, &app, "agent").await;
        let cookie = session(site, &name, PASSWORD).await;
        put(site, &app.admin, &name, &json!({"role": "agent", "password": "another password"})).await.expect(200);
        exchange(site, &cookie, &json!({"app_id": app.id})).await.refused(Wire::Native, 401);
        login(site, &name, PASSWORD).await.refused(Wire::Native, 401);
        login(site, &name, "another password").await.expect(200);
    });
}

/// Else the admin of one app could sign in to another as somebody else.
#[test]
fn an_admin_sets_no_password_of_whom_others_trust() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        let name = member(site, &theirs, "admin").await;
        let taken = json!({"role": "admin", "password": "mine from now on"});
        put(site, &ours.admin, &name, &taken).await.refused(Wire::Native, 403);
        remove(site, &ours.admin, &name).await.refused(Wire::Native, 404);
        // Nor takes somebody in whose password another admin may know. An owner may, and then they choose between two apps.
        put(site, &ours.admin, &name, &json!({"role": "agent"})).await.refused(Wire::Native, 403);
        let deployment =
            exchange(site, &owner(site).await, &json!({"app_id": ours.id, "role": "owner"})).await.expect(200);
        put(site, deployment["token"].as_str().unwrap(), &name, &json!({"role": "agent"})).await.expect(200);
        put(site, &ours.admin, &name, &json!({"role": "admin"})).await.expect(200);
        put(site, &ours.admin, &name, &taken).await.refused(Wire::Native, 403);
        let cookie = session(site, &name, PASSWORD).await;
        let shown = with(site.get("/v1/session"), &cookie).send().await.expect(200);
        assert_eq!(shown["apps"].as_array().unwrap().len(), 2);
        assert_eq!(remove(site, &ours.admin, &name).await.status, 204);
        exchange(site, &cookie, &json!({"app_id": ours.id})).await.refused(Wire::Native, 404);
        exchange(site, &cookie, &json!({"app_id": theirs.id})).await.expect(200);
    });
}

/// A token lives for 15 minutes: too short to read much, long enough to make oneself a member again.
#[test]
fn a_removed_admin_does_not_come_back_by_their_last_token() {
    run(async |site| {
        let app = App::create(site).await;
        let (removed, lowered) = (member(site, &app, "admin").await, member(site, &app, "admin").await);
        let tokens = [&removed, &lowered];
        let mut kept = Vec::new();
        for name in tokens {
            kept.push(token(site, &session(site, name, PASSWORD).await, &app.id).await);
        }
        put(site, &kept[0], &unique("friend"), &json!({"role": "agent", "password": PASSWORD})).await.expect(200);
        assert_eq!(remove(site, &app.admin, &removed).await.status, 204);
        put(site, &app.admin, &lowered, &json!({"role": "agent"})).await.expect(200);
        let before = team(site, &app).await;
        for token in &kept {
            let body = json!({"role": "admin", "password": "mine for ever"});
            put(site, token, &unique("back"), &body).await.refused(Wire::Native, 403);
            remove(site, token, &lowered).await.refused(Wire::Native, 403);
            site.post("/v1/app/secret", &json!({})).token(token).send().await.refused(Wire::Native, 403);
        }
        assert_eq!(team(site, &app).await, before);
    });
}

#[test]
fn the_last_owner_stays() {
    run_alone(async || {
        let site = &Site::start().await;
        let (first, second) = (site.credentials.console_user.clone(), unique("owner"));
        let body = json!({"app_id": site.credentials.app_id, "role": "owner"});
        let given = exchange(site, &owner(site).await, &body).await.expect(200);
        let token = given["token"].as_str().unwrap();
        remove(site, token, &first).await.refused(Wire::Native, 403);
        put(site, token, &first, &json!({"role": "admin"})).await.refused(Wire::Native, 403);
        put(site, token, &second, &json!({"role": "owner", "password": PASSWORD})).await.expect(200);
        assert_eq!(remove(site, token, &first).await.status, 204);
    });
}

#[test]
fn only_an_owner_makes_and_unmakes_owners() {
    run(async |site| {
        let app = App::create(site).await;
        let first = &site.credentials.console_user;
        for body in [json!({"role": "agent"}), json!({"role": "owner"}), json!({"role": "admin", "password": PASSWORD})]
        {
            put(site, &app.admin, first, &body).await.refused(Wire::Native, 403);
        }
        remove(site, &app.admin, first).await.refused(Wire::Native, 403);
        let second = unique("owner");
        let body = json!({"role": "owner", "password": PASSWORD});
        put(site, &app.admin, &second, &body).await.refused(Wire::Native, 403);
        let given = exchange(site, &owner(site).await, &json!({"app_id": app.id, "role": "owner"})).await.expect(200);
        let token = given["token"].as_str().unwrap();
        put(site, token, &second, &body).await.expect(200);
        let cookie = session(site, &second, PASSWORD).await;
        exchange(site, &cookie, &json!({"app_id": site.credentials.app_id})).await.expect(200);
        assert_eq!(remove(site, token, &second).await.status, 204);
        with(site.get("/v1/session"), &cookie).send().await.refused(Wire::Native, 401);
    });
}
