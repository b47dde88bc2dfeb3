//! Seed 004, 反馈系统: a public web page and its admin page.
//!
//! Answers are `{"success":true,…}`. Reading and submitting need no token; what comes in here is public. Texts that
//! people wrote are HTML-escaped once on the way out and stored raw (seed "XSS防护"). Whoever has no agent's token
//! sees e-mail addresses masked.

pub mod announcement;
pub mod delete;
pub mod detail;
pub(super) mod error;
pub mod list;
pub mod replies;
pub mod reply;
mod shapes;
pub mod status;
pub mod submit;

use serde::Serialize;

use crate::{
    domain::{Error, FeedbackId, Reason},
    http::{Call, Response, json},
    operations::detail::DetailQuery,
};

#[derive(Serialize)]
struct Success<T> {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

/// Every success is 200 (A).
fn success(message: Option<&'static str>, data: Option<impl Serialize>) -> Response {
    json(200, &Success { success: true, message, data })
}

/// The feedback that the path names.
fn query(call: &Call) -> Result<DetailQuery, Error> {
    Ok(DetailQuery { id: id(call)?, receipt: None })
}

/// A malformed id is not found (WIRE.md, trap 8).
fn id(call: &Call) -> Result<FeedbackId, Error> {
    FeedbackId::parse_decimal(call.parameter(0)).ok_or(Error::NotFound)
}

/// Reads one of the seed's words; a missing one is empty, another one is none of them.
fn word<T>(words: &'static [&'static str], read: impl Fn(&str) -> Option<T>) -> impl Fn(&str) -> Result<T, Reason> {
    move |word| match read(word) {
        Some(value) => Ok(value),
        None if word.trim().is_empty() => Err(Reason::Empty),
        None => Err(Reason::NotOneOf(words)),
    }
}
