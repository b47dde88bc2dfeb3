//! Submit: takes one feedback and stores it.
//!
//! Seed 003 "1. 提交意见", seed 004 "1. 提交反馈". 4 WRU for the item, 1 for the rate limit, 1 with an idempotency key;
//! 0.5 RRU once a minute for the app's limits.

use super::{Context, once};
use crate::{
    domain::{Draft, Error, Feedback, FeedbackId, Status},
    store::{Put, rights},
    token::TokenKey,
};

rights!(ClaimKeys, CountRequests, PutFeedback, ReadLimits);

/// What was stored.
pub struct Submitted {
    /// The feedback.
    pub feedback: Feedback,
    /// What its author shows to read and answer it without a token.
    pub receipt: String,
}

/// Stores a feedback and returns it; a replay returns what its first try has, or would have, returned.
///
/// # Errors
/// [`Error::RateLimited`], [`Error::KeyReused`].
pub async fn submit(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    draft: Draft,
) -> Result<Submitted, Error> {
    let mut ticket = once::begin(store, context, &context.caller.app, "submit").await?;
    loop {
        let feedback = pending(ticket.id, context, draft.clone())?;
        if ticket.spent || store.put_feedback(&feedback, ticket.claim.as_ref()).await? == Put::Stored {
            return Ok(Submitted { receipt: key.receipt(&feedback.app, feedback.id), feedback });
        }
        ticket.redraw(store, context).await?;
    }
}

fn pending(id: u64, context: &Context<'_>, draft: Draft) -> Result<Feedback, Error> {
    let id = FeedbackId::from_number(id).ok_or(Error::Internal)?;
    let (app, updated_at) = (context.caller.app.clone(), id.created_at());
    Ok(Feedback { id, app, draft, status: Status::Pending, updated_at })
}
