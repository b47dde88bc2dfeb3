//! `GET /v1/stats` (DESIGN.md "Native API"; seed 000 "查看反馈数据趋势").

use std::collections::BTreeMap;

use jiff::ZonedDateTime;
use serde::Serialize;

use super::{
    buckets::{Group, MOST_BUCKETS, ms, starts, zone},
    field::word,
};
use crate::{
    dialects::{
        Dialect,
        times::{self, Bound},
    },
    domain::{Error, KindName, Reason, Role, Status, Timestamp},
    http::{Access, Call, Response, Route, Wire, json},
    operations::stats::{Bucket, Stats, StatsQuery},
};

/// The wire.
pub const WIRE: Wire<StatsQuery, Stats> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "GET", path: "/v1/stats", access: Access::Role(Role::Agent) },
    read,
    write,
};

/// Days before `to` where the caller gives no `from`.
const DAYS: i64 = 30;

/// What a bucket is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Kinds.
    Kind,
    /// Statuses.
    Status,
    /// Sources.
    Source,
}

impl By {
    /// Every name.
    pub const NAMES: &'static [&'static str] = &["kind", "status", "source"];

    fn from_name(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Some([Self::Kind, Self::Status, Self::Source][place])
    }
}

/// What is asked for.
struct Asked {
    zone_name: String,
    group: &'static str,
    by: Vec<By>,
    from: Timestamp,
    /// Not of it.
    to: Timestamp,
    /// Where each bucket begins, and where the last one ends, whatever `from` and `to` cut away.
    starts: Vec<ZonedDateTime>,
}

fn read(call: &Call) -> Result<StatsQuery, Error> {
    let asked = asked(call)?;
    let within = |at: &ZonedDateTime| ms(at.timestamp()).clamp(asked.from.ms(), asked.to.ms());
    let edges = asked.starts.iter().map(within).map(Timestamp::from_ms).collect();
    Ok(StatsQuery { edges, by_source: asked.by.contains(&By::Source) })
}

fn asked(call: &Call) -> Result<Asked, Error> {
    let query = &call.query;
    let zone_name = query.text("tz").unwrap_or("UTC").to_owned();
    let zone = zone(&zone_name).ok_or(Reason::Malformed("an IANA time zone such as Asia/Shanghai").of("tz"))?;
    let group = word(Group::NAMES, Group::from_name)(query.text("group").unwrap_or("day"));
    let group = group.map_err(|reason| reason.of("group"))?;
    let by = query.text("by").unwrap_or("kind,status").split(',').map(word(By::NAMES, By::from_name));
    let by = by.collect::<Result<_, Reason>>().map_err(|reason| reason.of("by"))?;
    let bound = |name: &'static str, bound| {
        let read =
            |text| times::bound_in(text, bound, &zone).ok_or(Reason::Malformed("an RFC 3339 time or a date").of(name));
        query.text(name).map(read).transpose()
    };
    // The last millisecond that is asked for, and behind it the end.
    let to = bound("to", Bound::Last)?.map_or(call.now, |last| Timestamp::from_ms(last.ms() + 1));
    let days_before = u64::try_from(DAYS).unwrap_or_default() * 86_400_000;
    let from = bound("from", Bound::First)?.unwrap_or(Timestamp::from_ms(to.ms().saturating_sub(days_before)));
    if from >= to {
        return Err(Reason::Conflict("from").of("to"));
    }
    let starts = starts(from, to, group, &zone).ok_or(Reason::Malformed("a time up to 9999").of("to"))?;
    if starts.len() > MOST_BUCKETS + 1 {
        return Err(Reason::TooMany { most: MOST_BUCKETS }.of("group"));
    }
    Ok(Asked { zone_name, group: Group::NAMES[group as usize], by, from, to, starts })
}

