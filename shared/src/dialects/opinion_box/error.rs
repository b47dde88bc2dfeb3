//! Seed 003 "错误处理": `{"code","message","details"}`, JSON whatever the status (WIRE.md, trap 5).

use serde::Serialize;

use crate::{
    domain::{Error, Reason},
    http::{Response, json},
};

#[derive(Serialize)]
struct Failure {
    code: u16,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Details>,
}

#[derive(Serialize)]
struct Details {
    field: &'static str,
    reason: String,
}

/// Writes an error. The HTTP statuses are ours (A): 1001→400, 2001→401, 2002→403, 3001→404, 4290→429, 5001→500.
pub(in crate::dialects) fn write(error: &Error) -> Response {
    match error {
        Error::Invalid { field, reason } => invalid(400, field, reason.to_string()),
        Error::KeyReused => invalid(422, "Idempotency-Key", "was used with another request".to_owned()),
        Error::Unauthenticated(_) | Error::NotSignedIn(_) | Error::UnknownApp | Error::WrongSecret => {
            plain(401, 2001, "Invalid or expired token")
        }
        Error::Forbidden => plain(403, 2002, "Permission denied"),
        Error::NotFound => plain(404, 3001, "Feedback not found"),
        Error::NoRoute => plain(404, 3001, "No such method and path"),
        Error::RateLimited { .. } => plain(429, 4290, "Too many requests"),
        Error::Unavailable => plain(503, 5001, "Service unavailable, try again"),
        Error::Internal => plain(500, 5001, "Internal server error"),
    }
}

fn invalid(status: u16, field: &'static str, reason: String) -> Response {
    let message = format!("Invalid parameter: {field}");
    json(status, &Failure { code: 1001, message, details: Some(Details { field, reason }) })
}

fn plain(status: u16, code: u16, message: &str) -> Response {
    json(status, &Failure { code, message: message.to_owned(), details: None })
}

/// Times are the only parameters with a reason of their own here.
pub(super) const A_TIME: Reason = Reason::Malformed("an ISO 8601 time");
