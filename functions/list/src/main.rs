//! The list Lambda: one page of feedback, newest first, with the exact total.
//!
//! Routes: `GET /v1/feedback`, `GET /api/v1/feedbacks`, `GET /api/feedback/list`.
//! Costs 0.5 RRU an index partition of a small inbox, 0.5 a conversation shown.

use shared::{dialects::wires, http::serve, operations::list};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::LIST, |service, context, input| Box::pin(list::list(&service.store, context, input))).await
}
