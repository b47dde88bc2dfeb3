//! Settings: apps, their secrets, their teams and their announcements.
//!
//! DESIGN.md "Native API". Registering an app costs 4 WRU, changing it 2, its bridge 4, reading it with its bridge 2 RRU; its
//! announcements cost 1 WRU a KB.

use super::{
    Context,
    members::{self, Team, TeamChange},
    once,
};
use crate::{
    domain::{
        AppId, Error, Name, Reason,
        announcement::Announcement,
        app::{App, AppChange, AppKind, Limits},
        bridge::{Bridge, BridgeChange, secret_purpose},
    },
    store::{BridgeSettings, Put, rights},
    token::TokenKey,
};

rights!(
    ChangeApp,
    ClaimKeys,
    CountRequests,
    CreateApp,
    ListMembers,
    ReadAnnouncements,
    ReadApp,
    ReadBridge,
    ReadLimits,
    ReadMember,
    RotateSecret,
    SaveMember,
    WriteAnnouncements,
    WriteBridge,
);

/// Changes of one app's secret at the same time before giving up.
const ROUNDS: u32 = 4;

/// Generation of an app's first secret.
pub const FIRST_GENERATION: u32 = 1;

/// What to do.
pub enum Change {
    /// Register an app.
    CreateApp {
        /// What people call it.
        name: Name,
        /// How it takes feedback.
        kind: AppKind,
    },
    /// Read the caller's app.
    ReadApp,
    /// Change something of the caller's app.
    ChangeApp(AppChange),
    /// Give the caller's app another secret.
    RotateSecret,
    /// Read or change who belongs to the app.
    Team(TeamChange),
    /// Say what the native API is. Nothing is read for it.
    Describe,
    /// Read the announcements, active or not.
    ReadAnnouncements,
    /// Replace the announcements.
    WriteAnnouncements(Vec<Announcement>),
}

/// How it came out.
pub enum Changed {
    /// The new app and its secret.
    App {
        /// Identity.
        id: AppId,
        /// The secret: shown now, derived again for a replay, never stored.
        secret: String,
    },
    /// The app as it is now, with its bridge if it has one.
    Record(Box<App>, Option<Box<Bridge>>),
    /// The app's secret from now on.
    Secret(String),
    /// Who belongs to the app.
    Team(Team),
    /// What the API is, which the wire knows.
    Described,
    /// The announcements as they are now.
    Announcements(Vec<Announcement>),
}

/// Reads or changes settings.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app was never registered; [`Error::RateLimited`], [`Error::KeyReused`].
pub async fn settings(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    change: Change,
) -> Result<Changed, Error> {
    let app = &context.caller.app;
    match change {
        Change::CreateApp { name, kind } => create_app(store, key, context, name, kind).await,
        Change::ReadApp => read_app(store, app).await,
        Change::ChangeApp(change) => {
            change_app(store, key, app, &change).await?;
            read_app(store, app).await
        }
        Change::RotateSecret => {
            // The secret would be a way back for who was removed a minute ago.
            members::still_may(store, context).await?;
            rotate(store, key, app).await
        }
        Change::Team(change) => members::members(store, context, change).await.map(Changed::Team),
        Change::Describe => Ok(Changed::Described),
        Change::ReadAnnouncements => Ok(Changed::Announcements(store.announcements(app).await?)),
        Change::WriteAnnouncements(announcements) => {
            store.put_announcements(app, &announcements).await?;
            Ok(Changed::Announcements(announcements))
        }
    }
}

async fn read_app(store: &impl Rights, app: &AppId) -> Result<Changed, Error> {
    let record = store.app(app).await?.ok_or(Error::NotFound)?;
    Ok(Changed::Record(Box::new(record), store.bridge(app).await?.map(Box::new)))
}

async fn change_app(store: &impl Rights, key: &TokenKey, app: &AppId, change: &AppChange) -> Result<(), Error> {
    if change.bridge != BridgeChange::default() {
        let before = store.bridge(app).await?;
        return store.write_bridge(app, change, &bridge_settings(key, app, before, &change.bridge)?).await;
    }
    if *change == AppChange::default() {
        return Ok(());
    }
    store.change_app(app, change).await?;
    // Of an app that was registered before there was a list of them.
    store.enlist_app(app).await
}

/// What a bridge is after a change. Another mini-program has another secret.
fn bridge_settings(
    key: &TokenKey,
    app: &AppId,
    before: Option<Bridge>,
    change: &BridgeChange,
) -> Result<BridgeSettings, Error> {
    let program = change.program.clone().or_else(|| before.as_ref().map(|bridge| bridge.program.clone()));
    let program = program.ok_or(Reason::Empty.of("bridge.appid"))?;
    let same = before.filter(|bridge| bridge.program == program);
    let sealed_secret = match (&change.secret, &same) {
        (Some(secret), _) => key.seal(&secret_purpose(app, &program), secret.as_str()).ok_or(Error::Internal)?,
        (None, Some(same)) => same.sealed_secret.clone(),
        (None, None) => return Err(Reason::Empty.of("bridge.secret")),
    };
    let enabled = change.enabled.unwrap_or_else(|| same.as_ref().is_none_or(|bridge| bridge.enabled));
    Ok(BridgeSettings { program, enabled, sealed_secret, is_new: same.is_none() })
}

/// The next secret. The old one buys no token any more; those it has bought name its generation and live out their two
/// hours, for to check one takes no read.
async fn rotate(store: &impl Rights, key: &TokenKey, id: &AppId) -> Result<Changed, Error> {
    for _ in 0..ROUNDS {
        let app = store.app(id).await?.ok_or(Error::NotFound)?;
        if store.rotate_secret(id, app.secret_generation).await? {
            return Ok(Changed::Secret(key.app_secret(id, app.secret_generation + 1)));
        }
    }
    Err(Error::Unavailable)
}

async fn create_app(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    name: Name,
    kind: AppKind,
) -> Result<Changed, Error> {
    let mut ticket = once::begin(store, context, &context.caller.app, "create_app").await?;
    loop {
        let app = App {
            id: AppId::from_number(ticket.id),
            name: name.clone(),
            kind,
            secret_generation: FIRST_GENERATION,
            origins: Vec::new(),
            limits: Limits::default(),
            log_url: None,
        };
        if store.create_app(&app, ticket.claim.as_ref()).await? == Put::Stored {
            return Ok(Changed::App { secret: key.app_secret(&app.id, FIRST_GENERATION), id: app.id });
        }
        ticket.redraw(store, context).await?;
    }
}
