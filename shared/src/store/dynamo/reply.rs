//! Adds a reply to a conversation.

use aws_sdk_dynamodb::types::{ConditionCheck, TransactWriteItem, Update};

use super::{
    DynamoStore,
    items::{FEEDBACK, POINTER, PointerItem, ReplyItem, key, number, pointer_id, text, to_item},
    put_feedback::already_there,
    transaction::{Outcome, check, put_new, update},
};
use crate::{
    domain::{Error, Reply, Status},
    store::{AddReply, Claimed, Put, ReplyTo, Verbs},
};

impl AddReply for DynamoStore {
    const VERBS: Verbs = &["ConditionCheckItem", "PutItem", "UpdateItem"];

    async fn add_reply(&self, to: ReplyTo<'_>, reply: &Reply, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = ReplyItem::of(to.id, reply, claim.map(|claim| claim.key.0.as_str()));
        let pointer = PointerItem {
            feedback_id: pointer_id(reply.id),
            part: POINTER.to_owned(),
            app: to.app.to_string(),
            answers: to.id.to_string(),
        };
        let feedback = if reply.draft.is_admin { self.replied(to, reply)? } else { self.answerable(to)? };
        let mut actions =
            vec![put_new(&self.table, to_item(&item)?)?, put_new(&self.table, to_item(&pointer)?)?, feedback];
        if let Some(replayed) = claim.filter(|claim| claim.replayed) {
            actions.push(self.undeleted(&replayed.key)?);
        }
        match self.transact(actions).await? {
            // Refused by the claim: it was stored, and is deleted.
            Outcome::Done | Outcome::Refused(3, _) => Ok(Put::Stored),
            Outcome::Refused(0, theirs) => Ok(already_there(&theirs, claim)),
            Outcome::Refused(1, _) => Ok(Put::IdTaken),
            Outcome::Refused(..) => Err(Error::NotFound),
        }
    }
}

impl DynamoStore {
    /// The team's answer sets the status (seed 004 "2. 获取反馈列表", example).
    fn replied(&self, to: ReplyTo<'_>, reply: &Reply) -> Result<TransactWriteItem, Error> {
        let set = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key(to.id.to_string(), FEEDBACK)))
            .update_expression("SET #status = :status, updated_at_ms = :now")
            .condition_expression("app = :app")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":status", text(Status::Replied.name()))
            .expression_attribute_values(":now", number(reply.id.created_at().ms()))
            .expression_attribute_values(":app", text(to.app.as_str()));
        update(set)
    }

    /// Anybody else's only asks that the feedback is there for them to answer.
    fn answerable(&self, to: ReplyTo<'_>) -> Result<TransactWriteItem, Error> {
        let exists = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(key(to.id.to_string(), FEEDBACK)))
            .expression_attribute_values(":app", text(to.app.as_str()));
        if !to.public_only {
            return check(exists.condition_expression("app = :app"));
        }
        // `public` is a reserved word of the expression language.
        check(
            exists
                .condition_expression("app = :app AND #public = :true")
                .expression_attribute_names("#public", "public")
                .expression_attribute_values(":true", aws_sdk_dynamodb::types::AttributeValue::Bool(true)),
        )
    }
}
