//! Writes the samples.

use aws_sdk_dynamodb::Client;
use futures_util::{StreamExt, stream};
use rand::{SeedableRng, rngs::StdRng};
use shared::{
    domain::{
        AppId, Caller, Filter, Ids, Role, Timestamp,
        access::Identity,
        announcement::{Announcement, Position},
        page::{PageRequest, Start},
    },
    operations::{Context, list, reply, status, submit},
    store::{DynamoStore, ReadAnnouncements, WriteAnnouncements},
    token::TokenKey,
};

use super::{
    Event, Sample,
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

/// Where samples go.
pub struct Inbox<'a> {
    /// The table.
    pub store: &'a DynamoStore,
    /// The deployment's key.
    pub key: &'a TokenKey,
    /// Whose inbox.
    pub app: &'a AppId,
}

/// Fills the default app's inbox up to `count` feedbacks before now, and tells the terminal how far it is.
///
/// # Errors
/// As [`fill`].
pub async fn fill_default_app(client: Client, table: &str, secrets: &Secrets, count: usize) -> Result<()> {
    let app = AppId::parse(&secrets.app_id);
    let app = app.map_err(|reason| Error::new(format!("the app id {:?} {reason}", secrets.app_id)))?;
    let (store, key) = (DynamoStore::new(client, table), TokenKey::new(&secrets.token_secret));
    let inbox = Inbox { store: &store, key: &key, app: &app };
    fill(&inbox, count, SEED, Timestamp::now(), |line| eprintln!("{line}")).await
}

/// Fills an app's inbox up to `count` feedbacks, and gives it announcements if it has none. `said` is told each step,
/// in a sentence for the person who waits.
///
/// # Errors
/// When the table cannot be read or written.
pub async fn fill(inbox: &Inbox<'_>, count: usize, seed: u64, now: Timestamp, said: impl Fn(&str)) -> Result<()> {
    let identity = Identity::Subject("sample".to_owned());
    let team = Caller { app: inbox.app.clone(), role: Some(Role::Admin), identity };
    let ids = Ids::new(rand::random);
    let there = how_many(inbox.store, &Context { ids: &ids, now, caller: &team, key: None }).await?;
    if there >= count {
        said(&format!("the inbox holds {there} feedbacks already, no samples are added"));
        return Ok(());
    }
    announce(inbox, seed).await?;
    // The oldest are left out where some are there, so that the newest are fresh.
    let samples = compose(count, seed, now)?.into_iter().skip(there);
    let mut writes = stream::iter(samples).map(|sample| write(inbox, &ids, &team, sample)).buffer_unordered(PARALLEL);
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
async fn how_many(store: &DynamoStore, context: &Context<'_>) -> Result<usize> {
    let filter = Filter::all_of(context.caller.app.clone());
    let page = PageRequest { start: Start::Page(1), size: 1 };
    let listing = list::list(store, context, list::ListQuery { filter, page, conversations: false }).await;
    let listing = listing.context(|| "the inbox cannot be counted")?;
    Ok(usize::try_from(listing.total).unwrap_or(usize::MAX))
}

/// One feedback with all that followed, each at its time.
async fn write(
    inbox: &Inbox<'_>,
    ids: &Ids,
    team: &Caller,
    sample: Sample,
) -> std::result::Result<(), shared::domain::Error> {
    let at = |now| Context { ids, now, caller: team, key: None };
    let id = submit::submit(inbox.store, &at(sample.at), sample.draft).await?.id;
    for step in sample.steps {
        let context = at(step.at);
        match step.event {
            Event::Reply(draft) => {
                let new = reply::NewReply { to: id, draft, receipt: None };
                reply::reply(inbox.store, inbox.key, &context, new).await?;
            }
            Event::Status(status, comment) => {
                status::status(inbox.store, &context, status::NewStatus { id, status, comment, by: None }).await?;
            }
        }
    }
    Ok(())
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
