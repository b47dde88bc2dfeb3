//! Writes the samples.
//!
//! By the store's own calls, so with their conditions and indexes; but not by `operations::submit` and `reply`, which
//! would count each one for the rate limit of a minute long past.

use aws_sdk_dynamodb::Client;
use futures_util::{StreamExt, stream};
use rand::{SeedableRng, rngs::StdRng};
use shared::{
    domain::{
        self, AppId, Caller, Draft, Feedback, FeedbackId, Filter, Ids, KindName, MediaId, Reply, ReplyDraft, ReplyId,
        Role, Status, StatusChange, Timestamp,
        access::Identity,
        announcement::{Announcement, Position},
        page::{PageRequest, Start},
    },
    operations::{Context, list},
    store::{AddReply, DynamoStore, Put, PutFeedback, ReadAnnouncements, ReplyTo, SetStatus, WriteAnnouncements},
};

use super::{
    Album, Event, Sample, Step,
    compose::{CHINESE, ENGLISH, compose},
    grammar::Draw,
    text,
};
use crate::{
    error::{Context as _, Error, Result},
    secrets::Secrets,
};

/// Feedbacks written at the same time.
const PARALLEL: usize = 24;

/// The seed of the inbox that the command line asks for. Any would do, as long as it stays.
const SEED: u64 = 4;

/// Who set the statuses, as the history has it.
const TEAM: &str = "sample";

/// What a write comes to.
type Stored<T> = std::result::Result<T, domain::Error>;

/// Where samples go.
pub struct Inbox<'a> {
    /// The table.
    pub store: &'a DynamoStore,
    /// Whose inbox.
    pub app: &'a AppId,
    /// Where pictures go, if there are to be any.
    pub album: Option<&'a Album>,
}

/// Fills the default app's inbox up to `count` feedbacks before now, and tells the terminal how far it is.
///
/// # Errors
/// As [`fill`].
pub async fn fill_default_app(
    client: Client,
    table: &str,
    secrets: &Secrets,
    album: &Album,
    count: usize,
) -> Result<()> {
    let app = AppId::parse(&secrets.app_id);
    let app = app.map_err(|reason| Error::new(format!("the app id {:?} {reason}", secrets.app_id)))?;
    let store = DynamoStore::new(client, table);
    fill(&Inbox { store: &store, app: &app, album: Some(album) }, count, SEED, Timestamp::now(), |line| {
        eprintln!("{line}");
    })
    .await
}

/// Fills an app's inbox up to `count` feedbacks, and gives it announcements if it has none. `said` is told each step,
/// in a sentence for the person who waits.
///
/// # Errors
/// When the table cannot be read or written.
pub async fn fill(inbox: &Inbox<'_>, count: usize, seed: u64, now: Timestamp, said: impl Fn(&str)) -> Result<()> {
    let ids = &Ids::new(rand::random);
    let there = how_many(inbox, ids, now).await?;
    if there >= count {
        said(&format!("the inbox holds {there} feedbacks already, no samples are added"));
        return Ok(());
    }
    announce(inbox, seed).await?;
    // The oldest are left out where some are there, so that the newest are fresh.
    let samples = compose(count, seed, now)?.into_iter().skip(there);
    let mut writes = stream::iter(samples).map(|sample| inbox.write(ids, sample)).buffer_unordered(PARALLEL);
    let (mut written, missing) = (0, count - there);
    while let Some(outcome) = writes.next().await {
        outcome.context(|| "a sample cannot be written")?;
        written += 1;
        if written % 100 == 0 || written == missing {
            said(&format!("samples: {written} of {missing}"));
        }
    }
    Ok(())
}

