//! Seed 003, 掌上意见箱: apps and sites with a Bearer token.
//!
//! Answers are `{"code":0,"message":"success","data":…}`. Every call needs a token: a client's submits, an agent's
//! does the rest. Answers have exactly the seed's keys.

pub mod detail;
pub(super) mod error;
pub mod list;
pub mod status;
pub mod submit;

use serde::Serialize;

use crate::{
    domain::{Contact, Error, FeedbackId},
    http::{Call, Response, json},
    operations::detail::DetailQuery,
};

#[derive(Serialize)]
struct Success<T> {
    code: u8,
    message: &'static str,
    data: T,
}

fn success(status: u16, data: impl Serialize) -> Response {
    json(status, &Success { code: 0, message: "success", data })
}

/// The feedback that the path names.
fn query(call: &Call) -> Result<DetailQuery, Error> {
    Ok(DetailQuery { id: id(call)?, receipt: None })
}

/// A malformed id is not found (WIRE.md, trap 8).
fn id(call: &Call) -> Result<FeedbackId, Error> {
    FeedbackId::parse_text(call.parameter(0)).ok_or(Error::NotFound)
}

/// The one contact this wire shows: what it took itself, else what another wire took.
fn contact(contact: &Contact) -> Option<&str> {
    let other = contact.other.as_ref().map(crate::domain::contact::Reach::as_str);
    other.or_else(|| contact.email.as_ref().map(crate::domain::Email::as_str))
}
