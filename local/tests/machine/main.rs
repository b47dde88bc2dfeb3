//! The local stack from outside: with a real function, over real HTTP, as a real process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod dynamodb;
mod gateway;
mod lambda;
mod probe;
#[cfg(target_os = "linux")]
mod process;
mod schedules;
mod streams;
