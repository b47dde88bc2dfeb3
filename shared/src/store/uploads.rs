//! What media ask of storage: a record each, from the upload to the feedback that claims it.

use super::{Claimed, Put, Result, Verbs};
use crate::domain::{
    MediaId, Timestamp,
    media::{Media, MediaState},
};

/// Registers media.
pub trait CreateMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Stores the record of a medium that is yet to come, unless the id is taken. 1 WRU, conditional.
    async fn create_media(&self, media: &Media, claim: Option<&Claimed>) -> Result<Put>;
}

/// Reads the records of media.
pub trait ReadMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// A record, of whatever app and perhaps over: the caller compares. 1 RRU, strongly consistent.
    async fn media(&self, id: &MediaId) -> Result<Option<Media>>;
}

/// What became of an attempt to settle a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is settled.
    Done,
    /// It was before, perhaps in another way: that stays.
    Before,
    /// There is no such record any more.
    Gone,
}

/// Settles media.
pub trait FinishMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Says that a waiting medium is ready or rejected. 1 WRU, conditional on its waiting; 1 RRU more if it is not.
    async fn finish_media(&self, id: &MediaId, state: &MediaState) -> Result<Finished>;
}

/// Deletes the records of media that nobody has claimed.
pub trait ForgetMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Deletes a record that is over; returns whether there is none any more. 1 WRU, conditional.
    async fn forget_unclaimed(&self, id: &MediaId, now: Timestamp) -> Result<bool>;
}
