//! Both wires from outside: real HTTP, the real gateway, real function processes, an embedded DynamoDB.
//!
//! One stack serves all tests that do not say otherwise; see [`site`]. They stay apart by an app of their own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "whatever goes wrong in a helper fails the test that uses it")]

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
mod feishu;
mod idempotency;
mod inbox;
mod large;
mod lists;
mod logs;
mod native;
mod races;
mod rate_limit;
mod seeds;
mod team;
mod tokens;
mod wechat;
