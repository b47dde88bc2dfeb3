//! Export: begins to write a filter's feedback into one file, and says how far that is.
//!
//! The file is written by [`run`], in the function `export_run`, over as many invocations as it takes; this one only asks for it
//! and looks. The record of the export is the queue: storing it is what starts the work, by the table's stream.
//!
//! * **Cost**: to begin 3 WRU and what the total of a list costs, to look 1 RRU a 4 KB of the record (some 40 B a part of the file).
//! * **Freshness**: the file holds what was submitted before it was asked for, as it stands when its row is written.
//! * **Errors**: [`Error::NotFound`] for another app's export, and after a day for every one.

mod rows;
pub mod run;

use std::time::Duration;

use super::{
    Context,
    list::{self, ListQuery},
    once::{self, count_against},
};
use crate::{
    domain::{
        Error, Filter, Timestamp,
        access::Identity,
        export::{Export, ExportState, Failure, Format, Progress},
        ids::{ExportId, ids_between},
        page::{PageRequest, Start},
    },
    store::{Put, media::SignExports, rights},
};

rights!(
    ClaimKeys,
    CountRequests,
    CreateExport,
    ReadCards,
    ReadConversation,
    ReadExport,
    ReadIndex,
    ReadLimits,
    ReadTexts,
    ReadTree,
);

/// The IAM verbs on the bucket (without `s3:`): what is signed is done in the function's name.
#[must_use]
pub fn object_verbs() -> std::collections::BTreeSet<&'static str> {
    <crate::store::media::Signer as SignExports>::VERBS.iter().copied().collect()
}

/// Exports that one caller may begin in a minute.
const PER_MINUTE: u64 = 10;
/// How long to look for the total, which only the progress bar needs.
const TOTAL_WITHIN: Duration = Duration::from_secs(3);
/// After this time without a sign an export is dead, in milliseconds: each try has its own end long before.
const SILENCE_MS: u64 = 30 * 60 * 1_000;

/// What is asked for.
pub enum ExportQuery {
    /// A file.
    Begin {
        /// Of which feedback.
        filter: Filter,
        /// In which format.
        format: Format,
    },
    /// How far it is; `None` for an id that cannot be one.
    Show(Option<ExportId>),
}

/// The answer.
pub enum Exported {
    /// It is begun.
    Begun(ExportId),
    /// How far it is, and where the file is once it is there.
    Shown(Box<Export>, Option<Link>),
}

/// Where a file can be read for a while.
pub struct Link {
    /// The address.
    pub url: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Begins an export, or says how far one is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::RateLimited`], [`Error::KeyReused`].
pub async fn export(
    store: &impl Rights,
    signer: &impl SignExports,
    context: &Context<'_>,
    query: ExportQuery,
) -> Result<Exported, Error> {
    match query {
        ExportQuery::Begin { filter, format } => begin(store, context, filter, format).await.map(Exported::Begun),
        ExportQuery::Show(id) => {
            let id = id.ok_or(Error::NotFound)?;
            let export = store.export(id, context.now).await?;
            let export = export.filter(|export| *export.app() == context.caller.app).ok_or(Error::NotFound)?;
            let export = judged(export, context.now);
            let link = match export.state {
                ExportState::Done => {
                    let (url, expires_at) = signer.sign_export(&export, context.now)?;
                    Some(Link { url, expires_at })
                }
                _ => None,
            };
            Ok(Exported::Shown(Box::new(export), link))
        }
    }
}

async fn begin(store: &impl Rights, context: &Context<'_>, filter: Filter, format: Format) -> Result<ExportId, Error> {
    if !matches!(context.caller.identity, Identity::Address(_)) {
        let who = format!("export/{}", context.caller.name());
        count_against(store, context, &context.caller.app, &who, PER_MINUTE).await?;
    }
    let mut ticket = once::begin(store, context, &context.caller.app, "export").await?;
    let (now, latest) = (context.now, *ids_between(None, Some(context.now)).end());
    // What comes in meanwhile would keep the end away.
    let filter = Filter { ids: *filter.ids.start()..=latest.min(*filter.ids.end()), ..filter };
    let replayed = ticket.claim.as_ref().is_some_and(|claim| claim.replayed);
    let total = if replayed { None } else { total(store, context, &filter).await };
    loop {
        let export = Export {
            id: ExportId::from_number(ticket.id),
            filter: filter.clone(),
            format,
            state: ExportState::Queued,
            failure: None,
            total,
            created_at: now,
            touched_at: now,
            step: 0,
            tries: 0,
            base: 0,
            progress: Progress::default(),
        };
        if ticket.spent || store.create_export(&export, ticket.claim.as_ref()).await? == Put::Stored {
            return Ok(export.id);
        }
        ticket.redraw(store, context).await?;
    }
}

/// How many feedbacks will be looked at, if that is quick to tell.
async fn total(store: &impl Rights, context: &Context<'_>, filter: &Filter) -> Option<u64> {
    let filter = Filter { keyword: None, ..filter.clone() };
    let page = PageRequest { start: Start::Page(1), size: 1 };
    let query = ListQuery { filter, page, conversations: false };
    // Boxed, for a list looks for its page in several ways and its future has room for each.
    let listing = tokio::time::timeout(TOTAL_WITHIN, Box::pin(list::list(store, context, query))).await;
    listing.ok()?.ok().map(|listing| listing.total)
}

/// An export that nobody works on any more has failed, whatever its record says.
fn judged(export: Export, now: Timestamp) -> Export {
    let is_open = matches!(export.state, ExportState::Queued | ExportState::Running);
    if is_open && now.ms().saturating_sub(export.touched_at.ms()) > SILENCE_MS {
        return Export { state: ExportState::Failed, failure: Some(Failure::Tries), ..export };
    }
    export
}
