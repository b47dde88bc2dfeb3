//! Stands in for `EventBridge`: calls functions by the clock.
//!
//! A rate begins when the stack does. What was due while the stack was down is not made up for, and a call waits for the
//! one before it.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use chrono::Utc;
use jiff::Timestamp;
use serde_json::json;
use tokio::time::sleep;

use crate::{
    lambda::Lambda,
    log::trouble,
    random,
    template::{Schedule, When},
};

/// Tries of one call, and the pause between them; Lambda makes as many, with minutes between them.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);

/// Calls a function for ever, each time when it is due.
pub async fn run(function: String, schedule: Schedule, region: String, lambda: Arc<Lambda>) {
    while let Some(pause) = schedule.when.after(Utc::now()) {
        sleep(pause).await;
        let event = event(&function, &schedule, &region);
        for attempt in 1..=TRIES {
            let Err(failure) = lambda.invoke(&function, event.clone()).await else { break };
            trouble(format_args!("{function} {failure}; try {attempt} of {TRIES} of {}", schedule.name));
            sleep(PAUSE).await;
        }
    }
}

impl Schedule {
    /// The same schedule, due more often: to try out what would be due in hours.
    #[must_use]
    pub fn hurried(self, period: Option<Duration>) -> Self {
        let when = period.map_or(self.when, When::Every);
        Self { when, ..self }
    }
}

/// What the template says, else what `EventBridge` sends.
fn event(function: &str, schedule: &Schedule, region: &str) -> Bytes {
    let made = || {
        json!({
            "version": "0",
            "id": random::secret(32),
            "detail-type": "Scheduled Event",
            "source": schedule.source,
            "account": "000000000000",
            "time": format!("{:.0}", Timestamp::now()),
            "region": region,
            "resources": [format!("arn:aws:events:{region}:000000000000:rule/{function}-{}", schedule.name)],
            "detail": {},
        })
        .to_string()
    };
    Bytes::from(schedule.input.clone().unwrap_or_else(made))
}
