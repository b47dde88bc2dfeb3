//! An answer within a conversation.

use super::{
    ids::ReplyId,
    text::{Content, Name},
};

/// What somebody answers: valid, but not stored and without an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyDraft {
    /// Who answers.
    pub author: Name,
    /// What they say.
    pub content: Content,
    /// Whether the team answers (which sets the feedback to replied) or anybody else.
    pub is_admin: bool,
}

/// A stored reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its identity, which also says when it was written.
    pub id: ReplyId,
    /// What was written.
    pub draft: ReplyDraft,
}
