//! `POST /api/feedback/{id}/reply` (seed 004 "5. 回复反馈").

use super::{id, shapes::ReplyShape, success};
use crate::{
    dialects::{Dialect, fields::Fields},
    domain::{Content, Error, FeedbackId, Name, Reply, ReplyDraft, Role},
    http::{Access, Call, Response, Route, Wire},
    operations::reply::NewReply,
};

/// The wire.
pub const WIRE: Wire<NewReply, (FeedbackId, Reply)> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "POST", path: "/api/feedback/{id}/reply", access: Access::Public },
    read,
    write,
};

/// How errors name the content, which is called otherwise than a feedback's.
pub(super) const CONTENT: &str = "reply content";

fn read(call: &Call) -> Result<NewReply, Error> {
    let fields = Fields::parse(call.body()?)?;
    let is_admin = fields.flag("is_admin", false)?;
    if is_admin {
        // Only the team may speak as the team (A); who asks comes before what they ask (WIRE.md, trap 8).
        call.caller.require(Role::Agent)?;
    }
    let author = fields.required("author", Name::parse)?;
    let content = fields.required("content", Content::parse).map_err(|error| match error {
        Error::Invalid { reason, .. } => reason.of(CONTENT),
        other => other,
    })?;
    Ok(NewReply { to: id(call)?, draft: ReplyDraft { author, content, is_admin }, receipt: None })
}

fn write(_: &Call, (feedback, reply): (FeedbackId, Reply)) -> Response {
    success(Some("回复提交成功"), Some(ReplyShape::of(Some(feedback), &reply)))
}
