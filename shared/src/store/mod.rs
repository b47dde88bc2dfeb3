//! What operations ask of storage: one narrow trait a capability.
//!
//! An operation's signature names the capabilities it takes, so it states its
//! rights; `template.yaml` grants each function exactly the IAM verbs behind them
//! (`rights!`, and the test that compares). `dynamo/` is the only implementation
//! and the only place that says `AttributeValue`.
//!
//! Costs in the docs are for items of at most 1 KB (COSTS.md has the rules).
#![expect(
    async_fn_in_trait,
    reason = "a Lambda serves one request at a time on one thread; nobody needs these futures to be Send"
)]

mod apps;
mod bridge;
mod dynamo;
mod exports;
pub mod media;
mod team;
mod trees;
mod uploads;

use std::ops::RangeInclusive;

pub use apps::{
    ChangeApp, CreateApp, ReadAnnouncements, ReadApp, ReadLimits, RotateSecret, SharedTokens, WriteAnnouncements,
};
pub use bridge::{BridgeSettings, ClaimRecords, ListBridges, MarkBridge, ReadBridge, RecordClaim, WriteBridge};
pub(crate) use dynamo::pause_before;
pub use dynamo::{DynamoStore, Units, item_of};
pub use exports::{CreateExport, ReadExport, ReadFeedbacks, RunExport};
pub use team::{Attempt, Attempts, CountAttempts, ListApps, ListMembers, ReadMember, SaveMember, Sessions};
pub use trees::{ReadCards, ReadTree, Versioned, WriteTree};
pub use uploads::{CreateMedia, FinishMedia, Finished, ForgetMedia, ReadMedia};

use crate::domain::{
    AppId, Card, Conversation, Error, Feedback, FeedbackId, Filter, MediaId, Reply, ReplyId, StatusChange, Timestamp,
};

type Result<T> = std::result::Result<T, Error>;

/// IAM actions without their `dynamodb:` prefix.
pub type Verbs = &'static [&'static str];

/// What became of a conditional put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is stored; after a retry with the same claim: it was already, and may have been deleted since.
    Stored,
    /// Something else has that id: draw another.
    IdTaken,
}

/// Where an idempotency key is kept: its scope and the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimKey(pub(crate) String);

/// The idempotency key under which something is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The key.
    pub key: ClaimKey,
    /// Whether another try claimed it before: then what is created may have been there, and deleted since.
    pub replayed: bool,
}

/// What an idempotency key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The id under which the request's result is, or will be, stored.
    pub id: u64,
    /// Hash of the request that claimed the key.
    pub body_hash: String,
    /// The result was stored and has been deleted since: never store it again.
    pub deleted: bool,
}

/// Puts new feedback.
pub trait PutFeedback {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Stores a feedback under its id, unless that id is taken. 4 WRU (the item and an entry in each index), one
    /// conditional write; a refused one costs 1 WRU. A replay goes in a transaction with a look at its claim, at twice
    /// the price, so that it does not bring back what is being deleted.
    /// With media, the feedback and its claims on them are one transaction: 5 WRU and 2 for each medium.
    ///
    /// # Errors
    /// [`Error::Invalid`] about `media_ids` if one of them is not the app's, was rejected, is over, or is another
    /// feedback's; nothing is stored then.
    async fn put_feedback(&self, feedback: &Feedback, claim: Option<&Claimed>) -> Result<Put>;
}

/// Remembers idempotency keys.
pub trait ClaimKeys {
    /// IAM verbs.
    const VERBS: Verbs;
    /// What the key stands for, unless it is new or older than 24 hours. 1 RRU, strongly consistent.
    async fn find_claim(&self, key: &ClaimKey, now: Timestamp) -> Result<Option<Claim>>;
    /// Claims the key, or returns what it stands for if another request was faster. 1 WRU, conditional.
    async fn claim(&self, key: &ClaimKey, claim: &Claim, now: Timestamp) -> Result<Option<Claim>>;
    /// Moves a claim to another id, because the old one was taken by something else. 1 WRU, conditional on the old id.
    async fn move_claim(&self, key: &ClaimKey, from: u64, to: u64) -> Result<()>;
}

/// Counts submissions for the rate limit.
pub trait CountRequests {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Counts one request of `who` in the minute of `now`, unless `limit` are counted already; returns whether it
    /// was counted. 1 WRU, one atomic conditional update.
    async fn count_request(&self, app: &AppId, who: &str, limit: u64, now: Timestamp) -> Result<bool>;
}

/// Reads conversations.
pub trait ReadConversation {
    /// IAM verbs.
    const VERBS: Verbs;
    /// A feedback with its history and its replies, of whatever app: the caller compares. Of a conversation of more
    /// than `most_bytes` the later replies are left out, and not read. One Query of the item collection: 1 RRU a 4 KB
    /// strongly consistent, half of it eventually consistent.
    async fn conversation(
        &self,
        id: FeedbackId,
        consistency: Consistency,
        most_bytes: usize,
    ) -> Result<Option<Conversation>>;
}

