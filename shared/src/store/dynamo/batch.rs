//! Batches: what DynamoDB leaves unprocessed is sent again, with backoff and jitter.

use std::time::Duration;

use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, ReturnConsumedCapacity, WriteRequest};
use rand::RngExt;

use super::{
    DynamoStore,
    failure::{failed, unreadable},
    items::Item,
};
use crate::{domain::Error, store::Consistency};

/// Keys of one BatchGetItem.
pub(super) const READ_BATCH: usize = 100;
/// Requests of one `BatchWriteItem`.
const WRITE_BATCH: usize = 25;
/// Rounds before giving up; with the pauses between them about 6 s.
const ROUNDS: u32 = 8;

/// Which attributes a batch reads.
#[derive(Clone, Copy)]
pub(super) struct Projection {
    /// Their names, or aliases that begin with `#`.
    pub attributes: &'static str,
    /// The names for which there are aliases, since they are reserved words of the expression language.
    pub names: &'static [&'static str],
}

impl DynamoStore {
    /// Reads up to 100 items by key, only some attributes, in any order.
    pub(super) async fn batch_get(
        &self,
        keys: Vec<Item>,
        projection: Projection,
        consistency: Consistency,
    ) -> Result<Vec<Item>, Error> {
        let mut found = Vec::with_capacity(keys.len());
        let mut wanted = keys;
        for round in 0..ROUNDS {
            if wanted.is_empty() {
                return Ok(found);
            }
            pause_before(round).await;
            let mut request = KeysAndAttributes::builder()
                .set_keys(Some(wanted))
                .consistent_read(consistency == Consistency::Strong)
                .projection_expression(projection.attributes);
            for name in projection.names {
                request = request.expression_attribute_names(format!("#{name}"), *name);
            }
            let request = request.build().map_err(|cause| unreadable("batch", &cause))?;
            let batch = self.client.batch_get_item().request_items(&self.table, request);
            let answer = batch
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| failed("BatchGetItem", &error))?;
            self.units.read(answer.consumed_capacity());
            found.extend(answer.responses.into_iter().flatten().flat_map(|(_, items)| items));
            let left = answer.unprocessed_keys.into_iter().flatten();
            wanted = left.flat_map(|(_, keys)| keys.keys).collect();
        }
        if wanted.is_empty() { Ok(found) } else { Err(Error::Unavailable) }
    }

    /// Deletes any number of items by key.
    pub(super) async fn batch_delete(&self, keys: Vec<Item>) -> Result<(), Error> {
        for chunk in keys.chunks(WRITE_BATCH) {
            let requests = chunk.iter().map(|key| delete_request(key.clone())).collect::<Result<Vec<_>, _>>()?;
            self.batch_write(requests).await?;
        }
        Ok(())
    }

    async fn batch_write(&self, mut requests: Vec<WriteRequest>) -> Result<(), Error> {
        for round in 0..ROUNDS {
            pause_before(round).await;
            let batch = self.client.batch_write_item().request_items(&self.table, requests);
            let answer = batch
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| failed("BatchWriteItem", &error))?;
            self.units.written(answer.consumed_capacity());
            requests = answer.unprocessed_items.into_iter().flatten().flat_map(|(_, left)| left).collect();
            if requests.is_empty() {
                return Ok(());
            }
        }
        Err(Error::Unavailable)
    }
}

fn delete_request(key: Item) -> Result<WriteRequest, Error> {
    let delete = DeleteRequest::builder().set_key(Some(key)).build().map_err(|cause| unreadable("batch", &cause))?;
    Ok(WriteRequest::builder().delete_request(delete).build())
}

/// Nothing before the first round, then a random part of 50 ms, 100 ms, 200 ms …: callers that were refused
/// together do not come back together.
pub(crate) async fn pause_before(round: u32) {
    if round > 0 {
        let longest_ms = 25_u64 << round.min(10);
        let ms = rand::rng().random_range(0..=longest_ms);
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}
