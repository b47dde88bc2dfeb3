//! Answers.

use lambda_http::{
    Body,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
};
use serde::Serialize;

/// An answer on its way out.
pub type Response = lambda_http::Response<Body>;

/// An answer in JSON.
pub fn json(status: u16, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(body) => text(status, "application/json", body),
        Err(cause) => {
            tracing::error!(%cause, "an answer cannot be written as JSON");
            text(500, "text/plain; charset=utf-8", "internal error".to_owned())
        }
    }
}

/// An answer without a body.
#[must_use]
pub fn empty() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// An answer of any text type.
#[must_use]
pub fn text(status: u16, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::Text(body));
    *response.status_mut() = status.try_into().unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
