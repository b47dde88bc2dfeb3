//! `POST /v1/feedback` (DESIGN.md "Native API").

use serde::{Deserialize, Serialize};

use super::{
    A_MOMENT,
    contact::ContactBody,
    field::{Field, body, word},
};
use crate::{
    dialects::{Dialect, general, times},
    domain::{
        Contact, Content, Draft, Error, Fault, Faults, Kind, KindName, MediaId, Metadata, Reason, Role, Source,
        Timestamp, Title, WechatType, feedback::PagePath, limits::MEDIA_PER_FEEDBACK,
    },
    http::{Access, Call, Response, Route, Wire, json},
    operations::submit::Submitted,
};

#[cfg(test)]
use crate::domain::{FeedbackId, Status};

/// The wire. What comes in here is never public.
pub const WIRE: Wire<Draft, Submitted> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "POST", path: "/v1/feedback", access: Access::Role(Role::Client) },
    read,
    write,
};

/// A feedback to submit.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewFeedback"))]
pub(super) struct SubmitBody {
    /// What it is. May be left out with `wechat_type`, which implies `fault`.
    #[serde(default)]
    kind: Field<KindName>,
    /// What the person says.
    content: Field<Content>,
    /// Headline; lists show the beginning of the content where there is none.
    #[serde(default)]
    title: Field<Title>,
    /// The symptoms, with kind `fault` only.
    #[serde(default)]
    faults: Field<Vec<Fault>>,
    /// WeChat's number for the fault, instead of `faults`.
    #[serde(default)]
    wechat_type: Field<WechatType>,
    /// When the fault was seen, RFC 3339 with any offset.
    #[serde(default)]
    occurred_at: Field<Timestamp>,
    /// The page it was seen on, as the app names it.
    #[serde(default)]
    page: Field<PagePath>,
    /// Where the feedback comes from; `general` if not given.
    #[serde(default)]
    source: Field<Source>,
    /// How to reach the person.
    #[serde(default)]
    contact: Field<ContactBody>,
    /// What the program adds. Comes back as it was sent.
    #[serde(default)]
    metadata: Field<Metadata>,
    /// What the system says of itself. Comes back as it was sent.
    #[serde(default)]
    system_info: Field<Metadata>,
    /// Uploads that belong to it.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 9)))]
    media_ids: Field<Vec<MediaId>>,
    /// Whether the person agreed to upload the run log.
    #[serde(default)]
    log_consent: Field<bool>,
}

fn read(call: &Call) -> Result<Draft, Error> {
    let given: SubmitBody = body(call)?;
    let content = given.content.named("content").required(Content::parse)?;
    let (kind, wechat_type) = given.kind()?;
    let source = match given.source.named("source").optional(Source::parse)? {
        Some(source) => source,
        None => general()?,
    };
    let moment = |text: &str| times::moment(text).ok_or(A_MOMENT);
    Ok(Draft {
        wechat_type,
        title: given.title.named("title").optional(Title::parse)?,
        occurred_at: given.occurred_at.named("occurred_at").optional(moment)?,
        page: given.page.named("page").optional(PagePath::parse)?,
        contact: given.contact.named("contact").object()?.map_or(Ok(Contact::NONE), ContactBody::into_contact)?,
        metadata: given.metadata.named("metadata").metadata()?,
        system_info: given.system_info.named("system_info").metadata()?,
        media: given.media()?,
        log_consent: given.log_consent.named("log_consent").flag()?.unwrap_or_default(),
        ..Draft::new(kind, content, source)
    })
}

impl SubmitBody {
    /// The kind with its faults, and WeChat's number if it was given. Submitting faults and a number is 422 (A), and so
    /// is either with another kind (ours). A number stands for its faults, so that both find the feedback.
    fn kind(&self) -> Result<(Kind, Option<WechatType>), Error> {
        let name = self.kind.named("kind").optional(word(KindName::NAMES, KindName::from_name))?;
        let faults = self.faults.named("faults").list(Fault::ALL.len(), word(Fault::NAMES, Fault::from_name))?;
        let faults: Faults = faults.into_iter().collect();
        let number = self.wechat_type.named("wechat_type").number(1, 8)?.and_then(WechatType::from_number);
        match (name, number) {
            (None, None) => Err(Reason::Empty.of("kind")),
            (_, Some(_)) if !faults.is_empty() => Err(Reason::Conflict("faults").of("wechat_type")),
            (None | Some(KindName::Fault), Some(number)) => Ok((Kind::Fault(number.faults()), Some(number))),
            (Some(_), Some(_)) => Err(Reason::Conflict("this kind").of("wechat_type")),
            (Some(KindName::Suggestion | KindName::Question | KindName::Other), None) if !faults.is_empty() => {
                Err(Reason::Conflict("this kind").of("faults"))
            }
            (Some(name), None) => Ok((name.with_faults(faults), None)),
        }
    }

    /// The uploads in their order; one that is named twice belongs to the feedback once.
    fn media(&self) -> Result<Vec<MediaId>, Error> {
        let id = |text: &str| MediaId::parse(text).ok_or(Reason::Malformed("the id of an upload"));
        let mut media: Vec<MediaId> = Vec::new();
        for id in self.media_ids.named("media_ids").list(MEDIA_PER_FEEDBACK, id)? {
            if !media.contains(&id) {
                media.push(id);
            }
        }
        Ok(media)
    }
}

/// What was stored.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Submitted"))]
pub(super) struct SubmittedShape {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "FeedbackId"))]
    id: String,
    /// What its author sends as `X-Receipt` to read and answer it without a token. Shown now and on a replay only.
    receipt: String,
    /// Where it stands.
    #[cfg_attr(test, schemars(with = "Status"))]
    status: &'static str,
    /// When it was submitted.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    created_at: String,
}

fn write(_: &Call, Submitted { feedback, receipt }: Submitted) -> Response {
    let (id, created_at) = (feedback.id.to_string(), times::milliseconds(feedback.id.created_at()));
    json(201, &SubmittedShape { id, receipt, status: feedback.status.name(), created_at })
}
