//! Lists that have a home: items under one `feedback_id`, in the order of their `part`.

use std::ops::RangeInclusive;

use aws_sdk_dynamodb::{operation::query::builders::QueryFluentBuilder, types::ReturnConsumedCapacity};

use super::{
    DynamoStore,
    failure::failed,
    items::{Item, text},
};
use crate::{domain::Error, store::Consistency};

/// `feedback_id` of what belongs to the deployment: `app#<app>` for each app, `member#<name>` for each owner.
pub(super) const DEPLOYMENT: &str = "deployment";

/// Items of one Query; the embedded engine takes none without a limit.
const PIECE: usize = 500;

/// In which order a Query reads, by `part`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

impl DynamoStore {
    /// The items of a home whose part begins like this, in the order of their parts: 0.5 RRU a 4 KB.
    pub(super) async fn listed(&self, home: &str, part: &str) -> Result<Vec<Item>, Error> {
        // What follows is of letters, digits and `._-`, which all come before it.
        self.parts(home, part.to_owned()..=format!("{part}~"), Consistency::Eventual).await
    }

    /// All items of a home whose `part` is in the range, in as many Queries as they take of 1 MB each.
    pub(super) async fn parts(
        &self,
        home: &str,
        parts: RangeInclusive<String>,
        consistency: Consistency,
    ) -> Result<Vec<Item>, Error> {
        let mut all = Vec::new();
        let mut start = None;
        // DynamoDB refuses a range that ends before it begins.
        if parts.is_empty() {
            return Ok(all);
        }
        loop {
            let query = self.query_parts(home, &parts, Order::Ascending, PIECE, consistency);
            let page = query.set_exclusive_start_key(start).send().await.map_err(|error| failed("Query", &error))?;
            self.units.read(page.consumed_capacity());
            all.extend(page.items.unwrap_or_default());
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(all);
            }
        }
    }

    /// The first `limit` of them; so few that one Query holds them.
    pub(super) async fn some_parts(
        &self,
        home: &str,
        parts: &RangeInclusive<String>,
        order: Order,
        limit: usize,
        consistency: Consistency,
    ) -> Result<Vec<Item>, Error> {
        let query = self.query_parts(home, parts, order, limit, consistency);
        let page = query.send().await.map_err(|error| failed("Query", &error))?;
        self.units.read(page.consumed_capacity());
        Ok(page.items.unwrap_or_default())
    }

    fn query_parts(
        &self,
        home: &str,
        parts: &RangeInclusive<String>,
        order: Order,
        limit: usize,
        consistency: Consistency,
    ) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.table);
        query
            .key_condition_expression("feedback_id = :home AND part BETWEEN :from AND :to")
            .expression_attribute_values(":home", text(home))
            .expression_attribute_values(":from", text(parts.start()))
            .expression_attribute_values(":to", text(parts.end()))
            .scan_index_forward(order == Order::Ascending)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .consistent_read(consistency == Consistency::Strong)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
    }
}
