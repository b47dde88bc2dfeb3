//! Transactions: all or nothing, tried again when another one was in the way.

use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Put, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

use super::{
    DynamoStore,
    batch::pause_before,
    failure::{failed, unreadable},
    items::Item,
};
use crate::domain::Error;

/// Tries before a conflict is called unavailable; with the pauses between them about 1 s.
const ROUNDS: u32 = 6;

/// What became of a transaction.
pub(super) enum Outcome {
    /// Everything is written.
    Done,
    /// Nothing is written: the condition of the action at this place did not hold. With the item it met there, empty
    /// unless the action asked for it.
    Refused(usize, Item),
}

impl DynamoStore {
    /// Writes all of the actions or none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if other transactions on the same items stay in the way.
    pub(super) async fn transact(&self, actions: Vec<TransactWriteItem>) -> Result<Outcome, Error> {
        for round in 0..ROUNDS {
            pause_before(round).await;
            let transaction = self.client.transact_write_items().set_transact_items(Some(actions.clone()));
            let outcome = transaction.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
            let error = match outcome {
                Ok(done) => {
                    self.units.written(done.consumed_capacity());
                    return Ok(Outcome::Done);
                }
                Err(error) => error,
            };
            let reasons = match error.as_service_error() {
                Some(service) if service.is_transaction_canceled_exception() => cancellation(service),
                _ => return Err(failed("TransactWriteItems", &error)),
            };
            if let Some(place) = reasons.iter().position(|reason| reason.code() == Some("ConditionalCheckFailed")) {
                return Ok(Outcome::Refused(place, reasons[place].item().cloned().unwrap_or_default()));
            }
            if !reasons.iter().any(|reason| is_passing(reason.code())) {
                return Err(failed("TransactWriteItems", &error));
            }
        }
        Err(Error::Unavailable)
    }
}

fn cancellation(
    error: &aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError,
) -> &[aws_sdk_dynamodb::types::CancellationReason] {
    use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException;
    match error {
        TransactionCanceledException(cancelled) => cancelled.cancellation_reasons(),
        _ => &[],
    }
}

/// Another transaction, or too much at once: worth another try.
fn is_passing(code: Option<&str>) -> bool {
    matches!(code, Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"))
}

/// The action that puts an item where there is none.
pub(super) fn put_new(table: &str, item: Item) -> Result<TransactWriteItem, Error> {
    let put = Put::builder()
        .table_name(table)
        .set_item(Some(item))
        .condition_expression("attribute_not_exists(feedback_id)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build();
    Ok(TransactWriteItem::builder().put(put.map_err(|cause| unreadable("transaction", &cause))?).build())
}

/// The action that puts an item.
pub(super) fn put(put: aws_sdk_dynamodb::types::builders::PutBuilder) -> Result<TransactWriteItem, Error> {
    let put: Put = put.build().map_err(|cause| unreadable("transaction", &cause))?;
    Ok(TransactWriteItem::builder().put(put).build())
}

/// The action that updates an item.
pub(super) fn update(update: aws_sdk_dynamodb::types::builders::UpdateBuilder) -> Result<TransactWriteItem, Error> {
    let update: Update = update.build().map_err(|cause| unreadable("transaction", &cause))?;
    Ok(TransactWriteItem::builder().update(update).build())
}

/// The action that only looks whether a condition holds.
pub(super) fn check(
    check: aws_sdk_dynamodb::types::builders::ConditionCheckBuilder,
) -> Result<TransactWriteItem, Error> {
    let check: ConditionCheck = check.build().map_err(|cause| unreadable("transaction", &cause))?;
    Ok(TransactWriteItem::builder().condition_check(check).build())
}

/// The action that deletes an item; without a condition of its own, whether it is there or not.
pub(super) fn delete(delete: aws_sdk_dynamodb::types::builders::DeleteBuilder) -> Result<TransactWriteItem, Error> {
    let delete: Delete = delete.build().map_err(|cause| unreadable("transaction", &cause))?;
    Ok(TransactWriteItem::builder().delete(delete).build())
}
