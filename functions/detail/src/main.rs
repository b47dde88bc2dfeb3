//! The detail Lambda: one feedback with its replies.
//!
//! Routes: `GET /v1/feedback/{id}`, `GET /api/v1/feedback/{id}`, `GET /api/feedback/{id}`, `GET /api/feedback/{id}/replies`.
//! Costs 1 RRU a 4 KB of conversation.

use shared::{dialects::wires, http::serve, operations::detail};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::DETAIL, |service, context, input| {
        Box::pin(detail::detail(&service.store, &service.tokens, context, input))
    })
    .await
}
