//! How functions are run: started, reused, multiplied, replaced and ended.

use std::{collections::BTreeSet, time::Duration};

use crate::probe::{self, ask, function, is_running, report};
use futures_util::future::join_all;
use local::{
    lambda::{Failure, Lambda, MAX_INSTANCES},
    log::Start,
    testing::TemporaryFolder,
};
use serde_json::json;

#[tokio::test]
async fn a_function_sees_what_lambda_sets_and_nothing_of_the_shell() {
    let folder = TemporaryFolder::create().unwrap();
    let mut probe = function(&folder);
    probe.environment.insert("TABLE_NAME".to_owned(), "feedback".to_owned());
    let lambda = Lambda::start(vec![probe]).await.unwrap();
    let report = report(&lambda, json!({ "hello": 1 })).await;
    assert_eq!(report["event"], json!({ "hello": 1 }));
    let environment = report["environment"].as_object().unwrap();
    assert_eq!(environment["TABLE_NAME"], "feedback");
    assert_eq!(environment["AWS_LAMBDA_FUNCTION_NAME"], "probe");
    for foreign in ["HOME", "USER", "CARGO", "CARGO_MANIFEST_DIR"] {
        assert!(!environment.contains_key(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn one_caller_keeps_one_instance_busy() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    let mut processes = BTreeSet::new();
    for _ in 0..200 {
        let answer = ask(&lambda, json!({})).await.unwrap();
        assert_eq!(answer.start, Start::Warm);
        processes.insert(probe::read(&answer)["pid"].as_u64().unwrap());
    }
    assert_eq!(processes.len(), 1);
}

#[tokio::test]
async fn instances_grow_to_eight_and_each_serves_one_request_at_a_time() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    let callers = 3 * MAX_INSTANCES;
    let began = std::time::Instant::now();
    let reports = join_all((0..callers).map(|_| report(&lambda, json!({ "do": "sleep", "ms": "1500" })))).await;
    let processes: BTreeSet<_> = reports.iter().map(|report| report["pid"].as_u64().unwrap()).collect();
    assert_eq!(processes.len(), MAX_INSTANCES);
    // Eight at a time, 24 callers sleep three times in a row.
    assert!(began.elapsed() >= Duration::from_millis(4_400), "{:?}", began.elapsed());
    let ids: BTreeSet<_> = reports.iter().map(|report| report["request_id"].to_string()).collect();
    assert_eq!(ids.len(), callers);
}

#[tokio::test]
async fn a_crash_costs_one_request() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    let first = report(&lambda, json!({})).await["pid"].clone();
    for _ in 0..3 {
        let failure = ask(&lambda, json!({ "do": "exit" })).await.unwrap_err();
        assert!(matches!(&failure, Failure::Crashed(reason) if reason.contains('7')), "{failure}");
        assert_ne!(report(&lambda, json!({})).await["pid"], first);
    }
}

#[tokio::test]
async fn errors_and_panics_are_reported_and_the_instance_lives_on() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    let first = report(&lambda, json!({})).await["pid"].clone();
    for way in ["fail", "panic"] {
        let failure = ask(&lambda, json!({ "do": way })).await.unwrap_err();
        assert!(matches!(failure, Failure::Reported(_)), "{way}: {failure}");
        assert_eq!(report(&lambda, json!({})).await["pid"], first, "{way}");
    }
    let failure = ask(&lambda, json!({ "do": "large" })).await.unwrap_err();
    assert!(matches!(&failure, Failure::Reported(error) if error.starts_with(b"{")), "{failure}");
    report(&lambda, json!({})).await;
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_ended() {
    let folder = TemporaryFolder::create().unwrap();
    let mut probe = function(&folder);
    probe.timeout = Duration::from_millis(300);
    let lambda = Lambda::start(vec![probe]).await.unwrap();
    let process = report(&lambda, json!({})).await["pid"].as_u64().unwrap();
    let failure = ask(&lambda, json!({ "do": "sleep", "ms": "60000" })).await.unwrap_err();
    assert_eq!(failure, Failure::TimedOut);
    assert_ne!(report(&lambda, json!({})).await["pid"].as_u64().unwrap(), process);
    assert!(!is_running(process));
}

#[tokio::test]
async fn an_instance_that_dies_idle_costs_nothing() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    for _ in 0..3 {
        let process = report(&lambda, json!({})).await["pid"].as_u64().unwrap();
        probe::kill(process).await;
        assert_ne!(report(&lambda, json!({})).await["pid"].as_u64().unwrap(), process);
    }
}

#[tokio::test]
async fn a_function_that_does_not_start_is_told_at_the_start() {
    let folder = TemporaryFolder::create().unwrap();
    let mut probe = function(&folder);
    probe.environment.insert("PROBE_DOES_NOT_START".to_owned(), "1".to_owned());
    let log = probe.log.clone();
    let error = Lambda::start(vec![probe]).await.unwrap_err().to_string();
    assert!(error.contains("probe does not start") && error.contains('3'), "{error}");
    // The pipe may be read a moment after the process has ended.
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(std::fs::read_to_string(log).unwrap().contains("the probe does not start"));
}

#[tokio::test]
async fn the_end_leaves_no_process() {
    let folder = TemporaryFolder::create().unwrap();
    let lambda = Lambda::start(vec![function(&folder)]).await.unwrap();
    let reports = join_all((0..4).map(|_| report(&lambda, json!({ "do": "sleep", "ms": "500" })))).await;
    let processes: BTreeSet<_> = reports.iter().map(|report| report["pid"].as_u64().unwrap()).collect();
    assert_eq!(processes.len(), 4);
    lambda.stop().await;
    assert!(!processes.into_iter().any(is_running));
}

#[tokio::test]
async fn there_is_no_other_function() {
    let lambda = Lambda::start(Vec::new()).await.unwrap();
    assert_eq!(ask(&lambda, json!({})).await.unwrap_err(), Failure::Unknown);
}
