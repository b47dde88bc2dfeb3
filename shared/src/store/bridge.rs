//! What bridges ask of storage (`domain::bridge`).

use super::{ClaimKey, Result, Verbs};
use crate::domain::{
    AppId,
    app::AppChange,
    bridge::{Bridge, LastRun, Progress},
};

/// Reads an app's bridge.
pub trait ReadBridge {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The bridge, if the app has one. 1 RRU, strongly consistent.
    async fn bridge(&self, app: &AppId) -> Result<Option<Bridge>>;
}

/// A bridge's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BridgeSettings {
    /// The mini-program's appid.
    pub program: AppId,
    /// Whether it is to be read.
    pub enabled: bool,
    /// Its secret, sealed.
    pub sealed_secret: String,
    /// It is another mini-program than before: what was done counts no more.
    pub is_new: bool,
}

/// Changes an app's record together with its bridge.
pub trait WriteBridge {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Sets what is given of the app, and all of its bridge's settings. One transaction, 4 WRU.
    ///
    /// # Errors
    /// [`crate::domain::Error::NotFound`] if there is no such app.
    async fn write_bridge(&self, app: &AppId, change: &AppChange, settings: &BridgeSettings) -> Result<()>;
}

/// Finds the bridges.
pub trait ListBridges {
    /// IAM verbs.
    const VERBS: Verbs;
    /// All of them, enabled or not, by order of app. One Query: 0.5 RRU a 4 KB, eventually consistent.
    async fn bridges(&self) -> Result<Vec<Bridge>>;
}

/// Keeps how far a bridge has come.
pub trait MarkBridge {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Writes progress down, unless the bridge was switched off or given another mini-program; returns whether it was
    /// written. 1 WRU, conditional.
    async fn mark_bridge(&self, bridge: &Bridge, progress: Progress, last_run: Option<&LastRun>) -> Result<bool>;
}

/// Which feedback a record of another service became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordClaim {
    /// The id under which it is, or will be, stored.
    pub id: u64,
    /// It is stored with all that belongs to it, or was and is deleted: nothing is left to do.
    pub is_done: bool,
}

/// Remembers for ever which records of another service were taken over: as idempotency keys that do not expire.
pub trait ClaimRecords {
    /// IAM verbs.
    const VERBS: Verbs;
    /// What a record became, if it was claimed. 1 RRU, strongly consistent.
    async fn find_record(&self, key: &ClaimKey) -> Result<Option<RecordClaim>>;
    /// Claims a record for an id, or returns what another run claimed it for. 1 WRU, conditional.
    async fn claim_record(&self, key: &ClaimKey, id: u64) -> Result<Option<RecordClaim>>;
    /// Says that nothing is left to do for a record. 1 WRU.
    async fn finish_record(&self, key: &ClaimKey) -> Result<()>;
}

impl ClaimKey {
    /// The key of a record of a mini-program, for an app.
    #[must_use]
    pub fn of_record(app: &AppId, program: &AppId, record: u64) -> Self {
        Self(format!("record#{app}#wechat#{program}#{record}"))
    }

    /// The key as text: no two records have the same.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
