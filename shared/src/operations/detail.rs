//! Detail: one feedback with its replies and history.
//!
//! Seed 003 "3. 获取意见详情", seed 004 "3. 获取反馈详情", "4. 获取反馈回复列表". 1 RRU a 4 KB of conversation.

use super::Context;
use crate::{
    domain::{Conversation, Error, FeedbackId, limits::CONVERSATION_BYTES},
    store::{Consistency, rights},
    token::TokenKey,
};

rights!(ReadConversation);

/// What to read.
pub struct DetailQuery {
    /// Which feedback.
    pub id: FeedbackId,
    /// What its author was given, and shows instead of a token.
    pub receipt: Option<String>,
}

/// A conversation, and as whom the caller reads it.
pub struct Detail {
    /// What was found.
    pub conversation: Conversation,
    /// As whom.
    pub reader: Reader,
}

/// As whom somebody reads a feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The team: everything.
    Team,
    /// Whoever wrote it, by receipt.
    Author,
    /// Anybody: only what is public.
    Public,
}

/// Reads a conversation.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app has no such feedback, or none the caller may see.
pub async fn detail(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    query: DetailQuery,
) -> Result<Detail, Error> {
    let conversation =
        store.conversation(query.id, Consistency::Strong, CONVERSATION_BYTES).await?.ok_or(Error::NotFound)?;
    let feedback = &conversation.feedback;
    let opened = query.receipt.and_then(|receipt| key.app_of_receipt(&receipt, query.id));
    let reader = if feedback.app == context.caller.app && !context.caller.sees_public_only() {
        Reader::Team
    } else if opened.as_ref() == Some(&feedback.app) {
        Reader::Author
    } else if feedback.app == context.caller.app && feedback.draft.public {
        Reader::Public
    } else {
        return Err(Error::NotFound);
    };
    Ok(Detail { conversation, reader })
}
