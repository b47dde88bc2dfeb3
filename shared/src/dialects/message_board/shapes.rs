//! Seed 004 "数据结构": the feedback and the reply, as all answers show them.

use serde::Serialize;

use crate::{
    dialects::{meanings::message_board, size, times},
    domain::{Conversation, Email, Feedback, FeedbackId, Reply},
    text::escape_html,
};

/// Feedback 反馈对象.
#[derive(Serialize)]
pub(super) struct FeedbackShape {
    id: u64,
    name: Option<String>,
    email: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
    content: String,
    source: String,
    status: &'static str,
    created_at: String,
    updated_at: String,
    /// The submit's answer has none (seed "1. 提交反馈").
    #[serde(skip_serializing_if = "Option::is_none")]
    replies: Option<Vec<ReplyShape>>,
}

/// Reply 回复对象.
#[derive(Serialize)]
pub(super) struct ReplyShape {
    id: u64,
    /// Absent where the reply is nested in its feedback.
    #[serde(skip_serializing_if = "Option::is_none")]
    feedback_id: Option<u64>,
    author: String,
    content: String,
    is_admin: bool,
    created_at: String,
}

/// Whether an e-mail address is shown whole.
#[derive(Clone, Copy)]
pub(super) enum Emails {
    /// To the submitter, and to the team.
    Whole,
    /// To everybody else: `z***@example.com` (A).
    Masked,
}

impl FeedbackShape {
    pub fn of(feedback: &Feedback, emails: Emails) -> Self {
        let draft = &feedback.draft;
        let address = |email: &Email| match emails {
            Emails::Whole => email.as_str().to_owned(),
            Emails::Masked => email.masked(),
        };
        Self {
            id: feedback.id.number(),
            name: draft.contact.name.as_ref().map(|name| escape_html(name.as_str())),
            email: draft.contact.email.as_ref().map(|email| escape_html(&address(email))),
            kind: message_board::kind(draft.kind.name()),
            content: escape_html(draft.content.as_str()),
            source: escape_html(draft.source.as_str()),
            status: message_board::status(feedback.status),
            created_at: times::seconds(feedback.id.created_at()),
            updated_at: times::seconds(feedback.updated_at),
            replies: None,
        }
    }

    /// With its replies, oldest first.
    pub fn with_replies(conversation: &Conversation, emails: Emails) -> Self {
        let replies = conversation.replies.iter().map(|reply| ReplyShape::of(None, reply)).collect();
        Self { replies: Some(replies), ..Self::of(&conversation.feedback, emails) }
    }
}

impl FeedbackShape {
    /// Shortens it to `most` bytes: its own text comes first, then the replies in their order.
    pub fn shorten(&mut self, most: usize) {
        let replies = self.replies.take();
        size::cut_within(self, most, |shape| &mut shape.content);
        let left = most.saturating_sub(size::bytes(self));
        self.replies = replies.map(|mut replies| {
            size::fit_first(&mut replies, left);
            replies
        });
    }
}

impl ReplyShape {
    pub fn of(feedback: Option<FeedbackId>, reply: &Reply) -> Self {
        Self {
            id: reply.id.number(),
            feedback_id: feedback.map(FeedbackId::number),
            author: escape_html(reply.draft.author.as_str()),
            content: escape_html(reply.draft.content.as_str()),
            is_admin: reply.draft.is_admin,
            created_at: times::seconds(reply.id.created_at()),
        }
    }
}

impl Emails {
    /// What the caller of a request sees.
    pub fn seen_by(caller: &crate::domain::Caller) -> Self {
        if caller.is(crate::domain::Role::Agent) { Self::Whole } else { Self::Masked }
    }
}
