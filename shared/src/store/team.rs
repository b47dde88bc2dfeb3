//! What the console asks of storage: members, their sessions, the list of apps.

use super::{Result, Verbs};
use crate::{
    domain::{
        AppId, Timestamp,
        app::AppCard,
        member::{Member, MemberName, Membership},
        session::Session,
    },
    token::SessionSecret,
};

/// Reads members.
pub trait ReadMember {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The member, if there is one. 1 RRU, strongly consistent: who was removed, or has another password, counts at once.
    async fn member(&self, name: &MemberName) -> Result<Option<Member>>;
}

/// Lists an app's members.
pub trait ListMembers {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The app's members and the deployment's owners, by name. Two Queries: 0.5 RRU a 4 KB each, eventually consistent.
    async fn members(&self, app: &AppId) -> Result<Vec<Membership>>;
}

/// Changes members.
pub trait SaveMember {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Stores a member, with their entries in the list of `app` and in that of the owners; one without any role left is
    /// removed. Returns whether it is done: not if somebody else changed the member since it was read, which
    /// [`Member::revision`] tells. 6 WRU in one transaction.
    async fn save_member(&self, member: &Member, app: &AppId) -> Result<bool>;
}

/// Keeps sessions.
pub trait Sessions {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Begins a session. 1 WRU.
    async fn begin_session(&self, secret: &SessionSecret, session: &Session) -> Result<()>;
    /// The session of this secret, unless it is over. 1 RRU, strongly consistent: one that was ended counts no more.
    async fn session(&self, secret: &SessionSecret, now: Timestamp) -> Result<Option<Session>>;
    /// Ends a session, if there is one. 1 WRU.
    async fn end_session(&self, secret: &SessionSecret) -> Result<()>;
}

/// Attempts that are counted together.
#[derive(Clone, Copy, Debug)]
pub struct Attempts<'a> {
    /// With this name, whether or not somebody has it.
    pub name: &'a MemberName,
    /// From this network address alone; from everywhere if not given.
    pub from: Option<&'a str>,
}

/// Whether an attempt to sign in may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It may, and is counted.
    Counted,
    /// Too many have failed.
    LockedOut {
        /// When the next may be made, in Unix seconds.
        until_s: u64,
    },
}

/// Counts failed attempts to sign in.
pub trait CountAttempts {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Counts an attempt, unless there were `limit` in the `window_s` seconds since the first. It is counted before the password is looked at, so any number of attempts at once are not more
    /// than `limit`. 1 WRU, conditional; the first of a window 2.
    async fn count_attempt(&self, of: Attempts<'_>, limit: u64, window_s: u64, now: Timestamp) -> Result<Attempt>;
    /// Forgets attempts, because one succeeded. 1 WRU.
    async fn forget_attempts(&self, of: Attempts<'_>) -> Result<()>;
}

/// Lists the deployment's apps.
pub trait ListApps {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Every app, in no order. One Query, 0.5 RRU a 4 KB, eventually consistent. An app that was registered before there
    /// was this list is in it once its settings have been changed.
    async fn all_apps(&self) -> Result<Vec<AppId>>;
    /// What people call these apps, in the order of that; one that does not exist is left out. 0.5 RRU each.
    async fn app_cards(&self, ids: &[AppId]) -> Result<Vec<AppCard>>;
}
