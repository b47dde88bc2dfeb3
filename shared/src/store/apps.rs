//! What an app itself asks of storage: its record, its limits, its announcements.

use super::{Claimed, Put, Result, Verbs};
use crate::{
    domain::{
        AppId, Timestamp,
        announcement::Announcement,
        app::{App, AppChange, Limits},
    },
    token::Issue,
};

/// Reads an app's announcements.
pub trait ReadAnnouncements {
    /// IAM verbs.
    const VERBS: Verbs;
    /// All of them, active or not, in their order. 0.5 RRU, eventually consistent.
    async fn announcements(&self, app: &AppId) -> Result<Vec<Announcement>>;
}

/// Replaces an app's announcements.
pub trait WriteAnnouncements {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Replaces them all. 1 WRU a KB.
    async fn put_announcements(&self, app: &AppId, announcements: &[Announcement]) -> Result<()>;
}

/// Reads an app's record.
pub trait ReadApp {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The app, if there is one. 1 RRU, strongly consistent: a changed secret counts at once.
    async fn app(&self, id: &AppId) -> Result<Option<App>>;
}

/// Keeps which token of an app is the shared one.
pub trait SharedTokens {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The issue of the shared token, if there ever was one. 1 RRU, strongly consistent.
    async fn shared_issue(&self, app: &AppId) -> Result<Option<Issue>>;
    /// Replaces it, unless another request was faster; returns the one in force. 1 WRU, conditional on `current`.
    async fn replace_shared_issue(&self, app: &AppId, current: Option<&Issue>, next: Issue) -> Result<Issue>;
}

/// Reads how many submissions an app takes.
pub trait ReadLimits {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The app's limits, or the default ones. 0.5 RRU the first time in a minute and process, eventually consistent;
    /// then nothing. So a changed limit holds everywhere a minute later.
    async fn limits(&self, app: &AppId, now: Timestamp) -> Result<Limits>;
}

/// Changes an app's record.
pub trait ChangeApp {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Sets what is given, at least one thing. 1 WRU, conditional.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::domain::Error::NotFound) if there is no such app.
    async fn change_app(&self, id: &AppId, change: &AppChange) -> Result<()>;
}

/// Changes an app's secret.
pub trait RotateSecret {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Replaces the secret of generation `from` by the next one; returns whether it was still in force. 1 WRU, conditional.
    async fn rotate_secret(&self, id: &AppId, from: u32) -> Result<bool>;
}

/// Registers apps.
pub trait CreateApp {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Registers an app and enters it in the list of apps, unless the id is taken. 4 WRU in one transaction.
    async fn create_app(&self, app: &App, claim: Option<&Claimed>) -> Result<Put>;
    /// Enters an app in the list, where it is unless it was registered before there was one. 1 WRU.
    async fn enlist_app(&self, id: &AppId) -> Result<()>;
}
