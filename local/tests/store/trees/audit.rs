//! What an audit finds and mends.

use shared::{
    domain::{FeedbackId, Filter, Status, Timestamp, page::Start},
    operations::{
        audit::{Audited, rebuild, sample},
        project::{Changes, project},
    },
    store::{Consistency, Delete, ReadTree, SetStatus, WriteTree},
    tree::{Tally, TreeId},
};

use super::{SHAPE, ask, draft, records};
use crate::fixture::{Fixture, app, change, later};

/// A tree that has drifted in every way: records that never came, of what was stored, changed and deleted; and a node whose
/// tally is wrong.
async fn drifted(fixture: &Fixture) -> u64 {
    let app = app("one");
    let mut stored = Vec::new();
    for number in 0..60 {
        stored.push(fixture.put(&app, number, draft(usize::try_from(number).unwrap())).await);
    }
    project(&fixture.store, &SHAPE, &records(&stored[..50])).await.unwrap();
    for feedback in &stored[10..15] {
        let change_id = fixture.ids.draw(later(1));
        fixture.store.set_status(&app, feedback.id, change_id, &change(Status::Closed)).await.unwrap();
    }
    fixture.store.delete_feedback(&app, stored[20].id).await.unwrap();
    let tree = TreeId { app: app.clone(), source: None };
    let newest = fixture.store.node_at(&tree, 1, u64::MAX >> 11).await.unwrap().unwrap();
    let broken = shared::tree::Node { tally: Tally::default(), ..newest };
    assert_eq!(fixture.store.put_nodes(&tree, 1, &[broken]).await, Ok(true));
    59
}

#[tokio::test]
async fn a_rebuild_sets_everything_right_and_says_what_was_wrong() {
    let fixture = Fixture::new().await;
    let expected = drifted(&fixture).await;
    let app = app("one");
    let mut batches = 0;
    let audited = rebuild(&fixture.store, &SHAPE, &app, |_| batches += 1).await.unwrap();
    assert!(batches > 1);
    // Ten were missing, five were changed, one was gone: each in the tree of all and in that of its source.
    assert_eq!(audited.drift.rows, 2 * (10 + 5 + 1));
    assert!(audited.drift.nodes > 0 && audited.drift.trends > 0, "{audited:?}");
    let filter = Filter::all_of(app.clone());
    assert_eq!(ask(&fixture, &filter, Start::Page(1), 10).await.total, expected);
    let closed = Filter { statuses: Some([Status::Closed].into()), ..filter };
    assert_eq!(ask(&fixture, &closed, Start::Page(1), 10).await.total, 5);
    let again = rebuild(&fixture.store, &SHAPE, &app, |_| ()).await.unwrap();
    assert_eq!(again.drift, Changes::default());
}

#[tokio::test]
async fn an_app_without_a_tree_gets_one() {
    let fixture = Fixture::new().await;
    let app = app("one");
    for number in 0..20 {
        fixture.put(&app, number, draft(usize::try_from(number).unwrap())).await;
    }
    let audited = rebuild(&fixture.store, &SHAPE, &app, |_| ()).await.unwrap();
    assert_eq!(audited.drift.rows, 2 * 20);
    let head = fixture.store.head(&TreeId { app: app.clone(), source: None }, Consistency::Strong).await.unwrap();
    assert!(head.unwrap().top > 1);
    assert_eq!(fixture.store.counted_apps().await.unwrap(), [app]);
}

#[tokio::test]
async fn samples_find_drift_sooner_or_later_and_leave_what_is_on_its_way() {
    let fixture = Fixture::new().await;
    drifted(&fixture).await;
    let store = &fixture.store;
    assert_eq!(
        sample(store, &SHAPE, rand::random, later(0)).await.unwrap().drift.rows,
        0,
        "all is younger than minutes"
    );
    let tomorrow = Timestamp::from_ms(later(0).ms() + 86_400_000);
    let mut found = Audited::default();
    for _ in 0..200 {
        let audited = sample(store, &SHAPE, rand::random, tomorrow).await.unwrap();
        found.feedbacks += audited.feedbacks;
        found.drift.rows += audited.drift.rows;
    }
    assert!(found.feedbacks > 0);
    assert_eq!(found.drift.rows, 2 * (10 + 5 + 1), "each is mended once");
    let all: Vec<FeedbackId> = ask(&fixture, &Filter::all_of(app("one")), Start::Page(1), 100)
        .await
        .cards
        .iter()
        .map(|card| card.id)
        .collect();
    assert_eq!(all.len(), 59);
}
