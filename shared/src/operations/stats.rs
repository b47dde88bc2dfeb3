//! Stats: how many came in each stretch of time, by kind, status and source.
//!
//! Seed 000 "查看反馈数据趋势".
//!
//! The edges between stretches are given; whoever draws them knows of days, months and time zones. Whole hours are added up from
//! the trend, which is kept by the hour; an hour that an edge cuts is counted from the tree. A small inbox is counted from
//! the index, and so is exact at once.
//!
//! * **Cost**: a year by day, at a million feedbacks, 9 RRU in a zone of whole hours, whatever its name; a dozen sources as much
//!   again, two hundred of them ten times that. In a zone of half hours each edge cuts an hour, which is 1 RRU a part or
//!   more: some 700 for a year by day.
//! * **Freshness**: of a large inbox as old as the last stream batch, usually two seconds.

use std::{collections::BTreeMap, ops::RangeInclusive, time::Duration};

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{Context, list::walk, stretch, within};
use crate::{
    domain::{
        AppId, Error, Filter, Source, Timestamp,
        ids::{EPOCH_MS, first_at},
        limits::LIST_SECONDS,
    },
    store::{Consistency, rights},
    tree::{CHUNK_HOURS, HOUR_MS, Hour, HourCounts, Profile, Tally, TreeId},
};

rights!(ReadConversation, ReadIndex, ReadTexts, ReadTree, ReadCards);

/// Reads at the same time.
const PARALLEL: usize = 8;

/// What to count.
#[derive(Clone, Debug)]
pub struct StatsQuery {
    /// Where stretches begin, and where the last one ends; each later than the one before.
    pub edges: Vec<Timestamp>,
    /// Whether sources are told apart.
    pub by_source: bool,
}

/// What came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// In each stretch, in their order.
    pub buckets: Vec<Bucket>,
}

/// What came in a stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// By kind and status.
    pub counts: HourCounts,
    /// By source, if asked for. What came from sources beyond the counted ones is under the empty name.
    pub sources: BTreeMap<String, u64>,
}

impl Bucket {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.counts.add(&other.counts);
        for (source, count) in &other.sources {
            *self.sources.entry(source.clone()).or_default() += count;
        }
    }
}

/// Counts.
///
/// # Errors
/// [`Error::Unavailable`] if the database is throttled, or 20 seconds are not enough.
pub async fn stats(store: &impl Rights, context: &Context<'_>, query: StatsQuery) -> Result<Stats, Error> {
    within(Duration::from_secs(LIST_SECONDS), "stats", Box::pin(buckets(store, context, query))).await
}

async fn buckets(store: &impl Rights, context: &Context<'_>, query: StatsQuery) -> Result<Stats, Error> {
    let app = &context.caller.app;
    let edges: Vec<u64> = query.edges.iter().map(|edge| edge.ms().saturating_sub(EPOCH_MS)).collect();
    let stretches: Vec<(u64, u64)> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let tree = TreeId { app: app.clone(), source: None };
    let is_large = store.head(&tree, Consistency::Eventual).await?.is_some_and(|head| head.is_large);
    let buckets = if is_large {
        from_trend(store, app, &stretches, query.by_source).await?
    } else {
        from_index(store, app, &stretches, query.by_source).await?
    };
    Ok(Stats { buckets })
}

async fn from_index(
    store: &impl Rights,
    app: &AppId,
    stretches: &[(u64, u64)],
    by_source: bool,
) -> Result<Vec<Bucket>, Error> {
    let mut buckets = vec![Bucket::default(); stretches.len()];
    let (Some((begin, _)), Some((_, end))) = (stretches.first(), stretches.last()) else { return Ok(buckets) };
    for card in walk::span(store, &Filter { ids: ids(*begin, *end), ..Filter::all_of(app.clone()) }).await? {
        let place = stretches.partition_point(|(_, end)| first_at(*end) <= card.id.number());
        let Some(bucket) = buckets.get_mut(place) else { continue };
        bucket.counts.add(&HourCounts::of(&Tally::of([&Profile::of(&card)])));
        if by_source {
            *bucket.sources.entry(card.source.to_string()).or_default() += 1;
        }
    }
    Ok(buckets)
}

/// The ids of everything created in a stretch, whose end is not of it.
fn ids(begin: u64, end: u64) -> RangeInclusive<u64> {
    first_at(begin)..=first_at(end).saturating_sub(1)
}

/// The trend of a range of time, by the hour.
#[derive(Default)]
struct Hours {
    counts: BTreeMap<Hour, HourCounts>,
    sources: BTreeMap<Hour, BTreeMap<String, u64>>,
}

