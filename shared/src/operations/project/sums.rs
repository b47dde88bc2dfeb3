//! The tiers above the leaves: each node is the sum of what lies below it.

use std::collections::BTreeSet;

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{PARALLEL, Rights, pause_before, runs};
use crate::{
    domain::{Error, ids::MAX_ID},
    store::Consistency,
    tree::{Head, Node, Shape, Tally, TreeId, cuts},
};

/// Sums up all tiers above some leaves, which begin at `lows`; returns how many nodes were written.
pub(super) async fn update(
    store: &impl Rights,
    shape: &Shape,
    tree: &TreeId,
    lows: &BTreeSet<u64>,
) -> Result<u64, Error> {
    let Some(head) = store.head(tree, Consistency::Strong).await? else { return Ok(0) };
    let (mut written, mut is_cut) = (0, false);
    let mut lows = lows.clone();
    for tier in 1..=head.top {
        let runs: Vec<_> = runs(&lows).into_iter().map(|run| sum_all(store, shape, tree, tier, run)).collect();
        let summed: Vec<Vec<Summed>> = stream::iter(runs).buffered(PARALLEL).try_collect().await?;
        let summed: Vec<Summed> = summed.into_iter().flatten().collect();
        written += summed.iter().map(|node| node.written).sum::<u64>();
        is_cut = summed.iter().any(|node| node.is_cut);
        lows = summed.iter().map(|node| node.low).collect();
    }
    if is_cut || !head.is_large {
        grow(store, shape, tree, head).await?;
    }
    Ok(written)
}

/// Sums up the nodes of a tier that cover some ids, from the newest to the oldest.
async fn sum_all(
    store: &impl Rights,
    shape: &Shape,
    tree: &TreeId,
    tier: u8,
    mut ids: BTreeSet<u64>,
) -> Result<Vec<Summed>, Error> {
    let mut all = Vec::new();
    while let Some(newest) = ids.last().copied() {
        let summed = sum(store, shape, tree, tier, newest).await?;
        ids.split_off(&summed.low);
        all.push(summed);
    }
    Ok(all)
}

/// What became of a node.
struct Summed {
    low: u64,
    written: u64,
    is_cut: bool,
}

/// Sums up the node of a tier that covers an id, and cuts it if it has become too large.
async fn sum(store: &impl Rights, shape: &Shape, tree: &TreeId, tier: u8, id: u64) -> Result<Summed, Error> {
    let mut round = 0;
    loop {
        pause_before(round).await?;
        round += 1;
        let node = store.node_at(tree, tier, id).await?;
        // A crash may have left a tree without it.
        let node = node.unwrap_or(Node { low: 0, version: 0, tally: Tally::default() });
        let next = store.next_low(tree, tier, node.low).await?;
        // Only now, after the node: see the head of `project`.
        let children = children(store, tree, tier, node.low, next.map_or(MAX_ID, |next| next - 1)).await?;
        let nodes = pieces(&node, &children, shape.capacity(tier), next.is_none());
        let is_cut = nodes.len() > 1;
        if !is_cut && node.version > 0 && nodes.iter().all(|sum| sum.tally == node.tally) {
            return Ok(Summed { low: node.low, written: 0, is_cut });
        }
        if store.put_nodes(tree, tier, &nodes).await? {
            return Ok(Summed { low: node.low, written: nodes.len() as u64, is_cut });
        }
    }
}

/// Where each child of a node begins, and its tally.
async fn children(
    store: &impl Rights,
    tree: &TreeId,
    tier: u8,
    low: u64,
    high: u64,
) -> Result<Vec<(u64, Tally)>, Error> {
    if tier == 1 {
        let leaves = store.leaves(tree, low..=high, Consistency::Strong).await?;
        return Ok(leaves.iter().map(|leaf| (leaf.low, leaf.tally())).collect());
    }
    let nodes = store.nodes(tree, tier - 1, low..=high, Consistency::Strong).await?;
    Ok(nodes.into_iter().map(|node| (node.low, node.tally)).collect())
}

/// The sum of the children, in as many nodes as it takes. The first stays where the node was.
fn pieces(node: &Node, children: &[(u64, Tally)], capacity: u64, at_the_end: bool) -> Vec<Node> {
    let counts: Vec<u64> = children.iter().map(|(_, tally)| tally.total()).collect();
    let cuts = cuts(&counts, capacity, at_the_end);
    let ends = cuts.iter().copied().chain([children.len()]);
    let begins = std::iter::once(0).chain(cuts.iter().copied());
    let piece = |(begin, end): (usize, usize)| {
        let mut tally = Tally::default();
        children[begin..end].iter().for_each(|(_, child)| tally.add(child));
        match begin {
            0 => Node { low: node.low, version: node.version, tally },
            begin => Node { low: children[begin].0, version: 0, tally },
        }
    };
    begins.zip(ends).map(piece).collect()
}

/// Says that a tree has become large, and puts another tier on one whose topmost has too many nodes.
async fn grow(store: &impl Rights, shape: &Shape, tree: &TreeId, head: Head) -> Result<(), Error> {
    let tops = store.nodes(tree, head.top, 0..=MAX_ID, Consistency::Strong).await?;
    let total: u64 = tops.iter().map(|node| node.tally.total()).sum();
    let mut grown = Head { is_large: head.is_large || total > shape.small, ..head };
    if tops.len() > shape.top_nodes {
        grown.top += 1;
        sum(store, shape, tree, grown.top, 0).await?;
    }
    if grown == head { Ok(()) } else { store.raise_head(tree, grown).await }
}
