//! Stands in for Lambda: runs each function as processes on the real Lambda Runtime API.
//!
//! * **Concurrency**: an instance serves one request at a time. A request takes the instance that was used last, since
//!   that lets the others become superfluous; where none is free, a new one is started, up to [`MAX_INSTANCES`].
//! * **Failure**: a crash costs the request that caused it, with [`Failure::Crashed`]; the next one finds a new instance.
//! * **End**: no instance outlives this process; see [`launch`].
//!
//! Whatever the source of an event is (HTTP, S3, streams, schedules), it goes through [`Lambda::invoke`], with the payload that AWS would send.

mod environment;
mod instance;
pub mod launch;
mod output;
mod pool;
mod runtime_api;

use std::{collections::BTreeMap, fmt, path::PathBuf, sync::Arc, time::Duration};

use axum::body::Bytes;
use futures_util::future::{join_all, try_join_all};
use pool::Pool;
pub(crate) use runtime_api::without_delay;

use crate::{
    error::{Context, Error, Result},
    log::Start,
};

/// How many instances one function may have.
pub const MAX_INSTANCES: usize = 8;

/// What it takes to run a function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name, as in `submit`.
    pub name: String,
    /// Its program.
    pub binary: PathBuf,
    /// Its variables, beside those that Lambda itself sets.
    pub environment: BTreeMap<String, String>,
    /// Memory that it is told to have, in MB.
    pub memory_mb: u32,
    /// How long one request may take.
    pub timeout: Duration,
    /// File to which everything is appended that it prints.
    pub log: PathBuf,
    /// Program that starts it so that it dies with this process; see [`launch`].
    pub launcher: Option<PathBuf>,
}

/// What a function answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its response, JSON as a rule.
    pub payload: Bytes,
    /// Whether an instance had to be started.
    pub start: Start,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is no such function.
    Unknown,
    /// All instances are busy and too many callers wait already, or one has waited too long.
    Busy,
    /// No instance could be started.
    NotStarted(String),
    /// The instance ended before it had answered.
    Crashed(String),
    /// The instance took longer than the function's time-out and was ended.
    TimedOut,
    /// The function itself reported an error, as JSON with `errorType` and `errorMessage`.
    Reported(Bytes),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("there is no such function"),
            Self::Busy => f.write_str("all instances are busy"),
            Self::NotStarted(reason) => write!(f, "does not start: {reason}"),
            Self::Crashed(reason) => write!(f, "crashed: {reason}"),
            Self::TimedOut => f.write_str("took longer than its time-out"),
            Self::Reported(error) => {
                write!(f, "reported an error: {}", String::from_utf8_lossy(error))
            }
        }
    }
}

/// The functions of the stack.
#[derive(Debug)]
pub struct Lambda {
    pools: BTreeMap<String, Arc<Pool>>,
}

impl Lambda {
    /// Starts one instance of each function and waits until all of them ask for work.
    ///
    /// # Errors
    /// When a function's log cannot be opened, or an instance does not start.
    pub async fn start(functions: Vec<Function>) -> Result<Self> {
        let mut pools = BTreeMap::new();
        for function in functions {
            let name = function.name.clone();
            let pool = Pool::new(function).context(|| format!("cannot open the log of {name}"))?;
            pools.insert(name, Arc::new(pool));
        }
        let warm = pools.iter().map(async |(name, pool)| {
            let failed = |failure| Error::new(format!("the function {name} {failure}"));
            pool.warm_up().await.map_err(failed)
        });
        try_join_all(warm).await?;
        Ok(Self { pools })
    }

    /// Gives a function an event and waits for its answer.
    ///
    /// The function finishes its work even if the caller stops waiting.
    ///
    /// # Errors
    /// When there is no answer; [`Failure`] says why.
    pub async fn invoke(&self, function: &str, payload: Bytes) -> std::result::Result<Answer, Failure> {
        let pool = self.pools.get(function).ok_or(Failure::Unknown)?;
        let work = tokio::spawn(Arc::clone(pool).invoke(payload));
        work.await.unwrap_or_else(|panic| Err(Failure::Crashed(panic.to_string())))
    }

    /// Ends every instance.
    pub async fn stop(&self) {
        join_all(self.pools.values().map(|pool| pool.stop())).await;
    }
}
