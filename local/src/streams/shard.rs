//! The records of one shard, gathered into batches.

use std::{collections::VecDeque, time::Duration};

use aws_sdk_dynamodbstreams::Client;
use tokio::time::{Instant, sleep};

use super::{batch::Batch, record::Record, source::refused};
use crate::{error::Result, template::StreamEvent};

/// Pause before a stream that had nothing new is asked again. Lambda asks four times a second.
const IDLE: Duration = Duration::from_millis(100);

/// Records that one call of the API may give.
const PAGE: usize = 1_000;

/// A shard that is being read.
#[derive(Debug)]
pub(super) struct Records {
    client: Client,
    region: String,
    stream: String,
    /// `None` behind the last record of a shard that takes no more.
    iterator: Option<String>,
    /// Read and not yet in a batch.
    waiting: VecDeque<Record>,
}

impl Records {
    pub fn new(client: Client, region: String, stream: String, iterator: Option<String>) -> Self {
        Self { client, region, stream, iterator, waiting: VecDeque::new() }
    }

    /// Waits for the next batch: it is full, or its window is over, or the shard ends. One without records only says how
    /// far nothing was wanted.
    pub async fn gather(&mut self, event: &StreamEvent) -> Result<Batch> {
        let mut batch = Batch::default();
        let mut until = None;
        loop {
            while let Some(record) = self.waiting.pop_front() {
                if !batch.take(record, event, &mut self.waiting) {
                    return Ok(batch);
                }
            }
            if batch.records.len() >= event.batch_size {
                return Ok(batch);
            }
            if !batch.records.is_empty()
                && Instant::now() >= *until.get_or_insert_with(|| Instant::now() + event.window)
            {
                return Ok(batch);
            }
            let Some(iterator) = self.iterator.take() else {
                batch.ended = true;
                return Ok(batch);
            };
            self.read(iterator, (event.batch_size - batch.records.len()).min(PAGE)).await?;
            if self.waiting.is_empty() && self.iterator.is_some() {
                if batch.records.is_empty() && batch.last.is_some() {
                    return Ok(batch);
                }
                sleep(IDLE).await;
            }
        }
    }

    async fn read(&mut self, iterator: String, limit: usize) -> Result<()> {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        let read = self.client.get_records().shard_iterator(iterator).limit(limit).send().await;
        let read = read.map_err(|error| refused("GetRecords", &error))?;
        self.iterator = read.next_shard_iterator;
        let records = read.records.unwrap_or_default().into_iter();
        self.waiting.extend(records.map(|record| Record::new(record, &self.stream, &self.region)));
        Ok(())
    }
}
