//! Reads `template.yaml`: which functions there are, what leads to them, which tables they need.
//!
//! The template is the only place that says so; AWS SAM reads the same file. What is understood here is the part that
//! decides how the system behaves. Parts that only matter on AWS (policies, log groups, alarms) are passed over by
//! name, and anything else is refused: a local stack that silently leaves something out would be trusted wrongly.

mod bucket;
mod cors;
mod function;
mod node;
mod pattern;
mod resolve;
mod schedule;
mod stream;
mod table;

use std::{collections::BTreeMap, fs, path::Path};

pub use bucket::{Bucket, BucketCors, BucketEvent, Expiration};
pub use cors::Cors;
pub use function::{Function, Route};
use node::Node;
pub use pattern::Pattern;
pub use resolve::{Names, Text};
pub use schedule::{Schedule, When};
pub use stream::StreamEvent;
pub use table::{Index, KeyPart, Projection, Table};

use crate::error::{Context, Error, Result};

/// Resource types that have no counterpart on one machine.
const AWS_ONLY: [&str; 10] = [
    "AWS::ApiGatewayV2::",
    "AWS::Budgets::",
    "AWS::CloudFront::",
    "AWS::CloudWatch::",
    "AWS::IAM::",
    "AWS::Lambda::Permission",
    "AWS::Logs::",
    "AWS::S3::BucketPolicy",
    "AWS::SecretsManager::",
    // Dead letters: here they are files, see `crate::s3` and `crate::streams`.
    "AWS::SQS::Queue",
];

/// The template, as far as it decides how the system behaves.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Every `AWS::Serverless::Function`, by order of logical id.
    pub functions: Vec<Function>,
    /// Every `AWS::DynamoDB::Table`, by order of logical id.
    pub tables: Vec<Table>,
    /// Every `AWS::S3::Bucket`, by order of logical id.
    pub buckets: Vec<Bucket>,
    /// `CorsConfiguration` of the `AWS::Serverless::HttpApi`, if it has one.
    pub cors: Option<Cors>,
    /// Parameters that have a default, with it.
    pub parameters: BTreeMap<String, String>,
}

impl Template {
    /// Reads a template file.
    ///
    /// # Errors
    /// When the file cannot be read, is not YAML, or says something that the local stack does not understand; the
    /// message names the place, as in `Resources.SubmitFunction.Properties.Timeout`.
    pub fn read(path: &Path) -> Result<Self> {
        Self::read_with(path, &[])
    }

    /// Reads a template file, with other values for some of its parameters.
    ///
    /// # Errors
    /// As [`Template::read`], and when it has no such parameter.
    pub fn read_with(path: &Path, parameters: &[(String, String)]) -> Result<Self> {
        let name = || path.display().to_string();
        let text = fs::read_to_string(path).context(|| format!("cannot read {}", name()))?;
        Self::parse_with(&text, parameters).context(name)
    }

    /// Reads a template from its text.
    ///
    /// # Errors
    /// As [`Template::read`].
    pub fn parse(text: &str) -> Result<Self> {
        Self::parse_with(text, &[])
    }

    fn parse_with(text: &str, overrides: &[(String, String)]) -> Result<Self> {
        let document = yaml_serde::from_str(text).context(|| "not a YAML document")?;
        let root = Node::root(&document);
        let globals = root.at("Globals")?.at("Function")?;
        let mut parameters = parameter_defaults(&root)?;
        for (name, value) in overrides {
            // Those without a default are given by the stack itself, if at all.
            let place = parameters.get_mut(name).ok_or_else(|| Error::new(format!("there is no parameter {name}")))?;
            value.clone_into(place);
        }
        let mut template =
            Self { functions: Vec::new(), tables: Vec::new(), buckets: Vec::new(), cors: None, parameters };
        for (logical_id, resource) in root.required("Resources")?.entries()? {
            template.add(&logical_id, &resource, &globals)?;
        }
        Ok(template)
    }

    fn add(&mut self, logical_id: &str, resource: &Node, globals: &Node) -> Result<()> {
        let kind = resource.required("Type")?.string()?;
        let properties = resource.at("Properties")?;
        match kind.as_str() {
            "AWS::Serverless::Function" => {
                let function = Function::read(logical_id, resource, globals, &self.parameters)?;
                self.functions.push(function);
            }
            "AWS::Serverless::HttpApi" => self.cors = Cors::read(&properties)?,
            "AWS::DynamoDB::Table" => self.tables.push(Table::read(logical_id, &properties)?),
            "AWS::S3::Bucket" => self.buckets.push(Bucket::read(logical_id, &properties, &self.parameters)?),
            other if AWS_ONLY.iter().any(|known| other.starts_with(known)) => {}
            other => {
                let place = resource.path();
                return Err(Error::new(format!("{place}: the local stack does not know {other}")));
            }
        }
        Ok(())
    }
}

fn parameter_defaults(root: &Node) -> Result<BTreeMap<String, String>> {
    let mut defaults = BTreeMap::new();
    for (name, parameter) in root.at("Parameters")?.entries()? {
        if let Some(default) = parameter.get("Default")? {
            defaults.insert(name, default.string()?);
        }
    }
    Ok(defaults)
}

#[cfg(test)]
mod tests;
