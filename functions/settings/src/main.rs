//! The settings Lambda: registers apps, keeps their announcements.
//!
//! Routes: `POST /v1/apps`, `GET /v1/announcements`, `PUT /v1/announcements`.
//! Costs 1 WRU an app, 1 WRU a KB of announcements.

use shared::{dialects::wires, http::serve, operations::settings};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::SETTINGS, |service, context, input| {
        Box::pin(settings::settings(&service.store, &service.tokens, context, input))
    })
    .await
}
