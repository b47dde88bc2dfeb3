//! A feedback without its conversation, as the lines of an export have it: the members are those of `GET /v1/feedback/{id}`.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{contact::ContactShape, detail::as_sent};
use crate::{
    dialects::times,
    domain::{Fault, Feedback, WechatType},
};

/// A line.
#[derive(Serialize)]
pub(in crate::dialects) struct Line {
    id: String,
    kind: &'static str,
    faults: Vec<&'static str>,
    wechat_type: Option<u8>,
    status: &'static str,
    source: String,
    title: Option<String>,
    content: String,
    occurred_at: Option<String>,
    page: Option<String>,
    contact: ContactShape,
    media_ids: Vec<String>,
    log_consent: bool,
    public: bool,
    created_at: String,
    updated_at: String,
    metadata: Option<Box<RawValue>>,
    system_info: Option<Box<RawValue>>,
}

impl Line {
    /// The line of a feedback, for the team.
    pub fn of(feedback: &Feedback) -> Self {
        let draft = &feedback.draft;
        Self {
            id: feedback.id.to_string(),
            kind: draft.kind.name().name(),
            faults: draft.kind.faults().iter().map(Fault::name).collect(),
            wechat_type: WechatType::shown(draft.kind, draft.wechat_type).map(WechatType::number),
            status: feedback.status.name(),
            source: draft.source.to_string(),
            title: draft.title.as_ref().map(ToString::to_string),
            content: draft.content.to_string(),
            occurred_at: draft.occurred_at.map(times::milliseconds),
            page: draft.page.as_ref().map(ToString::to_string),
            contact: ContactShape::whole(&draft.contact),
            media_ids: draft.media.iter().map(ToString::to_string).collect(),
            log_consent: draft.log_consent,
            public: draft.public,
            created_at: times::milliseconds(feedback.id.created_at()),
            updated_at: times::milliseconds(feedback.updated_at),
            metadata: draft.metadata.as_ref().and_then(single_line),
            system_info: draft.system_info.as_ref().and_then(single_line),
        }
    }
}

/// JSON that was sent over several lines would end the line early. Its line ends stand between its members only: within a
/// text they are escaped.
fn single_line(object: &crate::domain::Metadata) -> Option<Box<RawValue>> {
    if !object.as_json().contains(['\n', '\r']) {
        return as_sent(object);
    }
    RawValue::from_string(object.as_json().replace(['\n', '\r'], " ")).ok()
}
