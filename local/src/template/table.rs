//! An `AWS::DynamoDB::Table`: its keys and indexes, its stream and its time to live.

use std::collections::BTreeMap;

use super::node::Node;
use crate::error::Result;

/// One DynamoDB table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the resource, as in `FeedbackTable`.
    pub logical_id: String,
    /// Name of the table: `TableName`, or the logical id without `Table` in lower case.
    pub name: String,
    /// Type of each key attribute: `S`, `N` or `B`.
    pub attributes: BTreeMap<String, String>,
    /// Key of the table.
    pub key: Vec<KeyPart>,
    /// Global secondary indexes.
    pub indexes: Vec<Index>,
    /// `StreamViewType`, if the table has a stream.
    pub stream: Option<String>,
    /// Attribute that holds the second at which an item expires.
    pub time_to_live: Option<String>,
}

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPart {
    /// Name of the attribute.
    pub attribute: String,
    /// `HASH` or `RANGE`. A key of an index may have several of each.
    pub role: String,
}

/// A global secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Name of the index.
    pub name: String,
    /// Its key, hash attributes first.
    pub key: Vec<KeyPart>,
    /// What it holds beside the keys.
    pub projection: Projection,
}

/// What an index holds beside the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    pub kind: String,
    /// The attributes, for `INCLUDE`.
    pub attributes: Vec<String>,
}

impl Table {
    pub(super) fn read(logical_id: &str, properties: &Node) -> Result<Self> {
        properties.only(&[
            "AttributeDefinitions",
            "BillingMode",
            "DeletionProtectionEnabled",
            "GlobalSecondaryIndexes",
            "KeySchema",
            "PointInTimeRecoverySpecification",
            "SSESpecification",
            "StreamSpecification",
            "TableName",
            "Tags",
            "TimeToLiveSpecification",
        ])?;
        let name = properties.get("TableName")?.map(|name| name.string()).transpose()?;
        Ok(Self {
            logical_id: logical_id.to_owned(),
            name: name.unwrap_or_else(|| logical_id.trim_end_matches("Table").to_ascii_lowercase()),
            attributes: attributes(properties)?,
            key: key(properties)?,
            indexes: properties.at("GlobalSecondaryIndexes")?.list()?.iter().map(index).collect::<Result<_>>()?,
            stream: match properties.get("StreamSpecification")? {
                Some(stream) => Some(stream.required("StreamViewType")?.string()?),
                None => None,
            },
            time_to_live: time_to_live(properties)?,
        })
    }
}

fn attributes(properties: &Node) -> Result<BTreeMap<String, String>> {
    let read = |node: &Node| {
        let name = node.required("AttributeName")?.string()?;
        Ok((name, node.required("AttributeType")?.string()?))
    };
    properties.required("AttributeDefinitions")?.list()?.iter().map(read).collect()
}

fn key(node: &Node) -> Result<Vec<KeyPart>> {
    let read = |part: &Node| {
        let attribute = part.required("AttributeName")?.string()?;
        Ok(KeyPart { attribute, role: part.required("KeyType")?.string()? })
    };
    node.required("KeySchema")?.list()?.iter().map(read).collect()
}

fn index(node: &Node) -> Result<Index> {
    node.only(&["IndexName", "KeySchema", "Projection"])?;
    let projection = node.required("Projection")?;
    Ok(Index {
        name: node.required("IndexName")?.string()?,
        key: key(node)?,
        projection: Projection {
            kind: projection.required("ProjectionType")?.string()?,
            attributes: projection.at("NonKeyAttributes")?.strings()?,
        },
    })
}

fn time_to_live(properties: &Node) -> Result<Option<String>> {
    let Some(node) = properties.get("TimeToLiveSpecification")? else {
        return Ok(None);
    };
    let enabled = node.required("Enabled")?.string()? == "true";
    Ok(if enabled { Some(node.required("AttributeName")?.string()?) } else { None })
}
