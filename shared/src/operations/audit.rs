//! Audit: compares the counting tree with the table, and mends what differs.
//!
//! Whatever [`project`] is told to look at, it sets right. So an audit is the same work, told to look at feedback of which
//! no record came: all of an app's ([`rebuild`]), or all around a place drawn by chance ([`sample`]). What it had to write is
//! how far the tree had drifted.
//!
//! * **Cost**: of all, about 3 RRU a feedback, and 1 WRU for every hundred; a sample looks at some two thousand.
//! * **Errors**: as [`project`]; doing it again is always right.

use std::collections::BTreeSet;

use super::{
    newest_first::NewestFirst,
    project::{Changes, Touched, project},
    stretch::{Below, Stretch, below, tops},
};
use crate::{
    domain::{AppId, Error, FeedbackId, Filter, Source, Timestamp, ids::ids_between},
    store::{Consistency, rights},
    tree::{Shape, TreeId},
};

rights!(ReadCards, ReadIndex, ReadTree, WriteTree);

/// Feedbacks that are looked at together.
const BATCH: usize = 2_000;
/// Feedbacks of the table that a sample looks at: more than a node covers, for that may be what is wrong.
const MOST: usize = 4_000;
/// What is younger may still be on its way through the stream, and is no drift.
const ON_ITS_WAY_MS: u64 = 5 * 60_000;

/// How far an audit has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audited {
    /// Feedbacks that were looked at, in the table or in a tree.
    pub feedbacks: u64,
    /// What had to be written.
    pub drift: Changes,
}

/// Looks at all of an app: first at what the table has, newest first, then at what its trees have. `progress` is told after each
/// batch.
///
/// # Errors
/// As [`project`].
pub async fn rebuild(
    store: &impl Rights,
    shape: &Shape,
    app: &AppId,
    mut progress: impl FnMut(Audited),
) -> Result<Audited, Error> {
    let mut audited = Audited::default();
    let filter = Filter::all_of(app.clone());
    let mut newest_first = NewestFirst::new(store, &filter, None);
    loop {
        let cards = newest_first.take(BATCH).await?;
        if cards.is_empty() {
            break;
        }
        let touched = cards.iter().map(|card| touched(app, Some(card.source.clone()), card.id));
        look(store, shape, touched.collect(), &mut audited).await?;
        progress(audited);
    }
    let sources = store.counted_sources(app).await?.into_iter().map(Some);
    for source in std::iter::once(None).chain(sources) {
        let tree = TreeId { app: app.clone(), source };
        let Some(head) = store.head(&tree, Consistency::Strong).await? else { continue };
        let mut left = tops(store, &tree, head.top, Consistency::Strong).await?;
        while let Some(stretch) = left.pop() {
            match below(store, &tree, &stretch, u64::MAX, Consistency::Strong).await? {
                Below::Stretches(stretches) => left.extend(stretches),
                Below::Rows(rows) => {
                    let ids = rows.iter().filter_map(|row| FeedbackId::from_number(row.id));
                    let touched = ids.map(|id| touched(app, tree.source.clone(), id)).collect();
                    look(store, shape, touched, &mut audited).await?;
                    progress(audited);
                }
            }
        }
    }
    Ok(audited)
}

/// Looks at one place of one app, both drawn by chance.
///
/// # Errors
/// As [`project`].
pub async fn sample(store: &impl Rights, shape: &Shape, random: fn() -> u64, now: Timestamp) -> Result<Audited, Error> {
    let mut audited = Audited::default();
    let Some(app) = one_of(store.counted_apps().await?, random) else { return Ok(audited) };
    let sources = store.counted_sources(&app).await?.into_iter().map(Some);
    let source = one_of(std::iter::once(None).chain(sources).collect(), random).flatten();
    let tree = TreeId { app: app.clone(), source: source.clone() };
    let Some(stretch) = somewhere(store, &tree, random).await? else { return Ok(audited) };
    let settled = *ids_between(None, Some(Timestamp::from_ms(now.ms().saturating_sub(ON_ITS_WAY_MS)))).end();
    let ids = *stretch.ids.start()..=settled.min(*stretch.ids.end());

    let mut looked_at = BTreeSet::new();
    if let Below::Rows(rows) = below(store, &tree, &stretch, settled, Consistency::Strong).await? {
        let ids = rows.iter().filter(|row| ids.contains(&row.id)).filter_map(|row| FeedbackId::from_number(row.id));
        looked_at.extend(ids.map(|id| touched(&app, source.clone(), id)));
    }
    let filter = Filter { source, ids, ..Filter::all_of(app.clone()) };
    let cards = NewestFirst::new(store, &filter, None).take(MOST).await?;
    looked_at.extend(cards.iter().map(|card| touched(&app, Some(card.source.clone()), card.id)));
    look(store, shape, looked_at, &mut audited).await?;
    Ok(audited)
}

async fn look(
    store: &impl Rights,
    shape: &Shape,
    touched: BTreeSet<Touched>,
    audited: &mut Audited,
) -> Result<(), Error> {
    let touched: Vec<Touched> = touched.into_iter().collect();
    for batch in touched.chunks(BATCH) {
        audited.drift += project(store, shape, &batch.iter().cloned().collect()).await?;
        audited.feedbacks += batch.len() as u64;
    }
    Ok(())
}

fn touched(app: &AppId, source: Option<Source>, id: FeedbackId) -> Touched {
    Touched { app: app.clone(), source, id }
}

/// A node above leaves.
async fn somewhere(store: &impl Rights, tree: &TreeId, random: fn() -> u64) -> Result<Option<Stretch>, Error> {
    let Some(head) = store.head(tree, Consistency::Strong).await? else { return Ok(None) };
    let mut stretches = tops(store, tree, head.top, Consistency::Strong).await?;
    loop {
        let Some(stretch) = one_of(stretches, random) else { return Ok(None) };
        if stretch.tier == 1 {
            return Ok(Some(stretch));
        }
        match below(store, tree, &stretch, u64::MAX, Consistency::Strong).await? {
            Below::Stretches(found) => stretches = found,
            Below::Rows(_) => return Ok(None),
        }
    }
}

fn one_of<T>(mut all: Vec<T>, random: fn() -> u64) -> Option<T> {
    let place = random().checked_rem(all.len() as u64)?;
    Some(all.swap_remove(usize::try_from(place).ok()?))
}
