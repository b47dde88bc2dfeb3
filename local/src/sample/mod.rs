//! Fills the inbox of the default app: `cargo run -- --sample 500`.
//!
//! What it writes reads like half a year of a team's work: two languages, every kind, fault and status, three wires,
//! answers and their echoes, working hours and bad releases. Nobody is meant by the names, and nothing of it was written
//! by anybody: `grammar` puts it together from the word lists `zh.txt` and `en.txt`.
//!
//! * **Same seed, same inbox**: texts, people and times depend on the seed, the count and the time alone. Only the ids
//!   are drawn anew.
//! * **Same way in**: everything is written by the store's calls that the functions make, told a time in the past. One fault in three comes with pictures.

mod album;
mod author;
mod calendar;
mod compose;
mod draft;
mod fill;
mod grammar;
mod scenario;
mod story;
#[cfg(test)]
mod tests;

pub use album::Album;
pub use compose::compose;
pub use fill::{Inbox, fill, fill_default_app};

use shared::domain::{Draft, ReplyDraft, Status, Timestamp, feedback::Comment, text::Text};

use crate::error::{Error, Result};

/// A feedback with all that followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// When it was submitted.
    pub at: Timestamp,
    /// What was submitted.
    pub draft: Draft,
    /// What followed, oldest first.
    pub steps: Vec<Step>,
}

/// Something that happened to a feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// What can happen to a feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody answered.
    Reply(ReplyDraft),
    /// Somebody of the team set the status.
    Status(Status, Option<Comment>),
}

/// A text of ours in its domain type, which our own word lists never fail to be.
fn text<const MAX: usize>(text: &str) -> Result<Text<MAX>> {
    Text::parse(text).map_err(|reason| Error::new(format!("the sample text {text:?} {reason}")))
}
