//! One inbox for the feedback of every app a team runs.
//!
//! | module | holds | knows |
//! |---|---|---|
//! | [`domain`] | what feedback is: ids, kinds, states, limits, the one error type | nothing else |
//! | [`text`] | folding for search, escaping for HTML | nothing else |
//! | [`tree`] | totals, pages and trends without reading what they count | domain |
//! | [`operations`] | one use case a file, named as the functions are | domain, the store's traits |
//! | [`dialects`] | one folder a wire: how it spells requests, answers and errors | domain, operations' inputs and outputs |
//! | [`store`] | the capabilities as traits, and DynamoDB behind them | domain |
//! | [`token`] | signed access tokens, the secrets of sessions | domain |
//! | [`password`] | hashed passwords | domain |
//! | [`http`] | `lambda_http` in and out: routes, authorisation, limits | all of the above |
//!
//! A function (`functions/`) is one row of [`dialects::wires`] and one operation.

pub mod dialects;
pub mod domain;
pub mod http;
pub mod operations;
pub mod password;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod token;
pub mod tree;
