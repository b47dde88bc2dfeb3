//! The export Lambda: begins to write a filter's feedback into one file, and says how far that is.
//!
//! Routes: `POST /v1/exports`, `GET /v1/exports/{id}`. Costs 3 WRU and the total of a list; 1 RRU. The file is written by
//! `export_run`.

use shared::{dialects::wires, http::serve, operations::export};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::EXPORT, |service, context, input| {
        Box::pin(export::export(&service.store, &service.signer, context, input))
    })
    .await
}
