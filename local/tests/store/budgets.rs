//! What a large inbox costs: totals, any page, trends and the stream's work, within the budgets of a million feedbacks.
//!
//! There are 20,000 here, but their trees are as tall as those of a million, so that every way down is as long.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use local::{dynamodb::Connection, testing::Waves};
use shared::{
    domain::{
        AppId, Draft, Fault, Feedback, FeedbackId, Filter, Kind, KindName, Source, Status, Timestamp,
        ids::ids_between,
        page::{PageRequest, Start},
    },
    operations::{
        list::{ListQuery, Listing, list},
        project::{Changes, Touched, project},
        stats::{StatsQuery, stats},
    },
    store::{DynamoStore, PutFeedback, SetStatus, item_of},
    tree::Shape,
};

use crate::fixture::{Fixture, NOW, admin, app, change, is_embedded, public};

/// With one node on top, there are two tiers above the leaves, as at a million.
const SHAPE: Shape = Shape { top_nodes: 1, ..Shape::STANDARD };
const FEEDBACKS: u64 = 20_000;
const DAY_MS: u64 = 86_400_000;
const HOUR_MS: u64 = 3_600_000;
/// The smallest source has one of fifty.
const SOURCES: [&str; 3] = ["mini_program", "web", "kiosk"];

/// A large inbox.
struct Inbox {
    fixture: Fixture,
    /// The same table, with its round trips counted.
    store: DynamoStore,
    waves: Arc<Waves>,
    app: AppId,
    all: BTreeMap<u64, Feedback>,
}

/// Units and round trips of something.
#[derive(Clone, Copy, Debug)]
struct Cost {
    rru: f64,
    wru: f64,
    round_trips: u32,
}

impl Inbox {
    async fn new() -> Self {
        let fixture = Fixture::new().await;
        let waves = Arc::new(Waves::default());
        let config = Connection::embedded(fixture.table.endpoint.clone()).config().interceptor(waves.interceptor());
        let store = DynamoStore::configured(config, &fixture.table.table);
        let app = app("large");
        let all = (1..=FEEDBACKS).map(|nth| feedback(&app, nth)).map(|feedback| (feedback.id.number(), feedback));
        let this = Self { fixture, store, waves, app: app.clone(), all: all.collect() };
        let engine = this.fixture.table.engine.as_ref().unwrap();
        let items = this.all.values().map(|feedback| item_of(feedback).unwrap()).collect();
        engine.import(&this.fixture.table.table, items).unwrap();
        let all: Vec<&Feedback> = this.all.values().collect();
        for batch in all.chunks(10_000) {
            this.told(batch.iter().copied()).await;
        }
        this
    }

    async fn told(&self, feedbacks: impl Iterator<Item = &Feedback>) -> Changes {
        let touched: BTreeSet<Touched> = feedbacks.map(touched).collect();
        project(&self.store, &SHAPE, &touched).await.unwrap()
    }

    fn begin(&self) {
        let _ = (self.store.units().take(), self.waves.take());
    }

    fn cost(&self) -> Cost {
        let (rru, wru) = self.store.units().take();
        Cost { rru, wru, round_trips: self.waves.take() }
    }

    async fn ask(&self, filter: &Filter, number: u64) -> (Listing, Cost) {
        self.begin();
        let caller = admin(&self.app);
        let page = PageRequest { start: Start::Page(number), size: 10 };
        let query = ListQuery { filter: filter.clone(), page, conversations: false };
        let listing = list(&self.store, &self.fixture.context(&caller, None), query).await.unwrap();
        (listing, self.cost())
    }

    /// Any page of a filter, and its total alone.
    async fn check_pages(&self, what: &str, filter: &Filter, most_total: f64, most_page: f64) {
        let fits = |feedback: &&Feedback| filter.fits(&card(feedback));
        let expected = self.all.values().filter(fits).count() as u64;
        let last = expected.div_ceil(10).max(1);
        for number in [u64::MAX, 1, last / 2 + 1, last] {
            let (listing, cost) = self.ask(filter, number).await;
            println!("{what}, page {number}: {cost:?}");
            assert_eq!(listing.total, expected, "{what}");
            assert_eq!(listing.cards.is_empty(), number == u64::MAX || expected == 0, "{what}, page {number}");
            let most = if number == u64::MAX { most_total } else { most_page };
            assert!(cost.rru <= most && cost.round_trips <= 6, "{what}, page {number}: {cost:?}, of {most} RRU and 6");
        }
    }
}

fn touched(feedback: &Feedback) -> Touched {
    Touched { app: feedback.app.clone(), source: Some(feedback.draft.source.clone()), id: feedback.id }
}

fn card(feedback: &Feedback) -> shared::domain::Card {
    shared::domain::Card {
        id: feedback.id,
        kind: feedback.draft.kind,
        wechat_type: feedback.draft.wechat_type,
        status: feedback.status,
        source: feedback.draft.source.clone(),
        title: String::new(),
        public: feedback.draft.public,
    }
}

