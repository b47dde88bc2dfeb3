//! A batch on its way to a function: tried, split and given up as the template says.

use std::{collections::VecDeque, path::PathBuf, time::Duration};

use axum::body::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::record::Record;
use crate::{
    data::write_private,
    error::{Context, Result},
    lambda::{Failure, Lambda},
    log::trouble,
    random,
    template::StreamEvent,
};

/// Pause after the first failure; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// To which function batches go, and how.
#[derive(Debug)]
pub(super) struct Delivery {
    pub function: String,
    pub event: StreamEvent,
    /// Folder of what was given up.
    pub dead: PathBuf,
}

/// Records that go together, and how often in a row they have failed.
struct Attempt {
    records: Vec<Record>,
    failures: u32,
}

impl Attempt {
    /// Puts both halves in front of what is left. Splitting does not count as a try.
    fn halve(mut self, left: &mut VecDeque<Self>) {
        let later = self.records.split_off(self.records.len().div_ceil(2));
        left.push_front(Self { records: later, failures: 0 });
        left.push_front(Self { failures: 0, ..self });
    }
}

impl Delivery {
    /// Brings records to the function until each is taken or given up. `advance` hears how far that is.
    ///
    /// # Errors
    /// When that cannot be written down; what was not goes on its way again.
    pub async fn deliver(
        &self,
        stream: &str,
        shard: &str,
        records: Vec<Record>,
        lambda: &Lambda,
        advance: impl Fn(&str) -> Result<()>,
    ) -> Result<()> {
        let mut left = VecDeque::from([Attempt { records, failures: 0 }]);
        while let Some(Attempt { mut records, failures }) = left.pop_front() {
            let young = records.split_off(self.too_old(&records));
            if let Some(last) = records.last() {
                self.bury(stream, shard, &records, "too old")?;
                advance(&last.sequence)?;
            }
            if young.is_empty() {
                continue;
            }
            match self.call(&young, lambda).await {
                Ok(taken) if taken == young.len() => advance(&young[taken - 1].sequence)?,
                // Nobody has looked at it, so it was no try.
                Err(Failure::Busy | Failure::NotStarted(_)) => {
                    sleep(FIRST_PAUSE).await;
                    left.push_front(Attempt { records: young, failures });
                }
                outcome => {
                    let taken = outcome.as_ref().copied().unwrap_or_default();
                    // What failed in part is cut where it failed, and not halved.
                    let bisect = self.event.bisect && outcome.is_err();
                    let reason = outcome.map_or_else(|failure| failure.to_string(), |_| "failed in part".to_owned());
                    let mut done = young;
                    let rest = done.split_off(taken);
                    if let Some(last) = done.last() {
                        advance(&last.sequence)?;
                    }
                    // Whoever came further has not failed at this record before.
                    let failures = if taken > 0 { 1 } else { failures + 1 };
                    trouble(format_args!("{} {reason}; {} records, failure {failures}", self.function, rest.len()));
                    let rest = Attempt { records: rest, failures };
                    if bisect && rest.records.len() > 1 {
                        rest.halve(&mut left);
                    } else {
                        self.again(stream, shard, rest, &reason, &mut left, &advance)?;
                    }
                    sleep(pause(failures)).await;
                }
            }
        }
        Ok(())
    }

    /// Lets records that failed have another try, or gives them up.
    fn again(
        &self,
        stream: &str,
        shard: &str,
        attempt: Attempt,
        reason: &str,
        left: &mut VecDeque<Attempt>,
        advance: impl Fn(&str) -> Result<()>,
    ) -> Result<()> {
        if self.event.retries.is_none_or(|retries| attempt.failures <= retries) {
            left.push_front(attempt);
            return Ok(());
        }
        self.bury(stream, shard, &attempt.records, reason)?;
        attempt.records.last().map_or(Ok(()), |last| advance(&last.sequence))
    }

    /// How many records at the beginning are too old to be tried.
    fn too_old(&self, records: &[Record]) -> usize {
        let Some(age) = self.event.max_age else { return 0 };
        let oldest = Timestamp::now().as_second() - i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        records.iter().take_while(|record| record.created_s < oldest).count()
    }

    /// Calls the function and says how many records, from the first, it has taken.
    async fn call(&self, records: &[Record], lambda: &Lambda) -> std::result::Result<usize, Failure> {
        let answer = lambda.invoke(&self.function, Bytes::from(event(records).to_string())).await?;
        let failed = if self.event.partial { first_failed(&answer.payload, records) } else { None };
        Ok(failed.unwrap_or(records.len()))
    }

    fn bury(&self, stream: &str, shard: &str, records: &[Record], reason: &str) -> Result<()> {
        let file = self.dead.join(format!("{}.json", random::name(20)));
        trouble(format_args!("{}: {} records are given up, see {}", self.function, records.len(), file.display()));
        let letter = json!({
            "function": self.function,
            "stream": stream,
            "shard": shard,
            "reason": reason,
            "event": event(records),
        });
        write_private(&file, letter.to_string().as_bytes()).context(|| file.display().to_string())
    }
}

fn event(records: &[Record]) -> Value {
    json!({ "Records": records.iter().map(|record| &record.value).collect::<Vec<_>>() })
}

fn pause(failures: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(LONGEST_PAUSE)
}

/// Place of the first record that the function names as failed; that is the first of all where it names what it was not
/// given (Lambda guide "Report batch item failures").
fn first_failed(answer: &[u8], records: &[Record]) -> Option<usize> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let failures = answer.get("batchItemFailures")?.as_array()?;
    let place = |failure: &Value| {
        let sequence = failure["itemIdentifier"].as_str();
        records.iter().position(|record| Some(record.sequence.as_str()) == sequence).unwrap_or_default()
    };
    failures.iter().map(place).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_failure_counts_and_an_unknown_one_is_the_first() {
        let record = |sequence: &str| Record { sequence: sequence.to_owned(), created_s: 0, value: Value::Null };
        let records = ["1", "2", "3"].map(record);
        for (answer, expected) in [
            ("null", None),
            ("{}", None),
            (r#"{"batchItemFailures":null}"#, None),
            (r#"{"batchItemFailures":[]}"#, None),
            (r#"{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}"#, Some(1)),
            (r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, Some(0)),
            (r#"{"batchItemFailures":[{"identifier":"3"}]}"#, Some(0)),
        ] {
            assert_eq!(first_failed(answer.as_bytes(), &records), expected, "{answer}");
        }
    }

    #[test]
    fn pauses_grow_to_an_end() {
        assert_eq!([1, 2, 3, 40].map(pause), [200, 400, 800, 10_000].map(Duration::from_millis));
    }
}