/// Whether a read sees every write acknowledged before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// It does.
    Strong,
    /// It may be a second behind, at half the price.
    Eventual,
}

/// Reads the indexes.
pub trait ReadIndex {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The fewest index partitions that together hold everything that fits the filter.
    fn partitions(&self, filter: &Filter) -> Vec<Partition>;
    /// The fewest of those between which nothing moves while they are read: a feedback changes its status, but never its
    /// kind or source. Of one status alone it is either way right whether a feedback that leaves it is seen.
    fn steady_partitions(&self, filter: &Filter) -> Vec<Partition>;
    /// Up to `limit` cards of one partition with ids in the range, newest first. One Query: 0.5 RRU a 4 KB,
    /// eventually consistent, as every index read is.
    async fn cards(&self, app: &AppId, partition: &Partition, ids: RangeInclusive<u64>, limit: u64) -> Result<Cards>;
}

/// One partition of one index: all of an app's feedback that shares a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    pub(crate) index: &'static str,
    pub(crate) attribute: &'static str,
    pub(crate) value: String,
    pub(crate) shard: u8,
}

/// A piece of an index partition.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// Newest first.
    pub cards: Vec<Card>,
    /// Whether older ones may follow.
    pub more: bool,
}

/// Reads the texts that a keyword may be in.
pub trait ReadTexts {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Content and name of up to 100 feedbacks, in any order; one deleted meanwhile is left out.
    /// BatchGetItem: 0.5 RRU each.
    async fn texts(&self, ids: &[FeedbackId]) -> Result<Vec<Texts>>;
}

/// What a keyword is looked for in (seed 004 "搜索内容和姓名").
#[derive(Clone, Debug)]
pub struct Texts {
    /// Whose texts.
    pub id: FeedbackId,
    /// What the person says.
    pub content: String,
    /// The person's name.
    pub name: Option<String>,
}

/// Sets the status of feedback.
pub trait SetStatus {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Sets the status and keeps the change as history, both or neither. 8 WRU: item and history entry at the double
    /// price of a transaction, 2 for the move within `by_status`, 1 in each other index.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the app has no such feedback.
    async fn set_status(&self, app: &AppId, id: FeedbackId, change_id: u64, change: &StatusChange) -> Result<()>;
}

/// Adds replies.
pub trait AddReply {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Adds a reply and the pointer by which its id alone finds it; the team's reply sets the feedback to replied.
    /// All or nothing: 6 to 10 WRU in one transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the app has no such feedback, or none that is public where `public_only`.
    async fn add_reply(&self, to: ReplyTo<'_>, reply: &Reply, claim: Option<&Claimed>) -> Result<Put>;
}

/// What a reply answers.
#[derive(Clone, Copy, Debug)]
pub struct ReplyTo<'a> {
    /// Whose feedback it must be.
    pub app: &'a AppId,
    /// Which.
    pub id: FeedbackId,
    /// Whether it must be public.
    pub public_only: bool,
}

/// Deletes.
pub trait Delete {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The media of a feedback, whose files are to go before [`Delete::delete_feedback`] takes their records away; none if
    /// there is no such feedback, of which a deletion that was cut short may have left replies. 1 RRU a 4 KB, strongly
    /// consistent.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is another app's.
    async fn media_of(&self, app: &AppId, id: FeedbackId) -> Result<Vec<MediaId>>;
    /// Deletes a feedback with its replies, their pointers, its history and the records of its media. Up to 100 items go in one transaction;
    /// of a longer conversation the surplus goes first. 2 WRU an item, 1 for the surplus, 1 an index entry.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the app has no such feedback.
    async fn delete_feedback(&self, app: &AppId, id: FeedbackId) -> Result<()>;
    /// Deletes a reply and its pointer. 4 WRU in one transaction, and a strongly consistent read.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the app has no such reply.
    async fn delete_reply(&self, app: &AppId, id: ReplyId) -> Result<()>;
}

/// Names the capabilities of one function, and derives the IAM verbs it needs.
macro_rules! rights {
    ($($capability:ident),+ $(,)?) => {
        /// The capabilities this operation takes from the store.
        pub trait Rights: $($crate::store::$capability +)+ {}
        impl<S: $($crate::store::$capability +)+> Rights for S {}

        /// The IAM verbs behind those capabilities (without `dynamodb:`), as `template.yaml` grants them.
        #[must_use]
        pub fn verbs() -> std::collections::BTreeSet<&'static str> {
            use $crate::store::DynamoStore;
            [$(<DynamoStore as $crate::store::$capability>::VERBS),+].concat().into_iter().collect()
        }
    };
}
pub(crate) use rights;
