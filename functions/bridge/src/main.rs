//! The bridge Lambda: takes over what users have told mini-programs in WeChat itself.
//!
//! Event: a schedule (`BridgeFunction` in `template.yaml`). A run that is cut short goes on with the next one.

mod http;
mod record;
mod wechat;

use lambda_http::{
    Error, LambdaEvent,
    lambda_runtime::{run, service_fn},
};
use serde::de::IgnoredAny;
use shared::{
    domain::{Ids, Timestamp},
    operations::bridge::{Run, bridge},
    store::{DynamoStore, media::Bucket},
    token::TokenKey,
};
use wechat::Wechat;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::telemetry::init();
    let store = &DynamoStore::connect(&std::env::var("TABLE_NAME")?).await;
    let (key, ids) = (&TokenKey::new(&std::env::var("TOKEN_SECRET")?), &Ids::new(rand::random));
    let wechat = &Wechat::at(&std::env::var("WECHAT_API_URL")?)?;
    let bucket = Bucket::of_process().await?;
    store.warm_up().await;
    run(service_fn(|event: LambdaEvent<IgnoredAny>| async move {
        let deadline = Timestamp::from_ms(event.context.deadline);
        let run = Run { programs: &wechat, key, ids, clock: Timestamp::now, deadline };
        bridge(store, bucket, &run, |app, report| {
            let trouble = report.trouble.as_ref().map(ToString::to_string);
            tracing::info!(%app, ?report, trouble, "bridge of {app}: {} stored", report.stored);
        })
        .await?;
        let (rru, wru) = store.units().take();
        tracing::info!(rru, wru, "bridges are read");
        Ok::<_, Error>(())
    }))
    .await
}
