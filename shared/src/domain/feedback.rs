//! A feedback, from the draft that is submitted to the conversation that grows from it.

use super::{
    contact::Contact,
    error::Reason,
    ids::{AppId, FeedbackId},
    kind::{Kind, WechatType},
    limits::{COMMENT_CHARS, METADATA_BYTES, PAGE_CHARS, TITLE_CHARS},
    media::MediaId,
    reply::Reply,
    status::Status,
    text::{Content, Source, Text, Title},
    time::Timestamp,
};

/// Why a status was changed, in the words of who changed it.
pub type Comment = Text<COMMENT_CHARS>;
/// A page of the app, as the app names it.
pub type PagePath = Text<PAGE_CHARS>;

/// What somebody submits: valid, but not stored and without an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is.
    pub kind: Kind,
    /// Headline; only seed 003 asks for one.
    pub title: Option<Title>,
    /// What the person says.
    pub content: Content,
    /// Where it comes from.
    pub source: Source,
    /// Whom to answer.
    pub contact: Contact,
    /// What the program adds (version, device).
    pub metadata: Option<Metadata>,
    /// WeChat's number for the fault, where it was submitted instead of faults.
    pub wechat_type: Option<WechatType>,
    /// When the fault was seen (seed 000 "故障的时间").
    pub occurred_at: Option<Timestamp>,
    /// The page it was seen on (Feishu's `feedback_path`).
    pub page: Option<PagePath>,
    /// What the system says of itself (seed 002 `systemInfo`).
    pub system_info: Option<Metadata>,
    /// Screenshots and logs, uploaded before.
    pub media: Vec<MediaId>,
    /// Whether the person agreed to upload the run log (seed 000).
    pub log_consent: bool,
    /// Whether anybody may read it: true only for what came in through `message_board` (DESIGN.md).
    pub public: bool,
}

impl Draft {
    /// A draft that says no more than it must, and is not public.
    #[must_use]
    pub const fn new(kind: Kind, content: Content, source: Source) -> Self {
        Self {
            kind,
            title: None,
            content,
            source,
            contact: Contact::NONE,
            metadata: None,
            wechat_type: None,
            occurred_at: None,
            page: None,
            system_info: None,
            media: Vec::new(),
            log_consent: false,
            public: false,
        }
    }
}

/// A stored feedback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Its identity, which also says when it was created.
    pub id: FeedbackId,
    /// Whose it is.
    pub app: AppId,
    /// What was submitted.
    pub draft: Draft,
    /// Where it stands.
    pub status: Status,
    /// When the status last changed.
    pub updated_at: Timestamp,
}

impl Feedback {
    /// The title, or for a feedback that came without one (other wires) the first 100 characters
    /// of its content (WIRE.md, `opinion_box`).
    #[must_use]
    pub fn title(&self) -> String {
        match &self.draft.title {
            Some(title) => title.as_str().to_owned(),
            None => self.draft.content.as_str().chars().take(TITLE_CHARS).collect(),
        }
    }
}

/// A feedback as a list shows it: what the indexes project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Identity, and with it the time of creation.
    pub id: FeedbackId,
    /// What it is.
    pub kind: Kind,
    /// WeChat's number for the fault, where it was submitted.
    pub wechat_type: Option<WechatType>,
    /// Where it stands.
    pub status: Status,
    /// Where it comes from.
    pub source: Source,
    /// Headline, or the beginning of the content.
    pub title: String,
    /// Whether anybody may read it.
    pub public: bool,
}

impl Card {
    /// See [`WechatType::shown`].
    #[must_use]
    pub fn shown_wechat_type(&self) -> Option<WechatType> {
        WechatType::shown(self.kind, self.wechat_type)
    }
}

/// A feedback with all that followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The feedback.
    pub feedback: Feedback,
    /// Answers, oldest first.
    pub replies: Vec<Reply>,
    /// Status changes, oldest first.
    pub history: Vec<StatusChange>,
}

/// One change of status (seed 003 "最佳实践": 形成处理日志).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// The new status.
    pub status: Status,
    /// Why.
    pub comment: Option<Comment>,
    /// Whose token did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A JSON object that the submitting program adds, kept as the text it was sent in, so that it
/// comes back equal (numbers of any size included).
#[derive(Clone, PartialEq, Eq)]
pub struct Metadata(String);

impl Metadata {
    /// Takes the text of a JSON object that a JSON parser has already accepted.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is another JSON value, [`Reason::TooLarge`] beyond 64 KiB.
    pub fn from_json(text: &str) -> Result<Self, Reason> {
        if !text.trim_start().starts_with('{') {
            return Err(Reason::WrongType("a JSON object"));
        }
        if text.len() > METADATA_BYTES {
            return Err(Reason::TooLarge { max_bytes: METADATA_BYTES });
        }
        Ok(Self(text.to_owned()))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Metadata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Metadata({} bytes)", self.0.len())
    }
}
