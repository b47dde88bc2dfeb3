//! The leaves: which feedbacks there are, and what filters see of them.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{PARALLEL, Rights, Trees, pause_before, runs};
use crate::{
    domain::{AppId, Card, Error, FeedbackId},
    store::Consistency,
    tree::{Head, Leaf, Node, Profile, Row, Shape, Tally, TreeId, cuts},
};

/// Feedbacks as the table has them.
type Cards = BTreeMap<u64, (AppId, Card)>;

/// A leaf, and those of the touched feedbacks that it covers.
struct Covered<'a> {
    tree: &'a TreeId,
    leaf: Leaf,
    ids: BTreeSet<u64>,
}

/// Brings the leaves of all trees up to what the table says; returns how many rows were written, and where the leaves
/// begin that cover what was touched, changed or not.
pub(super) async fn update(store: &impl Rights, shape: &Shape, trees: &Trees) -> Result<(u64, Trees), Error> {
    let mut left = trees.clone();
    let (mut rows, mut round) = (0, 0);
    let mut lows = Trees::new();
    while !left.is_empty() {
        pause_before(round).await?;
        round += 1;
        let reads: Vec<_> = left.iter().map(|(tree, ids)| covered(store, tree, ids)).collect();
        let found: Vec<Vec<Covered>> = stream::iter(reads).buffer_unordered(PARALLEL).try_collect().await?;
        for covered in found.iter().flatten() {
            lows.entry(covered.tree.clone()).or_default().insert(covered.leaf.low);
        }
        // Only now, after the leaves: see the head of `project`.
        let cards = cards(store, &left).await?;
        let writes: Vec<_> = found.into_iter().flatten().map(|covered| write(store, shape, covered, &cards)).collect();
        let written: Vec<Written> = stream::iter(writes).buffer_unordered(PARALLEL).try_collect().await?;
        let mut refused = Trees::new();
        for outcome in written {
            match outcome {
                Written::Rows(changed) => rows += changed,
                Written::Refused(tree, ids) => refused.entry(tree).or_default().extend(ids),
            }
        }
        left = refused;
    }
    Ok((rows, lows))
}

async fn cards(store: &impl Rights, trees: &Trees) -> Result<Cards, Error> {
    let ids: BTreeSet<u64> = trees.values().flatten().copied().collect();
    let ids: Vec<FeedbackId> = ids.into_iter().filter_map(FeedbackId::from_number).collect();
    let reads: Vec<_> = ids.chunks(100).map(|batch| store.cards_of(batch, Consistency::Strong)).collect();
    let found: Vec<Vec<(AppId, Card)>> = stream::iter(reads).buffer_unordered(PARALLEL).try_collect().await?;
    Ok(found.into_iter().flatten().map(|(app, card)| (card.id.number(), (app, card))).collect())
}

/// The leaves that cover some ids, which are looked for from several places at once.
async fn covered<'a>(store: &impl Rights, tree: &'a TreeId, ids: &BTreeSet<u64>) -> Result<Vec<Covered<'a>>, Error> {
    let runs: Vec<_> = runs(ids).into_iter().map(|run| run_of_leaves(store, tree, run)).collect();
    let found: Vec<Vec<Covered>> = stream::iter(runs).buffered(PARALLEL).try_collect().await?;
    let mut leaves: BTreeMap<u64, Covered> = BTreeMap::new();
    for covered in found.into_iter().flatten() {
        match leaves.get_mut(&covered.leaf.low) {
            // Two runs may meet in a leaf.
            Some(before) => before.ids.extend(covered.ids),
            None => {
                leaves.insert(covered.leaf.low, covered);
            }
        }
    }
    Ok(leaves.into_values().collect())
}

/// The leaves that cover some ids, from the newest to the oldest: each says where the next search begins.
async fn run_of_leaves<'a>(
    store: &impl Rights,
    tree: &'a TreeId,
    mut ids: BTreeSet<u64>,
) -> Result<Vec<Covered<'a>>, Error> {
    let mut found = Vec::new();
    while let Some(newest) = ids.last().copied() {
        let leaf = match store.leaf_at(tree, newest, Consistency::Strong).await? {
            Some(leaf) => leaf,
            None => plant(store, tree).await?,
        };
        let of_leaf = ids.split_off(&leaf.low);
        found.push(Covered { tree, leaf, ids: of_leaf });
    }
    Ok(found)
}

/// A new tree: an empty leaf, a node above it, and the head. Whoever else plants it does the same.
async fn plant(store: &impl Rights, tree: &TreeId) -> Result<Leaf, Error> {
    store.put_leaves(tree, &[Leaf { low: 0, version: 0, rows: Vec::new() }]).await?;
    store.put_nodes(tree, 1, &[Node { low: 0, version: 0, tally: Tally::default() }]).await?;
    store.raise_head(tree, Head { top: 1, is_large: false }).await?;
    store.list_app(&tree.app).await?;
    store.leaf_at(tree, 0, Consistency::Strong).await?.ok_or(Error::Unavailable)
}

enum Written {
    Rows(u64),
    Refused(TreeId, BTreeSet<u64>),
}

/// Writes a leaf, cut into several if it has become too large.
async fn write(store: &impl Rights, shape: &Shape, covered: Covered<'_>, cards: &Cards) -> Result<Written, Error> {
    let Covered { tree, leaf, ids } = covered;
    let rows = leaf.with(ids.iter().map(|id| (*id, profile(tree, cards.get(id)))));
    if rows == leaf.rows {
        return Ok(Written::Rows(0));
    }
    let changed = difference(&leaf.rows, &rows);
    let is_cut = rows.len() as u64 > shape.leaf_rows;
    let at_the_end = is_cut && store.next_low(tree, 0, leaf.low).await?.is_none();
    let cuts = cuts(&vec![1; rows.len()], shape.leaf_rows, at_the_end);
    let leaves = pieces(&leaf, rows, &cuts);
    if store.put_leaves(tree, &leaves).await? {
        Ok(Written::Rows(changed))
    } else {
        Ok(Written::Refused(tree.clone(), ids))
    }
}

/// What a tree counts of a feedback, if it does.
fn profile(tree: &TreeId, stored: Option<&(AppId, Card)>) -> Option<Profile> {
    let (app, card) = stored?;
    let counts = *app == tree.app && tree.source.as_ref().is_none_or(|source| *source == card.source);
    counts.then(|| Profile::of(card))
}

/// The rows in as many leaves as it takes. The first stays where the leaf was.
fn pieces(leaf: &Leaf, rows: Vec<Row>, cuts: &[usize]) -> Vec<Leaf> {
    let ends = cuts.iter().copied().chain([rows.len()]);
    let begins = std::iter::once(0).chain(cuts.iter().copied());
    let pieces = begins.zip(ends).map(|(begin, end)| rows[begin..end].to_vec());
    let piece = |(place, rows): (usize, Vec<Row>)| match rows.first().filter(|_| place > 0) {
        Some(first) => Leaf { low: first.id, version: 0, rows },
        None => Leaf { low: leaf.low, version: leaf.version, rows },
    };
    pieces.enumerate().map(piece).collect()
}

/// How many feedbacks are in one and not in the other, or differ.
fn difference(before: &[Row], after: &[Row]) -> u64 {
    let profiles = |rows: &[Row]| rows.iter().map(|row| (row.id, row.profile)).collect::<BTreeMap<_, _>>();
    let (before, after) = (profiles(before), profiles(after));
    let ids: BTreeSet<&u64> = before.keys().chain(after.keys()).collect();
    ids.into_iter().filter(|id| before.get(id) != after.get(id)).count() as u64
}
