//! DynamoDB on one machine: an embedded engine, or whatever `AWS_ENDPOINT_URL_DYNAMODB` points at.
//!
//! Tables are created through the SDK, so that the embedded engine, moto and the service itself are all served by the
//! same code.

mod client;
mod engine;
mod tables;

pub use client::{Connection, ENDPOINT_VARIABLE};
pub use engine::{Engine, Storage};
pub use tables::create_missing;