async fn from_trend(
    store: &impl Rights,
    app: &AppId,
    stretches: &[(u64, u64)],
    by_source: bool,
) -> Result<Vec<Bucket>, Error> {
    let (Some((begin, _)), Some((_, end))) = (stretches.first(), stretches.last()) else { return Ok(Vec::new()) };
    let hours = hours(store, app, Hour(begin / HOUR_MS)..=Hour(end / HOUR_MS), by_source).await?;
    let mut buckets = vec![Bucket::default(); stretches.len()];
    let mut cut = Vec::new();
    for (bucket, (begin, end)) in buckets.iter_mut().zip(stretches) {
        let whole = begin.div_ceil(HOUR_MS)..end / HOUR_MS;
        for hour in whole.clone().map(Hour) {
            bucket.add(&hours.bucket(hour, by_source));
        }
        cut.push(pieces(*begin, *end, &whole));
    }
    let pieces =
        cut.into_iter().enumerate().flat_map(|(place, pieces)| pieces.into_iter().map(move |ids| (place, ids)));
    // Nothing came in most cut hours of a small zone's night.
    let pieces: Vec<_> = pieces.filter(|(_, ids)| hours.total(hour_of(ids)) > 0).collect();
    let reads: Vec<_> = pieces.iter().map(|(_, ids)| piece(store, app, ids, &hours, by_source)).collect();
    let found: Vec<Bucket> = stream::iter(reads).buffered(PARALLEL).try_collect().await?;
    for ((place, _), found) in pieces.iter().zip(&found) {
        buckets[*place].add(found);
    }
    Ok(buckets)
}

/// What of a stretch is no whole hour, at its beginning and at its end.
fn pieces(begin: u64, end: u64, whole: &std::ops::Range<u64>) -> Vec<RangeInclusive<u64>> {
    if whole.start > whole.end {
        return vec![ids(begin, end)];
    }
    let ends = [(begin, whole.start * HOUR_MS), (whole.end * HOUR_MS, end)];
    ends.into_iter().filter(|(begin, end)| begin < end).map(|(begin, end)| ids(begin, end)).collect()
}

fn hour_of(ids: &RangeInclusive<u64>) -> Hour {
    Hour(crate::domain::ids::ms_of(*ids.start()) / HOUR_MS)
}

/// What came in a part of an hour.
async fn piece(
    store: &impl Rights,
    app: &AppId,
    ids: &RangeInclusive<u64>,
    hours: &Hours,
    by_source: bool,
) -> Result<Bucket, Error> {
    let hour = hour_of(ids);
    let all = TreeId { app: app.clone(), source: None };
    let counts = HourCounts::of(
        &stretch::count(store, all.clone(), ids.clone(), hours.total(hour), Consistency::Eventual).await?,
    );
    let mut sources = BTreeMap::new();
    for (name, known) in hours.sources.get(&hour).into_iter().flatten().filter(|_| by_source) {
        let Ok(source) = Source::parse(name) else { continue };
        let tree = TreeId { source: Some(source), ..all.clone() };
        sources.insert(
            name.clone(),
            stretch::count(store, tree, ids.clone(), *known, Consistency::Eventual).await?.total(),
        );
    }
    Ok(with_others(counts, sources, by_source))
}

/// A bucket in which what is of no counted source is under the empty name.
fn with_others(counts: HourCounts, mut sources: BTreeMap<String, u64>, by_source: bool) -> Bucket {
    let others = counts.total().saturating_sub(sources.values().sum());
    if by_source && others > 0 {
        sources.insert(String::new(), others);
    }
    sources.retain(|_, count| *count > 0);
    Bucket { counts, sources }
}

async fn hours(store: &impl Rights, app: &AppId, range: RangeInclusive<Hour>, by_source: bool) -> Result<Hours, Error> {
    let chunks = range.start().chunk()..=range.end().chunk();
    let mut hours = Hours::default();
    for part in store.trend(app, chunks.clone(), Consistency::Eventual).await? {
        for (place, counts) in (0..).zip(part.value.0).filter(|(_, counts)| counts.total() > 0) {
            hours.counts.insert(Hour(part.chunk * CHUNK_HOURS + place), counts);
        }
    }
    if !by_source {
        return Ok(hours);
    }
    for part in store.source_trend(app, chunks, Consistency::Eventual).await? {
        for (source, counts) in part.value.0 {
            for (place, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
                let hour = Hour(part.chunk * CHUNK_HOURS + place);
                hours.sources.entry(hour).or_default().insert(source.clone(), count);
            }
        }
    }
    Ok(hours)
}

impl Hours {
    fn total(&self, hour: Hour) -> u64 {
        self.counts.get(&hour).map_or(0, HourCounts::total)
    }

    fn bucket(&self, hour: Hour, by_source: bool) -> Bucket {
        let counts = self.counts.get(&hour).copied().unwrap_or_default();
        with_others(counts, self.sources.get(&hour).cloned().unwrap_or_default(), by_source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_whole_hours_and_what_is_left_at_its_ends() {
        let minute = 60_000;
        let of = |begin: u64, end: u64| pieces(begin, end, &(begin.div_ceil(HOUR_MS)..end / HOUR_MS));
        assert!(of(2 * HOUR_MS, 5 * HOUR_MS).is_empty());
        assert_eq!(of(30 * minute, 150 * minute), [ids(30 * minute, 60 * minute), ids(120 * minute, 150 * minute)]);
        assert_eq!(of(10 * minute, 20 * minute), [ids(10 * minute, 20 * minute)]);
        assert_eq!(of(10 * minute, 60 * minute), [ids(10 * minute, 60 * minute)]);
        assert_eq!(of(50 * minute, 70 * minute), [ids(50 * minute, 60 * minute), ids(60 * minute, 70 * minute)]);
    }
}
