//! `Idempotency-Key` on every POST that creates (DESIGN.md "Data").

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Wire},
    app::{self, App, message, opinion, unique},
    site::{Site, run},
};

/// A creating route with a good body.
struct Creator {
    path: String,
    token: String,
    body: Value,
    status: u16,
}

impl Creator {
    async fn all(site: &Site, app: &App) -> Vec<Self> {
        let feedback = app::submit_message(site, Some(&app.client)).await;
        let creator =
            |path: &str, token: &str, body, status| Self { path: path.into(), token: token.into(), body, status };
        vec![
            creator("/api/v1/feedback", &app.client, opinion(), 201),
            creator("/api/feedback/", &app.client, message(), 200),
            creator("/api/feedback", &app.client, message(), 200),
            creator(
                &format!("/api/feedback/{feedback}/reply"),
                &app.agent,
                json!({"author": "管理员", "content": "好的", "is_admin": true}),
                200,
            ),
            creator("/v1/apps", &site.credentials.owner_token, json!({"name": "钥匙", "kind": "store"}), 201),
        ]
    }

    fn wire(&self) -> Wire {
        Wire::of(&self.path)
    }

    async fn send(&self, site: &Site, key: &str) -> Answer {
        site.post(&self.path, &self.body).token(&self.token).key(key).send().await
    }
}

/// How many feedbacks and replies an app has.
async fn stored(site: &Site, app: &App) -> usize {
    let list = site.get("/api/feedback/list?pageSize=100").token(&app.agent).send().await.data(200);
    let rows = list["list"].as_array().unwrap();
    assert_eq!(list["total"], rows.len());
    rows.iter().map(|row| 1 + row["replies"].as_array().unwrap().len()).sum()
}

#[test]
fn the_same_request_is_answered_the_same_and_stored_once() {
    run(async |site| {
        let app = App::create(site).await;
        for creator in Creator::all(site, &app).await {
            let key = unique("same");
            let before = stored(site, &app).await;
            let first = creator.send(site, &key).await.expect(creator.status);
            let after = stored(site, &app).await;
            for _ in 0..2 {
                assert_eq!(creator.send(site, &key).await.expect(creator.status), first);
            }
            assert_eq!(stored(site, &app).await, after);
            let created = usize::from(creator.path != "/v1/apps");
            assert_eq!(after - before, created, "{}", creator.path);
            // Without the key it is another one.
            let other = site.post(&creator.path, &creator.body).token(&creator.token).send().await;
            assert_ne!(other.expect(creator.status), first);
        }
    });
}

#[test]
fn of_sixteen_at_once_one_is_stored() {
    run(async |site| {
        let app = App::create(site).await;
        for creator in Creator::all(site, &app).await {
            let key = unique("race");
            let before = stored(site, &app).await;
            let answers = join_all((0..16).map(|_| creator.send(site, &key))).await;
            let answers: Vec<_> = answers.into_iter().map(|answer| answer.expect(creator.status)).collect();
            assert!(answers.iter().all(|answer| *answer == answers[0]), "{}: {answers:?}", creator.path);
            let created = usize::from(creator.path != "/v1/apps");
            assert_eq!(stored(site, &app).await - before, created, "{}", creator.path);
        }
    });
}

#[test]
fn another_body_under_the_same_key_is_refused() {
    run(async |site| {
        let app = App::create(site).await;
        for mut creator in Creator::all(site, &app).await {
            let key = unique("other");
            let first = creator.send(site, &key).await.expect(creator.status);
            let before = stored(site, &app).await;
            let good = creator.body.clone();
            let text = if creator.path == "/v1/apps" { "name" } else { "content" };
            creator.body[text] = json!("另一个");
            creator.send(site, &key).await.refused(creator.wire(), 422);
            assert_eq!(stored(site, &app).await, before);
            creator.body = good;
            assert_eq!(creator.send(site, &key).await.expect(creator.status), first);
        }
    });
}

#[test]
fn one_key_for_two_feedbacks_to_reply_to_is_refused() {
    run(async |site| {
        let app = App::create(site).await;
        let key = unique("two");
        let body = json!({"author": "李四", "content": "好"});
        for status in [200, 422] {
            let id = app::submit_message(site, Some(&app.client)).await;
            let sent = site.post(&format!("/api/feedback/{id}/reply"), &body).token(&app.client).key(&key).send().await;
            assert_eq!(sent.status, status, "{sent:?}");
        }
    });
}

#[test]
fn both_spellings_of_the_submission_are_one_request() {
    run(async |site| {
        let app = App::create(site).await;
        let key = unique("slash");
        let send = async |path| site.post(path, &message()).token(&app.client).key(&key).send().await.expect(200);
        assert_eq!(send("/api/feedback/").await, send("/api/feedback").await);
    });
}

#[test]
fn a_key_has_1_to_255_characters() {
    run(async |site| {
        let app = App::create(site).await;
        for creator in Creator::all(site, &app).await {
            for long in ["x".repeat(256), "夜".repeat(256), "x".repeat(2_000)] {
                creator.send(site, &long).await.refused(creator.wire(), 400);
            }
            creator.send(site, "").await.refused(creator.wire(), 400);
            let tail = unique("");
            for longest in ["x", "夜", "😀", "#"].map(|one| one.repeat(255 - tail.len()) + &tail) {
                let first = creator.send(site, &longest).await.expect(creator.status);
                assert_eq!(creator.send(site, &longest).await.expect(creator.status), first);
            }
        }
    });
}

