//! `GET /api/feedback/{id}/replies` (seed 004 "4. 获取反馈回复列表").

use super::{id, shapes::ReplyShape, success};
use crate::{
    dialects::Dialect,
    domain::{Conversation, FeedbackId},
    http::{Access, Call, Response, Route, Wire},
};

/// The wire.
pub const WIRE: Wire<FeedbackId, Conversation> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/{id}/replies", access: Access::Public },
    read: id,
    write,
};

fn write(_: &Call, conversation: Conversation) -> Response {
    let feedback = Some(conversation.feedback.id);
    let replies: Vec<_> = conversation.replies.iter().map(|reply| ReplyShape::of(feedback, reply)).collect();
    success(None, Some(replies))
}
