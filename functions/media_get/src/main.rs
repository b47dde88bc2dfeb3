//! The media get Lambda: redirects to a file of a feedback, or for WeChat's wire gives it.
//!
//! Routes: `GET /v1/media/{id}`, `GET` and `POST /cgi-bin/media/getfeedbackmedia`. Costs 1 RRU for the team.

use shared::{dialects::wires, http::serve, operations::media_get, store::media::Bucket};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::MEDIA_GET, |service, context, input| {
        Box::pin(async move {
            let bucket = Bucket::of_process().await?;
            media_get::media_get(&service.store, &service.signer, bucket, &service.tokens, context, input).await
        })
    })
    .await
}
