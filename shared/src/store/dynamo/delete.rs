//! Deletes a feedback with everything that hangs on it, or one reply.
//!
//! DynamoDB has no cascade. A conversation that fits one transaction goes at once. Of a longer one the surplus goes
//! first and the feedback last, so that a deletion which is cut short can be asked for again. A reply may slip in
//! between the look and the transaction; once the feedback is gone none can, so one more look finds the rest.

use aws_sdk_dynamodb::types::{AttributeValue, Delete as DeleteAction, TransactWriteItem};

use super::{
    DynamoStore,
    claims::CLAIM,
    conversation::part_of,
    failure::unreadable,
    items::{FEEDBACK, Item, POINTER, PointerItem, from_item, key, number, pointer_id, reply_part, text},
    media::media_key,
    transaction::{Outcome, delete},
};
use crate::{
    domain::{AppId, Error, FeedbackId, MediaId, ReplyId},
    store::{Consistency, Delete, Verbs},
};

/// Actions of one transaction (DynamoDB's limit).
const TRANSACTION: usize = 100;
/// What the look reads of each item.
const LOOK: &str = "feedback_id, part, app, id, reply_id, claim, media";

impl Delete for DynamoStore {
    const VERBS: Verbs = &["BatchWriteItem", "DeleteItem", "GetItem", "Query", "UpdateItem"];

    async fn media_of(&self, app: &AppId, id: FeedbackId) -> Result<Vec<MediaId>, Error> {
        match self.get(key(id.to_string(), FEEDBACK), Consistency::Strong).await? {
            Some(item) if text_of(&item, "app") == Some(app.as_str()) => Ok(media_in(&item)),
            Some(_) => Err(Error::NotFound),
            None => Ok(Vec::new()),
        }
    }

    async fn delete_feedback(&self, app: &AppId, id: FeedbackId) -> Result<(), Error> {
        let items = self.collection(id, LOOK).await?;
        let Some(feedback) = items.iter().find(|item| part_of(item) == FEEDBACK) else {
            return self.sweep(app, &items).await;
        };
        if text_of(feedback, "app") != Some(app.as_str()) {
            return Err(Error::NotFound);
        }
        self.forget_claim(feedback, id.number()).await?;

        let mut rest = keys_beside(&items);
        let surplus = rest.split_off(rest.len().min(TRANSACTION - 1));
        self.batch_delete(surplus).await?;
        let mut actions = vec![self.delete_of(app, key(id.to_string(), FEEDBACK))?];
        for key in rest {
            actions.push(delete(DeleteAction::builder().table_name(&self.table).set_key(Some(key)))?);
        }
        if let Outcome::Refused(..) = self.transact(actions).await? {
            return Err(Error::NotFound);
        }
        let late = self.collection(id, LOOK).await?;
        self.batch_delete(keys_beside(&late)).await
    }

    async fn delete_reply(&self, app: &AppId, id: ReplyId) -> Result<(), Error> {
        let pointer = self.pointer(id).await?.filter(|pointer| pointer.app == app.as_str()).ok_or(Error::NotFound)?;
        let reply = self.get(key(&pointer.answers, reply_part(id)), Consistency::Strong).await?.unwrap_or_default();
        self.forget_claim(&reply, id.number()).await?;
        let reply = DeleteAction::builder().table_name(&self.table).set_key(Some(key(pointer.answers, reply_part(id))));
        let actions = vec![self.delete_of(app, key(pointer_id(id), POINTER))?, delete(reply)?];
        match self.transact(actions).await? {
            Outcome::Done => Ok(()),
            Outcome::Refused(..) => Err(Error::NotFound),
        }
    }
}

impl DynamoStore {
    /// Deletes what a deletion that was cut short has left: replies without a feedback.
    async fn sweep(&self, app: &AppId, items: &[Item]) -> Result<(), Error> {
        let reply = items.iter().find_map(reply_id).ok_or(Error::NotFound)?;
        self.pointer(reply).await?.filter(|pointer| pointer.app == app.as_str()).ok_or(Error::NotFound)?;
        self.batch_delete(keys_beside(items)).await
    }

    /// The action that deletes an item of this app, and refuses any other.
    fn delete_of(&self, app: &AppId, key: Item) -> Result<TransactWriteItem, Error> {
        let action = DeleteAction::builder().table_name(&self.table).set_key(Some(key));
        delete(action.condition_expression("app = :app").expression_attribute_values(":app", text(app.as_str())))
    }

    /// Marks the idempotency key under which an item came, so that a late retry does not store the item again.
    async fn forget_claim(&self, item: &Item, id: u64) -> Result<(), Error> {
        let Some(claim) = text_of(item, "claim") else { return Ok(()) };
        let update = self
            .update(key(claim, CLAIM))
            .update_expression("SET deleted = :true")
            // After 24 hours the key may stand for something else.
            .condition_expression("claimed_id = :id")
            .expression_attribute_values(":id", number(id))
            .expression_attribute_values(":true", AttributeValue::Bool(true));
        self.send_update(update).await.map(|_| ())
    }

    async fn pointer(&self, id: ReplyId) -> Result<Option<PointerItem>, Error> {
        self.get(key(pointer_id(id), POINTER), Consistency::Strong)
            .await?
            .map(|item| from_item(item, "pointer"))
            .transpose()
    }
}

/// Keys of all that hangs on a feedback: its replies, their pointers, its history, the records of its media.
fn keys_beside(items: &[Item]) -> Vec<Item> {
    let beside = items.iter().filter(|item| part_of(item) != FEEDBACK);
    let beside = beside.flat_map(|item| own_key(item).into_iter().chain(pointer_key(item)));
    beside.chain(items.iter().flat_map(|item| media_in(item).iter().map(media_key).collect::<Vec<_>>())).collect()
}

fn own_key(item: &Item) -> Option<Item> {
    Some(key(text_of(item, "feedback_id")?, part_of(item)))
}

fn pointer_key(item: &Item) -> Option<Item> {
    reply_id(item).map(|id| key(pointer_id(id), POINTER))
}

fn reply_id(item: &Item) -> Option<ReplyId> {
    let number = item.get("reply_id")?.as_n().ok()?;
    ReplyId::parse_decimal(number).ok_or_else(|| unreadable("reply", number)).ok()
}

/// The media of a feedback; none of any other item.
fn media_in(item: &Item) -> Vec<MediaId> {
    let ids = item.get("media").and_then(|ids| ids.as_l().ok());
    ids.into_iter().flatten().filter_map(|id| MediaId::parse(id.as_s().ok()?)).collect()
}

fn text_of<'a>(item: &'a Item, attribute: &str) -> Option<&'a str> {
    item.get(attribute)?.as_s().ok().map(String::as_str)
}
