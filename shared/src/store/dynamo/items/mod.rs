//! The items of the table, as DynamoDB keeps them.

mod conversation;
mod export;
mod feedback;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
pub(super) use conversation::{HistoryItem, POINTER, PointerItem, ReplyItem, pointer_id, reply_part};
pub(super) use export::{EXPORT, ExportItem, ProgressItem, home as export_home};
pub(super) use feedback::{CardItem, FEEDBACK, FeedbackItem, SHARDS};
use serde::{Deserialize, Serialize};

use super::failure::unreadable;
use crate::domain::Error;

pub(super) type Item = HashMap<String, AttributeValue>;

/// A primary key.
pub(super) fn key(feedback_id: impl Into<String>, part: impl Into<String>) -> Item {
    HashMap::from([("feedback_id".to_owned(), text(feedback_id)), ("part".to_owned(), text(part))])
}

/// A string attribute.
pub(super) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
pub(super) fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// Any of the structs above as an item.
pub(super) fn to_item<T: Serialize>(value: &T) -> Result<Item, Error> {
    serde_dynamo::to_item(value).map_err(|cause| unreadable("item", &cause))
}

/// An item as one of the structs above.
pub(super) fn from_item<'a, T: Deserialize<'a>>(item: Item, what: &'static str) -> Result<T, Error> {
    serde_dynamo::from_item(item).map_err(|cause| unreadable(what, &cause))
}
