//! Reads feedback by id, as a list shows it.

use crate::{
    domain::{AppId, Card, Error, FeedbackId},
    store::{
        Consistency, ReadCards, Verbs,
        dynamo::{
            DynamoStore,
            batch::{Projection, READ_BATCH},
            failure::unreadable,
            items::{CardItem, FEEDBACK, from_item, key},
        },
    },
};

/// What a card is made of. Some of the names are reserved words of the expression language.
const CARD: Projection = Projection {
    attributes: "app, id, #shard, #status, #type, #source, title, faults, wechat_type, #public",
    names: &["shard", "status", "type", "source", "public"],
};

impl ReadCards for DynamoStore {
    const VERBS: Verbs = &["BatchGetItem"];

    async fn cards_of(&self, ids: &[FeedbackId], consistency: Consistency) -> Result<Vec<(AppId, Card)>, Error> {
        let mut cards = Vec::with_capacity(ids.len());
        for batch in ids.chunks(READ_BATCH) {
            let keys = batch.iter().map(|id| key(id.to_string(), FEEDBACK)).collect();
            for item in self.batch_get(keys, CARD, consistency).await? {
                let item: CardItem = from_item(item, "feedback")?;
                let app = AppId::parse(&item.app).map_err(|reason| unreadable("feedback", &reason))?;
                cards.push((app, item.into_card()?));
            }
        }
        Ok(cards)
    }
}
