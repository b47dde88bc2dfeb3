//! Requests that meet: no answer is ours to be sorry for, and what is left is what one order of them would leave.

use futures_util::future::{join, join_all};
use serde_json::json;

use crate::{
    answer::Wire,
    app::{self, App, message, unique},
    site::run,
};

const ROUNDS: usize = 25;

#[test]
fn a_replay_that_meets_the_deletion_does_not_bring_the_feedback_back() {
    run(async |site| {
        let app = App::create(site).await;
        for _ in 0..ROUNDS {
            let key = unique("meets");
            let submit = async || site.post("/api/feedback/", &message()).token(&app.client).key(&key).send().await;
            let first = submit().await.expect(200);
            let path = format!("/api/feedback/{}", first["data"]["id"]);
            let delete = site.call("DELETE", &path).token(&app.admin).send();
            let (deleted, replays) = join(delete, join_all((0..4).map(|_| submit()))).await;
            deleted.expect(200);
            for replay in replays {
                assert_eq!(replay.expect(200), first);
            }
            assert_eq!(app::total(site, &app.agent).await, 0, "{path} is back");
        }
    });
}

#[test]
fn a_replay_that_meets_the_deletion_does_not_bring_the_reply_back() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let body = json!({"author": "x", "content": "y"});
        for _ in 0..ROUNDS {
            let key = unique("meets");
            let path = format!("/api/feedback/{id}/reply");
            let reply = async || site.post(&path, &body).token(&app.client).key(&key).send().await;
            let first = reply().await.expect(200);
            let path = format!("/api/feedback/reply/{}", first["data"]["id"]);
            let delete = site.call("DELETE", &path).token(&app.admin).send();
            let (deleted, replays) = join(delete, join_all((0..4).map(|_| reply()))).await;
            deleted.expect(200);
            for replay in replays {
                assert_eq!(replay.expect(200), first);
            }
            let replies = site.get(&format!("/api/feedback/{id}/replies")).token(&app.agent).send().await;
            assert_eq!(replies.data(200), json!([]), "{path} is back");
        }
    });
}

#[test]
fn replies_that_meet_the_deletion_are_refused_or_deleted_with_it() {
    run(async |site| {
        let app = App::create(site).await;
        for _ in 0..ROUNDS {
            let id = app::submit_message(site, Some(&app.client)).await;
            let body = json!({"author": "x", "content": "y", "is_admin": true});
            let path = format!("/api/feedback/{id}");
            let replies = (0..6).map(|_| site.post(&format!("{path}/reply"), &body).token(&app.agent).send());
            let delete = site.call("DELETE", &path).token(&app.admin).send();
            let (replies, deleted) = join(join_all(replies), delete).await;
            deleted.expect(200);
            for reply in replies {
                if reply.status != 200 {
                    reply.refused(Wire::MessageBoard, 404);
                    continue;
                }
                let orphan = format!("/api/feedback/reply/{}", reply.body["data"]["id"]);
                site.call("DELETE", &orphan).token(&app.admin).send().await.refused(Wire::MessageBoard, 404);
            }
            site.get(&path).token(&app.agent).send().await.refused(Wire::MessageBoard, 404);
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn of_two_deletions_one_finds_something() {
    run(async |site| {
        let app = App::create(site).await;
        for _ in 0..ROUNDS {
            let id = app::submit_message(site, Some(&app.client)).await;
            let path = format!("/api/feedback/{id}");
            let deletions = join_all((0..3).map(|_| site.call("DELETE", &path).token(&app.admin).send())).await;
            let mut statuses: Vec<_> = deletions.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 404, 404]);
        }
    });
}

#[test]
fn changes_of_one_feedback_at_once_all_succeed() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let words = ["pending", "in_progress", "resolved", "closed", "rejected"];
        let path = format!("/api/v1/feedback/{}/status", app::as_text(id));
        let changes = (0..20).map(|at| {
            let body = json!({"status": words[at % words.len()], "comment": format!("第{at}次")});
            site.call("PATCH", &path).json(&body).token(&app.agent).send()
        });
        let reply = json!({"author": "管理员", "content": "好的", "is_admin": true});
        let replies = (0..20).map(|_| site.post(&format!("/api/feedback/{id}/reply"), &reply).token(&app.agent).send());
        let (changes, replies) = join(join_all(changes), join_all(replies)).await;
        for answer in changes.into_iter().chain(replies) {
            answer.expect(200);
        }
        let detail = site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.data(200);
        assert_eq!(detail["replies"].as_array().unwrap().len(), 20);
        // The index agrees with the feedback.
        let list = site.get(&format!("/api/feedback/list?status={}", detail["status"].as_str().unwrap()));
        assert_eq!(list.token(&app.agent).send().await.data(200)["total"], 1);
    });
}

#[test]
fn more_callers_than_instances_are_all_served() {
    run(async |site| {
        let app = App::create(site).await;
        let submissions = join_all((0..100).map(|_| app::submit_message(site, Some(&app.client)))).await;
        let mut ids = submissions.clone();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 100);
        let details = submissions.iter().map(|id| site.get(&format!("/api/feedback/{id}")).token(&app.client).send());
        for detail in join_all(details).await {
            detail.expect(200);
        }
        assert_eq!(app::total(site, &app.agent).await, 100);
    });
}
