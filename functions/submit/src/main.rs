//! The submit Lambda: takes one feedback in any wire and stores it; as the target of `$default` it also answers what no route takes.
//!
//! Routes: `POST /v1/feedback`, `POST /api/v1/feedback`, `POST /api/feedback/`.
//! Costs 4 WRU for an item of at most 1 KB, 1 for the rate limit, 1 with an idempotency key.

use shared::{dialects::wires, http::serve, operations::submit};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::SUBMIT, |service, context, input| {
        Box::pin(submit::submit(&service.store, &service.tokens, context, input))
    })
    .await
}
