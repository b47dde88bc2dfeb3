//! An event of type `DynamoDB`: which stream leads to a function, and in which batches.

use std::time::Duration;

use yaml_serde::Value;

use super::{node::Node, pattern::Pattern};
use crate::error::{Context, Result};

/// What every event source mapping has; the rest is refused.
const UNDERSTOOD: [&str; 9] = [
    "BatchSize",
    "BisectBatchOnFunctionError",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "StartingPosition",
    "Stream",
];

/// Parts that only matter on AWS. Dead letters are files here, see `crate::streams`; one batch of a shard is under way
/// at a time, which every `ParallelizationFactor` allows.
const AWS_ONLY: [&str; 2] = ["DestinationConfig", "ParallelizationFactor"];

/// Records of a table's stream that lead to a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamEvent {
    /// Which table: its logical id in the template, its name in a stack.
    pub table: String,
    /// How many records the function is given at most, 1 to 10,000.
    pub batch_size: usize,
    /// How long records are gathered before the function is called.
    pub window: Duration,
    /// Whether a batch that failed is tried again in two halves.
    pub bisect: bool,
    /// How often a batch is tried again before it is given up; `None` is for ever.
    pub retries: Option<u32>,
    /// How old a record may be; `None` is any age.
    pub max_age: Option<Duration>,
    /// Whether the function says from which record on it failed.
    pub partial: bool,
    /// A record must fit one of them, if there are any.
    pub filters: Vec<Pattern>,
}

impl StreamEvent {
    pub(super) fn read(properties: &Node) -> Result<Self> {
        properties.only(&[&UNDERSTOOD[..], &AWS_ONLY[..]].concat())?;
        let start = properties.required("StartingPosition")?;
        if start.string()? != "TRIM_HORIZON" {
            // The others would lose what was written while the stack was down.
            return Err(start.error("the local stack only starts at TRIM_HORIZON"));
        }
        let seconds = |name: &str| Ok(number(properties, name)?.map(Duration::from_secs));
        let batch_size = properties.get("BatchSize")?;
        let size = number(properties, "BatchSize")?.unwrap_or(100);
        if let Some(node) = batch_size.filter(|_| !(1..=10_000).contains(&size)) {
            return Err(node.error("a batch has 1 to 10,000 records"));
        }
        Ok(Self {
            table: table(&properties.required("Stream")?)?,
            batch_size: usize::try_from(size).context(|| properties.path().to_owned())?,
            window: seconds("MaximumBatchingWindowInSeconds")?.unwrap_or_default(),
            bisect: properties.get("BisectBatchOnFunctionError")?.is_some_and(|node| is_true(&node)),
            retries: number(properties, "MaximumRetryAttempts")?
                .map(u32::try_from)
                .transpose()
                .context(|| properties.path().to_owned())?,
            max_age: seconds("MaximumRecordAgeInSeconds")?,
            partial: partial(properties)?,
            filters: filters(&properties.at("FilterCriteria")?)?,
        })
    }

    /// Whether the function wants a record.
    #[must_use]
    pub fn wants(&self, record: &serde_json::Value) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|pattern| pattern.fits(record))
    }
}

/// `!GetAtt FeedbackTable.StreamArn`, in any of its spellings.
fn table(node: &Node) -> Result<String> {
    let argument = match node.value() {
        Some(Value::Tagged(tagged)) if tagged.tag == "GetAtt" => Some(&tagged.value),
        Some(Value::Mapping(mapping)) => mapping.get("Fn::GetAtt"),
        _ => None,
    };
    let parts: Option<(&str, &str)> = match argument {
        Some(Value::String(text)) => text.split_once('.'),
        Some(Value::Sequence(parts)) => match &parts[..] {
            [table, attribute] => table.as_str().zip(attribute.as_str()),
            _ => None,
        },
        _ => None,
    };
    match parts {
        Some((table, "StreamArn")) => Ok(table.to_owned()),
        _ => Err(node.error("expected !GetAtt of the StreamArn of a table")),
    }
}

/// A number that may be left out; -1 says the same.
fn number(properties: &Node, name: &str) -> Result<Option<u64>> {
    let Some(node) = properties.get(name)? else { return Ok(None) };
    let number: i64 = node.string()?.parse().context(|| node.path().to_owned())?;
    if number == -1 {
        return Ok(None);
    }
    Ok(Some(number.try_into().context(|| node.path().to_owned())?))
}

fn is_true(node: &Node) -> bool {
    node.string().is_ok_and(|text| text == "true")
}

fn partial(properties: &Node) -> Result<bool> {
    let types = properties.at("FunctionResponseTypes")?;
    for node in types.list()? {
        if node.string()? != "ReportBatchItemFailures" {
            return Err(node.error("the local stack does not know this type of response"));
        }
    }
    Ok(!types.list()?.is_empty())
}

fn filters(criteria: &Node) -> Result<Vec<Pattern>> {
    criteria.only(&["Filters"])?;
    let filter = |node: &Node| {
        node.only(&["Pattern"])?;
        let pattern = node.required("Pattern")?;
        Pattern::parse(&pattern.string()?).context(|| pattern.path().to_owned())
    };
    criteria.at("Filters")?.list()?.iter().map(filter).collect()
}
