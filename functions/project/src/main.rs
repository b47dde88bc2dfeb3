//! The project Lambda: keeps totals, places and trends from the table's stream.
//!
//! Events: the stream's records of feedback, in batches; `{"task": "check"}` once an hour (`ProjectFunction` in
//! `template.yaml`). A batch that fails is halved and tried again; a record that always fails ends in a dead-letter queue.

mod event;

use std::{collections::BTreeSet, time::Instant};

use event::{Event, Record, Task};
use lambda_http::{
    Error, LambdaEvent,
    lambda_runtime::{run, service_fn},
};
use serde_json::{Value, json};
use shared::{
    domain::Timestamp,
    operations::{audit, project::project},
    store::DynamoStore,
    tree::Shape,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::telemetry::init();
    let store = &DynamoStore::connect(&std::env::var("TABLE_NAME")?).await;
    store.warm_up().await;
    run(service_fn(|event: LambdaEvent<Event>| async move {
        match event.payload {
            Event::Stream { records } => batch(store, &records).await,
            Event::Task(Task::Check) => check(store).await,
        }
    }))
    .await
}

/// Takes the records up to the first that cannot be read, from which Lambda then goes on. What fails at its first record
/// fails whole: only then does Lambda halve it, until what is at fault is alone.
async fn batch(store: &DynamoStore, records: &[Record]) -> Result<Value, Error> {
    let started = Instant::now();
    let mut touched = BTreeSet::new();
    let mut poison = None;
    for record in records {
        let Some(one) = record.touched() else {
            poison = Some(record);
            break;
        };
        touched.insert(one);
    }
    let outcome = project(store, &Shape::STANDARD, &touched).await;
    let (rru, wru) = store.units().take();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (count, feedbacks) = (records.len(), touched.len());
    tracing::info!(?outcome, count, feedbacks, duration_ms, rru, wru, "{count} records");
    if let Some(poison) = poison {
        tracing::error!(sequence_number = poison.sequence_number(), "a record is about no feedback of ours");
    }
    if outcome.is_err() || (touched.is_empty() && poison.is_some()) {
        return Err("the batch was not taken; the log says why".into());
    }
    let failures = poison.map(|record| json!({ "itemIdentifier": record.sequence_number() }));
    Ok(json!({ "batchItemFailures": failures.into_iter().collect::<Vec<_>>() }))
}

/// Reports drift as a metric, in CloudWatch's embedded format: a log line that CloudWatch counts.
async fn check(store: &DynamoStore) -> Result<Value, Error> {
    let now = Timestamp::now();
    let audited = audit::sample(store, &Shape::STANDARD, rand::random, now).await?;
    let (rru, wru) = store.units().take();
    let drift = audited.drift.total();
    tracing::info!(?audited, rru, wru, "checked {} feedbacks", audited.feedbacks);
    let metrics = json!([{
        "Namespace": "Yijian",
        "Dimensions": [[]],
        "Metrics": [{ "Name": "TreeDrift", "Unit": "Count" }],
    }]);
    println!("{}", json!({ "_aws": { "Timestamp": now.ms(), "CloudWatchMetrics": metrics }, "TreeDrift": drift }));
    Ok(json!({ "feedbacks": audited.feedbacks, "drift": drift }))
}
