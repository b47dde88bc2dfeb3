//! The three indexes.

use std::collections::BTreeSet;

use shared::{
    domain::{Card, Fault, Filter, Kind, KindName, Source, Status, ids::ids_between},
    store::{ReadIndex, ReadTexts, SetStatus},
};

use crate::fixture::{Fixture, app, change, later, private, public};

fn everything(app: &shared::domain::AppId) -> Filter {
    Filter::all_of(app.clone())
}

async fn cards(fixture: &Fixture, filter: &Filter) -> Vec<Card> {
    let mut found = Vec::new();
    for partition in fixture.store.partitions(filter) {
        found.extend(fixture.store.cards(&filter.app, &partition, filter.ids.clone(), 100).await.unwrap().cards);
    }
    found
}

#[tokio::test]
async fn every_index_shows_the_whole_card() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let mut draft = public("建议增加夜间模式功能");
    draft.kind = Kind::Fault([Fault::BlackScreen].into_iter().collect());
    let stored = fixture.put(&app, 0, draft).await;
    let expected = Card {
        id: stored.id,
        kind: stored.draft.kind,
        wechat_type: None,
        status: Status::Pending,
        source: stored.draft.source.clone(),
        title: "建议增加夜间模式功能".to_owned(),
        public: true,
    };
    let by_source = Filter { source: Some(stored.draft.source.clone()), ..everything(&app) };
    let by_status = Filter { statuses: Some(BTreeSet::from([Status::Pending])), ..everything(&app) };
    let by_type = Filter { kinds: Some(BTreeSet::from([KindName::Fault])), ..everything(&app) };
    for filter in [by_source, by_status, by_type, everything(&app)] {
        assert_eq!(cards(&fixture, &filter).await, std::slice::from_ref(&expected));
    }
}

#[tokio::test]
async fn a_title_is_the_first_hundred_characters_where_there_is_none() {
    let fixture = Fixture::new().await;
    let app = app("one");
    fixture.put(&app, 0, public(&"意".repeat(150))).await;
    fixture.put(&app, 1, private("标题", "内容")).await;
    let titles: BTreeSet<String> =
        cards(&fixture, &everything(&app)).await.into_iter().map(|card| card.title).collect();
    assert_eq!(titles, BTreeSet::from(["意".repeat(100), "标题".to_owned()]));
}

#[tokio::test]
async fn the_fewest_partitions_are_read() {
    let fixture = Fixture::new().await;
    let all = everything(&app("one"));
    let count = |filter: &Filter| fixture.store.partitions(filter).len();
    assert_eq!(count(&all), 4);
    assert_eq!(count(&Filter { source: Some(Source::parse("web").unwrap()), ..all.clone() }), 1);
    assert_eq!(count(&Filter { statuses: Some(BTreeSet::from([Status::Closed, Status::Rejected])), ..all.clone() }), 2);
    assert_eq!(count(&Filter { kinds: Some(BTreeSet::from([KindName::Fault])), ..all }), 1);
}

/// Else an export would lose or double what the team moves meanwhile: with several statuses it reads kinds.
#[tokio::test]
async fn nothing_moves_between_steady_partitions() {
    let fixture = Fixture::new().await;
    let all = everything(&app("one"));
    let count = |filter: &Filter| fixture.store.steady_partitions(filter).len();
    let two = Filter { statuses: Some([Status::Closed, Status::Rejected].into()), ..all.clone() };
    assert_eq!((count(&all), count(&two)), (4, 4));
    let kinds = Some([KindName::Fault, KindName::Question, KindName::Other].into());
    assert_eq!(count(&Filter { kinds, ..two.clone() }), 3);
    assert_eq!(count(&Filter { source: Some(Source::parse("web").unwrap()), ..two }), 1);
    assert_eq!(count(&Filter { statuses: Some([Status::Closed].into()), ..all }), 1);
}

#[tokio::test]
async fn cards_come_newest_first_within_their_range_and_limit() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let mut stored = Vec::new();
    for ms in 0..10 {
        stored.push(fixture.put(&app, ms, public("x")).await.id);
    }
    stored.reverse();
    let by_source = Filter { source: Some(Source::parse("general").unwrap()), ..everything(&app) };
    let partition = &fixture.store.partitions(&by_source)[0];
    let ids = ids_between(Some(later(2)), Some(later(7)));
    let page = fixture.store.cards(&app, partition, ids.clone(), 4).await.unwrap();
    assert_eq!(page.cards.iter().map(|card| card.id).collect::<Vec<_>>(), stored[2..6]);
    assert!(page.more);
    let rest = *ids.start()..=page.cards[3].id.number() - 1;
    let page = fixture.store.cards(&app, partition, rest, 4).await.unwrap();
    assert_eq!(page.cards.iter().map(|card| card.id).collect::<Vec<_>>(), stored[6..8]);
    assert!(!page.more);
}

#[tokio::test]
async fn a_status_moves_its_card_and_apps_are_apart() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let stored = fixture.put(&one, 0, public("x")).await;
    fixture.put(&two, 0, public("y")).await;
    fixture.store.set_status(&one, stored.id, fixture.ids.draw(later(1)), &change(Status::Closed)).await.unwrap();
    let with = |status| Filter { statuses: Some(BTreeSet::from([status])), ..everything(&one) };
    assert!(cards(&fixture, &with(Status::Pending)).await.is_empty());
    assert_eq!(cards(&fixture, &with(Status::Closed)).await[0].id, stored.id);
    assert_eq!(cards(&fixture, &everything(&one)).await[0].status, Status::Closed);
    assert_eq!(cards(&fixture, &everything(&one)).await.len(), 1);
}

#[tokio::test]
async fn texts_come_in_any_number_without_the_deleted() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let mut ids = Vec::new();
    for n in 0..130 {
        ids.push(fixture.put(&app, n, public(&format!("内容 {n}"))).await.id);
    }
    ids.push(fixture.feedback(&app, 500, public("never stored")).id);
    let texts = fixture.store.texts(&ids).await.unwrap();
    let contents: BTreeSet<_> = texts.iter().map(|texts| texts.content.as_str()).collect();
    assert_eq!(contents.len(), 130);
    assert!(texts.iter().all(|texts| texts.name.as_deref() == Some("张三")));
}
