//! Loads many items at once into the embedded engine, past its HTTP server: ten thousand a second, with all indexes.
//!
//! No stream record is written: whoever loads a million rows has a faster way to what the stream would lead to.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynoxide::ImportOptions;

use super::Engine;
use crate::error::{Context, Error, Result};

impl Engine {
    /// Puts items, all or none, whatever was under their keys.
    ///
    /// # Errors
    /// When the table is not there, or does not take one of them.
    pub fn import(&self, table: &str, items: Vec<HashMap<String, AttributeValue>>) -> Result<()> {
        let items = items.into_iter().map(item).collect::<Result<Vec<_>>>()?;
        let imported = self.database.import_items(table, items, ImportOptions::default());
        imported.map(|_| ()).context(|| format!("cannot load items into {table}"))
    }

    /// Whether writes are to be as fast as can be, at the risk of the whole file when the machine fails, or safe again.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn hurry(&self, fast: bool) -> Result<()> {
        let set = if fast { self.database.enable_bulk_loading() } else { self.database.disable_bulk_loading() };
        set.context(|| "cannot configure the DynamoDB tables")
    }
}

fn item(item: HashMap<String, AttributeValue>) -> Result<dynoxide::Item> {
    item.into_iter().map(|(name, attribute)| Ok((name, value(attribute)?))).collect()
}

fn value(value: AttributeValue) -> Result<dynoxide::AttributeValue> {
    use dynoxide::AttributeValue as Stored;
    Ok(match value {
        AttributeValue::S(text) => Stored::S(text),
        AttributeValue::N(number) => Stored::N(number),
        AttributeValue::B(bytes) => Stored::B(bytes.into_inner()),
        AttributeValue::Bool(flag) => Stored::BOOL(flag),
        AttributeValue::Null(flag) => Stored::NULL(flag),
        AttributeValue::Ss(texts) => Stored::SS(texts),
        AttributeValue::Ns(numbers) => Stored::NS(numbers),
        AttributeValue::Bs(all) => Stored::BS(all.into_iter().map(|bytes| bytes.into_inner()).collect()),
        AttributeValue::L(values) => Stored::L(values.into_iter().map(self::value).collect::<Result<_>>()?),
        AttributeValue::M(values) => Stored::M(item(values)?),
        other => return Err(Error::new(format!("no engine knows {other:?}"))),
    })
}
