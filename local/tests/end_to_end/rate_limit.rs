//! 300 submissions a minute for an anonymous address, replays not counted (DESIGN.md "One machine").

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Wire},
    app::{App, message, opinion, unique},
    site::{Site, run_alone},
};

/// What the limit of an anonymous address is.
const LIMIT: usize = 300;
/// What a minute must have left, so that no other begins during a test.
const ENOUGH_S: u64 = 40;

async fn wait_for_enough_of_a_minute() {
    let second = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() % 60;
    if second > 60 - ENOUGH_S {
        tokio::time::sleep(Duration::from_secs(60 - second)).await;
    }
}

/// Uses a limit up, with a key each.
async fn use_up(site: &Site, path: &str, body: &Value, token: Option<&str>, status: u16) -> Vec<String> {
    let keys: Vec<_> = (0..LIMIT).map(|_| unique("limit")).collect();
    let sends = keys.iter().map(|key| async {
        site.post(path, body).maybe_token(token).key(key).send().await.expect(status);
    });
    stream::iter(sends).buffer_unordered(8).collect::<Vec<_>>().await;
    keys
}

#[track_caller]
fn assert_limited(answer: &Answer, wire: Wire) {
    answer.refused(wire, 429);
    let retry_after_s: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&retry_after_s), "{answer:?}");
}

#[test]
fn the_301st_of_a_minute_is_refused() {
    run_alone(async || {
        let site = &Site::start().await;
        let app = App::create(site).await;
        let other = App::create(site).await;
        wait_for_enough_of_a_minute().await;
        addresses(site).await;
        wait_for_enough_of_a_minute().await;
        anonymous_tokens(site, &app).await;
        wait_for_enough_of_a_minute().await;
        tokens_without_secret(site, &other).await;
    });
}

async fn addresses(site: &Site) {
    let keys = use_up(site, "/api/feedback/", &message(), None, 200).await;
    for path in ["/api/feedback/", "/api/feedback"] {
        assert_limited(&site.post(path, &message()).send().await, Wire::MessageBoard);
        assert_limited(&site.post(path, &message()).key(&unique("late")).send().await, Wire::MessageBoard);
        // Whoever claims to speak for others, or has a token that does not count, is still this address.
        let forwarded = site.post(path, &message()).header("x-forwarded-for", "192.0.2.7").send().await;
        assert_limited(&forwarded, Wire::MessageBoard);
        assert_limited(&site.post(path, &message()).token("garbage").send().await, Wire::MessageBoard);
    }
    for key in [&keys[0], &keys[LIMIT / 2], &keys[LIMIT - 1]] {
        site.post("/api/feedback/", &message()).key(key).send().await.expect(200);
    }
    for token in [&site.credentials.client_token, &site.credentials.agent_token] {
        site.post("/api/feedback/", &message()).token(token).send().await.expect(200);
    }
    let list = site.get("/api/feedback/list").send().await.data(200);
    assert_eq!(list["total"], LIMIT + 2);
}

/// A token that anybody can fetch is worth no more than an address.
async fn anonymous_tokens(site: &Site, app: &App) {
    let fetch = async || site.post("/v1/tokens", &json!({"app_id": app.id})).send().await.expect(200);
    let (first, second) = (fetch().await, fetch().await);
    let (first, second) = (first["token"].as_str().unwrap(), second["token"].as_str().unwrap());
    let keys = use_up(site, "/api/v1/feedback", &opinion(), Some(first), 201).await;
    for token in [first, second] {
        assert_limited(&site.post("/api/v1/feedback", &opinion()).token(token).send().await, Wire::OpinionBox);
        assert_limited(&site.post("/api/feedback/", &message()).token(token).send().await, Wire::MessageBoard);
        site.post("/api/v1/feedback", &opinion()).token(token).key(&keys[7]).send().await.expect(201);
    }
    site.post("/api/v1/feedback", &opinion()).token(&app.client).send().await.expect(201);
}

async fn tokens_without_secret(site: &Site, app: &App) {
    let body = json!({"app_id": app.id});
    let asks = (0..LIMIT).map(|_| async { site.post("/v1/tokens", &body).send().await });
    let answers: Vec<_> = stream::iter(asks).buffer_unordered(8).collect().await;
    // The app's own three were asked for by this address too.
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert!(refused.len() <= 3, "{refused:?}");
    assert_limited(&site.post("/v1/tokens", &body).send().await, Wire::Native);
}
