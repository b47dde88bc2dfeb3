//! `POST /v1/feedback/{id}/replies` (DESIGN.md "Native API").

use serde::{Deserialize, Serialize};

use super::{
    field::{Field, body},
    id, receipt,
};
#[cfg(test)]
use crate::domain::Timestamp;
use crate::{
    dialects::{Dialect, times},
    domain::{Content, Error, FeedbackId, Name, Reply, ReplyDraft, Role},
    http::{Access, Call, Response, Route, Wire, json},
    operations::reply::NewReply,
};

/// The wire. A receipt opens it, so it asks for no token.
pub const WIRE: Wire<NewReply, (FeedbackId, Reply)> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "POST", path: "/v1/feedback/{id}/replies", access: Access::Public },
    read,
    write,
};

/// An answer to a feedback.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewReply"))]
pub(super) struct ReplyBody {
    /// What is answered.
    content: Field<Content>,
    /// Who answers; the subject of the token if not given, `anonymous` without one.
    #[serde(default)]
    author: Field<Name>,
    /// Whether the team answers, which sets the feedback to `replied`. With an agent's token and no receipt `true` if
    /// not given, else `false`; nobody below agent may set it.
    #[serde(default)]
    is_admin: Field<bool>,
}

fn read(call: &Call) -> Result<NewReply, Error> {
    let given: ReplyBody = body(call)?;
    let receipt = receipt(call);
    let is_admin = given.is_admin.named("is_admin").flag()?;
    if is_admin == Some(true) {
        // Only the team may speak as the team (A); who asks comes before what they ask (WIRE.md, trap 8).
        call.caller.require(Role::Agent)?;
    }
    // Whoever shows a receipt speaks as the author of the feedback, unless they say otherwise.
    let is_admin = is_admin.unwrap_or(call.caller.is(Role::Agent) && receipt.is_none());
    let content = given.content.named("content").required(Content::parse)?;
    let author = match given.author.named("author").optional(Name::parse)? {
        Some(author) => author,
        None => Name::parse(call.caller.name()).map_err(|reason| reason.of("author"))?,
    };
    Ok(NewReply { to: id(call)?, draft: ReplyDraft { author, content, is_admin }, receipt })
}

/// A stored reply.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Reply"))]
pub(super) struct ReplyShape {
    /// Its identity, a safe integer.
    id: u64,
    /// The feedback it answers.
    #[cfg_attr(test, schemars(with = "FeedbackId"))]
    feedback_id: String,
    /// Who answers.
    author: String,
    /// What they say.
    content: String,
    /// Whether the team answers.
    is_admin: bool,
    /// When it was written.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    created_at: String,
}

impl ReplyShape {
    pub fn of(to: FeedbackId, reply: &Reply) -> Self {
        Self {
            id: reply.id.number(),
            feedback_id: to.to_string(),
            author: reply.draft.author.to_string(),
            content: reply.draft.content.to_string(),
            is_admin: reply.draft.is_admin,
            created_at: times::milliseconds(reply.id.created_at()),
        }
    }
}

fn write(_: &Call, (to, reply): (FeedbackId, Reply)) -> Response {
    json(201, &ReplyShape::of(to, &reply))
}
