//! What reaches this function: records of the table's stream, and now and then the order to check.
//!
//! Of a record only those attributes are read that say which feedback it is about; what became of it, the table says.

use serde::Deserialize;
use shared::{
    domain::{AppId, FeedbackId, Source},
    operations::project::Touched,
};

/// An event.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// Something happened in the table.
    Stream {
        /// What, in the order in which it happened to each feedback.
        #[serde(rename = "Records")]
        records: Vec<Record>,
    },
    /// By the clock (`CheckSchedule` in `template.yaml`).
    Task(Task),
}

/// What the clock asks for.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "task")]
pub enum Task {
    /// Compares a part of a tree with the table.
    Check,
}

/// One thing that happened.
#[derive(Deserialize)]
pub struct Record {
    dynamodb: Change,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
    sequence_number: String,
    new_image: Option<Image>,
    old_image: Option<Image>,
}

#[derive(Deserialize)]
struct Image {
    app: Option<Text>,
    source: Option<Text>,
    id: Option<Number>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

#[derive(Deserialize)]
struct Number {
    #[serde(rename = "N")]
    digits: String,
}

impl Record {
    /// Its place in the shard.
    pub fn sequence_number(&self) -> &str {
        &self.dynamodb.sequence_number
    }

    /// Which feedback it is about. `None` is poison: no feedback that we have written.
    pub fn touched(&self) -> Option<Touched> {
        let image = self.dynamodb.new_image.as_ref().or(self.dynamodb.old_image.as_ref())?;
        Some(Touched {
            app: AppId::parse(&image.app.as_ref()?.text).ok()?,
            source: Some(Source::parse(&image.source.as_ref()?.text).ok()?),
            id: FeedbackId::parse_decimal(&image.id.as_ref()?.digits)?,
        })
    }
}
