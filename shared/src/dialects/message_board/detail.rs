//! `GET /api/feedback/{id}` (seed 004 "3. 获取反馈详情").

use super::{
    id,
    shapes::{Emails, FeedbackShape},
    success,
};
use crate::{
    dialects::Dialect,
    domain::{Conversation, FeedbackId},
    http::{Access, Call, Response, Route, Wire},
};

/// The wire.
pub const WIRE: Wire<FeedbackId, Conversation> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/{id}", access: Access::Public },
    read: id,
    write,
};

fn write(call: &Call, conversation: Conversation) -> Response {
    success(None, Some(FeedbackShape::with_replies(&conversation, Emails::seen_by(&call.caller))))
}
