//! Puts new feedback.

use super::{
    DynamoStore,
    calls::Written,
    items::{FeedbackItem, Item, text, to_item},
    transaction::{Outcome, put_new},
};
use crate::{
    domain::{Error, Feedback, Reason},
    store::{Claimed, Put, PutFeedback, Verbs},
};

impl PutFeedback for DynamoStore {
    const VERBS: Verbs = &["ConditionCheckItem", "PutItem", "UpdateItem"];

    async fn put_feedback(&self, feedback: &Feedback, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = to_item(&FeedbackItem::of(feedback, claim.map(|claim| claim.key.0.as_str())))?;
        let replayed = claim.filter(|claim| claim.replayed);
        if replayed.is_none() && feedback.draft.media.is_empty() {
            return self.put_once(item, claim).await;
        }
        let mut actions = vec![put_new(&self.table, item)?];
        if let Some(replayed) = replayed {
            actions.push(self.undeleted(&replayed.key)?);
        }
        let media = actions.len()..;
        actions.extend(self.claims_of(feedback)?);
        match self.transact(actions).await? {
            Outcome::Refused(0, theirs) => Ok(already_there(&theirs, claim)),
            Outcome::Refused(place, _) if media.contains(&place) => {
                Err(Reason::Malformed("the id of an upload that is yours, not used and not rejected").of("media_ids"))
            }
            // Refused by the claim: it was stored, and is deleted.
            Outcome::Done | Outcome::Refused(..) => Ok(Put::Stored),
        }
    }
}

impl DynamoStore {
    /// Puts a new item. One that is there and equal is ours: the SDK had tried again, because the answer to the first
    /// try was lost. What came without a key gets a random mark, so that nothing else is equal.
    pub(super) async fn put_once(&self, item: Item, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = if claim.is_none() { marked(item) } else { item };
        let put = self.put(item.clone()).condition_expression("attribute_not_exists(feedback_id)");
        match self.send_put(put).await? {
            Written::Refused(theirs) if theirs != item => Ok(already_there(&theirs, claim)),
            Written::Done | Written::Refused(_) => Ok(Put::Stored),
        }
    }
}

/// The item that a feedback without a key and without media is put as: for whoever loads many at once, past the store.
///
/// # Errors
/// [`Error::Internal`] if it has no form as an item.
pub fn item_of(feedback: &Feedback) -> Result<Item, Error> {
    to_item(&FeedbackItem::of(feedback, None)).map(marked)
}

/// With a random mark, so that nothing else is equal.
fn marked(mut item: Item) -> Item {
    item.insert("request".to_owned(), text(format!("{:016x}", rand::random::<u64>())));
    item
}

/// The id is taken: by an earlier try of the same request, or by something else.
pub(super) fn already_there(theirs: &Item, ours: Option<&Claimed>) -> Put {
    let claim = theirs.get("claim").and_then(|claim| claim.as_s().ok());
    match (claim, ours) {
        (Some(theirs), Some(ours)) if *theirs == ours.key.0 => Put::Stored,
        _ => Put::IdTaken,
    }
}
