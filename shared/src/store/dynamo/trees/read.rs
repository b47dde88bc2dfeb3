//! Reads trees and trends.

use std::ops::RangeInclusive;

use aws_sdk_dynamodb::{operation::query::builders::QueryFluentBuilder, types::ReturnConsumedCapacity};

use super::items::{chunk_part, leaf_of, node_of, node_part, source_trend_of, trend_of};
use crate::{
    domain::{AppId, Error, Source},
    store::{
        Consistency, ReadTree, Verbs, Versioned,
        dynamo::{
            DynamoStore,
            failure::failed,
            items::{Item, text},
        },
    },
    tree::{Head, Leaf, Node, SourceTrend, TreeId, Trend},
};

/// Items of one Query; the embedded engine takes none without a limit.
const PIECE: usize = 500;

/// In which order a Query reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    OldestFirst,
    NewestFirst,
}

impl ReadTree for DynamoStore {
    const VERBS: Verbs = &["GetItem", "Query"];

    async fn head(&self, tree: &TreeId, consistency: Consistency) -> Result<Option<Head>, Error> {
        self.head_of(tree, consistency).await
    }

    async fn nodes(
        &self,
        tree: &TreeId,
        tier: u8,
        lows: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Node>, Error> {
        let parts = node_part(tier, *lows.start())..=node_part(tier, *lows.end());
        self.parts(tree.to_string(), parts, consistency).await?.iter().map(node_of).collect()
    }

    async fn leaves(
        &self,
        tree: &TreeId,
        lows: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Leaf>, Error> {
        let parts = node_part(0, *lows.start())..=node_part(0, *lows.end());
        self.parts(tree.to_string(), parts, consistency).await?.iter().map(leaf_of).collect()
    }

    async fn leaf_at(&self, tree: &TreeId, id: u64, consistency: Consistency) -> Result<Option<Leaf>, Error> {
        let parts = node_part(0, 0)..=node_part(0, id);
        let found = self.some_parts(&tree.to_string(), &parts, Order::NewestFirst, 1, consistency).await?;
        found.first().map(leaf_of).transpose()
    }

    async fn trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<Trend>>, Error> {
        self.chunks(trend_home(app), chunks, consistency).await?.iter().map(trend_of).collect()
    }

    async fn source_trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<SourceTrend>>, Error> {
        self.chunks(source_trend_home(app), chunks, consistency).await?.iter().map(source_trend_of).collect()
    }

    async fn counted_apps(&self) -> Result<Vec<AppId>, Error> {
        let items = self.parts(APPS.to_owned(), "!".to_owned()..="~".to_owned(), Consistency::Eventual).await?;
        let apps = items.iter().filter_map(|item| AppId::parse(item.get("part")?.as_s().ok()?).ok());
        Ok(apps.collect())
    }

    async fn counted_sources(&self, app: &AppId) -> Result<Vec<Source>, Error> {
        self.sources_of(app).await
    }
}

impl DynamoStore {
    async fn chunks(
        &self,
        home: String,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Item>, Error> {
        self.parts(home, chunk_part(*chunks.start())..=chunk_part(*chunks.end()), consistency).await
    }

    /// All items of a home whose `part` is in the range, in as many Queries as they take of 1 MB each.
    async fn parts(
        &self,
        home: String,
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
            let query = self.query_parts(&home, &parts, Order::OldestFirst, PIECE, consistency);
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
            .scan_index_forward(order == Order::OldestFirst)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .consistent_read(consistency == Consistency::Strong)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
    }
}

/// `feedback_id` of the list of apps that have trees; `part` is the app.
pub(super) const APPS: &str = "trees";

/// `feedback_id` of an app's trend.
pub(super) fn trend_home(app: &AppId) -> String {
    format!("trend#{app}")
}

/// `feedback_id` of an app's trend by source.
pub(super) fn source_trend_home(app: &AppId) -> String {
    format!("source_trend#{app}")
}
