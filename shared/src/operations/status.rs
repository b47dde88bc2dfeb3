//! Status: sets where feedback stands, and keeps the change as history.
//!
//! Seed 003 "4. 更新意见状态", seed 004 "7. 更新反馈状态", seed 000 "批量". 8 WRU each, in one transaction each.

use futures_util::{StreamExt, stream};

use super::Context;
use crate::{
    domain::{Error, FeedbackId, Status, StatusChange, feedback::Comment},
    store::rights,
};

rights!(SetStatus);

/// Transactions at the same time.
const PARALLEL: usize = 8;

/// What to set.
pub struct NewStatus {
    /// Of which feedback.
    pub of: Of,
    /// The new status.
    pub status: Status,
    /// Why.
    pub comment: Option<Comment>,
    /// Who, if the wire names somebody; else the holder of the token.
    pub by: Option<String>,
}

/// Which feedback to set the status of.
pub enum Of {
    /// This one, which must be there.
    One(FeedbackId),
    /// Those of these that are there.
    Each(Vec<FeedbackId>),
}

/// What was set.
pub struct StatusSet {
    /// Of which feedback, in the order they were named.
    pub updated: Vec<FeedbackId>,
    /// The change, the same of each.
    pub change: StatusChange,
}

/// Sets a status.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app has no such feedback, where it must be there. [`Error::Unavailable`] if one
/// of several could not be set; the others are.
pub async fn status(store: &impl Rights, context: &Context<'_>, new: NewStatus) -> Result<StatusSet, Error> {
    let by = new.by.unwrap_or_else(|| context.caller.name().to_owned());
    let change = StatusChange { status: new.status, comment: new.comment, by, at: context.now };
    let updated = match new.of {
        Of::One(id) => {
            set(store, context, id, &change).await?;
            vec![id]
        }
        Of::Each(ids) => {
            let sets: Vec<_> = ids.iter().map(|id| set(store, context, *id, &change)).collect();
            let outcomes: Vec<_> = stream::iter(sets).buffered(PARALLEL).collect().await;
            those_set(&ids, outcomes)?
        }
    };
    Ok(StatusSet { updated, change })
}

async fn set(store: &impl Rights, context: &Context<'_>, id: FeedbackId, change: &StatusChange) -> Result<(), Error> {
    store.set_status(&context.caller.app, id, context.ids.draw(context.now), change).await
}

fn those_set(ids: &[FeedbackId], outcomes: Vec<Result<(), Error>>) -> Result<Vec<FeedbackId>, Error> {
    let mut updated = Vec::new();
    for (id, outcome) in ids.iter().zip(outcomes) {
        match outcome {
            Ok(()) => updated.push(*id),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(updated)
}
