//! Exports: a filter's feedback as one file.

use std::fmt;

use super::{
    filter::Filter,
    ids::{AppId, ExportId},
    time::Timestamp,
};

/// How long an export and its file are there, in seconds.
pub const EXPORT_LIFETIME_S: u64 = 24 * 60 * 60;

/// What the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Values between commas, for spreadsheets.
    Csv,
    /// A workbook.
    Xlsx,
    /// One JSON object a line, for programs.
    Ndjson,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Ndjson];
    /// Every name, which also ends the file's.
    pub const NAMES: &'static [&'static str] = &["csv", "xlsx", "ndjson"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The format with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What browsers take the file for.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// Where an export stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// Nobody works on it yet.
    Queued,
    /// It is being written.
    Running,
    /// The file is there.
    Done,
    /// It was given up.
    Failed,
}

impl ExportState {
    /// Every name.
    pub const NAMES: &'static [&'static str] = &["queued", "running", "done", "failed"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The state with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Queued, Self::Running, Self::Done, Self::Failed].into_iter().find(|state| state.name() == name)
    }
}

/// Why an export was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Each of several tries of one step failed.
    Tries,
    /// The file would be larger than its format, or the bucket, takes.
    TooLarge,
}

impl Failure {
    /// Every name.
    pub const NAMES: &'static [&'static str] = &["tries", "too_large"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The reason with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Tries, Self::TooLarge].into_iter().find(|failure| failure.name() == name)
    }
}

/// A part of the file that lies in the bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its number: the file is the parts in the order of theirs.
    pub number: u32,
    /// What the bucket calls its content.
    pub tag: String,
}

/// How far an export is: all that the next process needs to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Feedback written.
    pub rows: u64,
    /// Feedback looked at that fits the filter, but perhaps for the keyword.
    pub seen: u64,
    /// What is older than this id is still to come; at first all of the filter's.
    pub before: Option<u64>,
    /// The bucket's name for the unfinished file, once it is begun.
    pub upload: Option<String>,
    /// Parts that are in the bucket.
    pub parts: Vec<Part>,
    /// Number under which the end that is too short for a part lies in the bucket, if there is one.
    pub tail: Option<u32>,
    /// Where the writer of the format stands.
    pub writer: String,
    /// All rows are written; what is left is to put the file together.
    pub complete: bool,
}

/// An export.
#[derive(Clone, Debug)]
pub struct Export {
    /// Its identity.
    pub id: ExportId,
    /// Which feedback, and whose.
    pub filter: Filter,
    /// What the file is.
    pub format: Format,
    /// Where it stands.
    pub state: ExportState,
    /// Why it was given up, if it was.
    pub failure: Option<Failure>,
    /// How many feedbacks the filter lets through at most, if that was quick to tell.
    pub total: Option<u64>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When somebody last began to work on it.
    pub touched_at: Timestamp,
    /// Counts what is done: an event about another step than the next is late.
    pub step: u64,
    /// Tries of the next step.
    pub tries: u64,
    /// Numbers of parts up to this one belong to earlier tries.
    pub base: u32,
    /// How far it is.
    pub progress: Progress,
}

impl Export {
    /// Whose it is.
    #[must_use]
    pub const fn app(&self) -> &AppId {
        &self.filter.app
    }

    /// How much is done, from 0 to 1.
    #[must_use]
    pub fn fraction(&self) -> f64 {
        match (self.state, self.total) {
            (ExportState::Done, _) => 1.0,
            // The total counts what was there when it was asked for.
            (_, Some(total)) if total > 0 => (ratio(self.progress.seen, total)).min(0.99),
            _ => 0.0,
        }
    }

    /// The name under which a browser keeps the file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("feedback-{}.{}", self.id, self.format.name())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a bar of some hundred pixels")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
