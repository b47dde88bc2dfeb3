//! An `AWS::S3::Bucket`, and the events of one that a function wants.

use std::collections::BTreeMap;

use yaml_serde::Value;

use super::{
    node::Node,
    resolve::{Names, Text},
};
use crate::error::{Context, Result};

/// Properties that only matter on AWS: encryption, who may see it.
const AWS_ONLY: [&str; 5] =
    ["BucketEncryption", "OwnershipControls", "PublicAccessBlockConfiguration", "Tags", "VersioningConfiguration"];

/// A bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Name of the resource, as in `MediaBucket`.
    pub logical_id: String,
    /// Its name, which may hold names that only a stack knows.
    pub name: Text,
    /// Which pages of other origins may call.
    pub cors: Vec<BucketCors>,
    /// What goes away by itself.
    pub expirations: Vec<Expiration>,
}

/// A rule of CORS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketCors {
    /// Origins that may call; `*` is any.
    pub origins: Vec<String>,
    /// Methods that they may use.
    pub methods: Vec<String>,
    /// Headers that they may send; `*` is any.
    pub headers: Vec<String>,
    /// Headers of the response that they may read.
    pub exposed: Vec<String>,
    /// How long a browser may remember the answer to a preflight, in seconds.
    pub max_age_s: u64,
}

/// Objects under a prefix go away after some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiration {
    /// How their keys begin.
    pub prefix: String,
    /// After how many days.
    pub days: u64,
}

/// Events of a bucket that lead to a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketEvent {
    /// Which bucket: its logical id in the template, its name in a stack.
    pub bucket: String,
    /// Which events, as in `s3:ObjectCreated:*`.
    pub events: Vec<String>,
    /// How the keys of the objects begin.
    pub prefix: String,
}

impl Bucket {
    pub(super) fn read(logical_id: &str, properties: &Node, parameters: &BTreeMap<String, String>) -> Result<Self> {
        properties.only(&[&AWS_ONLY[..], &["BucketName", "CorsConfiguration", "LifecycleConfiguration"]].concat())?;
        let rules = properties.at("CorsConfiguration")?.at("CorsRules")?.list()?;
        let lifecycle = properties.at("LifecycleConfiguration")?.at("Rules")?.list()?;
        Ok(Self {
            logical_id: logical_id.to_owned(),
            name: Text::read(&properties.required("BucketName")?)?,
            cors: rules.iter().map(|rule| BucketCors::read(rule, parameters)).collect::<Result<_>>()?,
            expirations: lifecycle
                .iter()
                .filter_map(|rule| Expiration::read(rule).transpose())
                .collect::<Result<_>>()?,
        })
    }
}

impl BucketCors {
    fn read(rule: &Node, parameters: &BTreeMap<String, String>) -> Result<Self> {
        rule.only(&["AllowedHeaders", "AllowedMethods", "AllowedOrigins", "ExposedHeaders", "Id", "MaxAge"])?;
        Ok(Self {
            origins: texts(&rule.required("AllowedOrigins")?, parameters)?,
            methods: rule.at("AllowedMethods")?.strings()?,
            headers: rule.at("AllowedHeaders")?.strings()?,
            exposed: rule.at("ExposedHeaders")?.strings()?,
            max_age_s: rule.get("MaxAge")?.map_or(Ok(0), |age| number(&age))?,
        })
    }
}

impl Expiration {
    /// `None` for a rule about unfinished multipart uploads, of which there are none here.
    fn read(rule: &Node) -> Result<Option<Self>> {
        rule.only(&["AbortIncompleteMultipartUpload", "ExpirationInDays", "Id", "Prefix", "Status"])?;
        let Some(days) = rule.get("ExpirationInDays")? else { return Ok(None) };
        let prefix = rule.required("Prefix")?.string()?;
        Ok(Some(Self { prefix, days: number(&days)? }))
    }
}

impl BucketEvent {
    pub(super) fn read(properties: &Node) -> Result<Self> {
        properties.only(&["Bucket", "Events", "Filter"])?;
        let bucket = properties.required("Bucket")?;
        let Text::Ref(bucket) = Text::read(&bucket)? else { return Err(bucket.error("expected !Ref of a bucket")) };
        let events = properties.required("Events")?;
        let events =
            if matches!(events.value(), Some(Value::Sequence(_))) { events.strings()? } else { vec![events.string()?] };
        let mut prefix = String::new();
        for rule in properties.at("Filter")?.at("S3Key")?.at("Rules")?.list()? {
            match rule.required("Name")?.string()?.as_str() {
                "prefix" => prefix = rule.required("Value")?.string()?,
                _ => return Err(rule.error("the local stack only knows prefixes")),
            }
        }
        Ok(Self { bucket, events, prefix })
    }

    /// Whether an event of this name, as in `s3:ObjectCreated:Put`, is among them.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        let wanted = |wanted: &String| wanted.strip_suffix('*').map_or(wanted == name, |start| name.starts_with(start));
        self.events.iter().any(wanted)
    }
}

fn number(node: &Node) -> Result<u64> {
    node.string()?.parse().context(|| node.path().to_owned())
}

/// A list, or a parameter that holds one with commas.
fn texts(node: &Node, parameters: &BTreeMap<String, String>) -> Result<Vec<String>> {
    if matches!(node.value(), Some(Value::Sequence(_))) {
        return node.strings();
    }
    let names = Names { references: parameters.clone(), ..Names::default() };
    let text = Text::read(node)?.resolve(&names).context(|| node.path().to_owned())?;
    Ok(text.split(',').map(|part| part.trim().to_owned()).collect())
}
