//! `GET /api/feedback/{id}` (seed 004 "3. 获取反馈详情").

use super::{
    query,
    shapes::{Emails, FeedbackShape},
    success,
};
use crate::{
    dialects::{Dialect, size},
    http::{Access, Call, Response, Route, Wire},
    operations::detail::{Detail, DetailQuery},
};

/// The wire.
pub const WIRE: Wire<DetailQuery, Detail> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/{id}", access: Access::Public },
    read: query,
    write,
};

fn write(call: &Call, detail: Detail) -> Response {
    let mut shape = [FeedbackShape::with_replies(&detail.conversation, Emails::seen_by(&call.caller))];
    size::fit(&mut shape, FeedbackShape::shorten);
    let [shape] = shape;
    success(None, Some(shape))
}
