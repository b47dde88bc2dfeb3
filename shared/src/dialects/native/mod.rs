//! Our own wire, `/v1/…`: JSON, and RFC 9457 problems on error (DESIGN.md "Native API").
//!
//! So far tokens, apps and announcements.

pub(super) mod error;
pub mod settings;
pub mod tokens;
