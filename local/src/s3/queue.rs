//! Events on their way from a bucket to a function: at least once, however often the stack is killed.
//!
//! An event is a file in `pending/` from before its object can be seen until the function has taken it. A function that
//! fails is given it again with growing pauses, as Lambda does for asynchronous calls; after the last try the file moves
//! to `dead/`. Functions may be given events twice and out of order, as on AWS.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    sync::{Semaphore, mpsc},
    time::sleep,
};

use super::{event, objects::Description};
use crate::{
    data::write_private,
    error::{Context, Result},
    lambda::{Failure, Lambda},
    log::trouble,
    random,
    template::BucketEvent,
};

/// Tries before an event is given up. Lambda makes three, with a minute and two between them.
const TRIES: u32 = 5;

/// Pause after the first failure; it triples each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// Events that are with functions at the same time.
const PARALLEL: usize = 4;

/// One event for one function, as its file has it.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    function: String,
    event: Value,
}

/// Where buckets leave their events.
#[derive(Debug, Clone)]
pub(super) struct Queue {
    folder: PathBuf,
    region: String,
    subscriptions: Arc<Vec<(String, BucketEvent)>>,
    arrivals: mpsc::UnboundedSender<PathBuf>,
}

/// Carries events to functions.
#[derive(Debug)]
pub struct Delivery {
    folder: PathBuf,
    arrivals: mpsc::UnboundedReceiver<PathBuf>,
}

impl Queue {
    /// The queue in a folder. `subscriptions` says which function wants which events.
    pub fn open(folder: &Path, region: &str, subscriptions: Vec<(String, BucketEvent)>) -> Result<(Self, Delivery)> {
        for part in ["pending", "dead"] {
            fs::create_dir_all(folder.join(part)).context(|| format!("cannot create {}", folder.display()))?;
        }
        let (sender, arrivals) = mpsc::unbounded_channel();
        for entry in fs::read_dir(folder.join("pending")).context(|| folder.display().to_string())? {
            let path = entry.context(|| folder.display().to_string())?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let _ = sender.send(path);
            }
        }
        let (region, subscriptions) = (region.to_owned(), Arc::new(subscriptions));
        let queue = Self { folder: folder.to_owned(), region, subscriptions, arrivals: sender };
        Ok((queue, Delivery { folder: folder.to_owned(), arrivals }))
    }

    /// Writes down who has to hear of what happened to an object; nobody does until [`Queue::announce`].
    pub fn note(&self, bucket: &str, name: &str, object: &Description) -> io::Result<Vec<PathBuf>> {
        let wanted = |event: &BucketEvent| {
            event.bucket == bucket && event.wants(&format!("s3:{name}")) && object.key.starts_with(&event.prefix)
        };
        let interested = self.subscriptions.iter().filter(|(_, event)| wanted(event));
        let noted = interested.map(|(function, _)| {
            let event = event::about(bucket, &self.region, name, object);
            let path = self.folder.join("pending").join(format!("{}.json", random::name(20)));
            write_private(&path, &serde_json::to_vec(&Pending { function: function.clone(), event })?)?;
            Ok(path)
        });
        noted.collect()
    }

    /// Sends what was noted on its way.
    pub fn announce(&self, noted: Vec<PathBuf>) {
        for path in noted {
            // Without a receiver the stack is ending; the next start finds the file.
            let _ = self.arrivals.send(path);
        }
    }
}

impl Delivery {
    /// Carries events until no bucket is left that could send one.
    pub async fn run(mut self, lambda: Arc<Lambda>) {
        let permits = Arc::new(Semaphore::new(PARALLEL));
        while let Some(path) = self.arrivals.recv().await {
            let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { return };
            let (lambda, dead) = (Arc::clone(&lambda), self.folder.join("dead"));
            tokio::spawn(async move {
                if let Err(error) = deliver(&path, &dead, &lambda).await {
                    trouble(format_args!("event {}: {error}", path.display()));
                }
                drop(permit);
            });
        }
    }
}

async fn deliver(path: &Path, dead: &Path, lambda: &Lambda) -> io::Result<()> {
    let pending: Pending = serde_json::from_slice(&fs::read(path)?)?;
    let payload = Bytes::from(serde_json::to_vec(&pending.event)?);
    let mut pause = FIRST_PAUSE;
    let mut tries = 0;
    while tries < TRIES {
        match lambda.invoke(&pending.function, payload.clone()).await {
            Ok(_) => return fs::remove_file(path),
            // Nobody has looked at it, so it was no try.
            Err(Failure::Busy | Failure::NotStarted(_)) => {}
            Err(failure) => {
                tries += 1;
                trouble(format_args!("{} {failure}; try {tries} of {TRIES}", pending.function));
            }
        }
        sleep(pause).await;
        pause = (pause * 3).min(Duration::from_secs(5));
    }
    fs::rename(path, dead.join(path.file_name().unwrap_or_default()))
}
