//! Which part of a list.

use super::ids::FeedbackId;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the page with this number, counted from 1.
    Page(u64),
    /// After the feedback that ended the page before.
    After(FeedbackId),
}

/// A page of a list, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Where it begins.
    pub start: Start,
    /// How many rows it has at the most, 1 to 100.
    pub size: u64,
}

impl PageRequest {
    /// Rows before the page; a page number beyond all counting is simply past the end.
    #[must_use]
    pub const fn offset(self) -> u64 {
        match self.start {
            Start::Page(number) => (number - 1).saturating_mul(self.size),
            Start::After(_) => 0,
        }
    }
}
