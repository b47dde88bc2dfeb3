//! A store on a fresh table, and drafts to put into it.

use local::testing::TestTable;
use shared::{
    domain::{
        AppId, Caller, Contact, Content, Draft, Email, Error, Feedback, FeedbackId, Ids, Kind, MediaId, Metadata, Name,
        Reply, ReplyDraft, ReplyId, Role, Source, Status, StatusChange, Timestamp, Title, access::Identity,
        contact::Reach,
    },
    operations::{Context, IdempotencyKey, submit},
    store::{DynamoStore, Put, PutFeedback, ReplyTo, Verbs, media::DropMedia},
};

/// 2026-09-21T14:13:20Z.
pub const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

/// A bucket without files.
pub struct NoFiles;

impl DropMedia for NoFiles {
    const VERBS: Verbs = &[];

    async fn drop_media(&self, _: &[MediaId]) -> Result<(), Error> {
        Ok(())
    }
}

/// A fresh table and a store on it.
pub struct Fixture {
    pub store: DynamoStore,
    pub ids: Ids,
    pub table: TestTable,
}

/// Whether the engine is the embedded one, which says what each call consumed. moto counts no index writes and no
/// transactions.
pub fn is_embedded() -> bool {
    std::env::var_os("AWS_ENDPOINT_URL_DYNAMODB").is_none()
}

impl Fixture {
    pub async fn new() -> Self {
        let table = TestTable::create().await.unwrap();
        let store = DynamoStore::new(table.client.clone(), &table.table);
        Self { store, ids: Ids::new(rand::random), table }
    }

    /// Stores a feedback `ms` after [`NOW`].
    pub async fn put(&self, app: &AppId, ms: u64, draft: Draft) -> Feedback {
        let feedback = self.feedback(app, ms, draft);
        assert_eq!(self.store.put_feedback(&feedback, None).await, Ok(Put::Stored));
        feedback
    }

    pub fn feedback(&self, app: &AppId, ms: u64, draft: Draft) -> Feedback {
        let id = FeedbackId::from_number(self.ids.draw(later(ms))).unwrap();
        Feedback { id, app: app.clone(), draft, status: Status::Pending, updated_at: id.created_at() }
    }

    /// Submits, and leaves the receipt aside.
    pub async fn submit(&self, context: &Context<'_>, draft: Draft) -> Result<Feedback, Error> {
        submit::submit(&self.store, &signer(), context, draft).await.map(|submitted| submitted.feedback)
    }

    pub fn reply(&self, ms: u64, is_admin: bool) -> Reply {
        let id = ReplyId::from_number(self.ids.draw(later(ms))).unwrap();
        let (author, content) = (Name::parse("管理员").unwrap(), Content::parse("感谢您的建议").unwrap());
        Reply { id, draft: ReplyDraft { author, content, is_admin } }
    }

    pub fn context<'a>(&'a self, caller: &'a Caller, key: Option<&'a IdempotencyKey>) -> Context<'a> {
        Context { ids: &self.ids, now: NOW, caller, key }
    }
}

/// Signs what the tests need signed.
pub fn signer() -> shared::token::TokenKey {
    shared::token::TokenKey::new("secret")
}

pub fn later(ms: u64) -> Timestamp {
    Timestamp::from_ms(NOW.ms() + ms)
}

pub fn app(name: &str) -> AppId {
    AppId::parse(name).unwrap()
}

pub fn admin(app: &AppId) -> Caller {
    Caller { app: app.clone(), role: Some(Role::Admin), identity: Identity::Subject("admin".to_owned()) }
}

pub fn nobody(app: &AppId) -> Caller {
    Caller { app: app.clone(), role: None, identity: Identity::Address("192.0.2.1".to_owned()) }
}

pub fn answer_to(app: &AppId, id: FeedbackId, public_only: bool) -> ReplyTo<'_> {
    ReplyTo { app, id, public_only }
}

pub fn change(status: Status) -> StatusChange {
    StatusChange { status, comment: None, by: "admin".to_owned(), at: later(5) }
}

/// What `message_board` stores.
pub fn public(content: &str) -> Draft {
    let contact = Contact {
        name: Some(Name::parse("张三").unwrap()),
        email: Some(Email::parse("zhangsan@example.com").unwrap()),
        ..Contact::NONE
    };
    let (content, source) = (Content::parse(content).unwrap(), Source::parse("general").unwrap());
    Draft { contact, public: true, ..Draft::new(Kind::Suggestion, content, source) }
}

/// What `opinion_box` stores.
pub fn private(title: &str, content: &str) -> Draft {
    let (content, source) = (Content::parse(content).unwrap(), Source::parse("mobile_app").unwrap());
    Draft {
        title: Some(Title::parse(title).unwrap()),
        contact: Contact { other: Some(Reach::parse("电话 010-1234").unwrap()), ..Contact::NONE },
        metadata: Some(Metadata::from_json(r#"{"app_version":"2.5.1","n":12345678901234567890.50}"#).unwrap()),
        ..Draft::new(Kind::Other, content, source)
    }
}