/// How many feedbacks the app has.
async fn how_many(inbox: &Inbox<'_>, ids: &Ids, now: Timestamp) -> Result<usize> {
    let caller =
        Caller { app: inbox.app.clone(), role: Some(Role::Agent), identity: Identity::Subject(TEAM.to_owned()) };
    let context = Context { ids, now, caller: &caller, key: None };
    let page = PageRequest { start: Start::Page(1), size: 1 };
    let query = list::ListQuery { filter: Filter::all_of(inbox.app.clone()), page, conversations: false };
    let listing = list::list(inbox.store, &context, query).await.context(|| "the inbox cannot be counted")?;
    Ok(usize::try_from(listing.total).unwrap_or(usize::MAX))
}

impl Inbox<'_> {
    /// One feedback with all that followed, each at its time.
    async fn write(&self, ids: &Ids, sample: Sample) -> Stored<()> {
        let mut draft = sample.draft;
        draft.media = self.pictures(ids, sample.at, &draft).await?;
        let id = self.submit(ids, sample.at, draft).await?;
        for Step { at, event } in sample.steps {
            match event {
                Event::Reply(draft) => self.reply(ids, at, id, draft).await?,
                Event::Status(status, comment) => {
                    let change = StatusChange { status, comment, by: TEAM.to_owned(), at };
                    self.store.set_status(self.app, id, ids.draw(at), &change).await?;
                }
            }
        }
        Ok(())
    }

    /// Pictures for one fault in three; up to three of them.
    async fn pictures(&self, ids: &Ids, at: Timestamp, draft: &Draft) -> Stored<Vec<MediaId>> {
        let mut pictures = Vec::new();
        let Some(album) = self.album.filter(|_| draft.kind.name() == KindName::Fault && at.seconds().is_multiple_of(3))
        else {
            return Ok(pictures);
        };
        let first = usize::try_from(at.seconds()).unwrap_or_default();
        for number in first..=first + first / 3 % 3 {
            let sent = album.send(self.store, self.app, ids, number).await;
            pictures.push(sent.map_err(|error| {
                eprintln!("a picture cannot be sent: {error}");
                domain::Error::Unavailable
            })?);
        }
        Ok(pictures)
    }

    async fn submit(&self, ids: &Ids, at: Timestamp, draft: Draft) -> Stored<FeedbackId> {
        loop {
            let id = FeedbackId::from_number(ids.draw(at)).ok_or(domain::Error::Internal)?;
            let (app, draft) = (self.app.clone(), draft.clone());
            let feedback = Feedback { id, app, draft, status: Status::Pending, updated_at: at };
            if self.store.put_feedback(&feedback, None).await? == Put::Stored {
                return Ok(id);
            }
        }
    }

    async fn reply(&self, ids: &Ids, at: Timestamp, id: FeedbackId, draft: ReplyDraft) -> Stored<()> {
        let to = ReplyTo { app: self.app, id, public_only: false };
        loop {
            let id = ReplyId::from_number(ids.draw(at)).ok_or(domain::Error::Internal)?;
            if self.store.add_reply(to, &Reply { id, draft: draft.clone() }, None).await? == Put::Stored {
                return Ok(());
            }
        }
    }
}

/// Two announcements that are shown and one that is not, unless somebody has set some.
async fn announce(inbox: &Inbox<'_>, seed: u64) -> Result<()> {
    let trouble = |error| Error::new(format!("the announcements: {error}"));
    if !inbox.store.announcements(inbox.app).await.map_err(trouble)?.is_empty() {
        return Ok(());
    }
    let mut chance = StdRng::seed_from_u64(seed);
    let (mut chinese, mut english) = (Draw::new(&CHINESE), Draw::new(&ENGLISH));
    let content = chinese.text("notice.one", &mut chance) + "\n" + &english.text("notice.one", &mut chance);
    let notices = [
        (content, Position::Top, true),
        (chinese.text("notice.two", &mut chance), Position::Bottom, true),
        (chinese.text("notice.three", &mut chance), Position::Top, false),
    ];
    let notices = notices.iter().map(|(content, position, is_active)| {
        Ok(Announcement { content: text(content)?, position: *position, is_active: *is_active })
    });
    inbox.store.put_announcements(inbox.app, &notices.collect::<Result<Vec<_>>>()?).await.map_err(trouble)
}
