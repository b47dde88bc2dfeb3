//! Claims of records of another service: idempotency keys that do not expire.
//!
//! They lie where those of clients lie (`claims.rs`), so a deletion marks them as it marks those, and what an agent has
//! deleted does not come back.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    calls::Written,
    claims::CLAIM,
    items::{from_item, key, to_item},
};
use crate::{
    domain::Error,
    store::{ClaimKey, ClaimRecords, Consistency, RecordClaim, Verbs},
};

#[derive(Serialize, Deserialize)]
struct RecordItem {
    feedback_id: String,
    part: String,
    claimed_id: u64,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    deleted: bool,
}

impl RecordItem {
    fn into_claim(self) -> RecordClaim {
        RecordClaim { id: self.claimed_id, is_done: self.done || self.deleted }
    }
}

impl ClaimRecords for DynamoStore {
    const VERBS: Verbs = &["GetItem", "PutItem", "UpdateItem"];

    async fn find_record(&self, claim_key: &ClaimKey) -> Result<Option<RecordClaim>, Error> {
        let Some(item) = self.get(key(&claim_key.0, CLAIM), Consistency::Strong).await? else { return Ok(None) };
        Ok(Some(from_item::<RecordItem>(item, "claim")?.into_claim()))
    }

    async fn claim_record(&self, claim_key: &ClaimKey, id: u64) -> Result<Option<RecordClaim>, Error> {
        let (feedback_id, part) = (claim_key.0.clone(), CLAIM.to_owned());
        let item = RecordItem { feedback_id, part, claimed_id: id, done: false, deleted: false };
        let put = self.put(to_item(&item)?).condition_expression("attribute_not_exists(feedback_id)");
        match self.send_put(put).await? {
            Written::Done => Ok(None),
            Written::Refused(theirs) => Ok(Some(from_item::<RecordItem>(theirs, "claim")?.into_claim())),
        }
    }

    async fn finish_record(&self, claim_key: &ClaimKey) -> Result<(), Error> {
        let update = self
            .update(key(&claim_key.0, CLAIM))
            .update_expression("SET done = :true")
            .condition_expression("attribute_exists(feedback_id)")
            .expression_attribute_values(":true", AttributeValue::Bool(true));
        self.send_update(update).await.map(|_| ())
    }
}
