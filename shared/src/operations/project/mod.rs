//! Project: keeps the counting tree and the trend from the table's stream.
//!
//! **The stream says which, the table says what.** A record only names a feedback that has changed. Then, for each tree
//! that counts it:
//!
//! 1. its leaf is read, then the feedback itself, and the leaf is written with what the table says;
//! 2. tier by tier, each node above is read, then the tier below it, and the node is written with the sum;
//! 3. the hours are counted anew.
//!
//! Every read is strongly consistent, and every write has as its condition that what is written over is still what was
//! read first. If two processes meet, the later one is refused and begins again, and its reads then see all that the other
//! wrote. So records that come twice, late, out of order or in other batches lead to the same tree, and whatever a crash
//! leaves half done is finished by the retry, which computes the same sums and writes only those that differ.
//!
//! * **Cost**: a lone change 5 to 7 WRU: a leaf, a node a tier, an hour, for all feedback and for its source. A batch
//!   shares them: 200 submissions from a dozen sources a quarter WRU each, from a hundred sources one WRU each. Reads cost
//!   as much again.
//! * **Errors**: [`Error::Unavailable`] if others stay in the way; doing it again is always right.

mod leaves;
mod sums;
mod trends;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::{
    domain::{AppId, Error, FeedbackId, Source},
    store::rights,
    tree::{Shape, TreeId},
};

rights!(ReadCards, ReadTree, WriteTree);

/// Trees that are worked on at the same time.
const PARALLEL: usize = 8;
/// Tries before others in the way are called a failure.
const ROUNDS: u32 = 8;

/// A feedback that was stored, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touched {
    /// Whose it is or was.
    pub app: AppId,
    /// Where it comes from, which never changes. Without it only the tree of all is brought up to date.
    pub source: Option<Source>,
    /// Which.
    pub id: FeedbackId,
}

/// What was not as the table says: what there was to do, or to a check, what was wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Feedbacks whose place in a leaf was written.
    pub rows: u64,
    /// Nodes whose tally was written.
    pub nodes: u64,
    /// Chunks of a trend that were written.
    pub trends: u64,
}

impl Changes {
    /// All of it.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.rows + self.nodes + self.trends
    }
}

impl AddAssign for Changes {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.nodes += other.nodes;
        self.trends += other.trends;
    }
}

/// Brings the trees and the trend up to what the table says of some feedbacks.
///
/// # Errors
/// [`Error::Unavailable`] if other processes stay in the way; then some of it may be done.
pub async fn project(store: &impl Rights, shape: &Shape, touched: &BTreeSet<Touched>) -> Result<Changes, Error> {
    let mut apps: BTreeMap<&AppId, Vec<&Touched>> = BTreeMap::new();
    for one in touched {
        apps.entry(&one.app).or_default().push(one);
    }
    let mut changes = Changes::default();
    for (app, touched) in apps {
        let trees = trees(store, app, &touched).await?;
        let (rows, lows) = Box::pin(leaves::update(store, shape, &trees)).await?;
        changes.rows += rows;
        let sums: Vec<_> = lows.iter().map(|(tree, lows)| sums::update(store, shape, tree, lows)).collect();
        let sums: Vec<u64> = stream::iter(sums).buffer_unordered(PARALLEL).try_collect().await?;
        changes.nodes += sums.iter().sum::<u64>();
        changes.trends += Box::pin(trends::update(store, app, &trees)).await?;
    }
    Ok(changes)
}

/// Ids, or where leaves begin, in each tree.
type Trees = BTreeMap<TreeId, BTreeSet<u64>>;

async fn trees(store: &impl Rights, app: &AppId, touched: &[&Touched]) -> Result<Trees, Error> {
    let mut trees = Trees::new();
    for one in touched {
        for source in [None, one.source.clone()] {
            trees.entry(TreeId { app: app.clone(), source }).or_default().insert(one.id.number());
        }
    }
    let mut counted = Trees::new();
    for (tree, ids) in trees {
        let is_counted = match &tree.source {
            None => true,
            Some(source) => store.has_tree(app, source).await?,
        };
        if is_counted {
            counted.insert(tree, ids);
        }
    }
    Ok(counted)
}

/// Ids in as many runs as may be worked on at once; few stay together.
fn runs(ids: &BTreeSet<u64>) -> Vec<BTreeSet<u64>> {
    let ids: Vec<u64> = ids.iter().copied().collect();
    ids.chunks(ids.len().div_ceil(PARALLEL).max(PARALLEL)).map(|run| run.iter().copied().collect()).collect()
}

/// Waits before another try, longer each time; refuses after the last.
async fn pause_before(round: u32) -> Result<(), Error> {
    if round >= ROUNDS {
        tracing::warn!(round, "others stay in the way of a tree");
        return Err(Error::Unavailable);
    }
    crate::store::pause_before(round).await;
    Ok(())
}
