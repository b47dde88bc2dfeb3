//! `POST /api/feedback/` (seed 004 "1. 提交反馈").
//!
//! Both spellings are accepted (A). API Gateway keeps no route that ends in `/`: that one arrives by `$default`.

use super::{
    shapes::{Emails, FeedbackShape},
    success, word,
};
use crate::{
    dialects::{Dialect, fields::Fields, general, meanings::message_board},
    domain::{Contact, Content, Draft, Email, Error, Name, Source},
    http::{Access, Call, Response, Route, Wire},
    operations::submit::Submitted,
};

/// The wire, as the seed spells it.
pub const WIRE: Wire<Draft, Submitted> = wire("/api/feedback/");
/// The wire, as API Gateway can route it.
pub const WIRE_WITHOUT_SLASH: Wire<Draft, Submitted> = wire("/api/feedback");

const fn wire(path: &'static str) -> Wire<Draft, Submitted> {
    let route = Route { method: "POST", path, access: Access::Public };
    Wire { dialect: Dialect::MessageBoard, route, read, write }
}

fn read(call: &Call) -> Result<Draft, Error> {
    let fields = Fields::parse(call.body()?)?;
    // The content is looked at first: the seed's own example of an error is its absence.
    let content = fields.required("content", Content::parse)?;
    let kind = fields.required("type", word(message_board::TYPES, message_board::read_kind))?;
    let source = match fields.optional("source", Source::parse)? {
        Some(source) => source,
        None => general()?,
    };
    let contact = Contact {
        name: fields.optional("name", Name::parse)?,
        email: fields.optional("email", Email::parse)?,
        ..Contact::NONE
    };
    Ok(Draft { contact, public: true, ..Draft::new(kind, content, source) })
}

/// The submitter's own answer is not masked (A).
fn write(_: &Call, Submitted { feedback, .. }: Submitted) -> Response {
    success(Some("反馈提交成功"), Some(FeedbackShape::of(&feedback, Emails::Whole)))
}
