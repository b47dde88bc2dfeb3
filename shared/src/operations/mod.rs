//! The use cases, one a file, named as the functions are. No wire and no AWS in here.

pub mod announcement;
pub mod audit;
pub mod bridge;
pub mod console;
pub mod delete;
pub mod detail;
pub mod export;
pub mod list;
pub mod media_get;
pub mod media_ready;
pub mod members;
mod newest_first;
mod once;
pub mod project;
pub mod reply;
pub mod settings;
pub mod sign_in;
pub mod stats;
pub mod status;
mod stretch;
pub mod submit;
pub mod token;
pub mod upload;

use std::{collections::BTreeSet, time::Duration};

use crate::domain::{Caller, Error, Ids, Timestamp};

/// What every operation is told: who asks, when, and where new ids come from.
pub struct Context<'a> {
    /// Draws new ids.
    pub ids: &'a Ids,
    /// The time of the request.
    pub now: Timestamp,
    /// Who asks.
    pub caller: &'a Caller,
    /// The request's idempotency key, if it has one.
    pub key: Option<&'a IdempotencyKey>,
}

/// What a client gives so that a request counts once, however often it is sent.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    /// The client's word for it, 1–255 characters.
    pub key: String,
    /// Hash of what the request asks for.
    pub body_hash: String,
}

/// All of an answer or none of it.
async fn within<T>(
    limit: Duration,
    what: &'static str,
    answer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::time::timeout(limit, answer).await.unwrap_or_else(|_| {
        tracing::warn!(limit_s = limit.as_secs(), "{what} took longer than {} s", limit.as_secs());
        Err(Error::Unavailable)
    })
}

/// The IAM verbs (without `dynamodb:`) that each function's operations need; `template.yaml` grants these and no
/// others, which a test compares.
#[must_use]
pub fn verbs() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    vec![
        ("announcement", announcement::verbs()),
        ("console", console::verbs()),
        ("bridge", bridge::verbs()),
        ("delete", delete::verbs()),
        ("detail", detail::verbs()),
        ("export", export::verbs()),
        ("export_run", export::run::verbs()),
        ("list", list::verbs()),
        ("media_get", media_get::verbs()),
        ("media_ready", media_ready::verbs()),
        ("project", project::verbs().into_iter().chain(audit::verbs()).collect()),
        ("reply", reply::verbs()),
        ("settings", settings::verbs()),
        ("stats", stats::verbs()),
        ("status", status::verbs()),
        ("submit", submit::verbs()),
        ("token", token::verbs()),
        ("upload", upload::verbs()),
    ]
}

/// The IAM verbs on the bucket (without `s3:`) of those functions that need any.
#[must_use]
pub fn object_verbs() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    vec![
        ("bridge", bridge::object_verbs()),
        ("delete", delete::object_verbs()),
        ("export", export::object_verbs()),
        ("export_run", export::run::object_verbs()),
        ("media_get", media_get::object_verbs().into_iter().chain(media_get::bytes_verbs().iter().copied()).collect()),
        ("media_ready", media_ready::object_verbs()),
        ("upload", upload::object_verbs()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_that_takes_too_long_is_refused_whole() {
        let never = std::future::pending::<Result<(), Error>>();
        assert_eq!(within(Duration::from_millis(1), "nothing", never).await.unwrap_err(), Error::Unavailable);
    }
}
