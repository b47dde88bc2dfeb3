//! A bridge from one stack to another: the first plays WeChat, by the wire that it speaks as WeChat does.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking as the test itself")]

mod inbox;
mod wechat;

use std::{collections::BTreeSet, time::Duration};

use inbox::Inbox;
use serde_json::json;
use wechat::Program;

#[tokio::test]
async fn each_record_is_taken_over_once_with_its_pictures_and_its_time() {
    let program = Program::start().await;
    // Three pages of twenty, and some pictures.
    let shots = program.submit_with_pictures(2).await;
    let told = program.submit_many(45).await;
    let inbox = Inbox::start(&program).await;
    inbox.bridge(json!({"appid": program.appid(), "secret": program.secret()})).await;
    inbox.wait_for(47).await;
    inbox.pass_twice().await;

    let ours = inbox.all().await;
    let contents: BTreeSet<_> = ours.iter().map(|item| item["content"].as_str().unwrap().to_owned()).collect();
    assert_eq!((ours.len(), contents), (47, told.union(&shots).cloned().collect()));
    let times = program.times().await;
    for item in &ours {
        assert_eq!(
            (&item["source"], &item["kind"], &item["wechat_type"]),
            (&json!("wechat"), &json!("fault"), &json!(2))
        );
        let content = item["content"].as_str().unwrap();
        let created_at = item["created_at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        assert_eq!(created_at.as_second(), times[content], "{content}");
        assert_eq!(item["contact"]["openid"], "o4E7");
        assert_eq!(item["system_info"]["version"], "8.0.1");
        let media = item["media_ids"].as_array().unwrap();
        assert_eq!(media.len(), if shots.contains(content) { 2 } else { 0 });
        for medium in media {
            inbox.sees(medium.as_str().unwrap()).await;
        }
    }

    // What comes later is taken over too, what an agent deletes does not come back.
    inbox.delete(ours[0]["id"].as_str().unwrap()).await;
    let late = program.submit_many(1).await;
    inbox.wait_until(async || inbox.contents().await.is_superset(&late)).await;
    inbox.pass_twice().await;
    assert_eq!(inbox.total().await, 47);
}

#[tokio::test]
async fn killed_again_and_again_it_loses_and_doubles_nothing() {
    let program = Program::start().await;
    let mut told = program.submit_many(65).await;
    told.extend(program.submit_with_pictures(3).await);
    let mut inbox = Inbox::start(&program).await;
    inbox.bridge(json!({"appid": program.appid(), "secret": program.secret()})).await;
    for some in [5, 20, 35, 50] {
        // It is somewhere within its work then.
        inbox.wait_for(some).await;
        inbox.restart().await;
        told.extend(program.submit_many(3).await);
    }
    inbox.wait_for(u64::try_from(told.len()).unwrap()).await;
    inbox.pass_twice().await;
    let ours = inbox.all().await;
    let contents: BTreeSet<_> = ours.iter().map(|item| item["content"].as_str().unwrap().to_owned()).collect();
    assert_eq!((ours.len(), contents), (told.len(), told));
    assert_eq!(ours.iter().map(|item| item["media_ids"].as_array().map_or(0, Vec::len)).sum::<usize>(), 6);
}

#[tokio::test]
async fn a_wrong_secret_is_told_and_a_bridge_can_be_switched_off() {
    let program = Program::start().await;
    program.submit_many(2).await;
    let inbox = Inbox::start(&program).await;
    let refused = inbox.change(json!({"bridge": {"appid": program.appid()}})).await;
    assert_eq!((&refused["status"], &refused["field"]), (&json!(400), &json!("bridge.secret")));

    let app = inbox.bridge(json!({"appid": program.appid(), "secret": "wrong"})).await;
    assert_eq!(app["bridge"]["secret_set"], true);
    assert!(!app.to_string().contains("wrong"), "{app}");
    inbox.wait_until(async || inbox.app().await["bridge"]["trouble"].is_string()).await;
    let trouble = inbox.app().await["bridge"]["trouble"].as_str().unwrap().to_owned();
    assert_eq!(trouble, "40125 invalid appsecret");

    inbox.bridge(json!({"secret": program.secret(), "enabled": false})).await;
    let last = inbox.app().await["bridge"]["last_run_at"].clone();
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let app = inbox.app().await;
    assert_eq!(
        (inbox.total().await, &app["bridge"]["last_run_at"], &app["bridge"]["enabled"]),
        (0, &last, &json!(false))
    );

    inbox.bridge(json!({"enabled": true})).await;
    inbox.wait_for(2).await;
    inbox.wait_until(async || inbox.app().await["bridge"]["trouble"].is_null()).await;
    assert_eq!(inbox.app().await["bridge"]["appid"], program.appid());
}
