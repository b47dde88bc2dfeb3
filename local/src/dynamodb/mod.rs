//! DynamoDB on one machine: an embedded engine, or whatever `AWS_ENDPOINT_URL_DYNAMODB` points at.
//!
//! Tables are created through the SDK, so that the embedded engine, moto and the service itself are all served by the
//! same code.

mod client;
mod engine;
mod import;
mod tables;

pub use client::{Connection, ENDPOINT_VARIABLE};
pub use engine::{Engine, Storage};
pub use tables::create_missing;

use crate::error::Result;

/// The DynamoDB that `AWS_ENDPOINT_URL_DYNAMODB` points at, else an embedded one.
///
/// # Errors
/// When the embedded one does not start.
pub fn connect(storage: Storage) -> Result<(Option<Engine>, Connection)> {
    if let Some(connection) = Connection::from_environment() {
        return Ok((None, connection));
    }
    let engine = Engine::start(storage)?;
    let connection = Connection::embedded(engine.endpoint());
    Ok((Some(engine), connection))
}
