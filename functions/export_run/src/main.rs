//! The export run Lambda: does one step of an export, as many rows as fit into an invocation.
//!
//! Events: the table's stream, filtered down to records of exports whose next step is due (`ExportRunFunction` in `template.yaml`): what
//! other functions write does not wake it. A step that fails is tried again by Lambda. Costs 0.5 RRU a feedback, 2 WRU a
//! step.

mod event;

use std::time::{Duration, Instant, SystemTime};

use event::{Record, StreamEvent};
use lambda_http::{
    Context, Error, LambdaEvent,
    lambda_runtime::{run, service_fn},
};
use shared::{
    dialects::files,
    domain::Timestamp,
    operations::export::run::{self as export, Budget},
    store::{DynamoStore, media::Bucket},
};

/// How long a step works: how far an export is, is known to others when a step has ended.
const STEP: Duration = Duration::from_secs(20);
/// What a step leaves at least of the time that its invocation has: to send the last part, and to say how far it came.
const LEFT_OVER: Duration = Duration::from_secs(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::telemetry::init();
    let store = &DynamoStore::connect(&std::env::var("TABLE_NAME")?).await;
    let bucket = Bucket::of_process().await?;
    store.warm_up().await;
    run(service_fn(|event: LambdaEvent<StreamEvent>| async move {
        for record in &event.payload.records {
            handle(store, bucket, record, &event.context).await?;
        }
        Ok::<_, Error>(())
    }))
    .await
}

async fn handle(store: &DynamoStore, bucket: &Bucket, record: &Record, context: &Context) -> Result<(), Error> {
    let started = Instant::now();
    let (id, step) = record.due().ok_or("the event is about no export")?;
    let left = context.deadline().duration_since(SystemTime::now()).unwrap_or_default();
    let budget = Budget { until: started + left.saturating_sub(LEFT_OVER).min(STEP), rows: u64::MAX };
    let outcome = export::run(store, bucket, files::open, id, step, budget, Timestamp::now()).await?;
    let (rru, wru) = store.units().take();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(export = %id, step, ?outcome, duration_ms, rru, wru, "export step {step} {outcome:?}");
    Ok(())
}
