//! The trend: how many came in each hour, which is counted anew from the tree.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{PARALLEL, Rights, Trees, pause_before};
use crate::{
    domain::{AppId, Error, FeedbackId, Source},
    operations::stretch,
    store::{Consistency, Versioned},
    tree::{Hour, HourCounts, SourceTrend, Tally, TreeId, Trend},
};

/// Feedbacks of an hour up to which its leaves are read at once.
const FEW: u64 = 1_500;

/// Counts the hours of some feedbacks anew; returns how many chunks were written.
pub(super) async fn update(store: &impl Rights, app: &AppId, trees: &Trees) -> Result<u64, Error> {
    let mut all: BTreeMap<u64, BTreeSet<Hour>> = BTreeMap::new();
    let mut of_sources: BTreeMap<u64, BTreeSet<(&Source, Hour)>> = BTreeMap::new();
    for (tree, ids) in trees {
        let hours: BTreeSet<Hour> = ids.iter().filter_map(|id| FeedbackId::from_number(*id)).map(Hour::of).collect();
        for hour in hours {
            match &tree.source {
                None => all.entry(hour.chunk()).or_default().insert(hour),
                Some(source) => of_sources.entry(hour.chunk()).or_default().insert((source, hour)),
            };
        }
    }
    let all: Vec<_> = all.iter().map(|(chunk, hours)| update_chunk(store, app, *chunk, hours)).collect();
    let all: Vec<u64> = stream::iter(all).buffer_unordered(PARALLEL).try_collect().await?;
    let of_sources = of_sources.iter().map(|(chunk, hours)| update_sources(store, app, *chunk, hours));
    let of_sources: Vec<_> = of_sources.collect();
    let of_sources: Vec<u64> = stream::iter(of_sources).buffer_unordered(PARALLEL).try_collect().await?;
    Ok(all.iter().chain(&of_sources).sum())
}

async fn update_chunk(store: &impl Rights, app: &AppId, chunk: u64, hours: &BTreeSet<Hour>) -> Result<u64, Error> {
    let tree = TreeId { app: app.clone(), source: None };
    let mut round = 0;
    loop {
        pause_before(round).await?;
        round += 1;
        let before = store.trend(app, chunk..=chunk).await?.pop();
        let before = before.unwrap_or_else(|| Versioned { chunk, version: 0, value: Trend::default() });
        let mut after = before.clone();
        let known = |hour: &Hour| before.value.0[hour.place()].total();
        let counts: Vec<_> = hours.iter().map(|hour| count(store, tree.clone(), *hour, known(hour))).collect();
        let counts: Vec<Tally> = stream::iter(counts).buffered(PARALLEL).try_collect().await?;
        for (hour, tally) in hours.iter().zip(&counts) {
            after.value.0[hour.place()] = HourCounts::of(tally);
        }
        if after == before {
            return Ok(0);
        }
        if store.put_trend(app, &after).await? {
            return Ok(1);
        }
    }
}

async fn update_sources(
    store: &impl Rights,
    app: &AppId,
    chunk: u64,
    hours: &BTreeSet<(&Source, Hour)>,
) -> Result<u64, Error> {
    let mut round = 0;
    loop {
        pause_before(round).await?;
        round += 1;
        let before = store.source_trend(app, chunk..=chunk).await?.pop();
        let before = before.unwrap_or_else(|| Versioned { chunk, version: 0, value: SourceTrend::default() });
        let mut after = before.clone();
        let known =
            |source: &Source, hour: &Hour| before.value.0.get(source.as_str()).map_or(0, |hours| hours[hour.place()]);
        let counts = hours.iter().map(|(source, hour)| {
            let tree = TreeId { app: app.clone(), source: Some((*source).clone()) };
            count(store, tree, *hour, known(source, hour))
        });
        let counts: Vec<_> = counts.collect();
        let counts: Vec<Tally> = stream::iter(counts).buffered(PARALLEL).try_collect().await?;
        for ((source, hour), tally) in hours.iter().zip(&counts) {
            after.value.set(source.as_str(), *hour, tally.total());
        }
        if after == before {
            return Ok(0);
        }
        if store.put_source_trend(app, &after).await? {
            return Ok(1);
        }
    }
}

/// What came in an hour. The more there was when it was last counted, the higher in the tree the count begins.
async fn count(store: &impl Rights, tree: TreeId, hour: Hour, known: u64) -> Result<Tally, Error> {
    if known <= FEW {
        stretch::tally_of_few(store, &tree, &hour.ids(), Consistency::Strong).await
    } else {
        stretch::tally(store, &tree, &hour.ids(), Consistency::Strong).await
    }
}
