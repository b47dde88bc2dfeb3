//! Reads a conversation: one Query of the item collection.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;

use super::{
    DynamoStore,
    failure::failed,
    items::{FEEDBACK, FeedbackItem, HistoryItem, Item, ReplyItem, from_item, text},
};
use crate::{
    domain::{Conversation, Error, FeedbackId, Reply, StatusChange},
    store::{Consistency, ReadConversation, Verbs},
};

/// Items of one Query; DynamoDB itself stops at 1 MB.
const PAGE: i32 = 500;

impl ReadConversation for DynamoStore {
    const VERBS: Verbs = &["Query"];

    async fn conversation(&self, id: FeedbackId, consistency: Consistency) -> Result<Option<Conversation>, Error> {
        let items = self.collection(id, consistency, None).await?;
        let mut feedback = None;
        let (mut replies, mut history): (Vec<Reply>, Vec<StatusChange>) = (Vec::new(), Vec::new());
        for item in items {
            match part_of(&item) {
                FEEDBACK => feedback = Some(from_item::<FeedbackItem>(item, "feedback")?.into_feedback()?),
                part if part.starts_with("reply#") => {
                    replies.push(from_item::<ReplyItem>(item, "reply")?.into_reply()?);
                }
                _ => history.push(from_item::<HistoryItem>(item, "history entry")?.into_change()?),
            }
        }
        // Without the feedback there is no conversation, only what a deletion has not swept yet.
        Ok(feedback.map(|feedback| Conversation { feedback, replies, history }))
    }
}

impl DynamoStore {
    /// All items of a feedback's collection, in the order of their parts, or only the named attributes of them.
    pub(super) async fn collection(
        &self,
        id: FeedbackId,
        consistency: Consistency,
        attributes: Option<&str>,
    ) -> Result<Vec<Item>, Error> {
        let mut items = Vec::new();
        let mut start: Option<HashMap<_, _>> = None;
        loop {
            let query = self.client.query().table_name(&self.table);
            let page = query
                .key_condition_expression("feedback_id = :id")
                .expression_attribute_values(":id", text(id.to_string()))
                .set_projection_expression(attributes.map(str::to_owned))
                .consistent_read(consistency == Consistency::Strong)
                .limit(PAGE)
                .set_exclusive_start_key(start)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| failed("Query", &error))?;
            self.units.read(page.consumed_capacity());
            items.extend(page.items.unwrap_or_default());
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(items);
            }
        }
    }
}

/// The `part` of an item.
pub(super) fn part_of(item: &Item) -> &str {
    item.get("part").and_then(|part| part.as_s().ok()).map_or("", String::as_str)
}
