//! The tree while others write to it.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

use futures_util::future::join_all;
use shared::{
    domain::{Error, Feedback, FeedbackId, Filter, page::Start},
    operations::project::{Changes, project},
};

use super::{SHAPE, ask, draft, records};
use crate::fixture::{Fixture, app};

/// Whoever comes by a cursor sees everything that was there when they began, once, whatever comes meanwhile.
#[tokio::test]
async fn a_cursor_walk_sees_each_feedback_once_while_others_come() {
    let fixture = &Fixture::new().await;
    let app = &app("one");
    let mut before = BTreeSet::new();
    let mut stored = Vec::new();
    for number in 0..120 {
        let feedback = fixture.put(app, number, draft(usize::try_from(number).unwrap())).await;
        before.insert(feedback.id);
        stored.push(feedback);
    }
    project(&fixture.store, &SHAPE, &records(&stored)).await.unwrap();

    let is_over = &AtomicBool::new(false);
    let writer = async {
        let mut number = 0;
        while !is_over.load(Ordering::Relaxed) {
            // Some are newer than all, some lie between the others.
            let feedback = fixture.put(app, 60 + number % 120, draft(usize::try_from(number).unwrap())).await;
            project(&fixture.store, &SHAPE, &records([&feedback])).await.unwrap();
            number += 7;
        }
    };
    let reader = async {
        let (mut seen, mut start) = (Vec::new(), Start::Page(1));
        loop {
            let listing = ask(fixture, &Filter::all_of(app.clone()), start, 7).await;
            seen.extend(listing.cards.iter().map(|card| card.id));
            let Some(next) = listing.next else { break };
            start = Start::After(next);
        }
        is_over.store(true, Ordering::Relaxed);
        seen
    };
    let (seen, ()) = tokio::join!(reader, writer);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice");
    let seen: BTreeSet<FeedbackId> = seen.into_iter().collect();
    assert_eq!(before.difference(&seen).count(), 0);
}

/// As many processes as a table's stream may have shards, all on the newest leaves of one app.
#[tokio::test]
async fn many_processes_at_once_lead_to_the_same_tree() {
    let fixture = &Fixture::new().await;
    let app = &app("one");
    let lots = join_all((0..8).map(|lot: u64| async move {
        let mut stored = Vec::<Feedback>::new();
        for step in 0..12 {
            let number = lot * 100 + step;
            let feedback = fixture.put(app, step * 8 + lot, draft(usize::try_from(number).unwrap())).await;
            // Where others stay in the way, Lambda brings the record again.
            while project(&fixture.store, &SHAPE, &records([&feedback])).await == Err(Error::Unavailable) {}
            stored.push(feedback);
        }
        stored
    }))
    .await;
    let all: Vec<Feedback> = lots.into_iter().flatten().collect();
    assert_eq!(ask(fixture, &Filter::all_of(app.clone()), Start::Page(1), 10).await.total, 96);
    assert_eq!(project(&fixture.store, &SHAPE, &records(&all)).await, Ok(Changes::default()), "nothing was left to do");
}
