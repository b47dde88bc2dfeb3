//! Detail: one feedback with its replies and history.
//!
//! Seed 003 "3. 获取意见详情", seed 004 "3. 获取反馈详情", "4. 获取反馈回复列表". 1 RRU a 4 KB of conversation.

use super::Context;
use crate::{
    domain::{Conversation, Error, FeedbackId},
    store::{Consistency, rights},
};

rights!(ReadConversation);

/// Reads a conversation.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app has no such feedback, or none the caller may see.
pub async fn detail(store: &impl Rights, context: &Context<'_>, id: FeedbackId) -> Result<Conversation, Error> {
    let found = store.conversation(id, Consistency::Strong).await?.ok_or(Error::NotFound)?;
    let feedback = &found.feedback;
    let hidden = context.caller.sees_public_only() && !feedback.draft.public;
    if feedback.app != context.caller.app || hidden {
        return Err(Error::NotFound);
    }
    Ok(found)
}
