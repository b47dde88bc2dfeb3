//! Sets the status of a feedback and keeps the change as history.

use aws_sdk_dynamodb::types::Update;

use super::{
    DynamoStore,
    items::{FEEDBACK, HistoryItem, key, number, text, to_item},
    transaction::{Outcome, put_new, update},
};
use crate::{
    domain::{AppId, Error, FeedbackId, StatusChange},
    store::{SetStatus, Verbs},
};

impl SetStatus for DynamoStore {
    const VERBS: Verbs = &["PutItem", "UpdateItem"];

    async fn set_status(
        &self,
        app: &AppId,
        id: FeedbackId,
        change_id: u64,
        change: &StatusChange,
    ) -> Result<(), Error> {
        let set = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(id.to_string(), FEEDBACK)))
            // `status` is a reserved word of the expression language.
            .update_expression("SET #status = :status, updated_at_ms = :now")
            .condition_expression("app = :app")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":status", text(change.status.name()))
            .expression_attribute_values(":now", number(change.at.ms()))
            .expression_attribute_values(":app", text(app.as_str()));
        let entry = to_item(&HistoryItem::of(id, change_id, change))?;
        match self.transact(vec![update(set)?, put_new(&self.table, entry)?]).await? {
            Outcome::Done => Ok(()),
            Outcome::Refused(0, _) => Err(Error::NotFound),
            // Two changes of one feedback in the same millisecond drew the same entry: the caller may try again.
            Outcome::Refused(..) => Err(Error::Unavailable),
        }
    }
}
