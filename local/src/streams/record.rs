//! A record as Lambda hands it to a function (the shape is that of `sam local generate-event dynamodb update`).

use std::collections::HashMap;

use aws_sdk_dynamodbstreams::types::{self, AttributeValue};
use serde_dynamo::Item;
use serde_json::{Map, Value, json};

/// A change of an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    /// Its place in the shard.
    pub sequence: String,
    /// When the change was, in seconds since 1970.
    pub created_s: i64,
    /// The record as the function gets it.
    pub value: Value,
}

impl Record {
    pub fn new(record: types::Record, stream: &str, region: &str) -> Self {
        let change = record.dynamodb;
        let sequence = change.as_ref().and_then(|change| change.sequence_number.clone()).unwrap_or_default();
        let created = change.as_ref().and_then(|change| change.approximate_creation_date_time);
        let created_s = created.map_or(0, |time| time.secs());
        let mut value = json!({
            "eventID": record.event_id,
            "eventName": record.event_name.as_ref().map(types::OperationType::as_str),
            "eventVersion": record.event_version,
            "eventSource": "aws:dynamodb",
            "awsRegion": region,
            "dynamodb": change.map(|change| change_of(change, created_s)),
            "eventSourceARN": stream,
        });
        if let Some(identity) = record.user_identity {
            value["userIdentity"] = json!({ "type": identity.r#type, "principalId": identity.principal_id });
        }
        Self { sequence, created_s, value }
    }
}

/// An image that the stream does not hold is left out and not null.
fn change_of(change: types::StreamRecord, created_s: i64) -> Value {
    let mut value = Map::from_iter([
        ("ApproximateCreationDateTime".to_owned(), json!(created_s)),
        ("SequenceNumber".to_owned(), json!(change.sequence_number)),
        ("SizeBytes".to_owned(), json!(change.size_bytes)),
        ("StreamViewType".to_owned(), json!(change.stream_view_type.as_ref().map(types::StreamViewType::as_str))),
    ]);
    let images = [("Keys", change.keys), ("NewImage", change.new_image), ("OldImage", change.old_image)];
    value.extend(images.into_iter().filter_map(|(name, item)| Some((name.to_owned(), json(item?)))));
    Value::Object(value)
}

/// An item in DynamoDB's own JSON.
fn json(item: HashMap<String, AttributeValue>) -> Value {
    serde_json::to_value(Item::from(item)).unwrap_or_default()
}
