//! Exports: one record each, which is also the queue. The table's stream hands the record to whoever does the next step
//! each time `due` is `yes`, and only then.

use aws_sdk_dynamodb::{
    operation::update_item::builders::UpdateItemFluentBuilder as Update,
    types::{AttributeValue, ReturnValue},
};

use super::{
    DynamoStore,
    failure::{failed, unreadable},
    items::{EXPORT, ExportItem, Item, ProgressItem, export_home, from_item, key, number, text, to_item},
};
use crate::{
    domain::{
        Error, Timestamp,
        export::{Export, ExportState, Failure, Progress},
        ids::ExportId,
    },
    store::{Claimed, Consistency, CreateExport, Put, ReadExport, RunExport, Verbs},
};

impl CreateExport for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn create_export(&self, export: &Export, claim: Option<&Claimed>) -> Result<Put, Error> {
        self.put_once(to_item(&ExportItem::of(export, claim))?, claim).await
    }
}

impl ReadExport for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn export(&self, id: ExportId, now: Timestamp) -> Result<Option<Export>, Error> {
        let Some(item) = self.get(place(id), Consistency::Strong).await? else { return Ok(None) };
        let item: ExportItem = from_item(item, "export")?;
        if item.expires_at <= now.seconds() {
            return Ok(None);
        }
        parsed(item, id).map(Some)
    }
}

impl RunExport for DynamoStore {
    const VERBS: Verbs = &["UpdateItem"];

    async fn take_step(&self, id: ExportId, step: u64, numbers: u32, now: Timestamp) -> Result<Option<Export>, Error> {
        let take = self
            .update(place(id))
            .update_expression("SET #state = :running, due = :no, touched_at_ms = :now ADD tries :one, #base :numbers")
            .condition_expression("step = :step AND #state IN (:queued, :running)")
            .expression_attribute_names("#base", "base")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":queued", text(ExportState::Queued.name()))
            .expression_attribute_values(":running", text(ExportState::Running.name()))
            .expression_attribute_values(":no", text("no"))
            .expression_attribute_values(":now", number(now.ms()))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":numbers", number(numbers.into()))
            .expression_attribute_values(":step", number(step))
            .return_values(ReturnValue::AllNew);
        let Some(item) = self.updated(take).await? else { return Ok(None) };
        parsed(from_item(item, "export")?, id).map(Some)
    }

    async fn save_step(&self, export: &Export, progress: &Progress) -> Result<bool, Error> {
        let progress = to_item(&ProgressItem::of(progress))?;
        let save = self
            .of_step(export)
            .update_expression("SET progress = :progress, step = :next, due = :yes, tries = :none")
            .expression_attribute_values(":progress", AttributeValue::M(progress))
            .expression_attribute_values(":next", number(export.step + 1))
            .expression_attribute_values(":yes", text("yes"))
            .expression_attribute_values(":none", number(0));
        self.send_update(save).await
    }

    async fn finish_export(&self, export: &Export) -> Result<bool, Error> {
        let done = self
            .of_step(export)
            .update_expression("SET #state = :state, step = :next")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", text(ExportState::Done.name()))
            .expression_attribute_values(":next", number(export.step + 1));
        self.send_update(done).await
    }

    async fn fail_export(&self, export: &Export, failure: Failure) -> Result<bool, Error> {
        let given_up = self
            .of_step(export)
            .update_expression("SET #state = :state, failure = :failure, step = :next")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", text(ExportState::Failed.name()))
            .expression_attribute_values(":failure", text(failure.name()))
            .expression_attribute_values(":next", number(export.step + 1));
        self.send_update(given_up).await
    }
}

impl DynamoStore {
    /// The beginning of an update that counts only for whoever took the step last: each take raises `base`.
    fn of_step(&self, export: &Export) -> Update {
        self.update(place(export.id))
            .condition_expression("step = :step AND #base = :base")
            .expression_attribute_names("#base", "base")
            .expression_attribute_values(":step", number(export.step))
            .expression_attribute_values(":base", number(export.base.into()))
    }

    /// Sends an update that returns the item; `None` if its condition did not hold.
    async fn updated(&self, update: Update) -> Result<Option<Item>, Error> {
        use aws_sdk_dynamodb::{operation::update_item::UpdateItemError, types::ReturnConsumedCapacity};
        match update.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await {
            Ok(updated) => {
                self.units.written(updated.consumed_capacity());
                Ok(updated.attributes)
            }
            Err(error)
                if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(None)
            }
            Err(error) => Err(failed("UpdateItem", &error)),
        }
    }
}

fn parsed(item: ExportItem, id: ExportId) -> Result<Export, Error> {
    item.parse(id).ok_or_else(|| unreadable("export", &"a value is outside its domain"))
}

fn place(id: ExportId) -> Item {
    key(export_home(id), EXPORT)
}
