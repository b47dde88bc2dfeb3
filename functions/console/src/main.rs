//! The console Lambda: the pages that people see, and the way in for members of the team.
//!
//! Routes: `POST /v1/login`, `POST /v1/logout`, `GET /v1/session`, `POST /v1/session/token`; `/`, `/console`, `/feedback`,
//! `/receipt`, `/demo`, `/widget.js`, `/assets/…`. A page costs the call, a sign-in 7 WRU and 1 RRU.

use shared::{dialects::wires, domain::pages::File, http::serve, operations::console};

/// What `build.rs` has embedded of `console/dist`.
static FILES: &[File] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::CONSOLE, |service, context, input| {
        Box::pin(console::console(&service.store, &service.tokens, FILES, context, input))
    })
    .await
}
