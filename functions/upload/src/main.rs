//! The upload Lambda: gives a medium its id and signs where the client sends the file.
//!
//! Route: `POST /v1/uploads`. Costs 2 WRU.

use shared::{dialects::wires, http::serve, operations::upload};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::UPLOAD, |service, context, input| {
        Box::pin(upload::upload(&service.store, &service.signer, &service.tokens, context, input))
    })
    .await
}
