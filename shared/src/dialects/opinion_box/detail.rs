//! `GET /api/v1/feedback/{id}` (seed 003 "3. 获取意见详情").

use serde::Serialize;
use serde_json::value::RawValue;

use super::{contact, query, success};
use crate::{
    dialects::{Dialect, meanings::opinion_box, times},
    domain::{Metadata, Role},
    http::{Access, Call, Response, Route, Wire},
    operations::detail::{Detail, DetailQuery},
};

/// The wire.
pub const WIRE: Wire<DetailQuery, Detail> = Wire {
    dialect: Dialect::OpinionBox,
    route: Route { method: "GET", path: "/api/v1/feedback/{id}", access: Access::Role(Role::Agent) },
    read: query,
    write,
};

#[derive(Serialize)]
struct Shape<'a> {
    feedback_id: String,
    title: String,
    content: &'a str,
    status: &'static str,
    channel: &'a str,
    contact: Option<&'a str>,
    metadata: Option<Box<RawValue>>,
    created_at: String,
    updated_at: String,
}

fn write(_: &Call, detail: Detail) -> Response {
    let feedback = &detail.conversation.feedback;
    let draft = &feedback.draft;
    success(
        200,
        Shape {
            feedback_id: feedback.id.to_string(),
            title: feedback.title(),
            content: draft.content.as_str(),
            status: opinion_box::status(feedback.status),
            channel: draft.source.as_str(),
            contact: contact(&draft.contact),
            metadata: draft.metadata.as_ref().and_then(as_sent),
            created_at: times::seconds(feedback.id.created_at()),
            updated_at: times::seconds(feedback.updated_at),
        },
    )
}

/// Metadata in the letters it was sent in, so that it comes back equal.
fn as_sent(metadata: &Metadata) -> Option<Box<RawValue>> {
    RawValue::from_string(metadata.as_json().to_owned()).ok()
}
