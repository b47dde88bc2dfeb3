//! Writes trees and trends, each write on the condition that nobody else has written since.

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};

use super::{
    items::{LAST, leaf_item, low_of, node_item, node_of, node_part, source_trend_item, trend_item},
    read::{APPS, source_trend_home, trend_home},
};
use crate::{
    domain::{AppId, Error, Source},
    store::{
        Consistency, Verbs, Versioned, WriteTree,
        dynamo::{
            DynamoStore,
            calls::Written,
            failure::unreadable,
            homes::Order,
            items::{Item, key, number},
            transaction::Outcome,
        },
    },
    tree::{Head, Leaf, Node, SourceTrend, TreeId, Trend},
};

impl WriteTree for DynamoStore {
    const VERBS: Verbs = &["PutItem", "Query", "UpdateItem"];

    async fn put_leaves(&self, tree: &TreeId, leaves: &[Leaf]) -> Result<bool, Error> {
        self.put_versions(leaves.iter().map(|leaf| (leaf_item(tree, leaf), leaf.version)).collect()).await
    }

    async fn put_nodes(&self, tree: &TreeId, tier: u8, nodes: &[Node]) -> Result<bool, Error> {
        self.put_versions(nodes.iter().map(|node| (node_item(tree, tier, node), node.version)).collect()).await
    }

    async fn raise_head(&self, tree: &TreeId, head: Head) -> Result<(), Error> {
        self.raise_head_of(tree, head).await
    }

    async fn list_app(&self, app: &AppId) -> Result<(), Error> {
        self.send_put(self.put(key(APPS, app.as_str()))).await.map(|_| ())
    }

    async fn node_at(&self, tree: &TreeId, tier: u8, id: u64) -> Result<Option<Node>, Error> {
        let parts = node_part(tier, 0)..=node_part(tier, id);
        let found = self.some_parts(&tree.to_string(), &parts, Order::Descending, 1, Consistency::Strong).await?;
        found.first().map(node_of).transpose()
    }

    async fn next_low(&self, tree: &TreeId, tier: u8, low: u64) -> Result<Option<u64>, Error> {
        let parts = node_part(tier, low + 1)..=node_part(tier, LAST);
        let found = self.some_parts(&tree.to_string(), &parts, Order::Ascending, 1, Consistency::Strong).await?;
        Ok(found.first().and_then(low_of))
    }

    async fn has_tree(&self, app: &AppId, source: &Source) -> Result<bool, Error> {
        self.count_source(app, source).await
    }

    async fn put_trend(&self, app: &AppId, trend: &Versioned<Trend>) -> Result<bool, Error> {
        self.put_versions(vec![(trend_item(trend_home(app), trend), trend.version)]).await
    }

    async fn put_source_trend(&self, app: &AppId, trend: &Versioned<SourceTrend>) -> Result<bool, Error> {
        self.put_versions(vec![(source_trend_item(source_trend_home(app), trend), trend.version)]).await
    }
}

/// The condition of a write: nothing is there yet, or what was read.
fn unchanged(read: u64) -> (&'static str, Option<Item>) {
    match read {
        0 => ("attribute_not_exists(feedback_id)", None),
        read => ("version = :read", Some(Item::from([(":read".to_owned(), number(read))]))),
    }
}

impl DynamoStore {
    /// Puts items, each over the version that was read; returns whether all of them were put, else none was.
    async fn put_versions(&self, mut items: Vec<(Item, u64)>) -> Result<bool, Error> {
        if items.len() > 1 {
            let actions = items.into_iter().map(|(item, read)| self.versioned_put(item, read));
            let outcome = self.transact(actions.collect::<Result<_, _>>()?).await?;
            return Ok(matches!(outcome, Outcome::Done));
        }
        let Some((item, read)) = items.pop() else { return Ok(true) };
        let (condition, values) = unchanged(read);
        let put = self.put(item).condition_expression(condition).set_expression_attribute_values(values);
        Ok(matches!(self.try_put(put).await?, Some(Written::Done)))
    }

    fn versioned_put(&self, item: Item, read: u64) -> Result<TransactWriteItem, Error> {
        let (condition, values) = unchanged(read);
        let put = Put::builder().table_name(&self.table).set_item(Some(item));
        let put = put.condition_expression(condition).set_expression_attribute_values(values);
        let put = put.build().map_err(|cause| unreadable("transaction", &cause))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}