/// How many came, in all and in each bucket.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Stats"))]
pub(super) struct Shape {
    /// The first moment that is counted.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    from: String,
    /// The last millisecond that is counted.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    to: String,
    /// The time zone of the buckets.
    tz: String,
    /// How long a bucket is: `hour`, `day` or `month`.
    group: &'static str,
    /// All of it.
    #[serde(flatten)]
    all: Counts,
    /// The buckets, oldest first, empty ones too.
    buckets: Vec<BucketShape>,
}

/// What came in a bucket.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "StatsBucket"))]
struct BucketShape {
    /// Where it begins, with the zone's offset.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    start: String,
    #[serde(flatten)]
    counts: Counts,
}

/// How many, and by what was asked for.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "StatsCounts"))]
struct Counts {
    /// How many.
    total: u64,
    /// By kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<BTreeMap<&'static str, u64>>,
    /// By status, which is today's and not that of the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<BTreeMap<&'static str, u64>>,
    /// By source; beyond the two hundred that are counted by themselves, under the empty name.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<BTreeMap<String, u64>>,
}

impl Counts {
    fn of(bucket: Bucket, by: &[By]) -> Self {
        let named = |names: &'static [&'static str], counts: &[u64]| {
            names.iter().copied().zip(counts.iter().copied()).collect::<BTreeMap<_, _>>()
        };
        let counts = &bucket.counts;
        Self {
            total: counts.total(),
            kind: by.contains(&By::Kind).then(|| named(KindName::NAMES, &counts.kinds)),
            status: by.contains(&By::Status).then(|| named(Status::NAMES, &counts.statuses)),
            source: by.contains(&By::Source).then_some(bucket.sources),
        }
    }
}

/// Sources that are told apart in all buckets of an answer together: a function may return 6 MB, and a name has up to 200 bytes.
const MOST_NAMES: usize = 24_000;

/// Leaves the sources with the most, and puts the others under the empty name.
fn keep_largest(buckets: &mut [Bucket], all: &Bucket) {
    let mut sources: Vec<_> = all.sources.iter().filter(|(name, _)| !name.is_empty()).collect();
    sources.sort_unstable_by_key(|(_, count)| std::cmp::Reverse(**count));
    let others: Vec<&String> = sources.iter().skip(MOST_NAMES / buckets.len().max(1)).map(|(name, _)| *name).collect();
    for bucket in buckets {
        let rest: u64 = others.iter().filter_map(|name| bucket.sources.remove(*name)).sum();
        if rest > 0 {
            *bucket.sources.entry(String::new()).or_default() += rest;
        }
    }
}

fn write(call: &Call, mut stats: Stats) -> Response {
    // It was read before, from the same request.
    let Ok(asked) = asked(call) else { return json(500, &()) };
    let mut all = Bucket::default();
    stats.buckets.iter().for_each(|bucket| all.add(bucket));
    keep_largest(&mut stats.buckets, &all);
    let buckets = asked.starts.iter().zip(stats.buckets);
    let bucket = |(start, bucket): (&ZonedDateTime, Bucket)| BucketShape {
        start: start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        counts: Counts::of(bucket, &asked.by),
    };
    json(
        200,
        &Shape {
            from: times::milliseconds(asked.from),
            to: times::milliseconds(Timestamp::from_ms(asked.to.ms() - 1)),
            tz: asked.zone_name,
            group: asked.group,
            all: Counts::of(all, &asked.by),
            buckets: buckets.map(bucket).collect(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_many_sources_names_the_largest() {
        let bucket = |counts: &[(usize, u64)]| Bucket {
            sources: counts.iter().map(|(name, count)| (format!("s{name}"), *count)).collect(),
            ..Bucket::default()
        };
        let mut buckets = vec![bucket(&[(1, 5), (2, 1)]); MOST_NAMES];
        buckets.push(bucket(&[(2, 2)]));
        let mut all = Bucket::default();
        for bucket in &buckets {
            all.add(bucket);
        }
        buckets.truncate(MOST_NAMES);
        keep_largest(&mut buckets, &all);
        assert_eq!(buckets[0].sources, [(String::new(), 1), ("s1".to_owned(), 5)].into());
    }
}
