//! What the counting tree asks of storage. `crate::tree` says what it is; `operations/project` keeps it.

use std::ops::RangeInclusive;

use super::{Consistency, Result, Verbs};
use crate::{
    domain::{AppId, Card, FeedbackId, Source},
    tree::{Head, Leaf, Node, SourceTrend, TreeId, Trend},
};

/// Reads trees. Queries cost 0.5 RRU a 4 KB, twice that strongly consistent.
pub trait ReadTree {
    /// IAM verbs.
    const VERBS: Verbs;
    /// What is known of a tree as a whole, if there is one. 0.5 RRU; eventually consistent, a large tree's is believed for a
    /// minute: an old top tier is still there when a new one has grown.
    async fn head(&self, tree: &TreeId, consistency: Consistency) -> Result<Option<Head>>;
    /// The nodes of a tier, from 1 on, that begin in the range, oldest first: 0.5 RRU for some twelve.
    async fn nodes(
        &self,
        tree: &TreeId,
        tier: u8,
        lows: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Node>>;
    /// The leaves that begin in the range, oldest first: 0.5 RRU for some four.
    async fn leaves(&self, tree: &TreeId, lows: RangeInclusive<u64>, consistency: Consistency) -> Result<Vec<Leaf>>;
    /// The leaf that covers an id. 0.5 RRU.
    async fn leaf_at(&self, tree: &TreeId, id: u64, consistency: Consistency) -> Result<Option<Leaf>>;
    /// The trend of some chunks of four days, each with its number and version, oldest first. 0.5 RRU for some four.
    async fn trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<Trend>>>;
    /// The same by source.
    async fn source_trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<SourceTrend>>>;
    /// The apps that have trees. 0.5 RRU for some fifty.
    async fn counted_apps(&self) -> Result<Vec<AppId>>;
    /// The sources that have trees of their own. 0.5 RRU.
    async fn counted_sources(&self, app: &AppId) -> Result<Vec<Source>>;
}

/// A chunk of a trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// Which four days.
    pub chunk: u64,
    /// Counts its writes: the condition of the next one.
    pub version: u64,
    /// What happened in them.
    pub value: T,
}

/// Writes trees. Everything put names the version that was read, 0 for what is new, and is refused if there is another by
/// now. One thing costs 1 WRU a KB; several go in one transaction, at twice that.
pub trait WriteTree {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Puts leaves, all or none; returns whether it did.
    async fn put_leaves(&self, tree: &TreeId, leaves: &[Leaf]) -> Result<bool>;
    /// Puts nodes of one tier, all or none; returns whether it did.
    async fn put_nodes(&self, tree: &TreeId, tier: u8, nodes: &[Node]) -> Result<bool>;
    /// Says that a tree has grown. A head never shrinks.
    async fn raise_head(&self, tree: &TreeId, head: Head) -> Result<()>;
    /// Puts an app among those that have trees. 1 WRU.
    async fn list_app(&self, app: &AppId) -> Result<()>;
    /// The node of a tier that covers an id. 1 RRU, strongly consistent.
    async fn node_at(&self, tree: &TreeId, tier: u8, id: u64) -> Result<Option<Node>>;
    /// Where the next node of a tier begins, if there is one behind. 1 RRU, strongly consistent.
    async fn next_low(&self, tree: &TreeId, tier: u8, low: u64) -> Result<Option<u64>>;
    /// Whether a source has a tree of its own; it gets one as long as there are fewer than 200. 0.5 RRU a 4 KB of names
    /// once a source and process, or once for all sources of an app that has its 200; a new one 1 WRU a KB of names.
    async fn has_tree(&self, app: &AppId, source: &Source) -> Result<bool>;
    /// Puts a chunk of the trend; returns whether it did.
    async fn put_trend(&self, app: &AppId, trend: &Versioned<Trend>) -> Result<bool>;
    /// The same by source.
    async fn put_source_trend(&self, app: &AppId, trend: &Versioned<SourceTrend>) -> Result<bool>;
}

/// Reads feedback by id, as a list shows it.
pub trait ReadCards {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The cards of these feedbacks, of whatever app, in any order; what is not there is left out. BatchGetItem: 0.5 RRU
    /// each, 1 strongly consistent.
    async fn cards_of(&self, ids: &[FeedbackId], consistency: Consistency) -> Result<Vec<(AppId, Card)>>;
}
