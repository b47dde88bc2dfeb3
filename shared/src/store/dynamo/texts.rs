//! Reads the texts that a keyword may be in.

use serde::Deserialize;

use super::{
    DynamoStore,
    batch::{Projection, READ_BATCH},
    items::{FEEDBACK, from_item, key},
};
use crate::{
    domain::{Error, FeedbackId},
    store::{Consistency, ReadTexts, Texts, Verbs},
};

#[derive(Deserialize)]
struct TextsItem {
    id: u64,
    content: String,
    name: Option<String>,
}

const TEXTS: Projection = Projection { attributes: "id, content, #name", names: &["name"] };

impl ReadTexts for DynamoStore {
    const VERBS: Verbs = &["BatchGetItem"];

    async fn texts(&self, ids: &[FeedbackId]) -> Result<Vec<Texts>, Error> {
        let mut texts = Vec::with_capacity(ids.len());
        for batch in ids.chunks(READ_BATCH) {
            let keys = batch.iter().map(|id| key(id.to_string(), FEEDBACK)).collect();
            for item in self.batch_get(keys, TEXTS, Consistency::Eventual).await? {
                let TextsItem { id, content, name } = from_item(item, "feedback")?;
                let id = FeedbackId::from_number(id).ok_or(Error::Internal)?;
                texts.push(Texts { id, content, name });
            }
        }
        Ok(texts)
    }
}
