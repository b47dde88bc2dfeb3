//! The single-item calls that the capabilities share.

use aws_sdk_dynamodb::{
    error::SdkError,
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    operation::{
        put_item::builders::PutItemFluentBuilder as Put, update_item::builders::UpdateItemFluentBuilder as Update,
    },
    types::{ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure},
};

use super::{DynamoStore, failure::failed, items::Item};
use crate::{domain::Error, store::Consistency};

/// What became of a conditional write.
pub(super) enum Written {
    /// It is written.
    Done,
    /// Its condition did not hold; the item it met.
    Refused(Item),
}

impl DynamoStore {
    /// Reads one item: 1 RRU a 4 KB, half of it eventually consistent, and 0.5 if it is missing.
    pub(super) async fn get(&self, key: Item, consistency: Consistency) -> Result<Option<Item>, Error> {
        let get = self.client.get_item().table_name(&self.table).set_key(Some(key));
        let read = get
            .consistent_read(consistency == Consistency::Strong)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| failed("GetItem", &error))?;
        self.units.read(read.consumed_capacity());
        Ok(read.item)
    }

    /// The beginning of a put.
    pub(super) fn put(&self, item: Item) -> Put {
        self.client.put_item().table_name(&self.table).set_item(Some(item))
    }

    /// Sends a put.
    pub(super) async fn send_put(&self, put: Put) -> Result<Written, Error> {
        self.try_put(put).await?.ok_or(Error::Unavailable)
    }

    /// The same for whoever begins again if the item is in somebody's transaction, which is `None`.
    pub(super) async fn try_put(&self, put: Put) -> Result<Option<Written>, Error> {
        let outcome = put
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match outcome {
            Ok(stored) => {
                self.units.written(stored.consumed_capacity());
                Ok(Some(Written::Done))
            }
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                let PutItemError::ConditionalCheckFailedException(refusal) = error.into_err() else {
                    return Err(Error::Internal);
                };
                Ok(Some(Written::Refused(refusal.item.unwrap_or_default())))
            }
            Err(error) if error.as_service_error().is_some_and(PutItemError::is_transaction_conflict_exception) => {
                Ok(None)
            }
            Err(error) => Err(failed("PutItem", &error)),
        }
    }

    /// The beginning of an update.
    pub(super) fn update(&self, key: Item) -> Update {
        self.client.update_item().table_name(&self.table).set_key(Some(key))
    }

    /// Sends an update; returns whether its condition held.
    pub(super) async fn send_update(&self, update: Update) -> Result<bool, Error> {
        match update.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await {
            Ok(updated) => {
                self.units.written(updated.consumed_capacity());
                Ok(true)
            }
            Err(error)
                if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(failed("UpdateItem", &error)),
        }
    }

    /// Deletes an item, whether it is there or not: 1 WRU a KB.
    pub(super) async fn remove(&self, key: Item) -> Result<(), Error> {
        let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key));
        let deleted = delete
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| failed("DeleteItem", &error))?;
        self.units.written(deleted.consumed_capacity());
        Ok(())
    }
}
