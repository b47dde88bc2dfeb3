//! The reply Lambda: adds an answer to a conversation.
//!
//! Routes: `POST /v1/feedback/{id}/replies`, `POST /api/feedback/{id}/reply`.
//! Costs 6 to 10 WRU in one transaction, 1 for the rate limit.

use shared::{dialects::wires, http::serve, operations::reply};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::REPLY, |service, context, input| {
        Box::pin(reply::reply(&service.store, &service.tokens, context, input))
    })
    .await
}
