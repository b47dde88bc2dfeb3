//! Lists against a plain list in memory: under any filter, pages and cursor walks concatenate to the whole, newest
//! first, with the exact total.

use std::{collections::BTreeSet, ops::RangeInclusive};

use proptest::{collection::vec, option, prelude::*, sample::select};
use shared::{
    domain::{
        AppId, Draft, Feedback, FeedbackId, Filter, KindName, Source, Status,
        filter::Keyword,
        page::{PageRequest, Start},
    },
    operations::list::{ListQuery, Listing, list},
    store::SetStatus,
};

use crate::fixture::{Fixture, admin, app, change, later, private, public};

const SOURCES: [&str; 3] = ["general", "知识库", "web"];
const WORDS: [&str; 6] = ["夜间模式", "Night MODE", "闪退", "a.*b", "<b>", "夜"];

/// One stored feedback: kind, status, source, words, whether it is public, and whether it is of the other app.
type Row = (KindName, Status, &'static str, &'static str, bool, bool);

fn row() -> impl Strategy<Value = Row> {
    let kind = select(KindName::ALL.to_vec());
    let status = select(Status::ALL.to_vec());
    (kind, status, select(SOURCES.to_vec()), select(WORDS.to_vec()), any::<bool>(), prop::bool::weighted(0.1))
}

#[derive(Clone, Debug)]
struct Asked {
    statuses: Option<BTreeSet<Status>>,
    kinds: Option<BTreeSet<KindName>>,
    source: Option<&'static str>,
    keyword: Option<&'static str>,
    public_only: bool,
    /// As places in the list of all.
    range: Option<(usize, usize)>,
    size: u64,
}

fn asked() -> impl Strategy<Value = Asked> {
    let statuses = option::of(prop::collection::btree_set(select(Status::ALL.to_vec()), 1..4));
    let kinds = option::of(prop::collection::btree_set(select(KindName::ALL.to_vec()), 1..3));
    let keyword = option::of(select(vec!["夜间", "mode", ".*", "<", "夜", "没有"]));
    let range = option::of((0..60_usize, 0..60_usize));
    (statuses, kinds, option::of(select(SOURCES.to_vec())), keyword, any::<bool>(), range, 1..25_u64).prop_map(
        |(statuses, kinds, source, keyword, public_only, range, size)| Asked {
            statuses,
            kinds,
            source,
            keyword,
            public_only,
            range,
            size,
        },
    )
}

impl Asked {
    fn filter(&self, app: &AppId, all: &[Feedback]) -> Filter {
        Filter {
            public_only: self.public_only,
            statuses: self.statuses.clone(),
            kinds: self.kinds.clone(),
            source: self.source.map(|source| Source::parse(source).unwrap()),
            ids: self.ids(all),
            keyword: self.keyword.and_then(Keyword::new),
            ..Filter::all_of(app.clone())
        }
    }

    fn ids(&self, all: &[Feedback]) -> RangeInclusive<u64> {
        let Some((from, to)) = self.range.filter(|_| !all.is_empty()) else { return 1..=shared::domain::ids::MAX_ID };
        all[from % all.len()].id.number()..=all[to % all.len()].id.number()
    }

    /// The same question put to the plain list.
    fn fits(&self, feedback: &Feedback, app: &AppId, ids: &RangeInclusive<u64>) -> bool {
        let text = feedback.draft.content.as_str().to_lowercase();
        feedback.app == *app
            && (!self.public_only || feedback.draft.public)
            && self.statuses.as_ref().is_none_or(|set| set.contains(&feedback.status))
            && self.kinds.as_ref().is_none_or(|set| set.contains(&feedback.draft.kind.name()))
            && self.source.is_none_or(|source| feedback.draft.source.as_str() == source)
            && ids.contains(&feedback.id.number())
            && self.keyword.is_none_or(|keyword| text.contains(&keyword.to_lowercase()))
    }
}

