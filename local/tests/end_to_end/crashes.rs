//! A function that crashes costs its caller a 502, never a hang, and is there again for the next.
#![cfg(target_os = "linux")]

use std::{fs, time::Duration};

use futures_util::future::join_all;
use rustix::process::{Pid, Signal, kill_process};

use crate::{
    answer::{Answer, Wire},
    app::{self, App, message, unique},
    site::{Site, run_alone},
};

/// Kills every process of a function of this stack, and says how many there were.
fn kill_function(site: &Site, name: &str) -> usize {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let function = numbers.filter(|process| is_function(*process, site.process_id(), name));
    // It may have ended by itself meanwhile.
    function.filter(|process| kill_process(Pid::from_raw(*process).unwrap(), Signal::KILL).is_ok()).count()
}

fn is_function(process: i32, parent: u32, name: &str) -> bool {
    let read = |file: &str| fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default();
    let stat = read("stat");
    let of_this_stack =
        stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)) == Some(&parent.to_string());
    of_this_stack && read("cmdline").split('\0').next().is_some_and(|program| program.ends_with(&format!("/{name}")))
}

/// Whether the caller was served; else it was told so in the gateway's form.
fn is_served(answer: &Answer) -> bool {
    if answer.status != 200 {
        answer.refused(Wire::Gateway, 502);
    }
    answer.status == 200
}

#[test]
fn a_crash_is_a_502_or_unnoticed_and_never_a_hang() {
    run_alone(async || {
        let site = &Site::start().await;
        let app = &App::create(site).await;
        let (mut keys, mut refused) = (Vec::new(), 0);
        for round in 0..12 {
            let burst: Vec<_> = (0..8).map(|_| unique("crash")).collect();
            let send =
                |key| async move { site.post("/api/feedback/", &message()).token(&app.client).key(key).send().await };
            let killing = async {
                tokio::time::sleep(Duration::from_millis(round * 2)).await;
                kill_function(site, "submit")
            };
            let (answers, killed) = tokio::join!(join_all(burst.iter().map(|key| send(key))), killing);
            assert!(killed > 0, "there was nothing to kill");
            refused += answers.iter().filter(|answer| !is_served(answer)).count();
            // The next is served, and a retry is not stored twice.
            for key in &burst {
                let mut answer = send(key).await;
                // One that is dying may take one more request with it.
                for _ in 0..20 {
                    if answer.status != 502 {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    answer = send(key).await;
                }
                assert_eq!(answer.status, 200);
            }
            keys.extend(burst);
        }
        assert!(refused > 0, "no request was hit");
        assert_eq!(app::total(site, &app.agent).await, keys.len() as u64);
    });
}

#[test]
fn a_function_killed_between_two_requests_is_not_missed() {
    run_alone(async || {
        let site = &Site::start().await;
        let agent = &site.credentials.agent_token;
        for name in ["list", "detail", "status", "reply", "delete", "token", "settings", "announcement"] {
            assert!(kill_function(site, name) > 0, "{name}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        for (method, path, status) in [
            ("GET", "/api/v1/feedbacks", 200),
            ("GET", "/api/feedback/1", 404),
            ("PUT", "/api/feedback/1/status", 400),
            ("POST", "/api/feedback/1/reply", 400),
            ("DELETE", "/api/feedback/1", 403),
            ("POST", "/v1/tokens", 400),
            ("GET", "/v1/announcements", 200),
            ("GET", "/api/feedback/reply", 200),
        ] {
            site.call(method, path).token(agent).send().await.expect(status);
        }
    });
}
