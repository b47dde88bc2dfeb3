//! Both wires from outside: real HTTP, the real gateway, real function processes, an embedded DynamoDB.
//!
//! One stack serves all tests that do not say otherwise; see [`site`]. They stay apart by an app of their own.

mod answer;
mod app;
mod site;

mod seeds;
