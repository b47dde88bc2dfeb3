//! `POST /api/v1/feedback` (seed 003 "1. 提交意见").

use serde::Serialize;

use super::success;
use crate::{
    dialects::{Dialect, fields::Fields, meanings::opinion_box, times},
    domain::{
        Contact, Content, Draft, Error, Kind, Role, Source, Title, contact::Reach, limits::OPINION_CONTENT_CHARS,
    },
    http::{Access, Call, Response, Route, Wire},
    operations::submit::Submitted,
};

/// The wire.
pub const WIRE: Wire<Draft, Submitted> = Wire {
    dialect: Dialect::OpinionBox,
    route: Route { method: "POST", path: "/api/v1/feedback", access: Access::Role(Role::Client) },
    read,
    write,
};

fn read(call: &Call) -> Result<Draft, Error> {
    let fields = Fields::parse(call.body()?)?;
    let title = fields.required("title", Title::parse)?;
    let content = fields.required("content", |text| Content::parse_within(text, OPINION_CONTENT_CHARS))?;
    let source = fields.required("channel", Source::parse)?;
    let contact = Contact { other: fields.optional("contact", Reach::parse)?, ..Contact::NONE };
    let metadata = fields.metadata("metadata")?;
    Ok(Draft { title: Some(title), contact, metadata, ..Draft::new(Kind::Other, content, source) })
}

#[derive(Serialize)]
struct Stored {
    feedback_id: String,
    status: &'static str,
    created_at: String,
}

fn write(_: &Call, Submitted { feedback, .. }: Submitted) -> Response {
    success(
        201,
        Stored {
            feedback_id: feedback.id.to_string(),
            status: opinion_box::status(feedback.status),
            created_at: times::seconds(feedback.id.created_at()),
        },
    )
}
