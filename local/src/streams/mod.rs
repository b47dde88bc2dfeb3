//! Stands in for Lambda's event source mappings: carries the records of a table's stream to functions, in batches.
//!
//! * **Order**: a shard's records go to a function one batch after the other; a batch that fails holds up what follows
//!   it, until it is taken or given up.
//! * **At least once**: how far a function has come is a file of its own, written after the function has taken a batch.
//!   A stack that is killed begins there again, so a batch may come twice and none is left out.
//! * **Failure**: as the template says: tried again, in halves, from the record on that the function names. What is given
//!   up goes to `dead/`, with its records, and the shard moves on.
//! * **Idle**: an empty stream is asked ten times a second, which costs the engine one look into an index.

mod batch;
mod delivery;
mod position;
mod record;
mod shard;
mod source;

use std::{collections::BTreeSet, fs, path::Path, sync::Arc, time::Duration};

use delivery::Delivery;
use futures_util::{StreamExt, stream::FuturesUnordered};
use position::Positions;
use source::Source;
use tokio::time::sleep;

use crate::{
    dynamodb::Connection,
    error::{Context, Result},
    lambda::Lambda,
    log::trouble,
    template::StreamEvent,
};

/// Pause after DynamoDB could not be read.
const PAUSE: Duration = Duration::from_secs(2);

/// A function's subscription to the stream of a table.
#[derive(Debug)]
pub struct Mapping {
    source: Source,
    delivery: Delivery,
    positions: Positions,
}

impl Mapping {
    /// A subscription whose position and dead letters lie in a folder; `event.table` is the name of the table.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path, connection: &Connection, function: &str, event: StreamEvent) -> Result<Self> {
        let dead = folder.join("dead");
        fs::create_dir_all(&dead).context(|| format!("cannot create {}", folder.display()))?;
        let positions = Positions::open(folder.join(format!("{function}-{}.json", event.table)))?;
        let source = Source::new(connection, &event.table);
        Ok(Self { source, positions, delivery: Delivery { function: function.to_owned(), event, dead } })
    }

    /// Carries records for ever.
    pub async fn run(self, lambda: Arc<Lambda>) {
        loop {
            if let Err(error) = self.follow(&lambda).await {
                trouble(format_args!("stream of {} to {}: {error}", self.delivery.event.table, self.delivery.function));
            }
            sleep(PAUSE).await;
        }
    }

    /// Follows every shard, each after the one that it came from. Ends when all have ended, and on the first error: the
    /// next call goes on from the positions.
    async fn follow(&self, lambda: &Lambda) -> Result<()> {
        let stream = &self.source.stream().await?;
        self.positions.belong_to(stream)?;
        if self.positions.ready().is_empty() {
            self.positions.learn(self.source.shards(stream).await?)?;
        }
        let (mut started, mut running) = (BTreeSet::new(), FuturesUnordered::new());
        loop {
            let ready = self.positions.ready().into_iter();
            let new: Vec<_> = ready.filter(|shard| started.insert(shard.clone())).collect();
            running.extend(new.into_iter().map(|shard| self.carry(stream, shard, lambda)));
            let Some(ended) = running.next().await else { return Ok(()) };
            self.positions.end(&ended?)?;
            self.positions.learn(self.source.shards(stream).await?)?;
        }
    }

    /// Carries the records of a shard to its end, and gives back its name.
    async fn carry(&self, stream: &str, shard: String, lambda: &Lambda) -> Result<String> {
        let mut records = self.source.open(stream, &shard, self.positions.after(&shard)).await?;
        loop {
            let batch = records.gather(&self.delivery.event).await?;
            let advance = |sequence: &str| self.positions.advance(&shard, sequence);
            self.delivery.deliver(stream, &shard, batch.records, lambda, advance).await?;
            if let Some(last) = &batch.last {
                advance(last)?;
            }
            if batch.ended {
                return Ok(shard);
            }
        }
    }
}
