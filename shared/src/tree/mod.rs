//! The counting tree: how many feedbacks fit a filter, and which is the k-th, without reading them.
//!
//! The wires ask for "page 40,000 of the pending bugs" with an exact total. DynamoDB offers neither: it can only continue
//! from a key. So the table's stream keeps, beside the feedbacks, a B+ tree over their ids, which are their order:
//!
//! * a [`Leaf`] lists up to 128 feedbacks: the id of each, and its [`Profile`], which is all that filters look at;
//! * a node above covers up to 2,048, 65,536, 2 million, … feedbacks and has one [`Tally`]: how many of them have each
//!   status, kind, fault and WeChat number.
//!
//! A node does not hold its children. It is an item of its own that says where it begins; it ends where the next of its
//! tier begins, and its children are the items of the tier below between the two. One Query reads all of them, and a change
//! rewrites one small item a tier.
//!
//! Every app has a tree of all its feedback, and one for each of up to 200 sources. With the source in the tallies, these
//! would be two hundred times as large.
//!
//! * **Cost at a million**: a total 1 RRU, a page 4 to 11 RRU in four dependent reads; a change 5 to 7 WRU, shared by all
//!   changes of a stream batch.
//! * **Right after anything**: nothing is added or subtracted. A leaf is set to what the table says now, a tally is summed
//!   anew from the tier below, and each write has the version it read as its condition (`operations/project`). So a record
//!   that comes twice, late or out of order changes nothing, and a crash leaves what the next record of the place mends.
//! * **Source**: seed 004 "2. 获取反馈列表" (`total`, `totalPages`), seed 002 (`total_num`), seed 000 "查看反馈数据趋势".

mod bits;
mod leaf;
mod profile;
mod tally;
mod trend;
mod want;

use std::fmt;

pub use leaf::{Leaf, Row, cuts};
pub use profile::Profile;
pub use tally::{Count, Tally};
pub use trend::{CHUNK_HOURS, HOUR_MS, Hour, HourCounts, SourceTrend, Trend};
pub use want::Want;

use crate::domain::{AppId, Source};

/// Sources of an app that have trees of their own.
pub const MOST_SOURCES: usize = 200;

/// How large the parts of a tree may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Feedbacks that a leaf lists.
    pub leaf_rows: u64,
    /// Full leaves in a node of the first tier. All of them are read for a page.
    pub leaves: u64,
    /// Full nodes in a node of the tier above.
    pub nodes: u64,
    /// Nodes of the topmost tier; beyond that the tree grows by one tier.
    pub top_nodes: usize,
    /// Feedbacks up to which an app's lists are read from the index itself, and so are exact at once.
    pub small: u64,
}

impl Shape {
    /// What is in use: a leaf, with some seven bytes a feedback, stays under 1 KB, which is one write unit.
    pub const STANDARD: Self = Self { leaf_rows: 128, leaves: 16, nodes: 32, top_nodes: 32, small: 2_000 };

    /// How many feedbacks a node of a tier covers at the most. Leaves are tier 0.
    #[must_use]
    pub const fn capacity(&self, tier: u8) -> u64 {
        match tier {
            0 => self.leaf_rows,
            tier => self.leaf_rows * self.leaves * self.nodes.pow(tier as u32 - 1),
        }
    }
}

/// Which tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeId {
    /// Whose feedback it counts.
    pub app: AppId,
    /// Of which source, or all.
    pub source: Option<Source>,
}

impl fmt::Display for TreeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An app's id has no `#`, so the name of a source cannot be taken for another app.
        match &self.source {
            None => write!(f, "tree#{}", self.app),
            Some(source) => write!(f, "tree#{}#{source}", self.app),
        }
    }
}

/// What is known of a tree as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The topmost tier.
    pub top: u8,
    /// Whether it has ever held more than [`Shape::small`] feedbacks.
    pub is_large: bool,
}

/// A node above the leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The first id that it covers. It ends where the next one of its tier begins.
    pub low: u64,
    /// Counts its writes: the condition of the next one.
    pub version: u64,
    /// What it counts.
    pub tally: Tally,
}
