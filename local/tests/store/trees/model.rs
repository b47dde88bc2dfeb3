//! The counting tree against a plain list in memory, while feedback comes, changes and goes, and the records of it come
//! twice, late, in any order, to several processes at once, of which some die on the way.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
    test_runner::TestRunner,
};
use shared::{
    domain::{
        AppId, Draft, Fault, Feedback, FeedbackId, Filter, KindName, Source, Status, Timestamp, WechatType, page::Start,
    },
    operations::{
        project::{Changes, Touched, project},
        stats::{Bucket, StatsQuery, stats},
    },
    store::{Consistency, Delete, ReadTree, SetStatus},
    tree::{Hour, HourCounts, Profile, Tally, Want},
};

use super::{SHAPE, SOURCES, ask, record};
use crate::fixture::{Fixture, admin, app, change, later, private};

/// What somebody does.
#[derive(Clone, Debug)]
enum Step {
    /// Submits: kind, faults, submitted number, source, public, and how many milliseconds from the beginning.
    Submit(KindName, u16, Option<u64>, &'static str, bool, u64),
    SetStatus(usize, Status),
    Delete(usize),
    /// The records so far come, but for those that the mask leaves for later; old ones come again.
    Deliver(u32),
    /// Two processes get records at once; the first dies after so many milliseconds.
    DeliverTwice(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let submit = (
        select(KindName::ALL.to_vec()),
        prop_oneof![Just(0_u16), 1..512_u16],
        option::of(1..9_u64),
        select(SOURCES.to_vec()),
        any::<bool>(),
        0..20_000_000_u64,
    );
    prop_oneof![
        8 => submit.prop_map(|(kind, faults, number, source, public, ms)| Step::Submit(kind, faults, number, source, public, ms)),
        4 => (any::<usize>(), select(Status::ALL.to_vec())).prop_map(|(place, status)| Step::SetStatus(place, status)),
        1 => any::<usize>().prop_map(Step::Delete),
        2 => any::<u32>().prop_map(Step::Deliver),
        1 => (0..30_u64).prop_map(Step::DeliverTwice),
    ]
}

/// The table, the plain list, and the records that are still on their way.
struct Model {
    fixture: Fixture,
    app: AppId,
    all: BTreeMap<FeedbackId, Feedback>,
    records: Vec<Touched>,
}

impl Model {
    async fn new() -> Self {
        Self { fixture: Fixture::new().await, app: app("one"), all: BTreeMap::new(), records: Vec::new() }
    }

    fn at(&self, place: usize) -> Option<Feedback> {
        let nth = place.checked_rem(self.all.len())?;
        self.all.values().nth(nth).cloned()
    }

    async fn take(&mut self, step: &Step) {
        match step {
            Step::Submit(kind, faults, number, source, public, ms) => {
                let faults = shared::domain::Faults::from_bits(*faults);
                let draft = Draft {
                    kind: kind.with_faults(faults),
                    wechat_type: number.and_then(WechatType::from_number).filter(|_| *kind == KindName::Fault),
                    source: Source::parse(source).unwrap(),
                    public: *public,
                    ..private("标题", "内容")
                };
                let stored = self.fixture.put(&self.app, *ms, draft).await;
                self.records.push(record(&stored));
                self.all.insert(stored.id, stored);
            }
            Step::SetStatus(place, status) => {
                let Some(feedback) = self.at(*place) else { return };
                let change_id = self.fixture.ids.draw(later(1));
                self.fixture.store.set_status(&self.app, feedback.id, change_id, &change(*status)).await.unwrap();
                self.records.push(record(&feedback));
                self.all.get_mut(&feedback.id).unwrap().status = *status;
            }
            Step::Delete(place) => {
                let Some(feedback) = self.at(*place) else { return };
                self.fixture.store.delete_feedback(&self.app, feedback.id).await.unwrap();
                self.records.push(record(&feedback));
                self.all.remove(&feedback.id);
            }
            Step::Deliver(mask) => {
                let some = self.records.iter().enumerate().filter(|(place, _)| mask >> (place % 32) & 1 == 1);
                let some: BTreeSet<Touched> = some.map(|(_, record)| record.clone()).collect();
                project(&self.fixture.store, &SHAPE, &some).await.unwrap();
            }
            Step::DeliverTwice(ms) => {
                let newest_first: BTreeSet<Touched> = self.records.iter().rev().take(20).cloned().collect();
                let all: BTreeSet<Touched> = self.records.iter().cloned().collect();
                let store = &self.fixture.store;
                let dies = tokio::time::timeout(std::time::Duration::from_millis(*ms), project(store, &SHAPE, &all));
                let (_, done) = tokio::join!(dies, project(store, &SHAPE, &newest_first));
                done.unwrap();
            }
        }
    }

    /// Every record has come at least once after everything that happened.
    async fn settle(&self) {
        let all: BTreeSet<Touched> = self.records.iter().cloned().collect();
        project(&self.fixture.store, &SHAPE, &all).await.unwrap();
        assert_eq!(project(&self.fixture.store, &SHAPE, &all).await, Ok(Changes::default()), "done twice");
    }

    async fn check(&self, asked: &Asked) {
        let filter = asked.filter(self);
        let want = Want::of(&filter);
        let newest_first = self.all.values().rev();
        let fits = |feedback: &&Feedback| {
            filter.ids.contains(&feedback.id.number())
                && want.fits(&profile(feedback))
                && filter.source.as_ref().is_none_or(|source| *source == feedback.draft.source)
        };
        let expected: Vec<FeedbackId> = newest_first.filter(fits).map(|feedback| feedback.id).collect();
        let total = expected.len() as u64;
        let mut walked = Vec::new();
        for number in 1..=total / asked.size + 2 {
            let listing = ask(&self.fixture, &filter, Start::Page(number), asked.size).await;
            assert_eq!(listing.total, total, "{asked:?}");
            walked.extend(listing.cards.iter().map(|card| card.id));
        }
        assert_eq!(walked, expected, "pages of {asked:?}");
        let (mut walked, mut start) = (Vec::new(), Start::Page(1));
        loop {
            let listing = ask(&self.fixture, &filter, start, asked.size).await;
            assert_eq!(listing.total, total, "{asked:?}");
            walked.extend(listing.cards.iter().map(|card| card.id));
            let Some(next) = listing.next else { break };
            start = Start::After(next);
        }
        assert_eq!(walked, expected, "cursors of {asked:?}");
    }

    /// Any stretches, of which most begin and end within an hour.
    async fn check_stats(&self, edges: &BTreeSet<u64>) {
        let edges: Vec<Timestamp> = edges.iter().map(|ms| later(*ms)).collect();
        let caller = admin(&self.app);
        let query = StatsQuery { edges: edges.clone(), by_source: true };
        let found = stats(&self.fixture.store, &self.fixture.context(&caller, None), query).await.unwrap();
        for (pair, bucket) in edges.windows(2).zip(found.buckets) {
            let in_time = |feedback: &&Feedback| (pair[0]..pair[1]).contains(&feedback.id.created_at());
            let mut expected = Bucket::default();
            for feedback in self.all.values().filter(in_time) {
                expected.counts.add(&HourCounts::of(&Tally::of([&profile(feedback)])));
                *expected.sources.entry(feedback.draft.source.to_string()).or_default() += 1;
            }
            assert_eq!(bucket, expected, "{pair:?}");
        }
    }

    /// The trend counts every feedback in its hour, and every source.
    async fn check_trend(&self) {
        let mut hours: BTreeMap<Hour, Tally> = BTreeMap::new();
        let mut sources: BTreeMap<(String, Hour), u64> = BTreeMap::new();
        for feedback in self.all.values() {
            let hour = Hour::of(feedback.id);
            hours.entry(hour).or_default().count_in(&profile(feedback));
            *sources.entry((feedback.draft.source.to_string(), hour)).or_default() += 1;
        }
        let store = &self.fixture.store;
        let chunks = Hour::of(FeedbackId::from_number(self.fixture.ids.draw(later(0))).unwrap()).chunk();
        let chunks = chunks..=chunks + 1;
        let kept = store.trend(&self.app, chunks.clone(), Consistency::Strong).await.unwrap();
        for part in &kept {
            for (place, counts) in (0..).zip(&part.value.0) {
                let hour = Hour(part.chunk * shared::tree::CHUNK_HOURS + place);
                let expected = hours.remove(&hour).map_or_else(HourCounts::default, |tally| HourCounts::of(&tally));
                assert_eq!(*counts, expected, "{hour:?}");
            }
        }
        assert!(hours.is_empty(), "{hours:?}");
        for part in store.source_trend(&self.app, chunks, Consistency::Strong).await.unwrap() {
            for (source, counts) in part.value.0 {
                for (place, count) in (0..).zip(counts) {
                    let hour = Hour(part.chunk * shared::tree::CHUNK_HOURS + place);
                    assert_eq!(count, sources.remove(&(source.clone(), hour)).unwrap_or_default(), "{source} {hour:?}");
                }
            }
        }
        assert!(sources.is_empty(), "{sources:?}");
    }
}

fn profile(feedback: &Feedback) -> Profile {
    let (kind, submitted) = (feedback.draft.kind, feedback.draft.wechat_type);
    let wechat_type = WechatType::shown(kind, submitted);
    Profile { status: feedback.status, public: feedback.draft.public, kind, wechat_type }
}

#[derive(Clone, Debug)]
struct Asked {
    statuses: Option<BTreeSet<Status>>,
    kinds: Option<BTreeSet<KindName>>,
    faults: Option<BTreeSet<Fault>>,
    number: Option<u64>,
    source: Option<&'static str>,
    public_only: bool,
    /// As places in the list of all.
    range: Option<(usize, usize)>,
    size: u64,
}

fn asked() -> impl Strategy<Value = Asked> {
    let statuses = option::of(btree_set(select(Status::ALL.to_vec()), 1..4));
    let kinds = option::of(btree_set(select(KindName::ALL.to_vec()), 1..3));
    let faults = option::weighted(0.3, btree_set(select(Fault::ALL.to_vec()), 1..3));
    let source = option::of(select([&SOURCES[..], &["nobody"]].concat()));
    let range = option::of((any::<usize>(), any::<usize>()));
    let number = option::weighted(0.2, 1..9_u64);
    (statuses, kinds, faults, number, source, any::<bool>(), range, 1..12_u64).prop_map(
        |(statuses, kinds, faults, number, source, public_only, range, size)| Asked {
            statuses,
            kinds,
            faults,
            number,
            source,
            public_only,
            range,
            size,
        },
    )
}

impl Asked {
    fn filter(&self, model: &Model) -> Filter {
        let ids = match self.range.and_then(|(from, to)| Some((model.at(from)?, model.at(to)?))) {
            Some((from, to)) => from.id.number()..=to.id.number(),
            None => 0..=shared::domain::ids::MAX_ID,
        };
        Filter {
            public_only: self.public_only,
            statuses: self.statuses.clone(),
            kinds: self.kinds.clone(),
            faults: self.faults.clone(),
            wechat_type: self.number.and_then(WechatType::from_number),
            source: self.source.map(|source| Source::parse(source).unwrap()),
            ids,
            ..Filter::all_of(model.app.clone())
        }
    }
}

/// Whatever happens, once every record has come, each page, total and hour is what the plain list says.
#[test]
fn the_tree_counts_what_the_table_says() {
    let cases = if crate::fixture::is_embedded() { 16 } else { 2 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases, ..ProptestConfig::default() });
    runner
        .run(
            &(vec(step(), 20..90), vec(asked(), 8), btree_set(0..20_000_000_u64, 0..12)),
            |(steps, questions, edges)| {
                runtime.block_on(async {
                    let mut model = Model::new().await;
                    for step in &steps {
                        Box::pin(model.take(step)).await;
                    }
                    model.settle().await;
                    model.check_trend().await;
                    model.check_stats(&edges).await;
                    for asked in &questions {
                        model.check(asked).await;
                    }
                });
                Ok(())
            },
        )
        .unwrap();
}
