//! Waiting until functions have been given what was written.

use std::{fs, io, path::Path, time::Duration};

use aws_sdk_dynamodbstreams::{error::DisplayErrorContext, types::StreamDescription};
use serde_json::Value;
use tokio::time::{sleep, timeout};

use super::TestStack;
use crate::{
    dynamodb::{Connection, ENDPOINT_VARIABLE},
    error::{Context, Error, Result},
};

/// Batching windows are seconds; a batch that fails takes a while until it is given up.
const SETTLED_WITHIN: Duration = Duration::from_mins(1);

impl TestStack {
    /// Waits until what has been written to the tables so far has been taken, or given up, by every function that
    /// subscribes to their streams.
    ///
    /// # Errors
    /// When that takes too long, or the streams cannot be read.
    pub async fn settle(&self) -> Result<()> {
        let connection = Connection::embedded(self.dynamodb_endpoint()?);
        let positions = position_files(self.data())?;
        timeout(SETTLED_WITHIN, async {
            for file in &positions {
                let stream = stream_of(file).await?;
                let described = connection.streams_client().describe_stream().stream_arn(stream).send().await;
                let described = described.map_err(|error| Error::new(DisplayErrorContext(error).to_string()))?;
                for shard in described.stream_description.iter().flat_map(StreamDescription::shards) {
                    let last = shard.sequence_number_range().and_then(|range| range.ending_sequence_number());
                    while after(file, shard.shard_id())? < last.map(str::to_owned) {
                        sleep(Duration::from_millis(20)).await;
                    }
                }
            }
            Ok(())
        })
        .await
        .context(|| "the streams do not settle")?
    }

    /// Where the functions of the stack find DynamoDB.
    ///
    /// # Errors
    /// When the stack has not written that down.
    pub fn dynamodb_endpoint(&self) -> Result<String> {
        let file = self.data().join("env.json");
        let variables = read(&file)?;
        let endpoint = variables["Parameters"][ENDPOINT_VARIABLE].as_str();
        endpoint.map(str::to_owned).ok_or_else(|| Error::new(format!("{} names no endpoint", file.display())))
    }
}

fn position_files(data: &Path) -> Result<Vec<std::path::PathBuf>> {
    let folder = data.join("streams");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).context(|| folder.display().to_string()),
    };
    let paths: io::Result<Vec<_>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.context(|| folder.display().to_string())?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    Ok(paths)
}

/// The stream that a function follows, once it does.
async fn stream_of(file: &Path) -> Result<String> {
    loop {
        match read(file)?["stream"].as_str() {
            Some(stream) if !stream.is_empty() => return Ok(stream.to_owned()),
            _ => sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Sequence numbers of the embedded engine have one length, so they compare as texts.
fn after(file: &Path, shard: Option<&str>) -> Result<Option<String>> {
    Ok(read(file)?["shards"][shard.unwrap_or_default()]["after"].as_str().map(str::to_owned))
}

fn read(file: &Path) -> Result<Value> {
    let text = fs::read(file).context(|| file.display().to_string())?;
    serde_json::from_slice(&text).context(|| file.display().to_string())
}
