//! The store against a real DynamoDB API, with what each call costs.
//!
//! Each test has a table of its own, as `template.yaml` declares it, in the embedded engine. Any other DynamoDB serves
//! as well: `AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 cargo test --workspace --test store`. What an engine does
//! not report (moto has no consumed capacity of indexes) is asked of the embedded one only, see [`fixture::is_embedded`].
#![expect(clippy::unwrap_used, reason = "a helper of a test may panic as the test itself")]

mod apps;
mod bridges;
mod budgets;
mod claims;
mod conversations;
mod costs;
mod deletion;
mod exports;
mod faults;
mod fixture;
mod indexes;
mod lists;
mod rate;
mod team;
mod trees;
