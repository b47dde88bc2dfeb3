//! Guessing passwords.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::{PASSWORD, login, member};
use crate::{
    answer::{Answer, Wire},
    app::{App, unique},
    site::{Site, run, run_alone},
};

#[track_caller]
fn assert_locked(answer: &Answer) {
    answer.refused(Wire::Native, 429);
    let retry_after_s: u64 = answer.header("retry-after").parse().unwrap();
    assert!((800..=900).contains(&retry_after_s), "{answer:?}");
}

#[test]
fn five_failures_lock_a_name_the_right_password_included() {
    run_alone(async || {
        let site = &Site::start().await;
        let app = App::create(site).await;
        let (name, other) = (member(site, &app, "agent").await, member(site, &app, "agent").await);
        // A success in between counts from the start again.
        for _ in 0..2 {
            for _ in 0..4 {
                login(site, &name, "wrong").await.refused(Wire::Native, 401);
            }
            login(site, &name, PASSWORD).await.expect(200);
        }
        // A name that nobody has is no exception: else it would tell.
        for name in [name.as_str(), &unique("nobody")] {
            for _ in 0..5 {
                login(site, name, "wrong").await.refused(Wire::Native, 401);
            }
            for password in ["wrong", PASSWORD] {
                assert_locked(&login(site, name, password).await);
                assert_locked(&login(site, &name.to_uppercase(), password).await);
            }
        }
        login(site, &other, PASSWORD).await.expect(200);
    });
}

/// Else five wrong passwords every 15 minutes would keep anybody out.
#[cfg(target_os = "linux")]
#[test]
fn a_stranger_locks_a_name_only_for_their_own_address() {
    use serde_json::json;

    run_alone(async || {
        let site = &Site::start().await;
        let app = App::create(site).await;
        let name = member(site, &app, "agent").await;
        for _ in 0..5 {
            login(site, &name, "wrong").await.refused(Wire::Native, 401);
        }
        assert_locked(&login(site, &name, PASSWORD).await);
        let body = json!({"name": name, "password": PASSWORD});
        let own = site.post_from([127, 0, 0, 2], "/v1/login", &body).header("sec-fetch-site", "same-origin");
        own.send().await.expect(200);
        assert_locked(&login(site, &name, PASSWORD).await);
    });
}

#[test]
fn guessing_in_parallel_is_no_faster() {
    run_alone(async || {
        let site = &Site::start().await;
        let name = &unique("nobody");
        let answers =
            join_all((0..30).map(|place| async move { login(site, name, &format!("guess {place}")).await })).await;
        let looked_at = answers.iter().filter(|answer| answer.status == 401).count();
        assert!(looked_at <= 5, "{looked_at} guesses were looked at");
    });
}

/// An unknown name takes as long as a known one: both are hashed.
#[test]
fn the_time_does_not_tell_whether_a_name_exists() {
    run(async |site| {
        let app = App::create(site).await;
        let known = member(site, &app, "agent").await;
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..4 {
            for (name, fastest) in [known.as_str(), &unique("nobody")].into_iter().zip(&mut fastest) {
                let started = Instant::now();
                login(site, name, "wrong password").await.refused(Wire::Native, 401);
                *fastest = started.elapsed().min(*fastest);
            }
        }
        let ratio = fastest[0].as_secs_f64() / fastest[1].as_secs_f64();
        assert!((0.3..3.0).contains(&ratio), "{fastest:?}");
    });
}
