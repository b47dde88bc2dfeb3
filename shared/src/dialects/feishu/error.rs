//! Errors: HTTP 400 with `{"code","msg","error":{"log_id"}}`; those of the token route HTTP 200; an unknown path or
//! method 404 in plain text (P; WIRE.md, trap 3).

use serde::Serialize;

use crate::{
    domain::{Error, TokenFault},
    http::{Response, json, text},
};

#[derive(Serialize)]
struct Failure {
    code: u32,
    msg: &'static str,
    error: Log,
}

#[derive(Serialize)]
struct Log {
    log_id: String,
}

/// The token route's failures say no more than this.
#[derive(Serialize)]
struct Refusal {
    code: u32,
    msg: &'static str,
}

/// Writes an error.
pub(in crate::dialects) fn write(error: &Error) -> Response {
    match error {
        Error::NoRoute => text(404, "text/plain", "404 page not found".to_owned()),
        Error::UnknownApp | Error::Invalid { field: "app_id", reason: crate::domain::Reason::Empty } => {
            refuse(10_003, "invalid param")
        }
        Error::WrongSecret => refuse(10_014, "app secret invalid"),
        Error::Unauthenticated(TokenFault::Missing) => fail(400, 99_991_661, "Missing access token for authorization"),
        Error::Unauthenticated(_) | Error::NotSignedIn(_) => {
            fail(400, 99_991_663, "Invalid access token for authorization")
        }
        Error::Forbidden => fail(400, 99_991_672, "Access denied: the token's role does not allow this"),
        Error::Invalid { field: "page_token", .. } => fail(400, 210_500, "page_token does not exist or has expired"),
        Error::Invalid { field: FOREIGN_PAGE_TOKEN, .. } => fail(400, 210_501, "invalid page_token"),
        Error::Invalid { field: "page_size", .. } => {
            fail(400, 210_502, "page_size out of range, should be between 1 and 100")
        }
        Error::Invalid { field: "app_id", .. } => fail(400, 210_503, "invalid app_id"),
        Error::NotFound => fail(400, 99_992_402, "feedback_id: no such feedback"),
        Error::Invalid { .. } | Error::KeyReused => fail(400, 99_992_402, "field validation failed"),
        Error::RateLimited { .. } => fail(429, 99_991_400, "request trigger frequency limit"),
        Error::Unavailable => fail(503, 2_200, "service unavailable, try again"),
        Error::Internal => fail(500, 2_200, "internal error"),
    }
}

/// How errors name a page token that another app was given.
pub(super) const FOREIGN_PAGE_TOKEN: &str = "page_token of another app";

fn fail(status: u16, code: u32, msg: &'static str) -> Response {
    json(status, &Failure { code, msg, error: Log { log_id: format!("{:032X}", rand::random::<u128>()) } })
}

fn refuse(code: u32, msg: &'static str) -> Response {
    json(200, &Refusal { code, msg })
}
