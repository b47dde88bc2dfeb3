//! Files of exports: `exports/<id>.<format>`, written in parts.
//!
//! The end that is too short for a part lies beside, `exports/<id>.tail.<number>`, until the next step takes it up. All of
//! it goes after a day, by the bucket's lifecycle.

use crate::{
    domain::{
        Timestamp,
        export::{Export, Part},
        ids::ExportId,
    },
    store::{Result, Verbs},
};

/// Writes files of exports.
pub trait WriteExports {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Begins a file; returns the bucket's name for it while it is unfinished. One POST.
    async fn begin_file(&self, export: &Export) -> Result<String>;
    /// Sends a part of it. One PUT.
    async fn put_part(&self, export: &Export, upload: &str, number: u32, bytes: Vec<u8>) -> Result<Part>;
    /// Makes it whole; again is no harm. One POST, and a HEAD if it was whole before.
    async fn finish_file(&self, export: &Export) -> Result<()>;
    /// Forgets the parts of a file that will not be. Free.
    async fn abort_file(&self, export: &Export) -> Result<()>;
    /// Keeps the end that is too short for a part. One PUT.
    async fn keep_tail(&self, id: ExportId, number: u32, bytes: Vec<u8>) -> Result<()>;
    /// What was kept. One GET.
    ///
    /// # Errors
    /// [`crate::domain::Error::Internal`] if it is not there.
    async fn tail(&self, id: ExportId, number: u32) -> Result<Vec<u8>>;
}

/// Signs downloads of exports.
pub trait SignExports {
    /// IAM verbs.
    const VERBS: Verbs;
    /// An address at which the file can be read for 15 minutes, and until when. Costs nothing; the download is one GET.
    ///
    /// # Errors
    /// Only ours.
    fn sign_export(&self, export: &Export, now: Timestamp) -> Result<(String, Timestamp)>;
}

pub(super) fn file(export: &Export) -> String {
    format!("exports/{}.{}", export.id, export.format.name())
}

pub(super) fn tail(id: ExportId, number: u32) -> String {
    format!("exports/{id}.tail.{number}")
}
