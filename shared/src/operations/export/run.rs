//! Writes an export: as many steps as it takes, an invocation each.
//!
//! A step takes the record, reads on from where the last one stopped, sends whole parts of the file to the bucket, and
//! says in the record how far it came. That change of the record is in the table's stream, which starts the next step.
//!
//! * **Memory**: one part (8 MiB) and some hundred rows, whatever the size of the file.
//! * **Twice, late, out of order**: a step that is done is not done again. Who takes a step gets numbers of parts that
//!   nobody else has, and only the last who took it may say that it is done; so a step that was cut short is simply
//!   taken again, and whoever was slow has changed nothing.
//! * **Errors**: a step is tried three times, then the export has failed. Parts of a file that is never put together
//!   go by the bucket's lifecycle.
//! * **Cost**: 0.5 RRU a feedback and 0.5 for some twenty cards of the index; 2 WRU a step and KB of the record.

use std::time::Instant;

use super::rows::{Batch, Walk};
use crate::{
    domain::{
        Error, Feedback, Timestamp,
        export::{Export, Failure, Format, Progress},
        ids::ExportId,
    },
    store::{media::WriteExports, rights},
};

rights!(ReadFeedbacks, ReadIndex, RunExport);

/// The IAM verbs on the bucket (without `s3:`).
#[must_use]
pub fn object_verbs() -> std::collections::BTreeSet<&'static str> {
    <crate::store::media::Bucket as WriteExports>::VERBS.iter().copied().collect()
}

/// Bytes of a part; the bucket takes no shorter one than 5 MiB but the last.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// Parts that one step sends at most: the numbers that are set aside for it, but for that of the end that is left over.
const PARTS: u32 = 39;
/// The last number of a part that the bucket takes.
const LAST_NUMBER: u32 = 10_000;
/// Parts of one file, whose names the record has to hold.
const MOST_PARTS: usize = 5_000;
/// Tries of one step.
const TRIES: u64 = 3;
/// Feedbacks looked at between two looks at the clock.
const BATCH: usize = 400;

/// How much one step may do.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// It ends after this moment.
    pub until: Instant,
    /// And after so many feedbacks looked at.
    pub rows: u64,
}

/// Writes a format, piece by piece: what one process has begun another goes on with.
pub trait Write {
    /// The bytes of some more rows.
    ///
    /// # Errors
    /// [`Unwritable`].
    fn rows(&mut self, rows: &[Feedback]) -> Result<Vec<u8>, Unwritable>;
    /// The last bytes.
    ///
    /// # Errors
    /// [`Unwritable`].
    fn end(&mut self) -> Result<Vec<u8>, Unwritable>;
    /// All that another process needs to go on after these bytes.
    fn state(&self) -> String;
}

/// Why a format cannot be written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// It takes no more.
    TooLarge,
    /// Ours failed; the log says how.
    Internal,
}

/// Makes the writer of a format, from the beginning if the state is empty.
pub type Open = fn(Format, &str) -> Result<Box<dyn Write>, Unwritable>;

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// It was done before, or somebody else does it.
    Nothing,
    /// There is more to do.
    Further,
    /// The file is there.
    Done,
    /// The export is given up.
    Failed,
}

/// Does one step of an export.
///
/// # Errors
/// What passes by itself: the step is to be tried again.
pub async fn run(
    store: &impl Rights,
    bucket: &impl WriteExports,
    open: Open,
    id: ExportId,
    step: u64,
    budget: Budget,
    now: Timestamp,
) -> Result<Stepped, Error> {
    let Some(export) = store.take_step(id, step, PARTS + 1, now).await? else { return Ok(Stepped::Nothing) };
    if export.tries > TRIES {
        return give_up(store, bucket, &export, Failure::Tries).await;
    }
    if export.base > LAST_NUMBER || export.progress.parts.len() > MOST_PARTS {
        return give_up(store, bucket, &export, Failure::TooLarge).await;
    }
    if export.progress.complete {
        return put_together(store, bucket, &export).await;
    }
    match write(store, bucket, open, &export, budget).await {
        Ok(progress) => Ok(saved(store.save_step(&export, &progress).await?, Stepped::Further)),
        Err(Stopped::Unwritable(Unwritable::TooLarge)) => give_up(store, bucket, &export, Failure::TooLarge).await,
        Err(Stopped::Unwritable(Unwritable::Internal)) => Err(Error::Internal),
        Err(Stopped::Error(error)) => Err(error),
    }
}

