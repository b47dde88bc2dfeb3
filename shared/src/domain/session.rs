//! Sessions: what a cookie of the console stands for.

use super::{member::MemberName, time::Timestamp};

/// How long a session lives, in seconds: a working day.
pub const SESSION_LIFETIME_S: u64 = 12 * 60 * 60;

/// A sign-in that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub member: MemberName,
    /// The stamp of the password it was begun with.
    pub stamp: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}
