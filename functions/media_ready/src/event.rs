//! What S3 says when something happens to an object: as much of it as is looked at.
//!
//! The whole shape is in `aws_lambda_events`; its feature for it brings a calendar, and gives `lambda_http` another set of
//! features than in the other functions, so that everything would be compiled twice.

use serde::Deserialize;

/// An event of S3, of one record or more.
#[derive(Deserialize)]
pub struct S3Event {
    /// What happened.
    #[serde(rename = "Records")]
    pub records: Vec<Record>,
}

/// One thing that happened.
#[derive(Deserialize)]
pub struct Record {
    s3: Entity,
}

#[derive(Deserialize)]
struct Entity {
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    key: String,
}

impl Record {
    /// Key of the object. It is URL-encoded, which changes none of ours.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.s3.object.key
    }
}
