//! The counting tree: right whatever happens ([`model`]), right while it happens ([`live`]), set right by an audit
//! ([`audit`]).

mod audit;
mod live;
mod model;

use std::collections::BTreeSet;

use shared::{
    domain::{
        Draft, Feedback, Filter, KindName, Source,
        page::{PageRequest, Start},
    },
    operations::{
        list::{ListQuery, Listing, list},
        project::Touched,
    },
    tree::Shape,
};

use crate::fixture::{Fixture, admin, private};

/// So small that thirty feedbacks make a tree of four tiers.
const SHAPE: Shape = Shape { leaf_rows: 3, leaves: 2, nodes: 2, top_nodes: 2, small: 0 };
const SOURCES: [&str; 3] = ["mini_program", "网页", "bot"];

fn draft(number: usize) -> Draft {
    let kind = KindName::ALL[number % 4].with_faults([shared::domain::Fault::ALL[number % 9]].into_iter().collect());
    Draft { kind, source: Source::parse(SOURCES[number % 3]).unwrap(), ..private("标题", "内容") }
}

fn record(feedback: &Feedback) -> Touched {
    let (app, source, id) = (feedback.app.clone(), Some(feedback.draft.source.clone()), feedback.id);
    Touched { app, source, id }
}

fn records<'a>(all: impl IntoIterator<Item = &'a Feedback>) -> BTreeSet<Touched> {
    all.into_iter().map(record).collect()
}

async fn ask(fixture: &Fixture, filter: &Filter, start: Start, size: u64) -> Listing {
    let caller = admin(&filter.app);
    let query = ListQuery { filter: filter.clone(), page: PageRequest { start, size }, conversations: false };
    list(&fixture.store, &fixture.context(&caller, None), query).await.unwrap()
}
