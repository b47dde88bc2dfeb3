//! The stream of a table, read through the API of DynamoDB Streams.

use aws_sdk_dynamodbstreams::{Client, error::DisplayErrorContext, types::ShardIteratorType};

use super::shard::Records;
use crate::{
    dynamodb::Connection,
    error::{Error, Result},
};

/// Where records come from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    client: Client,
    region: String,
    table: String,
}

/// A shard and the one that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shard {
    pub id: String,
    pub parent: Option<String>,
}

impl Source {
    pub fn new(connection: &Connection, table: &str) -> Self {
        let (region, table) = (connection.region().to_owned(), table.to_owned());
        Self { client: connection.streams_client(), region, table }
    }

    /// The ARN of the table's stream.
    pub async fn stream(&self) -> Result<String> {
        let listed = self.client.list_streams().table_name(&self.table).send().await;
        let listed = listed.map_err(|error| refused("ListStreams", &error))?;
        // A stream that was switched off stays for a day; the newest comes last.
        let arn = listed.streams().last().and_then(|stream| stream.stream_arn());
        arn.map(str::to_owned).ok_or_else(|| Error::new(format!("the table {} has no stream", self.table)))
    }

    /// All shards of a stream. On a large embedded table this takes long, so positions are kept and this is not asked
    /// as long as there is one.
    pub async fn shards(&self, stream: &str) -> Result<Vec<Shard>> {
        let (mut shards, mut last) = (Vec::new(), None);
        loop {
            let request = self.client.describe_stream().stream_arn(stream).set_exclusive_start_shard_id(last);
            let described = request.send().await.map_err(|error| refused("DescribeStream", &error))?;
            let Some(described) = described.stream_description else { return Ok(shards) };
            shards.extend(described.shards().iter().filter_map(|shard| {
                let parent = shard.parent_shard_id().map(str::to_owned);
                Some(Shard { id: shard.shard_id()?.to_owned(), parent })
            }));
            last = described.last_evaluated_shard_id;
            if last.is_none() {
                return Ok(shards);
            }
        }
    }

    /// The records of a shard after one, or from the first that is left.
    pub async fn open(&self, stream: &str, shard: &str, after: Option<String>) -> Result<Records> {
        let kind =
            if after.is_some() { ShardIteratorType::AfterSequenceNumber } else { ShardIteratorType::TrimHorizon };
        let first = self.iterator(stream, shard, kind, after).await;
        let iterator = match first {
            // Records live for a day: after a longer pause the position is no more.
            Err(error) if error.to_string().contains("TrimmedDataAccess") => {
                self.iterator(stream, shard, ShardIteratorType::TrimHorizon, None).await?
            }
            other => other?,
        };
        Ok(Records::new(self.client.clone(), self.region.clone(), stream.to_owned(), iterator))
    }

    async fn iterator(
        &self,
        stream: &str,
        shard: &str,
        kind: ShardIteratorType,
        after: Option<String>,
    ) -> Result<Option<String>> {
        let request = self.client.get_shard_iterator().stream_arn(stream).shard_id(shard);
        let opened = request.shard_iterator_type(kind).set_sequence_number(after).send().await;
        Ok(opened.map_err(|error| refused("GetShardIterator", &error))?.shard_iterator)
    }
}

pub(super) fn refused(call: &str, error: &(dyn std::error::Error + 'static)) -> Error {
    Error::new(format!("{call}: {}", DisplayErrorContext(error)))
}
