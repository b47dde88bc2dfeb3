//! The media get Lambda: redirects to a file of a feedback.
//!
//! Route: `GET /v1/media/{id}`. Costs 1 RRU for the team.

use shared::{dialects::wires, http::serve, operations::media_get};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::MEDIA_GET, |service, context, input| {
        Box::pin(media_get::media_get(&service.store, &service.signer, &service.tokens, context, input))
    })
    .await
}
