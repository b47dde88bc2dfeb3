//! The feedback that everything is measured with: one app's, a year of it.
//!
//! The same number of items is always the same feedback, to the id, on every machine: the year ends at a fixed moment and
//! chance has a fixed seed. It has the rhythm of days and weeks, a few large sources and many small ones, an old end that
//! is mostly done with, and one combination so rare that ten feedbacks of all have it.

mod calendar;
mod draws;
mod rows;
mod words;

use std::collections::BTreeSet;

pub use rows::Row;
use shared::{
    dialects::meanings::message_board,
    domain::{AppId, Filter, KindName, Source, Status, Timestamp},
};

/// Counts up whenever the same number of items would be other feedback than before.
pub const VERSION: u32 = 1;

/// Where the year ends: 2026-10-01T00:00:00Z. What the bench submits comes after it.
pub const END: Timestamp = Timestamp::from_ms(1_790_812_800_000);
/// Where it begins.
pub const BEGIN: Timestamp = Timestamp::from_ms(END.ms() - 365 * DAY_MS);
/// A day.
pub const DAY_MS: u64 = 86_400_000;

/// Where feedback comes from, the largest first.
pub const SOURCES: [&str; 12] = [
    "mini_program",
    "mobile_app",
    "web",
    "general",
    "autops",
    "knowledge",
    "cultivation",
    "kiosk",
    "bot",
    "email",
    "partner",
    "beta",
];

/// The kind and, in the words of seed 004, the status of the rare ones: of the rest of this kind nobody was ever answered.
pub const RARE: (KindName, &str) = (KindName::Other, "replied");
/// How many are rare.
const RARE_ROWS: usize = 10;

/// The year's feedback.
pub struct Data {
    /// Whose it is.
    pub app: AppId,
    /// All of it, oldest first.
    pub rows: Vec<Row>,
    sources: Vec<Source>,
}

impl Data {
    /// So many feedbacks.
    ///
    /// # Errors
    /// A word of ours that the domain does not take.
    pub fn of(items: usize) -> local::error::Result<Self> {
        let app = words::parsed("bench", AppId::parse)?;
        let sources = SOURCES.map(|name| words::parsed(name, Source::parse));
        let sources = sources.into_iter().collect::<local::error::Result<_>>()?;
        Ok(Self { app, rows: rows::rows(items), sources })
    }

    /// So many that come after the year, so far apart, still untouched.
    pub fn fresh(&self, count: usize, apart_ms: u64) -> Vec<Row> {
        rows::fresh(count, apart_ms)
    }

    /// A source by its place in [`SOURCES`].
    pub fn source(&self, place: u8) -> Source {
        self.sources[usize::from(place) % self.sources.len()].clone()
    }

    /// What of the year a filter asks for, which may be any part of seed 004's three filters.
    pub fn filter(&self, status: Option<&str>, kind: Option<KindName>, source: Option<u8>) -> Filter {
        Filter {
            statuses: status.and_then(message_board::statuses),
            kinds: kind.map(|kind| BTreeSet::from([kind])),
            source: source.map(|place| self.source(place)),
            ..Filter::all_of(self.app.clone())
        }
    }

    /// How many fit, counted one by one.
    pub fn count(&self, filter: &Filter) -> u64 {
        self.rows.iter().filter(|row| row.fits(self, filter)).count() as u64
    }
}

/// Whether a status is what seed 004 calls by that word.
fn shows(status: Status, word: &str) -> bool {
    message_board::status(status) == word
}
