//! Idempotency keys: a conditional write claims one for 24 hours.
//!
//! The record carries `expires_at`, by which the table's TTL removes it some time
//! later; until then the reader judges by the same attribute.

use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, TransactWriteItem};
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    calls::Written,
    items::{from_item, key, number, to_item},
    transaction::check,
};
use crate::{
    domain::{Error, Timestamp, limits::KEY_LIFETIME_S},
    store::{Claim, ClaimKey, ClaimKeys, Consistency, Verbs},
};

/// `part` of a claim.
pub(super) const CLAIM: &str = "claim";

#[derive(Serialize, Deserialize)]
struct ClaimItem {
    feedback_id: String,
    part: String,
    claimed_id: u64,
    body_hash: String,
    expires_at: u64,
    #[serde(default)]
    deleted: bool,
}

impl ClaimItem {
    fn into_claim(self) -> Claim {
        Claim { id: self.claimed_id, body_hash: self.body_hash, deleted: self.deleted }
    }
}

impl ClaimKeys for DynamoStore {
    const VERBS: Verbs = &["GetItem", "PutItem", "UpdateItem"];

    async fn find_claim(&self, claim_key: &ClaimKey, now: Timestamp) -> Result<Option<Claim>, Error> {
        let Some(item) = self.get(key(&claim_key.0, CLAIM), Consistency::Strong).await? else { return Ok(None) };
        let item: ClaimItem = from_item(item, "claim")?;
        Ok((item.expires_at > now.seconds()).then(|| item.into_claim()))
    }

    async fn claim(&self, claim_key: &ClaimKey, claim: &Claim, now: Timestamp) -> Result<Option<Claim>, Error> {
        let item = ClaimItem {
            feedback_id: claim_key.0.clone(),
            part: CLAIM.to_owned(),
            claimed_id: claim.id,
            body_hash: claim.body_hash.clone(),
            expires_at: now.seconds() + KEY_LIFETIME_S,
            deleted: false,
        };
        let put = self
            .put(to_item(&item)?)
            .condition_expression("attribute_not_exists(feedback_id) OR expires_at <= :now")
            .expression_attribute_values(":now", number(now.seconds()));
        match self.send_put(put).await? {
            Written::Done => Ok(None),
            Written::Refused(theirs) => Ok(Some(from_item::<ClaimItem>(theirs, "claim")?.into_claim())),
        }
    }

    async fn move_claim(&self, claim_key: &ClaimKey, from: u64, to: u64) -> Result<(), Error> {
        let update = self
            .update(key(&claim_key.0, CLAIM))
            .update_expression("SET claimed_id = :to")
            .condition_expression("claimed_id = :from")
            .expression_attribute_values(":from", number(from))
            .expression_attribute_values(":to", number(to));
        // Refused means that a retry of the same request was faster; the caller reads the claim again.
        self.send_update(update).await.map(|_| ())
    }
}

impl DynamoStore {
    /// The action that refuses what was created under this key and deleted since.
    pub(super) fn undeleted(&self, claim_key: &ClaimKey) -> Result<TransactWriteItem, Error> {
        let claim = ConditionCheck::builder().table_name(&self.table).set_key(Some(key(&claim_key.0, CLAIM)));
        check(
            claim
                .condition_expression("attribute_not_exists(deleted) OR deleted = :false")
                .expression_attribute_values(":false", AttributeValue::Bool(false)),
        )
    }
}
