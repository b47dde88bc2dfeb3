//! The parameters of queries.

use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::{
    dialects::native::{buckets, list},
    domain::{Fault, KindName, Status, WechatType, limits::PAGE_SIZE},
};

/// Those of a trend.
pub(super) fn stats_parameters() -> Vec<Value> {
    let text = |name: &str, says: &str, default: &str| {
        let schema = json!({"type": "string", "default": default});
        json!({"name": name, "in": "query", "description": says, "schema": schema})
    };
    let mut group = text("group", "How long a bucket is.", "day");
    group["schema"]["enum"] = json!(buckets::Group::NAMES);
    vec![
        text("from", "The first RFC 3339 time, or a date of the time zone.", "30 days before `to`"),
        text("to", "The last RFC 3339 time, or a date, which counts whole.", "now"),
        text("tz", "A time zone of IANA's database, or an offset such as `+08:00`.", "UTC"),
        group,
        text("by", "What to tell apart, separated by commas: `kind`, `status`, `source`.", "kind,status"),
    ]
}

/// Those of a list.
pub(super) fn list_parameters(schemas: &mut Schemas) -> Vec<Value> {
    let bounded = |most: Option<u64>, default: u64| {
        let mut schema = json!({"type": "integer", "minimum": 1, "default": default});
        if let Some(most) = most {
            schema["maximum"] = json!(most);
        }
        schema
    };
    let text = |name: &str, says: &str| json!({"name": name, "in": "query", "description": says, "schema": {"type": "string"}});
    vec![
        schemas.words::<Status>("status", "One of these states."),
        schemas.words::<KindName>("kind", "One of these kinds."),
        schemas.words::<Fault>("fault", "With one of these faults."),
        schemas.query::<WechatType>("type", "A fault with this number of WeChat's."),
        text("source", "From this source."),
        text("from", "Submitted at or after this RFC 3339 time or date."),
        text("to", "Submitted at or before this RFC 3339 time or date, which counts whole."),
        text("keyword", "Content or name contains this, in upper or lower case."),
        json!({"name": "page", "in": "query", "description": "Number of the page.", "schema": bounded(None, 1)}),
        json!({"name": "size", "in": "query", "description": "Rows of a page.", "schema": bounded(Some(PAGE_SIZE), list::SIZE)}),
        text("cursor", "The `next_cursor` of the page before, instead of `page`."),
    ]
}
