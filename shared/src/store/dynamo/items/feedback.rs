//! A feedback, and the part of it that the indexes hold.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        AppId, Card, Contact, Content, Draft, Email, Error, Fault, Faults, Feedback, FeedbackId, KindName, MediaId,
        Metadata, Reason, Source, Status, Timestamp, Title, WechatType, text::Text,
    },
    store::dynamo::failure::unreadable,
};

/// `part` of the feedback itself.
pub(in crate::store::dynamo) const FEEDBACK: &str = "feedback";
/// Shards of an index key. One is enough for 1,000 submissions a second to one app (COSTS.md "hot index key").
pub(in crate::store::dynamo) const SHARDS: u8 = 1;

/// The feedback, `part` = `feedback`.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct FeedbackItem {
    pub feedback_id: String,
    pub part: String,
    #[serde(flatten)]
    pub card: CardItem,
    pub content: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_info: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub log_consent: bool,
    pub updated_at_ms: u64,
    /// The idempotency key under which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// It came without a title: `title` holds the beginning of the content, for the lists.
    #[serde(default, skip_serializing_if = "is_false")]
    pub untitled: bool,
}

/// What the indexes hold.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct CardItem {
    pub app: String,
    pub id: u64,
    pub shard: u8,
    pub status: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub source: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wechat_type: Option<u8>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub public: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl FeedbackItem {
    pub fn of(feedback: &Feedback, claim: Option<&str>) -> Self {
        let draft = &feedback.draft;
        let owned = |text: &str| text.to_owned();
        Self {
            feedback_id: feedback.id.to_string(),
            part: FEEDBACK.to_owned(),
            card: CardItem::of(feedback),
            content: draft.content.to_string(),
            name: text_of(draft.contact.name.as_ref()),
            email: draft.contact.email.as_ref().map(|email| owned(email.as_str())),
            phone: text_of(draft.contact.phone.as_ref()),
            openid: text_of(draft.contact.openid.as_ref()),
            nickname: text_of(draft.contact.nickname.as_ref()),
            head_url: text_of(draft.contact.head_url.as_ref()),
            contact: text_of(draft.contact.other.as_ref()),
            metadata: draft.metadata.as_ref().map(|metadata| owned(metadata.as_json())),
            occurred_at_ms: draft.occurred_at.map(Timestamp::ms),
            page: text_of(draft.page.as_ref()),
            system_info: draft.system_info.as_ref().map(|info| owned(info.as_json())),
            media: draft.media.iter().map(ToString::to_string).collect(),
            log_consent: draft.log_consent,
            updated_at_ms: feedback.updated_at.ms(),
            claim: claim.map(owned),
            untitled: draft.title.is_none(),
        }
    }

    pub fn into_feedback(self) -> Result<Feedback, Error> {
        self.parse().ok_or_else(|| unreadable("feedback", &"a value is outside its domain"))
    }

    fn parse(self) -> Option<Feedback> {
        let card = self.card;
        let title = if self.untitled { None } else { Some(Title::parse(&card.title).ok()?) };
        Some(Feedback {
            id: FeedbackId::from_number(card.id)?,
            app: AppId::parse(&card.app).ok()?,
            status: Status::from_name(&card.status)?,
            updated_at: Timestamp::from_ms(self.updated_at_ms),
            draft: Draft {
                kind: KindName::from_name(&card.kind)?.with_faults(faults(&card.faults)?),
                title,
                content: Content::parse(&self.content).ok()?,
                source: Source::parse(&card.source).ok()?,
                contact: Contact {
                    name: parsed(self.name).ok()?,
                    email: self.email.as_deref().map(Email::parse).transpose().ok()?,
                    phone: parsed(self.phone).ok()?,
                    openid: parsed(self.openid).ok()?,
                    nickname: parsed(self.nickname).ok()?,
                    head_url: parsed(self.head_url).ok()?,
                    other: parsed(self.contact).ok()?,
                },
                metadata: self.metadata.as_deref().map(Metadata::from_json).transpose().ok()?,
                wechat_type: wechat_type(card.wechat_type).ok()?,
                occurred_at: self.occurred_at_ms.map(Timestamp::from_ms),
                page: parsed(self.page).ok()?,
                system_info: self.system_info.as_deref().map(Metadata::from_json).transpose().ok()?,
                media: self.media.iter().map(|id| MediaId::parse(id)).collect::<Option<_>>()?,
                log_consent: self.log_consent,
                public: card.public,
            },
        })
    }
}

impl CardItem {
    fn of(feedback: &Feedback) -> Self {
        Self {
            app: feedback.app.to_string(),
            id: feedback.id.number(),
            shard: shard_of(feedback.id),
            status: feedback.status.name().to_owned(),
            kind: feedback.draft.kind.name().name().to_owned(),
            source: feedback.draft.source.to_string(),
            title: feedback.title(),
            faults: feedback.draft.kind.faults().iter().map(|fault| fault.name().to_owned()).collect(),
            wechat_type: feedback.draft.wechat_type.map(WechatType::number),
            public: feedback.draft.public,
        }
    }

    pub fn into_card(self) -> Result<Card, Error> {
        self.parse().ok_or_else(|| unreadable("index entry", &"a value is outside its domain"))
    }

    fn parse(self) -> Option<Card> {
        Some(Card {
            id: FeedbackId::from_number(self.id)?,
            kind: KindName::from_name(&self.kind)?.with_faults(faults(&self.faults)?),
            wechat_type: wechat_type(self.wechat_type).ok()?,
            status: Status::from_name(&self.status)?,
            source: Source::parse(&self.source).ok()?,
            title: self.title,
            public: self.public,
        })
    }
}

/// A text that may be absent, as it is kept.
fn text_of<const MAX: usize>(text: Option<&Text<MAX>>) -> Option<String> {
    text.map(ToString::to_string)
}

/// A kept text that may be absent.
fn parsed<const MAX: usize>(text: Option<String>) -> Result<Option<Text<MAX>>, Reason> {
    text.map(|text| Text::parse(&text)).transpose()
}

/// A kept number that may be absent.
fn wechat_type(number: Option<u8>) -> Result<Option<WechatType>, Reason> {
    let known = |number: u8| WechatType::from_number(number.into()).ok_or(Reason::OutOfRange { min: 1, max: 8 });
    number.map(known).transpose()
}

fn faults(names: &[String]) -> Option<Faults> {
    names.iter().map(|name| Fault::from_name(name)).collect()
}

/// Spreads an app's newest feedback over the shards of each index key.
fn shard_of(id: FeedbackId) -> u8 {
    u8::try_from(id.number() % u64::from(SHARDS)).unwrap_or_default()
}
