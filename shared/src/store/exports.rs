//! What exports ask of storage: the record that says how far one is, and whole feedbacks.

use super::{Claimed, Put, Result, Verbs};
use crate::domain::{
    Feedback, FeedbackId, Timestamp,
    export::{Export, Failure, Progress},
    ids::ExportId,
};

/// Begins exports.
pub trait CreateExport {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Stores an export, unless the id is taken. The table's stream then starts the work. 1 WRU, conditional.
    async fn create_export(&self, export: &Export, claim: Option<&Claimed>) -> Result<Put>;
}

/// Reads exports.
pub trait ReadExport {
    /// IAM verbs.
    const VERBS: Verbs;
    /// An export, of whatever app, unless it is over. 1 RRU a 4 KB, strongly consistent.
    async fn export(&self, id: ExportId, now: Timestamp) -> Result<Option<Export>>;
}

/// Works on exports.
pub trait RunExport {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Takes a step that is still to be done, counts the try, and sets numbers of parts aside for it, so that whoever
    /// tried before, and may still be at it, cannot overwrite anything. `None` if the step is done already. 1 WRU a KB,
    /// conditional.
    async fn take_step(&self, id: ExportId, step: u64, numbers: u32, now: Timestamp) -> Result<Option<Export>>;
    /// Says how far the export is after a step; returns whether it counts, which it does not if somebody else has taken
    /// the step since. The table's stream then starts the next one. 1 WRU a KB, conditional.
    async fn save_step(&self, export: &Export, progress: &Progress) -> Result<bool>;
    /// Says that the file is there. 1 WRU a KB, conditional as above.
    async fn finish_export(&self, export: &Export) -> Result<bool>;
    /// Says that there will be none. 1 WRU a KB, conditional as above.
    async fn fail_export(&self, export: &Export, failure: Failure) -> Result<bool>;
}

/// Reads whole feedbacks.
pub trait ReadFeedbacks {
    /// IAM verbs.
    const VERBS: Verbs;
    /// These feedbacks, in any order; one that is not there is left out. BatchGetItem: 0.5 RRU each 4 KB.
    async fn feedbacks(&self, ids: &[FeedbackId]) -> Result<Vec<Feedback>>;
}
