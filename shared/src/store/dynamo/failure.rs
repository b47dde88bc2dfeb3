//! Turns the SDK's failures into the domain's: the detail goes to the log, once.

use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::domain::Error;

/// Codes that mean "later", still given after the SDK's own retries.
const LATER: [&str; 6] = [
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
    "InternalServerError",
];

/// A call failed in a way the operation does not expect.
pub(super) fn failed<E, R>(call: &'static str, error: &SdkError<E, R>) -> Error
where
    SdkError<E, R>: StdError + ProvideErrorMetadata,
{
    let code = error.code().unwrap_or("none");
    let (message, causes) = (error.message().unwrap_or_default(), causes(error));
    tracing::error!(call, code, message, causes, "DynamoDB call {call} failed: {code}");
    let later = LATER.contains(&code) || matches!(error, SdkError::TimeoutError(_) | SdkError::DispatchFailure(_));
    if later { Error::Unavailable } else { Error::Internal }
}

/// What led to an error, in words. Never its debug form, which holds the raw answer and with it what people wrote.
fn causes(error: &dyn StdError) -> String {
    let chain = std::iter::successors(Some(error), |error: &&dyn StdError| (*error).source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// An item does not have the form in which it was written.
pub(super) fn unreadable(what: &'static str, cause: &dyn std::fmt::Display) -> Error {
    tracing::error!(what, %cause, "stored {what} is unreadable");
    Error::Internal
}
