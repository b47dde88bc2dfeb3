//! A function that does what its event tells it, for the tests of the local stack.
//!
//! The event, or its `queryStringParameters`, may hold `do`: `exit`, `panic`, `fail`, `sleep` (with `ms`), `answer`
//! (with `with`, JSON text to answer), `large`. Otherwise it answers with what it was given and who it is.
//!
//! Where `PROBE_EVENTS` names a file, each event becomes a line of it. Of a table's stream, it does not take records whose
//! partition key begins with `poison`, nor `once` the first time.

use std::{
    collections::BTreeMap,
    env,
    fs::{self, OpenOptions},
    io::Write,
    process,
    time::Duration,
};

use lambda_http::lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::{Value, json};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if env::var_os("PROBE_DOES_NOT_START").is_some() {
        eprintln!("ERROR the probe does not start");
        process::exit(3);
    }
    run(service_fn(probe)).await
}

#[expect(clippy::panic, reason = "to panic on demand is its purpose")]
async fn probe(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let text = |name: &str| {
        let places = [&event.payload, &event.payload["queryStringParameters"]];
        let value = places.iter().find_map(|place| place.get(name));
        value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default()
    };
    if let Some(file) = env::var_os("PROBE_EVENTS") {
        let before = fs::read_to_string(&file).unwrap_or_default();
        writeln!(OpenOptions::new().create(true).append(true).open(&file)?, "{}", event.payload)?;
        if let Some(failed) = first_not_taken(&event.payload, &before) {
            // What a function says that takes batches in part; whoever does not ask for it needs the error.
            return if env::var_os("PROBE_PARTIAL").is_some() {
                Ok(json!({ "batchItemFailures": [{ "itemIdentifier": failed }] }))
            } else {
                Err("the probe does not take this".into())
            };
        }
    }
    match text("do").as_str() {
        "exit" => process::exit(7),
        "panic" => panic!("the probe panics as it was told"),
        "fail" => return Err("the probe fails as it was told".into()),
        "sleep" => sleep(Duration::from_millis(text("ms").parse()?)).await,
        "answer" => return Ok(serde_json::from_str(&text("with"))?),
        "large" => return Ok(json!("x".repeat(7_000_000))),
        _ => {}
    }
    let report = json!({
        "pid": process::id(),
        "request_id": event.context.request_id,
        "deadline_ms": event.context.deadline,
        "environment": env::vars().collect::<BTreeMap<_, _>>(),
        "event": event.payload,
    });
    Ok(json!({ "statusCode": 200, "body": report.to_string() }))
}

/// Sequence number of the first record that it does not take, knowing what it was given before.
fn first_not_taken(event: &Value, before: &str) -> Option<String> {
    let records = event["Records"].as_array()?;
    let refused = |record: &&Value| {
        let key = record["dynamodb"]["Keys"]["feedback_id"]["S"].as_str().unwrap_or_default();
        key.starts_with("poison") || key == "once" && !before.contains("\"once\"")
    };
    let sequence = &records.iter().find(refused)?["dynamodb"]["SequenceNumber"];
    sequence.as_str().map(str::to_owned)
}
