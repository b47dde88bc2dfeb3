//! Reads whole feedbacks, a hundred at a time.

use super::{
    DynamoStore,
    batch::{Projection, READ_BATCH},
    items::{FEEDBACK, FeedbackItem, from_item, key},
};
use crate::{
    domain::{Error, Feedback, FeedbackId},
    store::{Consistency, ReadFeedbacks, Verbs},
};

/// All that a feedback's item has.
const WHOLE: Projection = Projection {
    attributes: "feedback_id, #part, app, id, #shard, #status, #type, #source, title, faults, wechat_type, #public, \
        content, #name, email, phone, openid, nickname, head_url, contact, metadata, occurred_at_ms, page, system_info, \
        media, log_consent, updated_at_ms, claim, untitled",
    names: &["name", "part", "public", "shard", "source", "status", "type"],
};

impl ReadFeedbacks for DynamoStore {
    const VERBS: Verbs = &["BatchGetItem"];

    async fn feedbacks(&self, ids: &[FeedbackId]) -> Result<Vec<Feedback>, Error> {
        let mut feedbacks = Vec::with_capacity(ids.len());
        for batch in ids.chunks(READ_BATCH) {
            let keys = batch.iter().map(|id| key(id.to_string(), FEEDBACK)).collect();
            for item in self.batch_get(keys, WHOLE, Consistency::Eventual).await? {
                feedbacks.push(from_item::<FeedbackItem>(item, "feedback")?.into_feedback()?);
            }
        }
        Ok(feedbacks)
    }
}
