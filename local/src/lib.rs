//! The whole of Yijian on one machine, with nothing installed but Rust.
//!
//! ```text
//!  HTTP ──> gateway ──> lambda ──> processes of the functions ──> dynamodb (embedded, or AWS_ENDPOINT_URL_DYNAMODB)
//!               └── routes, CORS ──┴── environment, time-outs ──────────┴── tables, all from `template`
//! ```
//!
//! | module | stands for |
//! |---|---|
//! | [`template`] | what `template.yaml` declares |
//! | [`console`] | `npm run build`: the pages that a function embeds |
//! | [`build`] | `sam build`: the functions' binaries |
//! | [`lambda`] | Lambda: instances, their environment, the Runtime API |
//! | [`gateway`] | API Gateway's HTTP API |
//! | [`dynamodb`] | DynamoDB and the tables in it |
//! | [`s3`] | S3, the buckets in it and the events that they send |
//! | [`streams`] | event source mappings: batches of what changed in a table |
//! | [`schedule`] | EventBridge: calls by the clock |
//! | [`secrets`], [`credentials`] | Secrets Manager, and what a caller needs |
//! | [`sample`] | half a year of feedback, for the inbox |
//! | [`stack`] | a deployment: all of it started and ended in order |
//! | [`testing`] | a table, or a whole stack, for a test |

pub mod build;
pub mod cli;
pub mod console;
pub mod credentials;
pub mod data;
pub mod dynamodb;
pub mod error;
pub mod gateway;
pub mod lambda;
pub mod log;
mod random;
pub mod s3;
pub mod sample;
pub mod schedule;
pub mod secrets;
mod signals;
pub mod stack;
pub mod streams;
pub mod template;
pub mod testing;
pub mod workspace;
