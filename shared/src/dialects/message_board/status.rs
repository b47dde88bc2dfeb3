//! `PUT /api/feedback/{id}/status` (seed 004 "7. 更新反馈状态").

use super::{id, success, word};
use crate::{
    dialects::{Dialect, fields::Fields, meanings::message_board},
    domain::{Error, Role},
    http::{Access, Call, Response, Route, Wire},
    operations::status::{NewStatus, Of, StatusSet},
};

/// The wire.
pub const WIRE: Wire<NewStatus, StatusSet> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "PUT", path: "/api/feedback/{id}/status", access: Access::Role(Role::Agent) },
    read,
    write,
};

fn read(call: &Call) -> Result<NewStatus, Error> {
    let fields = Fields::parse(call.body()?)?;
    let status = fields.required("status", word(message_board::STATUSES, message_board::read_status))?;
    Ok(NewStatus { of: Of::One(id(call)?), status, comment: None, by: None })
}

fn write(_: &Call, _: StatusSet) -> Response {
    success(Some("状态更新成功"), None::<()>)
}
