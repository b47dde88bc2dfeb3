//! `lambda_http` in and out: which wire a request speaks, who sends it, and how its outcome goes back.
//!
//! [`serve`] is the whole of a function's life: for each request it finds the wire by route, checks the token and the
//! role, reads the input, runs the operation, writes the answer. Order on every wire: token, role, parameters,
//! existence (WIRE.md, trap 8). No JSON shape is known here.

mod authorise;
mod call;
mod query;
mod response;
mod serve;
mod service;
mod wire;

pub use call::Call;
pub use query::Query;
pub use response::{Response, empty, json, text};
pub use serve::serve;
pub use service::{Service, Setup};
pub use wire::{Access, Route, Wire};
