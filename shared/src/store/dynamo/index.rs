//! Reads the three indexes.
//!
//! An index partition is everything of one app with one status, type or source, newest first. A filter is served
//! from the index with the fewest partitions for it; what that index's key does not say, the cards do, since every
//! index projects all that a card shows. No filter or projection ever names an attribute outside the projection,
//! which DynamoDB would refuse.

use std::{collections::BTreeSet, ops::RangeInclusive};

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;

use super::{
    DynamoStore,
    failure::failed,
    items::{CardItem, SHARDS, from_item, number, text},
};
use crate::{
    domain::{AppId, Error, Filter, KindName, Status},
    store::{Cards, Partition, ReadIndex, Verbs},
};

impl ReadIndex for DynamoStore {
    const VERBS: Verbs = &["Query"];

    fn partitions(&self, filter: &Filter) -> Vec<Partition> {
        if let Some(source) = &filter.source {
            return sharded("by_source", "source", [source.as_str()]);
        }
        let statuses = filter.statuses.clone().unwrap_or_else(|| Status::ALL.into());
        let kinds = filter.kinds.clone().unwrap_or_else(|| KindName::ALL.into());
        if statuses.len() < kinds.len() {
            sharded("by_status", "status", statuses.iter().map(|status| status.name()))
        } else {
            by_type(&kinds)
        }
    }

    fn steady_partitions(&self, filter: &Filter) -> Vec<Partition> {
        let is_of_one_status = filter.statuses.as_ref().is_some_and(|statuses| statuses.len() == 1);
        if filter.source.is_some() || is_of_one_status {
            return self.partitions(filter);
        }
        by_type(&filter.kinds.clone().unwrap_or_else(|| KindName::ALL.into()))
    }

    async fn cards(
        &self,
        app: &AppId,
        partition: &Partition,
        ids: RangeInclusive<u64>,
        limit: u64,
    ) -> Result<Cards, Error> {
        if ids.is_empty() {
            return Ok(Cards::default());
        }
        let query = self.client.query().table_name(&self.table).index_name(partition.index);
        let page = query
            .key_condition_expression("app = :app AND #value = :value AND #shard = :shard AND id BETWEEN :from AND :to")
            // `shard` and the index attributes are reserved words of the expression language.
            .expression_attribute_names("#value", partition.attribute)
            .expression_attribute_names("#shard", "shard")
            .expression_attribute_values(":app", text(app.as_str()))
            .expression_attribute_values(":value", text(&partition.value))
            .expression_attribute_values(":shard", number(partition.shard.into()))
            .expression_attribute_values(":from", number(*ids.start()))
            .expression_attribute_values(":to", number(*ids.end()))
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| failed("Query", &error))?;
        self.units.read(page.consumed_capacity());
        let read = |item| from_item::<CardItem>(item, "index entry")?.into_card();
        let cards = page.items.unwrap_or_default().into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Cards { cards, more: page.last_evaluated_key.is_some() })
    }
}

fn by_type(kinds: &BTreeSet<KindName>) -> Vec<Partition> {
    sharded("by_type", "type", kinds.iter().map(|kind| kind.name()))
}

fn sharded<'a>(
    index: &'static str,
    attribute: &'static str,
    values: impl IntoIterator<Item = &'a str>,
) -> Vec<Partition> {
    let shards =
        |value: &'a str| (0..SHARDS).map(move |shard| Partition { index, attribute, value: value.to_owned(), shard });
    values.into_iter().flat_map(shards).collect()
}
