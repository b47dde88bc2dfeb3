//! The stats Lambda: how many came in each hour, day or month of a time zone.
//!
//! Routes: `GET /v1/stats`.
//! Costs 9 RRU for a year by day at a million feedbacks.

use shared::{dialects::wires, http::serve, operations::stats};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::STATS, |service, context, input| Box::pin(stats::stats(&service.store, context, input))).await
}
