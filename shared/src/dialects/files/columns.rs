//! The columns of a table of feedback.

use crate::{
    dialects::times,
    domain::{Fault, Feedback, WechatType},
};

/// Their names, as the native API has them; `contact.` is left out.
pub(super) const NAMES: [&str; 21] = [
    "id",
    "created_at",
    "kind",
    "faults",
    "wechat_type",
    "status",
    "source",
    "title",
    "content",
    "occurred_at",
    "page",
    "name",
    "email",
    "phone",
    "openid",
    "nickname",
    "other",
    "media_ids",
    "metadata",
    "system_info",
    "updated_at",
];

/// The values of a feedback, in their order. What was not given is empty; of several there are commas between.
pub(super) fn values(feedback: &Feedback) -> [String; NAMES.len()] {
    let draft = &feedback.draft;
    let contact = &draft.contact;
    let faults: Vec<_> = draft.kind.faults().iter().map(Fault::name).collect();
    let wechat_type = WechatType::shown(draft.kind, draft.wechat_type);
    let media: Vec<_> = draft.media.iter().map(ToString::to_string).collect();
    [
        feedback.id.to_string(),
        times::milliseconds(feedback.id.created_at()),
        draft.kind.name().name().to_owned(),
        faults.join(","),
        wechat_type.map(|number| number.number().to_string()).unwrap_or_default(),
        feedback.status.name().to_owned(),
        draft.source.to_string(),
        text(draft.title.as_ref()),
        draft.content.to_string(),
        draft.occurred_at.map(times::milliseconds).unwrap_or_default(),
        text(draft.page.as_ref()),
        text(contact.name.as_ref()),
        contact.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        text(contact.phone.as_ref()),
        text(contact.openid.as_ref()),
        text(contact.nickname.as_ref()),
        text(contact.other.as_ref()),
        media.join(","),
        draft.metadata.as_ref().map(|metadata| metadata.as_json().to_owned()).unwrap_or_default(),
        draft.system_info.as_ref().map(|info| info.as_json().to_owned()).unwrap_or_default(),
        times::milliseconds(feedback.updated_at),
    ]
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
