//! `PATCH /open-apis/application/v6/applications/{app_id}/feedbacks/{feedback_id}` (WIRE.md, `feishu`): all in the query.

use super::{number, own_app, success};
use crate::{
    dialects::{Dialect, meanings::feishu},
    domain::{Error, FeedbackId, Reason, Role, contact::Reach},
    http::{Access, Call, Response, Route, Wire},
    operations::status::{NewStatus, Of, StatusSet},
};

/// The wire.
pub const WIRE: Wire<NewStatus, StatusSet> = Wire {
    dialect: Dialect::Feishu,
    route: Route {
        method: "PATCH",
        path: "/open-apis/application/v6/applications/{app_id}/feedbacks/{feedback_id}",
        access: Access::Role(Role::Agent),
    },
    read,
    write,
};

fn read(call: &Call) -> Result<NewStatus, Error> {
    own_app(call)?;
    let status = number(call, "status", feishu::read_status)?.ok_or(Reason::Empty.of("status"))?;
    let operator = call.query.text("operator_id").map(Reach::parse).transpose();
    let by = operator.map_err(|reason| reason.of("operator_id"))?.map(|operator| operator.to_string());
    let id = FeedbackId::parse_decimal(call.parameter(1)).ok_or(Error::NotFound)?;
    Ok(NewStatus { of: Of::One(id), status, comment: None, by })
}

fn write(_: &Call, _: StatusSet) -> Response {
    success(serde_json::Map::new())
}