fn draft((kind, _, source, words, is_public, _): Row) -> Draft {
    let base = if is_public { public(words) } else { private("标题", words) };
    Draft { kind: kind.with_faults(base.kind.faults()), source: Source::parse(source).unwrap(), ..base }
}

async fn fill(fixture: &Fixture, rows: &[Row]) -> Vec<Feedback> {
    let mut all = Vec::new();
    for (ms, row) in (0..).zip(rows) {
        let app = app(if row.5 { "other" } else { "one" });
        let mut stored = fixture.put(&app, ms, draft(*row)).await;
        if row.1 != Status::Pending {
            let change_id = fixture.ids.draw(later(1_000 + ms));
            fixture.store.set_status(&app, stored.id, change_id, &change(row.1)).await.unwrap();
            stored.status = row.1;
        }
        all.push(stored);
    }
    all
}

async fn ask(fixture: &Fixture, filter: &Filter, start: Start, size: u64) -> Listing {
    let caller = admin(&filter.app);
    let query = ListQuery { filter: filter.clone(), page: PageRequest { start, size }, conversations: true };
    let listing = list(&fixture.store, &fixture.context(&caller, None), query).await.unwrap();
    let shown: Vec<FeedbackId> = listing.conversations.iter().map(|found| found.feedback.id).collect();
    assert_eq!(shown, listing.cards.iter().map(|card| card.id).collect::<Vec<_>>());
    listing
}

async fn check(fixture: &Fixture, all: &[Feedback], asked: &Asked) {
    let app = app("one");
    let filter = asked.filter(&app, all);
    let expected: Vec<FeedbackId> = all
        .iter()
        .rev()
        .filter(|feedback| asked.fits(feedback, &app, &filter.ids))
        .map(|feedback| feedback.id)
        .collect();
    let total = expected.len() as u64;

    let mut by_page = Vec::new();
    for number in 1..=total.div_ceil(asked.size) + 1 {
        let listing = ask(fixture, &filter, Start::Page(number), asked.size).await;
        assert_eq!(listing.total, total, "{asked:?}");
        by_page.extend(listing.cards.iter().map(|card| card.id));
    }
    assert_eq!(by_page, expected, "{asked:?}");

    let mut listing = ask(fixture, &filter, Start::Page(1), asked.size).await;
    let mut by_cursor: Vec<_> = listing.cards.iter().map(|card| card.id).collect();
    while let Some(next) = listing.next {
        listing = ask(fixture, &filter, Start::After(next), asked.size).await;
        assert_eq!(listing.total, total);
        assert!(!listing.cards.is_empty(), "a next page is promised only where there is one");
        by_cursor.extend(listing.cards.iter().map(|card| card.id));
    }
    assert_eq!(by_cursor, expected, "{asked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn pages_and_cursors_concatenate_to_the_whole(rows in vec(row(), 0..60), questions in vec(asked(), 8)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let fixture = Fixture::new().await;
            let all = fill(&fixture, &rows).await;
            for asked in &questions {
                check(&fixture, &all, asked).await;
            }
        });
    }
}

#[tokio::test]
async fn more_than_one_query_of_a_partition_is_read_to_its_end() {
    let fixture = Fixture::new().await;
    let app = app("one");
    for ms in 0..1_250 {
        fixture.put(&app, ms, public(if ms % 50 == 0 { "夜间模式" } else { "x" })).await;
    }
    let all =
        Asked { statuses: None, kinds: None, source: None, keyword: None, public_only: true, range: None, size: 100 };
    let listing = ask(&fixture, &all.filter(&app, &[]), Start::Page(13), 100).await;
    assert_eq!((listing.total, listing.cards.len(), listing.next), (1_250, 50, None));
    let night = Asked { keyword: Some("夜间"), ..all };
    let listing = ask(&fixture, &night.filter(&app, &[]), Start::Page(1), 100).await;
    assert_eq!((listing.total, listing.cards.len()), (25, 25));
}
