//! The settings Lambda: registers apps, keeps their limits and announcements, describes the API.
//!
//! Routes: `POST /v1/apps`, `GET /v1/app`, `PUT /v1/app`, `GET /v1/openapi.json`, `GET /v1/announcements`, `PUT /v1/announcements`.
//! Costs 1 WRU an app, 1 WRU a KB of announcements.

use shared::{dialects::wires, http::serve, operations::settings};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    serve(&wires::SETTINGS, |service, context, input| {
        Box::pin(settings::settings(&service.store, &service.tokens, context, input))
    })
    .await
}
