//! Records of media: what was declared, what became of the file, which feedback it belongs to.

use aws_sdk_dynamodb::{
    operation::delete_item::DeleteItemError,
    types::{AttributeValue, ReturnConsumedCapacity, TransactWriteItem, Update},
};
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    failure::{failed, unreadable},
    items::{Item, from_item, key, number, text, to_item},
    transaction::update,
};
use crate::{
    domain::{
        AppId, Error, Feedback, FeedbackId, MediaId, Timestamp,
        media::{Declared, Facts, FileName, Media, MediaState, MediaType, Rejection},
    },
    store::{Claimed, Consistency, CreateMedia, FinishMedia, Finished, ForgetMedia, Put, ReadMedia, Verbs},
};

/// `part` of a record.
pub(super) const MEDIA: &str = "media";

#[derive(Serialize, Deserialize)]
struct MediaItem {
    feedback_id: String,
    part: String,
    app: String,
    file_name: String,
    content_type: String,
    size_bytes: u64,
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    facts: Option<FactsItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimed_by: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<u64>,
    /// The idempotency key under which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct FactsItem {
    size_bytes: u64,
    sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pixels: Option<(u32, u32)>,
    renditions: bool,
}

impl CreateMedia for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn create_media(&self, media: &Media, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = MediaItem {
            feedback_id: home(&media.id),
            part: MEDIA.to_owned(),
            app: media.app.to_string(),
            file_name: media.declared.file_name.to_string(),
            content_type: media.declared.media_type.content_type().to_owned(),
            size_bytes: media.declared.size_bytes,
            state: MediaState::Waiting.name().to_owned(),
            reason: None,
            facts: None,
            claimed_by: None,
            expires_at: media.expires_at_s,
            claim: claim.map(|claim| claim.key.0.clone()),
        };
        self.put_once(to_item(&item)?, claim).await
    }
}

impl ReadMedia for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn media(&self, id: &MediaId) -> Result<Option<Media>, Error> {
        let Some(item) = self.get(media_key(id), Consistency::Strong).await? else { return Ok(None) };
        let item: MediaItem = from_item(item, "medium")?;
        let media = item.parse(id).ok_or_else(|| unreadable("medium", &"a value is outside its domain"))?;
        Ok(Some(media))
    }
}

impl FinishMedia for DynamoStore {
    const VERBS: Verbs = &["GetItem", "UpdateItem"];

    async fn finish_media(&self, id: &MediaId, state: &MediaState) -> Result<Finished, Error> {
        let update = self
            .update(media_key(id))
            .condition_expression("#state = :waiting")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":waiting", text(MediaState::Waiting.name()))
            .expression_attribute_values(":state", text(state.name()));
        let update = match state {
            MediaState::Waiting => return Ok(Finished::Done),
            MediaState::Ready(facts) => update
                .update_expression("SET #state = :state, facts = :facts")
                .expression_attribute_values(":facts", AttributeValue::M(to_item(&FactsItem::of(facts))?)),
            MediaState::Rejected(rejection) => update
                .update_expression("SET #state = :state, reason = :reason")
                .expression_attribute_values(":reason", text(rejection.name())),
        };
        if self.send_update(update).await? {
            return Ok(Finished::Done);
        }
        Ok(if self.media(id).await?.is_some() { Finished::Before } else { Finished::Gone })
    }
}

impl ForgetMedia for DynamoStore {
    const VERBS: Verbs = &["DeleteItem"];

    async fn forget_unclaimed(&self, id: &MediaId, now: Timestamp) -> Result<bool, Error> {
        let delete = self.client.delete_item().table_name(&self.table).set_key(Some(media_key(id)));
        let outcome = delete
            .condition_expression("attribute_not_exists(feedback_id) OR expires_at <= :now")
            .expression_attribute_values(":now", number(now.seconds()))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match outcome {
            Ok(deleted) => {
                self.units.written(deleted.consumed_capacity());
                Ok(true)
            }
            Err(error)
                if error.as_service_error().is_some_and(DeleteItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(failed("DeleteItem", &error)),
        }
    }
}

impl DynamoStore {
    /// The actions by which a feedback claims its media; each is refused unless the medium is the app's, was not
    /// rejected, and is free or this feedback's already.
    pub(super) fn claims_of(&self, feedback: &Feedback) -> Result<Vec<TransactWriteItem>, Error> {
        let claim = |id: &MediaId| {
            let claim = Update::builder()
                .table_name(&self.table)
                .set_key(Some(media_key(id)))
                .update_expression("SET claimed_by = :feedback REMOVE expires_at")
                .condition_expression(
                    "app = :app AND #state <> :rejected AND (claimed_by = :feedback OR expires_at > :now)",
                )
                .expression_attribute_names("#state", "state")
                .expression_attribute_values(":feedback", number(feedback.id.number()))
                .expression_attribute_values(":app", text(feedback.app.as_str()))
                .expression_attribute_values(":rejected", text("rejected"))
                .expression_attribute_values(":now", number(feedback.id.created_at().seconds()));
            update(claim)
        };
        feedback.draft.media.iter().map(claim).collect()
    }
}

/// `feedback_id` of a record.
fn home(id: &MediaId) -> String {
    format!("media#{id}")
}

/// A record's key.
pub(super) fn media_key(id: &MediaId) -> Item {
    key(home(id), MEDIA)
}

impl MediaItem {
    fn parse(self, id: &MediaId) -> Option<Media> {
        let state = match self.state.as_str() {
            "waiting" => MediaState::Waiting,
            "ready" => MediaState::Ready(self.facts?.into_facts()),
            "rejected" => MediaState::Rejected(Rejection::from_name(&self.reason?)?),
            _ => return None,
        };
        let media_type = MediaType::from_content_type(&self.content_type)?;
        Some(Media {
            id: id.clone(),
            app: AppId::parse(&self.app).ok()?,
            declared: Declared::new(FileName::parse(&self.file_name).ok()?, media_type, self.size_bytes).ok()?,
            state,
            claimed_by: match self.claimed_by {
                Some(number) => Some(FeedbackId::from_number(number)?),
                None => None,
            },
            expires_at_s: self.expires_at,
        })
    }
}

impl FactsItem {
    fn of(facts: &Facts) -> Self {
        Self {
            size_bytes: facts.size_bytes,
            sha256: facts.sha256.clone(),
            pixels: facts.pixels,
            renditions: facts.has_renditions,
        }
    }

    fn into_facts(self) -> Facts {
        Facts { size_bytes: self.size_bytes, sha256: self.sha256, pixels: self.pixels, has_renditions: self.renditions }
    }
}
