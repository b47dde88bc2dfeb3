//! Our own wire, `/v1/…`: JSON, and RFC 9457 problems on error (DESIGN.md "Native API").
//!
//! What is malformed or missing is 400 with the member `field`, what contradicts itself 422. Times are RFC 3339 in UTC
//! with milliseconds.

pub mod app;
mod bridge;
mod buckets;
mod contact;
pub mod delete;
pub mod detail;
pub(super) mod error;
pub mod exports;
mod feedback;
mod field;
pub(super) mod line;
pub mod list;
pub mod media;
pub mod members;
#[cfg(test)]
mod openapi;
pub mod pages;
pub mod reply;
#[cfg(test)]
mod schema;
pub mod settings;
pub mod sign_in;
pub mod stats;
pub mod status;
pub mod submit;
pub mod tokens;
pub mod uploads;

use crate::{
    domain::{Error, FeedbackId, Reason},
    http::Call,
};

/// Why a moment is refused.
const A_MOMENT: Reason = Reason::Malformed("an RFC 3339 time with an offset");
/// The header by which an author opens their feedback.
pub(crate) const RECEIPT: &str = "x-receipt";

/// The feedback that the path names. A malformed id is not found (WIRE.md, trap 8).
fn id(call: &Call) -> Result<FeedbackId, Error> {
    FeedbackId::parse_text(call.parameter(0)).ok_or(Error::NotFound)
}

/// The receipt that the caller shows.
fn receipt(call: &Call) -> Option<String> {
    call.header(RECEIPT).map(str::to_owned)
}
