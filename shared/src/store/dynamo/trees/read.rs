//! Reads trees and trends.

use std::ops::RangeInclusive;

use super::items::{chunk_part, leaf_of, node_of, node_part, source_trend_of, trend_of};
use crate::{
    domain::{AppId, Error, Source},
    store::{
        Consistency, ReadTree, Verbs, Versioned,
        dynamo::{DynamoStore, homes::Order},
    },
    tree::{Head, Leaf, Node, SourceTrend, TreeId, Trend},
};

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
        self.parts(&tree.to_string(), parts, consistency).await?.iter().map(node_of).collect()
    }

    async fn leaves(
        &self,
        tree: &TreeId,
        lows: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Leaf>, Error> {
        let parts = node_part(0, *lows.start())..=node_part(0, *lows.end());
        self.parts(&tree.to_string(), parts, consistency).await?.iter().map(leaf_of).collect()
    }

    async fn leaf_at(&self, tree: &TreeId, id: u64, consistency: Consistency) -> Result<Option<Leaf>, Error> {
        let parts = node_part(0, 0)..=node_part(0, id);
        let found = self.some_parts(&tree.to_string(), &parts, Order::Descending, 1, consistency).await?;
        found.first().map(leaf_of).transpose()
    }

    async fn trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<Trend>>, Error> {
        self.parts(&trend_home(app), chunk_parts(&chunks), consistency).await?.iter().map(trend_of).collect()
    }

    async fn source_trend(
        &self,
        app: &AppId,
        chunks: RangeInclusive<u64>,
        consistency: Consistency,
    ) -> Result<Vec<Versioned<SourceTrend>>, Error> {
        self.parts(&source_trend_home(app), chunk_parts(&chunks), consistency)
            .await?
            .iter()
            .map(source_trend_of)
            .collect()
    }

    async fn counted_apps(&self) -> Result<Vec<AppId>, Error> {
        let items = self.parts(APPS, "!".to_owned()..="~".to_owned(), Consistency::Eventual).await?;
        let apps = items.iter().filter_map(|item| AppId::parse(item.get("part")?.as_s().ok()?).ok());
        Ok(apps.collect())
    }

    async fn counted_sources(&self, app: &AppId) -> Result<Vec<Source>, Error> {
        self.sources_of(app).await
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

fn chunk_parts(chunks: &RangeInclusive<u64>) -> RangeInclusive<String> {
    chunk_part(*chunks.start())..=chunk_part(*chunks.end())
}
