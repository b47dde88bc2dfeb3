//! The announcement Lambda: what an app says above its form.
//!
//! Routes: `GET /api/feedback/reply`.
//! Costs 0.5 RRU.

use shared::{dialects::wires, http::serve, operations::announcement};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::ANNOUNCEMENT, |service, context, input| {
        Box::pin(announcement::announcement(&service.store, context, input))
    })
    .await
}
