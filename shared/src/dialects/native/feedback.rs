//! A feedback without what followed: as `GET /v1/feedback/{id}` has it, and a line of an export.

use serde::Serialize;
use serde_json::value::RawValue;

use super::contact::ContactShape;
#[cfg(test)]
use crate::domain::{FeedbackId, KindName, MediaId, Status, Timestamp};
use crate::{
    dialects::times,
    domain::{Fault, Feedback, Metadata, WechatType},
};

/// A feedback.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FeedbackShape {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "FeedbackId"))]
    id: String,
    /// What it is.
    #[cfg_attr(test, schemars(with = "KindName"))]
    kind: &'static str,
    /// The symptoms of a fault.
    #[cfg_attr(test, schemars(with = "Vec<Fault>"))]
    faults: Vec<&'static str>,
    /// WeChat's number for a fault; `null` for anything else.
    #[cfg_attr(test, schemars(with = "Option<WechatType>"))]
    wechat_type: Option<u8>,
    /// Where it stands.
    #[cfg_attr(test, schemars(with = "Status"))]
    status: &'static str,
    /// Where it comes from.
    source: String,
    /// Headline, if it has one.
    title: Option<String>,
    /// What the person says.
    content: String,
    /// When the fault was seen.
    #[cfg_attr(test, schemars(with = "Option<Timestamp>"))]
    occurred_at: Option<String>,
    /// The page it was seen on.
    page: Option<String>,
    /// How to reach the person.
    contact: ContactShape,
    /// Uploads that belong to it.
    #[cfg_attr(test, schemars(with = "Vec<MediaId>"))]
    media_ids: Vec<String>,
    /// Whether the person agreed to upload the run log.
    log_consent: bool,
    /// Whether anybody may read it.
    public: bool,
    /// When it was submitted.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    created_at: String,
    /// When status or conversation last changed.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    updated_at: String,
}

impl FeedbackShape {
    /// The shape of a feedback, with as much of the contact as its reader may see.
    pub fn of(feedback: &Feedback, contact: ContactShape) -> Self {
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
            contact,
            media_ids: draft.media.iter().map(ToString::to_string).collect(),
            log_consent: draft.log_consent,
            public: draft.public,
            created_at: times::milliseconds(feedback.id.created_at()),
            updated_at: times::milliseconds(feedback.updated_at),
        }
    }
}

/// An object in the letters it was sent in, so that it comes back equal.
pub(super) fn as_sent(object: &Metadata) -> Option<Box<RawValue>> {
    RawValue::from_string(object.as_json().to_owned()).ok()
}
