//! Sweeps of a bridge against a mini-program that is as the test wants it.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
};

use shared::{
    domain::{
        AppId, Content, Draft, Error, Filter, Kind, MediaId, Source, Timestamp,
        app::{App, AppChange, AppKind, Limits},
    },
    operations::bridge::{Page, Program, Programs, Record, Report, Run, Trouble, bridge},
    store::{BridgeSettings, CreateApp, MarkBridge, ReadBridge, ReadIndex, Verbs, WriteBridge, media::SendUploads},
};

use crate::fixture::{Fixture, NOW, app, later, signer};

/// Records of a page.
const PAGE: usize = 10;

/// A mini-program with records, newest last, and how many calls it takes before the quota is used up.
#[derive(Default)]
struct Wechat {
    records: RefCell<Vec<Record>>,
    calls_left: Cell<Option<usize>>,
    calls: Cell<usize>,
}

impl Wechat {
    fn tell(&self, count: u64) {
        let mut records = self.records.borrow_mut();
        for _ in 0..count {
            let id = records.len() as u64 + 1;
            let content = Content::parse(&format!("闪退 {id}")).unwrap();
            let draft = Draft::new(Kind::Fault([].into_iter().collect()), content, Source::parse("wechat").unwrap());
            // Three in a second.
            records.push(Record { id, created_at_s: NOW.seconds() - 10_000 + id / 3, draft, pictures: Vec::new() });
        }
    }

    fn limit(&self, calls: Option<usize>) {
        self.calls_left.set(calls);
    }
}

impl Programs for &Wechat {
    type Program = Self;

    fn open(&self, _: &AppId, secret: String) -> Self {
        assert_eq!(secret, "密钥");
        self
    }
}

impl Program for &Wechat {
    async fn page(&self, number: u64) -> Result<Page, Trouble> {
        if self.calls_left.get() == Some(0) {
            return Err(Trouble::Quota);
        }
        self.calls_left.set(self.calls_left.get().map(|left| left - 1));
        self.calls.set(self.calls.get() + 1);
        let skipped = (usize::try_from(number).unwrap() - 1) * PAGE;
        let records: Vec<_> = self.records.borrow().iter().rev().skip(skipped).take(PAGE).cloned().collect();
        Ok(Page { more: records.len() == PAGE, records })
    }

    async fn picture(&self, _: u64, _: &str) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(None)
    }
}

/// A bucket that nothing is put into.
struct NoBucket;

impl SendUploads for NoBucket {
    const VERBS: Verbs = &[];

    async fn send_upload(&self, _: &MediaId, _: &str, _: Vec<u8>) -> Result<(), Error> {
        Ok(())
    }
}

struct Stage {
    fixture: Fixture,
    wechat: Wechat,
    app: AppId,
}

impl Stage {
    async fn set() -> Self {
        let (fixture, id) = (Fixture::new().await, app("one"));
        let record = App {
            id: id.clone(),
            name: shared::domain::Name::parse("商店").unwrap(),
            kind: AppKind::Store,
            secret_generation: 1,
            origins: Vec::new(),
            limits: Limits::default(),
            log_url: None,
        };
        fixture.store.create_app(&record, None).await.unwrap();
        let stage = Self { fixture, wechat: Wechat::default(), app: id };
        stage.settle("wx1", true).await;
        stage
    }

    async fn settle(&self, program: &str, is_new: bool) {
        let purpose = format!("bridge {} {program}", self.app);
        let settings = BridgeSettings {
            program: app(program),
            enabled: true,
            sealed_secret: signer().seal(&purpose, "密钥").unwrap(),
            is_new,
        };
        self.fixture.store.write_bridge(&self.app, &AppChange::default(), &settings).await.unwrap();
    }

    async fn run_until(&self, deadline: Timestamp) -> Report {
        let mut reports = Vec::new();
        let (key, ids) = (signer(), &self.fixture.ids);
        let run = Run { programs: &&self.wechat, key: &key, ids, clock: || NOW, deadline };
        bridge(&self.fixture.store, &NoBucket, &run, |_, report| reports.push(report.clone())).await.unwrap();
        reports.pop().unwrap()
    }

    async fn run(&self) -> Report {
        self.run_until(later(300_000)).await
    }

    /// The numbers of all records that are in the inbox, with those that are there twice twice.
    async fn stored(&self) -> Vec<u64> {
        let mut stored = Vec::new();
        for partition in self.fixture.store.partitions(&Filter::all_of(self.app.clone())) {
            let cards = self.fixture.store.cards(&self.app, &partition, 0..=u64::MAX >> 11, 1_000).await.unwrap();
            stored
                .extend(cards.cards.iter().map(|card| card.title.rsplit(' ').next().unwrap().parse::<u64>().unwrap()));
        }
        stored.sort_unstable();
        stored
    }
}

fn up_to(last: u64) -> Vec<u64> {
    (1..=last).collect()
}

#[tokio::test]
async fn a_sweep_ends_at_what_is_done() {
    let stage = Stage::set().await;
    stage.wechat.tell(35);
    let report = stage.run().await;
    assert_eq!((report.pages, report.stored, report.trouble), (4, 35, None));
    stage.wechat.tell(12);
    let report = stage.run().await;
    assert_eq!((report.pages, report.stored), (2, 12));
    let report = stage.run().await;
    // Those of the newest second may not all have been there.
    assert!(report.pages == 1 && report.stored == 0 && report.known <= 3, "{report:?}");
    assert_eq!(stage.stored().await, up_to(47));
}

#[tokio::test]
async fn a_used_up_quota_ends_a_run_and_the_next_goes_on() {
    let stage = Stage::set().await;
    stage.wechat.tell(60);
    stage.wechat.limit(Some(2));
    let report = stage.run().await;
    assert_eq!((report.stored, report.trouble), (20, Some(Trouble::Quota)));
    let kept = stage.fixture.store.bridge(&stage.app).await.unwrap().unwrap();
    assert_eq!(kept.last_run.unwrap().trouble.as_deref(), Some("the daily quota of the API is used up"));
    // More than a page comes before the next run: nothing is skipped, and the newest wait for the sweep after.
    stage.wechat.tell(25);
    stage.wechat.limit(None);
    stage.run().await;
    assert!(BTreeSet::from_iter(stage.stored().await).is_superset(&up_to(60).into_iter().collect()));
    stage.run().await;
    assert_eq!(stage.stored().await, up_to(85));
    assert_eq!(stage.fixture.store.bridge(&stage.app).await.unwrap().unwrap().last_run.unwrap().trouble, None);
}

#[tokio::test]
async fn without_time_nothing_is_begun() {
    let stage = Stage::set().await;
    stage.wechat.tell(5);
    let report = stage.run_until(later(19_000)).await;
    assert!(report.is_cut_short && report.stored == 0 && stage.wechat.calls.get() == 0, "{report:?}");
    assert_eq!(stage.run().await.stored, 5);
}

#[tokio::test]
async fn another_program_begins_anew() {
    let stage = Stage::set().await;
    stage.wechat.tell(5);
    stage.run().await;
    let before = stage.fixture.store.bridge(&stage.app).await.unwrap().unwrap();
    stage.settle("wx2", true).await;
    assert!(!stage.fixture.store.mark_bridge(&before, before.progress, None).await.unwrap());
    // The same numbers are other records there.
    assert_eq!(stage.run().await.stored, 5);
    assert_eq!(stage.stored().await.len(), 10);
}
