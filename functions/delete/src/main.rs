//! The delete Lambda: removes a feedback with everything that hangs on it, or one reply.
//!
//! Routes: `DELETE /v1/feedback/{id}`, `DELETE /api/feedback/{id}`, `DELETE /api/feedback/reply/{id}`.
//! Costs 2 WRU an item in one transaction.

use shared::{dialects::wires, http::serve, operations::delete, store::media::Bucket};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::DELETE, |service, context, input| {
        Box::pin(async move {
            let bucket = Bucket::of_process().await?;
            delete::delete(&service.store, bucket, context, input).await
        })
    })
    .await
}
