//! Puts new feedback.

use super::{
    DynamoStore,
    calls::Written,
    items::{FeedbackItem, Item, to_item},
};
use crate::{
    domain::{Error, Feedback},
    store::{ClaimKey, Put, PutFeedback, Verbs},
};

impl PutFeedback for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn put_feedback(&self, feedback: &Feedback, claim: Option<&ClaimKey>) -> Result<Put, Error> {
        let item = FeedbackItem::of(feedback, claim.map(|key| key.0.as_str()));
        let put = self.put(to_item(&item)?).condition_expression("attribute_not_exists(feedback_id)");
        match self.send_put(put).await? {
            Written::Done => Ok(Put::Stored),
            Written::Refused(theirs) => Ok(already_there(&theirs, claim)),
        }
    }
}

/// The id is taken: by an earlier try of the same request, or by something else.
pub(super) fn already_there(theirs: &Item, ours: Option<&ClaimKey>) -> Put {
    let claim = theirs.get("claim").and_then(|claim| claim.as_s().ok());
    match (claim, ours) {
        (Some(theirs), Some(ours)) if *theirs == ours.0 => Put::Stored,
        _ => Put::IdTaken,
    }
}
