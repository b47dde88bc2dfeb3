//! Stretches of the counting tree: which nodes there are, where each ends, and what lies between two ids.

use std::ops::RangeInclusive;

use crate::{
    domain::{Error, ids::MAX_ID},
    store::{Consistency, ReadTree},
    tree::{Row, Tally, TreeId},
};

/// Feedbacks up to which the leaves of a range are read at once.
const FEW: u64 = 1_500;

/// What a node covers.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Its tier, from 1 on.
    pub tier: u8,
    /// Its ids.
    pub ids: RangeInclusive<u64>,
    /// What it counts.
    pub tally: Tally,
}

/// What is below a stretch.
pub(super) enum Below {
    /// Smaller stretches, oldest first.
    Stretches(Vec<Stretch>),
    /// Feedbacks, oldest first.
    Rows(Vec<Row>),
}

/// All of a tree.
pub(super) async fn tops(
    store: &impl ReadTree,
    tree: &TreeId,
    top: u8,
    consistency: Consistency,
) -> Result<Vec<Stretch>, Error> {
    stretches(store, tree, top, 0..=MAX_ID, consistency).await
}

/// What is below a stretch, one Query. Of ids above `newest` nothing is read.
pub(super) async fn below(
    store: &impl ReadTree,
    tree: &TreeId,
    stretch: &Stretch,
    newest: u64,
    consistency: Consistency,
) -> Result<Below, Error> {
    let (start, end) = (*stretch.ids.start(), *stretch.ids.end());
    if stretch.tier == 1 {
        let leaves = store.leaves(tree, start..=end.min(newest), consistency).await?;
        return Ok(Below::Rows(leaves.into_iter().flat_map(|leaf| leaf.rows).collect()));
    }
    if newest >= end {
        return Ok(Below::Stretches(stretches(store, tree, stretch.tier - 1, start..=end, consistency).await?));
    }
    // The last of them ends somewhere behind `newest`; where, nobody asks.
    Ok(Below::Stretches(
        stretches(store, tree, stretch.tier - 1, start..=newest, consistency)
            .await?
            .into_iter()
            .map(|mut found| {
                if *found.ids.end() == newest {
                    found.ids = *found.ids.start()..=end;
                }
                found
            })
            .collect(),
    ))
}

async fn stretches(
    store: &impl ReadTree,
    tree: &TreeId,
    tier: u8,
    ids: RangeInclusive<u64>,
    consistency: Consistency,
) -> Result<Vec<Stretch>, Error> {
    let nodes = store.nodes(tree, tier, ids.clone(), consistency).await?;
    let ends: Vec<u64> = nodes.iter().skip(1).map(|next| next.low - 1).chain([*ids.end()]).collect();
    let stretch = |(node, end): (crate::tree::Node, u64)| Stretch { tier, ids: node.low..=end, tally: node.tally };
    Ok(nodes.into_iter().zip(ends).map(stretch).collect())
}

/// The tally of all ids in a range: of the two nodes in each tier that an end of the range cuts, the tier below is read.
pub(super) async fn tally(
    store: &impl ReadTree,
    tree: &TreeId,
    ids: &RangeInclusive<u64>,
    consistency: Consistency,
) -> Result<Tally, Error> {
    let mut sum = Tally::default();
    let Some(head) = store.head(tree, consistency).await? else { return Ok(sum) };
    let mut left = tops(store, tree, head.top, consistency).await?;
    while let Some(stretch) = left.pop() {
        if !overlap(&stretch.ids, ids) {
            continue;
        }
        if is_within(&stretch.ids, ids) || stretch.tally.total() == 0 {
            sum.add(&stretch.tally);
            continue;
        }
        match below(store, tree, &stretch, *ids.end(), consistency).await? {
            Below::Stretches(stretches) => left.extend(stretches),
            Below::Rows(rows) => {
                rows.iter().filter(|row| ids.contains(&row.id)).for_each(|row| sum.count_in(&row.profile));
            }
        }
    }
    Ok(sum)
}

/// The same for a range of which is known how many there were in it a moment ago: the leaves of few are read at once.
pub(super) async fn count(
    store: &impl ReadTree,
    tree: TreeId,
    ids: RangeInclusive<u64>,
    known: u64,
    consistency: Consistency,
) -> Result<Tally, Error> {
    if known <= FEW {
        tally_of_few(store, &tree, &ids, consistency).await
    } else {
        tally(store, &tree, &ids, consistency).await
    }
}

async fn tally_of_few(
    store: &impl ReadTree,
    tree: &TreeId,
    ids: &RangeInclusive<u64>,
    consistency: Consistency,
) -> Result<Tally, Error> {
    let first = store.leaf_at(tree, *ids.start(), consistency).await?;
    let rest = store.leaves(tree, ids.start() + 1..=*ids.end(), consistency).await?;
    let rows = first.into_iter().chain(rest).flat_map(|leaf| leaf.rows);
    let rows: Vec<Row> = rows.filter(|row| ids.contains(&row.id)).collect();
    Ok(Tally::of(rows.iter().map(|row| &row.profile)))
}

/// Whether two ranges have an id in common.
pub(super) fn overlap(one: &RangeInclusive<u64>, other: &RangeInclusive<u64>) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

/// Whether all of a range is in another.
pub(super) fn is_within(inner: &RangeInclusive<u64>, outer: &RangeInclusive<u64>) -> bool {
    outer.contains(inner.start()) && outer.contains(inner.end())
}
