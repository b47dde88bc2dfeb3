//! What the table's stream says of an export, as much of it as matters here: which, and which step is due.
//!
//! Source: "Using DynamoDB Streams and Lambda triggers". Numbers are texts there.

use serde::Deserialize;
use shared::domain::ids::ExportId;

/// A batch of the stream.
#[derive(Deserialize)]
pub struct StreamEvent {
    /// Its records.
    #[serde(rename = "Records")]
    pub records: Vec<Record>,
}

/// A change of an item.
#[derive(Deserialize)]
pub struct Record {
    dynamodb: Change,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "NewImage")]
    new_image: Image,
}

#[derive(Deserialize)]
struct Image {
    feedback_id: Text,
    step: Number,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    value: String,
}

#[derive(Deserialize)]
struct Number {
    #[serde(rename = "N")]
    value: String,
}

impl Record {
    /// The export and the step; `None` if it is about anything else.
    pub fn due(&self) -> Option<(ExportId, u64)> {
        let image = &self.dynamodb.new_image;
        let id = ExportId::parse(image.feedback_id.value.strip_prefix("export#")?)?;
        Some((id, image.step.value.parse().ok()?))
    }
}