enum Stopped {
    Error(Error),
    Unwritable(Unwritable),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Unwritable> for Stopped {
    fn from(unwritable: Unwritable) -> Self {
        Self::Unwritable(unwritable)
    }
}

/// What became of a step whose record says so, or does not because somebody else has taken it.
const fn saved(counts: bool, stepped: Stepped) -> Stepped {
    if counts { stepped } else { Stepped::Nothing }
}

/// Reads and writes until the budget is spent or nothing is left.
async fn write(
    store: &impl Rights,
    bucket: &impl WriteExports,
    open: Open,
    export: &Export,
    budget: Budget,
) -> Result<Progress, Stopped> {
    let mut file = Unfinished::go_on(bucket, export).await?;
    let mut writer = open(export.format, &export.progress.writer)?;
    let mut walk = Walk::new(store, &export.filter, export.progress.before);
    let mut progress = Progress { tail: None, ..export.progress.clone() };
    let mut looked_at = 0;
    loop {
        let left = budget.rows.saturating_sub(looked_at);
        let most = usize::try_from(left).unwrap_or(BATCH).clamp(1, BATCH);
        let Batch { rows, looked_at: more, fitting, before } = walk.next(most).await?;
        looked_at += more;
        progress.seen += fitting;
        progress.rows += rows.len() as u64;
        progress.before = before;
        file.bytes.extend(writer.rows(&rows)?);
        if before.is_none() {
            file.bytes.extend(writer.end()?);
            progress.complete = true;
        }
        file.send_whole_parts().await?;
        if progress.complete || looked_at >= budget.rows || Instant::now() >= budget.until || file.is_spent() {
            break;
        }
    }
    progress.writer = writer.state();
    progress.tail = file.keep_the_rest(progress.complete).await?;
    (progress.upload, progress.parts) = (Some(file.upload), file.parts);
    Ok(progress)
}

/// The file on its way to the bucket.
struct Unfinished<'a, B> {
    bucket: &'a B,
    export: &'a Export,
    upload: String,
    parts: Vec<crate::domain::export::Part>,
    /// What is not sent yet.
    bytes: Vec<u8>,
    /// The first number that is set aside for this step.
    first: u32,
    sent: u32,
}

impl<'a, B: WriteExports> Unfinished<'a, B> {
    /// The file as the last step left it.
    async fn go_on(bucket: &'a B, export: &'a Export) -> Result<Self, Error> {
        let progress = &export.progress;
        let upload = match &progress.upload {
            Some(upload) => upload.clone(),
            None => bucket.begin_file(export).await?,
        };
        let bytes = match progress.tail {
            Some(number) => bucket.tail(export.id, number).await?,
            None => Vec::new(),
        };
        let first = export.base - PARTS;
        Ok(Self { bucket, export, upload, parts: progress.parts.clone(), bytes, first, sent: 0 })
    }

    async fn send_whole_parts(&mut self) -> Result<(), Error> {
        while self.bytes.len() >= PART_BYTES && !self.is_spent() {
            let rest = self.bytes.split_off(PART_BYTES);
            let part = std::mem::replace(&mut self.bytes, rest);
            self.send(part).await?;
        }
        Ok(())
    }

    async fn send(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let number = self.first + self.sent;
        self.parts.push(self.bucket.put_part(self.export, &self.upload, number, bytes).await?);
        self.sent += 1;
        Ok(())
    }

    /// Whether no number is left for another part.
    const fn is_spent(&self) -> bool {
        self.sent >= PARTS
    }

    /// Sends the last part, which may be short, or keeps what is too short for one until the next step.
    async fn keep_the_rest(&mut self, complete: bool) -> Result<Option<u32>, Error> {
        let bytes = std::mem::take(&mut self.bytes);
        if complete {
            // A file has at least one part, if an empty one; and this may be the one beyond those of the step.
            if !bytes.is_empty() || self.parts.is_empty() {
                self.send(bytes).await?;
            }
            return Ok(None);
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.bucket.keep_tail(self.export.id, self.export.base, bytes).await?;
        Ok(Some(self.export.base))
    }
}

/// Makes one file of the parts. Again is no harm: then it is there.
async fn put_together(store: &impl Rights, bucket: &impl WriteExports, export: &Export) -> Result<Stepped, Error> {
    bucket.finish_file(export).await?;
    Ok(saved(store.finish_export(export).await?, Stepped::Done))
}

async fn give_up(
    store: &impl Rights,
    bucket: &impl WriteExports,
    export: &Export,
    failure: Failure,
) -> Result<Stepped, Error> {
    tracing::error!(export = %export.id, step = export.step, failure = failure.name(), "an export is given up");
    if let Err(error) = bucket.abort_file(export).await {
        // The bucket's lifecycle does it too.
        tracing::warn!(%error, "an unfinished file stays for a day");
    }
    Ok(saved(store.fail_export(export, failure).await?, Stepped::Failed))
}