#[test]
fn the_key_of_a_refused_request_is_still_free() {
    run(async |site| {
        let app = App::create(site).await;
        for mut creator in Creator::all(site, &app).await {
            let key = unique("refused");
            let good = std::mem::replace(&mut creator.body, json!({}));
            creator.send(site, &key).await.refused(creator.wire(), 400);
            creator.body = good;
            creator.send(site, &key).await.expect(creator.status);
        }
    });
}

#[test]
fn a_key_counts_within_its_app_its_operation_and_its_caller() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        let key = unique("scope");
        let reply_to = app::submit_message(site, Some(&ours.client)).await;
        let (reply, reply_path) = (json!({"author": "x", "content": "y"}), format!("/api/feedback/{reply_to}/reply"));
        let mut ids = Vec::new();
        for (path, body, token) in [
            ("/api/feedback/", message(), Some(ours.client.as_str())),
            ("/api/feedback/", message(), Some(&ours.agent)),
            ("/api/feedback/", message(), Some(&theirs.client)),
            ("/api/feedback/", message(), None),
            (&reply_path, reply.clone(), Some(&ours.client)),
            (&reply_path, reply, Some(&ours.admin)),
        ] {
            let sent = site.post(path, &body).maybe_token(token).key(&key).send().await.data(200);
            ids.push(sent["id"].as_u64().unwrap());
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 6);
        assert_eq!((app::total(site, &ours.agent).await, app::total(site, &theirs.agent).await), (3, 1));
    });
}

/// A phone that loses an answer on Wi-Fi tries again from another network.
#[cfg(target_os = "linux")]
#[test]
fn a_long_key_of_somebody_anonymous_counts_on_every_network() {
    run(async |site| {
        let app = App::create(site).await;
        let given = site.post("/v1/tokens", &json!({"app_id": app.id})).send().await.expect(200);
        let token = given["token"].as_str().unwrap();
        let long = format!("{}-0b4c8a52-6d0f-4d06-8a2b-7f6f7d1f3a90", unique("phone"));
        let mut ids = Vec::new();
        for (address, key) in [(1, long.as_str()), (2, &long), (1, "short"), (2, "short")] {
            let sent = site.post_from([127, 0, 0, address], "/api/feedback/", &message()).token(token).key(key);
            ids.push(sent.send().await.data(200)["id"].as_u64().unwrap());
        }
        assert!(ids[0] == ids[1] && ids[2] != ids[3], "{ids:?}");
        assert_eq!(app::total(site, &app.agent).await, 3);
    });
}

#[test]
fn a_replay_is_answered_the_same_after_the_status_has_changed() {
    run(async |site| {
        let app = App::create(site).await;
        for creator in Creator::all(site, &app).await.into_iter().filter(|creator| creator.path.contains("feedback")) {
            let key = unique("status");
            let first = creator.send(site, &key).await.expect(creator.status);
            let id = first["data"]["feedback_id"].as_str().map(app::as_number);
            if let Some(id) = id.or(first["data"]["feedback_id"].as_u64()).or(first["data"]["id"].as_u64()) {
                let path = format!("/api/feedback/{id}/status");
                site.call("PUT", &path).json(&json!({"status": "closed"})).token(&app.agent).send().await.expect(200);
            }
            assert_eq!(creator.send(site, &key).await.expect(creator.status), first);
        }
    });
}

#[test]
fn a_replay_after_the_deletion_does_not_bring_it_back() {
    run(async |site| {
        let app = App::create(site).await;
        for (path, body, status) in [("/api/v1/feedback", opinion(), 201), ("/api/feedback/", message(), 200)] {
            let key = unique("deleted");
            let send = async || site.post(path, &body).token(&app.client).key(&key).send().await;
            let first = send().await.expect(status);
            let id =
                first["data"]["feedback_id"].as_str().map(app::as_number).or(first["data"]["id"].as_u64()).unwrap();
            site.call("DELETE", &format!("/api/feedback/{id}")).token(&app.admin).send().await.expect(200);
            for _ in 0..2 {
                assert_eq!(send().await.expect(status), first);
            }
            assert_eq!(app::total(site, &app.agent).await, 0);
        }
    });
}

#[test]
fn a_replayed_reply_does_not_come_back_after_a_deletion() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let (key, body) = (unique("reply"), json!({"author": "x", "content": "y"}));
        let path = format!("/api/feedback/{id}/reply");
        let send = async || site.post(&path, &body).token(&app.client).key(&key).send().await;
        let first = send().await.expect(200);
        let reply = format!("/api/feedback/reply/{}", first["data"]["id"]);
        site.call("DELETE", &reply).token(&app.admin).send().await.expect(200);
        assert_eq!(send().await.expect(200), first);
        let replies = site.get(&format!("/api/feedback/{id}/replies")).token(&app.client).send().await.data(200);
        assert_eq!(replies, json!([]));

        // With the feedback gone there is nothing to answer.
        site.call("DELETE", &format!("/api/feedback/{id}")).token(&app.admin).send().await.expect(200);
        let late = send().await;
        assert!([200, 404].contains(&late.status), "{late:?}");
        site.get(&path.replace("/reply", "/replies")).token(&app.agent).send().await.refused(Wire::MessageBoard, 404);
    });
}