/// The n-th of the year. Whatever it is follows from its number; ten of all are questions that were turned down.
fn feedback(app: &AppId, nth: u64) -> Feedback {
    // Each hour costs some reads to set up: so all of a day comes within one. After the year it comes a hundred times a second.
    let (in_year, after) = (nth.min(FEEDBACKS), nth.saturating_sub(FEEDBACKS));
    let (day, of_hour) = (in_year * 365 / FEEDBACKS, in_year * 365 % FEEDBACKS);
    let at_ms = NOW.ms() / DAY_MS * DAY_MS - (365 - day) * DAY_MS + of_hour * HOUR_MS / FEEDBACKS + after * 10;
    let id = FeedbackId::from_number(*ids_between(Some(Timestamp::from_ms(at_ms)), None).start() + nth % 100).unwrap();
    let mixed = nth.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let is_rare = nth % (FEEDBACKS / 10) == 777;
    let status = Status::ALL[usize::try_from(mixed % 5).unwrap()];
    let kind = match mixed / 5 % 5 {
        0 => Kind::Suggestion,
        1 => Kind::Question,
        2 => Kind::Other,
        place => Kind::Fault([Fault::ALL[usize::try_from(place + mixed / 25 % 5).unwrap()]].into_iter().collect()),
    };
    let source = match mixed / 1_000 % 50 {
        0 => SOURCES[2],
        place => SOURCES[usize::try_from(place % 2).unwrap()],
    };
    let (status, kind) = if is_rare { (Status::Rejected, Kind::Question) } else { (status, kind) };
    let source = Source::parse(source).unwrap();
    let draft = Draft { kind, source, public: mixed.is_multiple_of(20), ..public("建议增加夜间模式功能") };
    Feedback { id, app: app.clone(), draft, status, updated_at: id.created_at() }
}

#[tokio::test]
async fn a_large_inbox_keeps_within_its_budgets() {
    if !is_embedded() {
        return;
    }
    let inbox = Inbox::new().await;
    let all = Filter::all_of(inbox.app.clone());
    let source = |place: usize| Some(Source::parse(SOURCES[place]).unwrap());
    let (statuses, kinds) = (Some(BTreeSet::from([Status::Resolved])), Some(BTreeSet::from([KindName::Suggestion])));
    let faults = Some(BTreeSet::from([Fault::Crash]));
    for (what, filter) in [
        ("all", all.clone()),
        ("a status", Filter { statuses: statuses.clone(), ..all.clone() }),
        ("a kind", Filter { kinds: kinds.clone(), ..all.clone() }),
        ("a fault", Filter { faults, ..all.clone() }),
        ("what is public", Filter { public_only: true, ..all.clone() }),
        ("three filters", Filter { statuses: statuses.clone(), kinds, source: source(0), ..all.clone() }),
        ("a small source", Filter { statuses: statuses.clone(), source: source(2), ..all.clone() }),
    ] {
        inbox.check_pages(what, &filter, 2.0, 15.0).await;
    }
    let rare = Filter { statuses: Some(BTreeSet::from([Status::Rejected])), ..all.clone() };
    inbox.check_pages("a rare combination", &rare, 2.0, 60.0).await;
    for (from_day, to_day) in [(364, 300), (200, 199), (90, 0)] {
        let at = |day: u64| Some(Timestamp::from_ms(NOW.ms() - day * DAY_MS - 12_345_000));
        let ids = ids_between(at(from_day), at(to_day));
        inbox.check_pages("a range of time", &Filter { ids: ids.clone(), ..all.clone() }, 8.0, 15.0).await;
        let filter = Filter { ids, statuses: statuses.clone(), source: source(1), ..all.clone() };
        inbox.check_pages("filters in a range of time", &filter, 8.0, 15.0).await;
    }
    inbox.check_trend().await;
    inbox.check_stream().await;
}

impl Inbox {
    async fn check_trend(&self) {
        self.begin();
        let caller = admin(&self.app);
        let edges = (0..=365).rev().map(|day| Timestamp::from_ms(NOW.ms() / DAY_MS * DAY_MS - day * DAY_MS)).collect();
        let query = StatsQuery { edges, by_source: false };
        let found = stats(&self.store, &self.fixture.context(&caller, None), query).await.unwrap();
        let cost = self.cost();
        println!("a year by day: {cost:?}");
        let counted: u64 = found.buckets.iter().map(|bucket| bucket.counts.total()).sum();
        assert!(counted > FEEDBACKS * 99 / 100, "{counted} of {FEEDBACKS}");
        assert!(cost.rru <= 10.0 && cost.round_trips <= 6, "a year by day: {cost:?}");
    }

    /// 200 that come within two seconds, then one change that comes alone.
    async fn check_stream(&self) {
        let fresh: Vec<Feedback> = (1..=200).map(|nth| feedback(&self.app, FEEDBACKS + nth)).collect();
        for feedback in &fresh {
            self.begin();
            self.store.put_feedback(feedback, None).await.unwrap();
            let cost = self.cost();
            assert!(cost.wru <= 5.0 && cost.round_trips == 1, "submit: {cost:?}");
        }
        self.begin();
        assert_eq!(self.told(fresh.iter()).await.rows, 400);
        let cost = self.cost();
        println!("200 submissions for the stream: {cost:?}");
        assert!(cost.wru <= 0.5 * 200.0, "200 submissions for the stream: {cost:?}");

        let small = |feedback: &&Feedback| feedback.draft.source.as_str() == SOURCES[2];
        let one = self.all.values().filter(small).nth(50).unwrap();
        self.store.set_status(&self.app, one.id, one.id.number() + 1, &change(Status::Rejected)).await.unwrap();
        self.begin();
        self.told(std::iter::once(one)).await;
        let cost = self.cost();
        println!("a status for the stream: {cost:?}");
        assert!(cost.wru <= 6.0, "a status for the stream: {cost:?}");
    }
}
