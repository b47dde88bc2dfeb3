//! Settings: apps and their announcements.
//!
//! DESIGN.md "Native API". Registering an app costs 1 WRU, its announcements 1 WRU a KB.

use super::{Context, once};
use crate::{
    domain::{
        AppId, Error, Name,
        announcement::Announcement,
        app::{App, AppKind},
    },
    store::{Put, rights},
    token::TokenKey,
};

rights!(ClaimKeys, CountRequests, CreateApp, ReadAnnouncements, WriteAnnouncements);

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
    /// The announcements as they are now.
    Announcements(Vec<Announcement>),
}

/// Reads or changes settings.
///
/// # Errors
/// [`Error::RateLimited`], [`Error::KeyReused`].
pub async fn settings(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    change: Change,
) -> Result<Changed, Error> {
    let app = &context.caller.app;
    match change {
        Change::CreateApp { name, kind } => create_app(store, key, context, name, kind).await,
        Change::ReadAnnouncements => Ok(Changed::Announcements(store.announcements(app).await?)),
        Change::WriteAnnouncements(announcements) => {
            store.put_announcements(app, &announcements).await?;
            Ok(Changed::Announcements(announcements))
        }
    }
}

async fn create_app(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    name: Name,
    kind: AppKind,
) -> Result<Changed, Error> {
    let mut ticket = once::begin(store, context, "create_app").await?;
    loop {
        let app = App {
            id: AppId::from_number(ticket.id),
            name: name.clone(),
            kind,
            secret_generation: FIRST_GENERATION,
            origins: Vec::new(),
        };
        if store.create_app(&app, ticket.claim.as_ref()).await? == Put::Stored {
            return Ok(Changed::App { secret: key.app_secret(&app.id, FIRST_GENERATION), id: app.id });
        }
        ticket.redraw(store, context).await?;
    }
}
