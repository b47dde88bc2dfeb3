//! Reads a conversation: one Query of the item collection.

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;

use super::{
    DynamoStore,
    failure::failed,
    items::{FEEDBACK, FeedbackItem, HistoryItem, Item, ReplyItem, from_item, text},
};
use crate::{
    domain::{Conversation, Error, Feedback, FeedbackId, Reply, StatusChange},
    store::{Consistency, ReadConversation, Verbs},
};

/// Items of one Query; DynamoDB itself stops at 1 MB.
const PAGE: i32 = 500;

impl ReadConversation for DynamoStore {
    const VERBS: Verbs = &["Query"];

    async fn conversation(
        &self,
        id: FeedbackId,
        consistency: Consistency,
        most_bytes: usize,
    ) -> Result<Option<Conversation>, Error> {
        let mut feedback = None;
        let (mut replies, mut history): (Vec<Reply>, Vec<StatusChange>) = (Vec::new(), Vec::new());
        let (mut left, mut start) = (most_bytes, None);
        loop {
            let (items, next) = self.collection_page(id, consistency, None, start).await?;
            // Parts sort as feedback, history, replies with the oldest first: what is cut off are the later replies.
            for item in items {
                match part_of(&item) {
                    FEEDBACK => feedback = Some(from_item::<FeedbackItem>(item, "feedback")?.into_feedback()?),
                    part if part.starts_with("reply#") => {
                        let reply = from_item::<ReplyItem>(item, "reply")?.into_reply()?;
                        match left.checked_sub(reply.draft.content.as_str().len()) {
                            Some(rest) => left = rest,
                            None => return Ok(whole(feedback, replies, history)),
                        }
                        replies.push(reply);
                    }
                    _ => history.push(from_item::<HistoryItem>(item, "history entry")?.into_change()?),
                }
            }
            if next.is_none() {
                return Ok(whole(feedback, replies, history));
            }
            start = next;
        }
    }
}

/// Without the feedback there is no conversation, only what a deletion has not swept yet.
fn whole(feedback: Option<Feedback>, replies: Vec<Reply>, history: Vec<StatusChange>) -> Option<Conversation> {
    feedback.map(|feedback| Conversation { feedback, replies, history })
}

impl DynamoStore {
    /// The named attributes of all items of a feedback's collection, in the order of their parts.
    pub(super) async fn collection(&self, id: FeedbackId, attributes: &str) -> Result<Vec<Item>, Error> {
        let (mut all, mut start) = (Vec::new(), None);
        loop {
            let (items, next) = self.collection_page(id, Consistency::Strong, Some(attributes), start).await?;
            all.extend(items);
            if next.is_none() {
                return Ok(all);
            }
            start = next;
        }
    }

    /// Some items of a feedback's collection, and where the next ones begin.
    async fn collection_page(
        &self,
        id: FeedbackId,
        consistency: Consistency,
        attributes: Option<&str>,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), Error> {
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
        Ok((page.items.unwrap_or_default(), page.last_evaluated_key))
    }
}

/// The `part` of an item.
pub(super) fn part_of(item: &Item) -> &str {
    item.get("part").and_then(|part| part.as_s().ok()).map_or("", String::as_str)
}
