//! What hangs on a feedback: replies, their pointers, the history.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        Content, Error, FeedbackId, Name, Reply, ReplyDraft, ReplyId, Status, StatusChange, Timestamp,
        feedback::Comment,
    },
    store::dynamo::failure::unreadable,
};

/// `part` of a reply's pointer.
pub(in crate::store::dynamo) const POINTER: &str = "pointer";

/// A reply, `part` = `reply#<id>`.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct ReplyItem {
    pub feedback_id: String,
    pub part: String,
    pub reply_id: u64,
    pub author: String,
    pub content: String,
    pub is_admin: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// Where a reply is, `feedback_id` = `reply#<id>`, `part` = `pointer`.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct PointerItem {
    pub feedback_id: String,
    pub part: String,
    pub app: String,
    /// The feedback it answers.
    pub answers: String,
}

/// A change of status, `part` = `history#<id>`.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct HistoryItem {
    pub feedback_id: String,
    pub part: String,
    pub status: String,
    pub by: String,
    pub at_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// `part` of a reply. Sixteen digits hold every id, so parts sort as ids do.
pub(in crate::store::dynamo) fn reply_part(id: ReplyId) -> String {
    format!("reply#{:016}", id.number())
}

/// `part` of a history entry.
pub(in crate::store::dynamo) fn history_part(change_id: u64) -> String {
    format!("history#{change_id:016}")
}

/// `feedback_id` of a reply's pointer.
pub(in crate::store::dynamo) fn pointer_id(id: ReplyId) -> String {
    format!("reply#{}", id.number())
}

impl ReplyItem {
    pub fn of(to: FeedbackId, reply: &Reply, claim: Option<&str>) -> Self {
        Self {
            feedback_id: to.to_string(),
            part: reply_part(reply.id),
            reply_id: reply.id.number(),
            author: reply.draft.author.to_string(),
            content: reply.draft.content.to_string(),
            is_admin: reply.draft.is_admin,
            claim: claim.map(str::to_owned),
        }
    }

    pub fn into_reply(self) -> Result<Reply, Error> {
        self.parse().ok_or_else(|| unreadable("reply", &"a value is outside its domain"))
    }

    fn parse(self) -> Option<Reply> {
        Some(Reply {
            id: ReplyId::from_number(self.reply_id)?,
            draft: ReplyDraft {
                author: Name::parse(&self.author).ok()?,
                content: Content::parse(&self.content).ok()?,
                is_admin: self.is_admin,
            },
        })
    }
}

impl HistoryItem {
    pub fn of(id: FeedbackId, change_id: u64, change: &StatusChange) -> Self {
        Self {
            feedback_id: id.to_string(),
            part: history_part(change_id),
            status: change.status.name().to_owned(),
            by: change.by.clone(),
            at_ms: change.at.ms(),
            comment: change.comment.as_ref().map(ToString::to_string),
        }
    }

    pub fn into_change(self) -> Result<StatusChange, Error> {
        self.parse().ok_or_else(|| unreadable("history entry", &"a value is outside its domain"))
    }

    fn parse(self) -> Option<StatusChange> {
        Some(StatusChange {
            status: Status::from_name(&self.status)?,
            comment: self.comment.as_deref().map(Comment::parse).transpose().ok()?,
            by: self.by,
            at: Timestamp::from_ms(self.at_ms),
        })
    }
}
