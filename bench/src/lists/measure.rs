//! Takes the time, the units and the round trips of calls.

use std::time::{Duration, Instant};

use local::error::{Context, Result};
use serde::Serialize;
use shared::domain;

use super::deployment::Deployment;

/// What an operation takes and costs. Units and round trips are the most that any run took, or, of the work that the
/// stream makes, what each change has to bear of it.
#[derive(Debug, Serialize)]
pub struct Row {
    pub op: &'static str,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub rru: f64,
    pub wru: f64,
    pub round_trips: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mariadb_p50_ms: Option<f64>,
    /// How many times as long it takes there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
}

/// The runs of one operation.
#[derive(Default)]
pub struct Runs {
    times: Vec<Duration>,
    rru: f64,
    wru: f64,
    round_trips: u32,
}

impl Runs {
    /// Waits for a call, and takes down what it took.
    ///
    /// # Errors
    /// As the call.
    pub async fn time<T>(
        &mut self,
        deployment: &Deployment,
        call: impl Future<Output = std::result::Result<T, domain::Error>>,
    ) -> Result<T> {
        let _ = (deployment.store.units().take(), deployment.waves.take());
        let begin = Instant::now();
        let outcome = call.await;
        self.times.push(begin.elapsed());
        let (rru, wru) = deployment.store.units().take();
        (self.rru, self.wru) = (self.rru.max(rru), self.wru.max(wru));
        self.round_trips = self.round_trips.max(deployment.waves.take());
        outcome.context(|| "an operation failed")
    }

    /// The figures of all runs, each of which was shared by so many.
    pub fn row(self, op: &'static str, shared_by: f64) -> Row {
        let Self { mut times, rru, wru, round_trips } = self;
        let (p50_ms, p99_ms) = (percentile(&mut times, 50), percentile(&mut times, 99));
        let (rru, wru) = (rru / shared_by, wru / shared_by);
        Row { op, p50_ms, p99_ms, rru, wru, round_trips, mariadb_p50_ms: None, ratio: None }
    }
}

/// The time within which so many percent of the runs were done.
pub fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}
