//! Puts new feedback.

use super::{
    DynamoStore,
    calls::Written,
    items::{FeedbackItem, Item, to_item},
    transaction::{Outcome, put_new},
};
use crate::{
    domain::{Error, Feedback},
    store::{Claimed, Put, PutFeedback, Verbs},
};

impl PutFeedback for DynamoStore {
    const VERBS: Verbs = &["ConditionCheckItem", "PutItem"];

    async fn put_feedback(&self, feedback: &Feedback, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = to_item(&FeedbackItem::of(feedback, claim.map(|claim| claim.key.0.as_str())))?;
        let Some(replayed) = claim.filter(|claim| claim.replayed) else {
            let put = self.put(item).condition_expression("attribute_not_exists(feedback_id)");
            return match self.send_put(put).await? {
                Written::Done => Ok(Put::Stored),
                Written::Refused(theirs) => Ok(already_there(&theirs, claim)),
            };
        };
        match self.transact(vec![put_new(&self.table, item)?, self.undeleted(&replayed.key)?]).await? {
            Outcome::Refused(0, theirs) => Ok(already_there(&theirs, claim)),
            // Refused by the claim: it was stored, and is deleted.
            Outcome::Done | Outcome::Refused(..) => Ok(Put::Stored),
        }
    }
}

/// The id is taken: by an earlier try of the same request, or by something else.
pub(super) fn already_there(theirs: &Item, ours: Option<&Claimed>) -> Put {
    let claim = theirs.get("claim").and_then(|claim| claim.as_s().ok());
    match (claim, ours) {
        (Some(theirs), Some(ours)) if *theirs == ours.key.0 => Put::Stored,
        _ => Put::IdTaken,
    }
}
