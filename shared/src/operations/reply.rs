//! Reply: adds an answer to a conversation.
//!
//! Seed 004 "5. 回复反馈". The team's reply sets the feedback to replied. 6 to 10 WRU in one transaction.

use super::{Context, once};
use crate::{
    domain::{Error, FeedbackId, Reply, ReplyDraft, ReplyId, Role},
    store::{Put, ReplyTo, rights},
    token::TokenKey,
};

rights!(AddReply, ClaimKeys, CountRequests, ReadLimits);

/// An answer to a feedback.
pub struct NewReply {
    /// The feedback.
    pub to: FeedbackId,
    /// The answer.
    pub draft: ReplyDraft,
    /// What the feedback's author was given, and shows instead of a token.
    pub receipt: Option<String>,
}

/// Stores a reply and returns it with the feedback it answers.
///
/// # Errors
/// [`Error::Forbidden`] for the team's answer from somebody else. [`Error::NotFound`] if the caller's app has no such feedback, or none the caller may see; [`Error::RateLimited`],
/// [`Error::KeyReused`].
pub async fn reply(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    new: NewReply,
) -> Result<(FeedbackId, Reply), Error> {
    let opened = new.receipt.as_deref().and_then(|receipt| key.app_of_receipt(receipt, new.to));
    let to = match &opened {
        Some(app) => ReplyTo { app, id: new.to, public_only: false },
        None => ReplyTo { app: &context.caller.app, id: new.to, public_only: context.caller.sees_public_only() },
    };
    // An agent of one app who shows the receipt of another's feedback is its author, not its team.
    let is_team = opened.as_ref().is_none_or(|app| *app == context.caller.app) && context.caller.is(Role::Agent);
    if new.draft.is_admin && !is_team {
        return Err(Error::Forbidden);
    }
    let mut ticket = once::begin(store, context, to.app, "reply").await?;
    loop {
        let id = ReplyId::from_number(ticket.id).ok_or(Error::Internal)?;
        let reply = Reply { id, draft: new.draft.clone() };
        if ticket.spent || store.add_reply(to, &reply, ticket.claim.as_ref()).await? == Put::Stored {
            return Ok((new.to, reply));
        }
        ticket.redraw(store, context).await?;
    }
}
