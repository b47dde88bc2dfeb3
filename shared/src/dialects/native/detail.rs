//! `GET /v1/feedback/{id}` (DESIGN.md "Native API").
//!
//! The team reads everything. The author, by receipt, reads what they wrote, the answers, and when it got which
//! status; who of the team set it and their comment are the team's own log (seed 003 "最佳实践") and left out. Anybody
//! else reads only what is public, and of that no way to reach anybody (ours).

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    contact::ContactShape,
    feedback::{FeedbackShape, as_sent},
    id, receipt,
    reply::ReplyShape,
};
#[cfg(test)]
use crate::domain::{Metadata, Status, Timestamp};
use crate::{
    dialects::{Dialect, size, times},
    domain::{Conversation, Error, StatusChange},
    http::{Access, Call, Response, Route, Wire, json},
    operations::detail::{Detail, DetailQuery, Reader},
};

/// The wire. A receipt opens it, so it asks for no token.
pub const WIRE: Wire<DetailQuery, Detail> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "GET", path: "/v1/feedback/{id}", access: Access::Public },
    read,
    write,
};

fn read(call: &Call) -> Result<DetailQuery, Error> {
    Ok(DetailQuery { id: id(call)?, receipt: receipt(call) })
}

/// A feedback with all that followed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Feedback"))]
pub(super) struct ConversationShape {
    #[serde(flatten)]
    feedback: FeedbackShape,
    /// Answers, oldest first.
    replies: Vec<ReplyShape>,
    #[serde(flatten)]
    private: Option<Private>,
}

/// What only the team and the author see.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Private {
    /// What the program added, as it was sent. Left out for those below agent who are not its author.
    #[cfg_attr(test, schemars(with = "Option<Metadata>"))]
    metadata: Option<Box<RawValue>>,
    /// What the system said of itself, as it was sent. Left out as `metadata` is.
    #[cfg_attr(test, schemars(with = "Option<Metadata>"))]
    system_info: Option<Box<RawValue>>,
    /// Changes of status, oldest first. Left out as `metadata` is.
    history: Vec<ChangeShape>,
}

/// A change of status.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "StatusChange"))]
struct ChangeShape {
    /// The new status.
    #[cfg_attr(test, schemars(with = "Status"))]
    status: &'static str,
    /// When.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    at: String,
    #[serde(flatten)]
    log: Option<Log>,
}

/// What only the team sees of a change.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Log {
    /// Whose token changed it. For agents only.
    by: String,
    /// Why. For agents only.
    comment: Option<String>,
}

fn write(_: &Call, detail: Detail) -> Response {
    let mut shape = ConversationShape::of(&detail.conversation, detail.reader);
    size::fit_answer(&mut shape.replies);
    json(200, &shape)
}

impl ConversationShape {
    fn of(conversation: &Conversation, reader: Reader) -> Self {
        let feedback = &conversation.feedback;
        let draft = &feedback.draft;
        let contact = match reader {
            Reader::Team | Reader::Author => ContactShape::whole(&draft.contact),
            Reader::Public => ContactShape::masked(&draft.contact),
        };
        Self {
            feedback: FeedbackShape::of(feedback, contact),
            replies: conversation.replies.iter().map(|reply| ReplyShape::of(feedback.id, reply)).collect(),
            private: Private::of(conversation, reader),
        }
    }
}

impl Private {
    fn of(conversation: &Conversation, reader: Reader) -> Option<Self> {
        if reader == Reader::Public {
            return None;
        }
        let draft = &conversation.feedback.draft;
        Some(Self {
            metadata: draft.metadata.as_ref().and_then(as_sent),
            system_info: draft.system_info.as_ref().and_then(as_sent),
            history: conversation.history.iter().map(|change| ChangeShape::of(change, reader)).collect(),
        })
    }
}

impl ChangeShape {
    fn of(change: &StatusChange, reader: Reader) -> Self {
        let log = || Log { by: change.by.clone(), comment: change.comment.as_ref().map(ToString::to_string) };
        Self {
            status: change.status.name(),
            at: times::milliseconds(change.at),
            log: (reader == Reader::Team).then(log),
        }
    }
}
