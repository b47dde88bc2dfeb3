//! The status Lambda: sets where a feedback stands and keeps the change as history.
//!
//! Routes: `POST /v1/feedback/status`, `PATCH /api/v1/feedback/{id}/status`, `PUT /api/feedback/{id}/status`.
//! Costs 8 WRU in one transaction.

use shared::{dialects::wires, http::serve, operations::status};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::STATUS, |service, context, input| Box::pin(status::status(&service.store, context, input))).await
}
