//! `PATCH /api/v1/feedback/{id}/status` (seed 003 "4. 更新意见状态").

use serde::Serialize;

use super::{id, success};
use crate::{
    dialects::{Dialect, fields::Fields, meanings::opinion_box, times},
    domain::{Error, Reason, Role, feedback::Comment},
    http::{Access, Call, Response, Route, Wire},
    operations::status::{NewStatus, Of, StatusSet},
};

/// The wire.
pub const WIRE: Wire<NewStatus, StatusSet> = Wire {
    dialect: Dialect::OpinionBox,
    route: Route { method: "PATCH", path: "/api/v1/feedback/{id}/status", access: Access::Role(Role::Agent) },
    read,
    write,
};

fn read(call: &Call) -> Result<NewStatus, Error> {
    let fields = Fields::parse(call.body()?)?;
    let word = |word: &str| match opinion_box::read_status(word) {
        _ if word.trim().is_empty() => Err(Reason::Empty),
        Some(status) => Ok(status),
        None => Err(Reason::NotOneOf(opinion_box::STATUSES)),
    };
    let (status, comment) = (fields.required("status", word)?, fields.optional("comment", Comment::parse)?);
    // Parameters are judged before existence (WIRE.md, trap 8), and a malformed id does not exist.
    Ok(NewStatus { of: Of::One(id(call)?), status, comment, by: None })
}

#[derive(Serialize)]
struct Updated {
    feedback_id: String,
    status: &'static str,
    updated_at: String,
}

/// The seed shows no answer; this one is ours (A).
fn write(call: &Call, StatusSet { change, .. }: StatusSet) -> Response {
    success(
        200,
        Updated {
            feedback_id: call.parameter(0).to_owned(),
            status: opinion_box::status(change.status),
            updated_at: times::seconds(change.at),
        },
    )
}
