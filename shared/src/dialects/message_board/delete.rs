//! `DELETE /api/feedback/{id}` and `DELETE /api/feedback/reply/{id}` (seed 004 "8. 删除反馈", "9. 删除回复").

use super::{id, success};
use crate::{
    dialects::Dialect,
    domain::{Error, ReplyId, Role},
    http::{Access, Call, Route, Wire},
    operations::delete::Target,
};

/// The wire of a feedback.
pub const FEEDBACK: Wire<Target, ()> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "DELETE", path: "/api/feedback/{id}", access: Access::Role(Role::Admin) },
    read: |call| id(call).map(Target::Feedback),
    write: |_, ()| success(Some("删除成功"), None::<()>),
};

/// The wire of a reply.
pub const REPLY: Wire<Target, ()> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "DELETE", path: "/api/feedback/reply/{id}", access: Access::Role(Role::Admin) },
    read: reply,
    write: |_, ()| success(Some("回复删除成功"), None::<()>),
};

fn reply(call: &Call) -> Result<Target, Error> {
    ReplyId::parse_decimal(call.parameter(0)).map(Target::Reply).ok_or(Error::NotFound)
}
