//! Nodes, leaves and trends as DynamoDB keeps them.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};

use crate::{
    domain::Error,
    store::{
        Versioned,
        dynamo::{
            failure::unreadable,
            items::{Item, key, number},
        },
    },
    tree::{Leaf, Node, SourceTrend, Tally, TreeId, Trend},
};

/// The largest `low` there can be in a part.
pub(super) const LAST: u64 = 9_999_999_999_999_999;

/// `part` of a node. Sixteen digits hold every id, so parts sort as ids do.
pub(super) fn node_part(tier: u8, low: u64) -> String {
    format!("{tier}#{low:016}")
}

/// `part` of a chunk of a trend.
pub(super) fn chunk_part(chunk: u64) -> String {
    format!("{chunk:08}")
}

pub(super) fn leaf_item(tree: &TreeId, leaf: &Leaf) -> Item {
    let rows = AttributeValue::B(Blob::new(Leaf::rows_to_bytes(leaf.low, &leaf.rows)));
    versioned(key(tree.to_string(), node_part(0, leaf.low)), leaf.version, "rows", rows)
}

pub(super) fn leaf_of(item: &Item) -> Result<Leaf, Error> {
    let read = || {
        let low = low_of(item)?;
        Some(Leaf { low, version: version_of(item)?, rows: Leaf::rows_from_bytes(low, bytes(item.get("rows")?)?)? })
    };
    read().ok_or_else(|| unreadable("leaf", &"it has another form"))
}

pub(super) fn node_item(tree: &TreeId, tier: u8, node: &Node) -> Item {
    let tally = AttributeValue::B(Blob::new(node.tally.to_bytes()));
    versioned(key(tree.to_string(), node_part(tier, node.low)), node.version, "tally", tally)
}

pub(super) fn node_of(item: &Item) -> Result<Node, Error> {
    let read = || {
        let tally = Tally::from_bytes(bytes(item.get("tally")?)?)?;
        Some(Node { low: low_of(item)?, version: version_of(item)?, tally })
    };
    read().ok_or_else(|| unreadable("node", &"it has another form"))
}

pub(super) fn trend_item(home: String, trend: &Versioned<Trend>) -> Item {
    let hours = AttributeValue::B(Blob::new(trend.value.to_bytes()));
    versioned(key(home, chunk_part(trend.chunk)), trend.version, "hours", hours)
}

pub(super) fn trend_of(item: &Item) -> Result<Versioned<Trend>, Error> {
    let read = || chunk_of(item, Trend::from_bytes(bytes(item.get("hours")?)?)?);
    read().ok_or_else(|| unreadable("trend", &"it has another form"))
}

pub(super) fn source_trend_item(home: String, trend: &Versioned<SourceTrend>) -> Item {
    let packed = trend.value.to_map().into_iter();
    let sources = packed.map(|(source, hours)| (source, AttributeValue::B(Blob::new(hours)))).collect();
    versioned(key(home, chunk_part(trend.chunk)), trend.version, "sources", AttributeValue::M(sources))
}

pub(super) fn source_trend_of(item: &Item) -> Result<Versioned<SourceTrend>, Error> {
    let read = || {
        let sources = item.get("sources")?.as_m().ok()?.iter();
        let sources = sources.map(|(source, hours)| Some((source.clone(), bytes(hours)?.to_vec())));
        chunk_of(item, SourceTrend::from_map(sources.collect::<Option<BTreeMap<_, _>>>()?)?)
    };
    read().ok_or_else(|| unreadable("trend of sources", &"it has another form"))
}

/// The item with its next version.
fn versioned(mut item: Item, read: u64, name: &str, value: AttributeValue) -> Item {
    item.extend([("version".to_owned(), number(read + 1)), (name.to_owned(), value)]);
    item
}

fn chunk_of<T>(item: &Item, value: T) -> Option<Versioned<T>> {
    let chunk = item.get("part")?.as_s().ok()?.parse().ok()?;
    Some(Versioned { chunk, version: version_of(item)?, value })
}

/// Where a node begins: what follows the tier in its `part`.
pub(super) fn low_of(item: &Item) -> Option<u64> {
    item.get("part")?.as_s().ok()?.split_once('#')?.1.parse().ok()
}

fn version_of(item: &Item) -> Option<u64> {
    item.get("version")?.as_n().ok()?.parse().ok()
}

fn bytes(value: &AttributeValue) -> Option<&[u8]> {
    value.as_b().ok().map(AsRef::as_ref)
}
