//! Both wires from outside: real HTTP, the real gateway, real function processes, an embedded DynamoDB.
//!
//! One stack serves all tests that do not say otherwise; see [`site`]. They stay apart by an app of their own.

mod answer;
mod app;
mod site;

mod access;
mod bad_input;
mod browsers;
mod conversation;
mod crashes;
mod durability;
mod escaping;
mod idempotency;
mod lists;
mod rate_limit;
mod seeds;
mod tokens;
