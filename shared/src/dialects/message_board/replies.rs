//! `GET /api/feedback/{id}/replies` (seed 004 "4. 获取反馈回复列表").

use super::{query, shapes::ReplyShape, success};
use crate::{
    dialects::{Dialect, size},
    http::{Access, Call, Response, Route, Wire},
    operations::detail::{Detail, DetailQuery},
};

/// The wire.
pub const WIRE: Wire<DetailQuery, Detail> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/{id}/replies", access: Access::Public },
    read: query,
    write,
};

fn write(_: &Call, detail: Detail) -> Response {
    let feedback = Some(detail.conversation.feedback.id);
    let mut replies: Vec<_> = detail.conversation.replies.iter().map(|reply| ReplyShape::of(feedback, reply)).collect();
    size::fit_answer(&mut replies);
    success(None, Some(replies))
}
