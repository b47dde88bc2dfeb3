//! The token Lambda: gives out access tokens.
//!
//! Routes: `POST /v1/tokens`.
//! Costs 1 RRU, 1 WRU.

use shared::{dialects::wires, http::serve, operations::token};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::TOKEN, |service, context, input| {
        Box::pin(token::token(&service.store, &service.tokens, context, input))
    })
    .await
}
