//! The media ready Lambda: looks at each file that has come, and clears away what no feedback has claimed.
//!
//! Events: S3's `ObjectCreated` under `incoming/` and `LifecycleExpiration` under `unclaimed/`. An event that fails is sent
//! again by Lambda, and ends in a dead-letter queue (`MediaReadyFunction` in `template.yaml`).

use std::time::Instant;

use imaging::{
    Inspector,
    event::{Record, S3Event},
};
use lambda_http::{
    Error, LambdaEvent,
    lambda_runtime::{run, service_fn},
};
use shared::{
    domain::Timestamp,
    operations::media_ready::media_ready,
    store::{
        DynamoStore,
        media::{Bucket, Place},
    },
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::telemetry::init();
    let store = &DynamoStore::connect(&std::env::var("TABLE_NAME")?).await;
    let bucket = Bucket::of_process().await?;
    store.warm_up().await;
    run(service_fn(|event: LambdaEvent<S3Event>| async move {
        // Each on its own: what has succeeded is done again by the retry, and changes nothing.
        for record in &event.payload.records {
            handle(store, bucket, record).await?;
        }
        Ok::<_, Error>(())
    }))
    .await
}

async fn handle(store: &DynamoStore, bucket: &Bucket, record: &Record) -> Result<(), Error> {
    let started = Instant::now();
    let place = Place::parse(record.key()).ok_or("the event names no file of ours")?;
    let outcome = media_ready(store, bucket, &Inspector, place, Timestamp::now()).await?;
    let (rru, wru) = store.units().take();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(?outcome, duration_ms, rru, wru, "media {outcome:?}");
    Ok(())
}
