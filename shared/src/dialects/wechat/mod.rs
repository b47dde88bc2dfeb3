//! Seed 002, 微信小程序 getFeedback: back ends with a WeChat SDK.
//!
//! HTTP 200 always; success is `errcode` 0 or absent, a failure has `errcode` and `errmsg` (WIRE.md, trap 2). The
//! token comes in the query. Absent texts are `""`. The cloud-call form of the seed is made by WeChat's SDK on the
//! client's side: only HTTP is served.

pub(super) mod error;
pub mod list;
pub mod media;
mod parameters;
pub mod token;
