//! Status: sets where a feedback stands, and keeps the change as history.
//!
//! Seed 003 "4. 更新意见状态", seed 004 "7. 更新反馈状态". 8 WRU in one transaction.

use super::Context;
use crate::{
    domain::{Error, FeedbackId, Status, StatusChange, feedback::Comment},
    store::rights,
};

rights!(SetStatus);

/// What to set.
pub struct NewStatus {
    /// Of which feedback.
    pub id: FeedbackId,
    /// The new status.
    pub status: Status,
    /// Why.
    pub comment: Option<Comment>,
    /// Who, if the wire names somebody; else the holder of the token.
    pub by: Option<String>,
}

/// Sets a status.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app has no such feedback.
pub async fn status(
    store: &impl Rights,
    context: &Context<'_>,
    new: NewStatus,
) -> Result<(FeedbackId, StatusChange), Error> {
    let by = new.by.unwrap_or_else(|| context.caller.name().to_owned());
    let change = StatusChange { status: new.status, comment: new.comment, by, at: context.now };
    store.set_status(&context.caller.app, new.id, context.ids.draw(context.now), &change).await?;
    Ok((new.id, change))
}
