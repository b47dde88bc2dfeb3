//! The trend: how many came in each hour, which is counted anew from the tree.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rights, Trees, pause_before};
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
    let mut written = 0;
    for (chunk, hours) in all {
        written += update_chunk(store, app, chunk, &hours).await?;
    }
    for (chunk, hours) in of_sources {
        written += update_sources(store, app, chunk, &hours).await?;
    }
    Ok(written)
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
        for hour in hours {
            let counts = &mut after.value.0[hour.place()];
            *counts = HourCounts::of(&count(store, &tree, *hour, counts.total()).await?);
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
        for (source, hour) in hours {
            let tree = TreeId { app: app.clone(), source: Some((*source).clone()) };
            let known = after.value.0.get(source.as_str()).map_or(0, |hours| hours[hour.place()]);
            let count = count(store, &tree, *hour, known).await?.total();
            after.value.set(source.as_str(), *hour, count);
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
async fn count(store: &impl Rights, tree: &TreeId, hour: Hour, known: u64) -> Result<Tally, Error> {
    if known <= FEW {
        stretch::tally_of_few(store, tree, &hour.ids(), Consistency::Strong).await
    } else {
        stretch::tally(store, tree, &hour.ids(), Consistency::Strong).await
    }
}
