//! What can go wrong, once, for all wires.
//!
//! A variant carries what the *caller* may see. Why something failed inside is
//! logged where it happened and is not in here, so that it cannot leak.

use std::fmt;

/// Why an operation was refused or failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A field or parameter is not acceptable. Nothing was stored.
    Invalid {
        /// The name the wire gives it.
        field: &'static str,
        /// What is wrong with it.
        reason: Reason,
    },
    /// The request has no token that counts.
    Unauthenticated(TokenFault),
    /// Whoever asks is not signed in to the console.
    NotSignedIn(SignInFault),
    /// No app has this id.
    UnknownApp,
    /// The app has another secret.
    WrongSecret,
    /// The token is good, but its role is not enough.
    Forbidden,
    /// Nothing with that id that this caller may see.
    NotFound,
    /// No such method and path.
    NoRoute,
    /// The idempotency key was used within 24 hours with another body.
    KeyReused,
    /// Too many submissions in this minute.
    RateLimited {
        /// Seconds until the next minute begins.
        retry_after_s: u64,
    },
    /// Not now, but later: the database is throttled, or 20 seconds were not enough.
    Unavailable,
    /// Ours failed; the log says how.
    Internal,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Missing, empty, or nothing but white space.
    Empty,
    /// More than `max_chars` characters (Unicode scalar values).
    TooLong {
        /// The most it may have.
        max_chars: usize,
    },
    /// More than `max_bytes` bytes.
    TooLarge {
        /// The most it may have.
        max_bytes: usize,
    },
    /// Not one of the values the wire knows.
    NotOneOf(&'static [&'static str]),
    /// Another JSON type than the one named.
    WrongType(&'static str),
    /// Not readable as what is named.
    Malformed(&'static str),
    /// A number outside its bounds.
    OutOfRange {
        /// Smallest accepted value.
        min: u64,
        /// Largest accepted value.
        max: u64,
    },
    /// A list of more than `most` members.
    TooMany {
        /// The most it may have.
        most: usize,
    },
    /// Good by itself, but not together with what is named.
    Conflict(&'static str),
}

/// Why a token does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// There is none.
    Missing,
    /// It was not signed by this deployment, or is not a token at all.
    Unknown,
    /// It was good once.
    Expired,
}

/// Why somebody is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFault {
    /// There is no session, or none any more.
    Session,
    /// Name and password do not fit, or nobody has that name.
    Password,
}

/// Result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Reason {
    /// The reason, about `field`.
    #[must_use]
    pub const fn of(self, field: &'static str) -> Error {
        Error::Invalid { field, reason: self }
    }
}

/// English, as seed 003's own example has it (`cannot be empty`).
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("cannot be empty"),
            Self::TooLong { max_chars } => write!(f, "must be at most {max_chars} characters"),
            Self::TooLarge { max_bytes } => write!(f, "must be at most {max_bytes} bytes"),
            Self::NotOneOf(values) => write!(f, "must be one of {}", values.join(", ")),
            Self::WrongType(expected) => write!(f, "must be {expected}"),
            Self::Malformed(expected) => write!(f, "is not {expected}"),
            Self::OutOfRange { min, max } if *max == u64::MAX => write!(f, "must be {min} or more"),
            Self::OutOfRange { min, max } => write!(f, "must be from {min} to {max}"),
            Self::TooMany { most } => write!(f, "must have at most {most} members"),
            Self::Conflict(other) => write!(f, "cannot be given together with {other}"),
        }
    }
}

/// For logs. What callers read is written by each dialect.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { field, reason } => write!(f, "{field} {reason}"),
            Self::Unauthenticated(fault) => write!(f, "token {fault:?}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Error {}
