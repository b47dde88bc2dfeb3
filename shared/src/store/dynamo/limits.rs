//! What an app takes in a minute, read at most once a minute in a process.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{
    DynamoStore,
    apps::{APP, AppItem, home},
    items::{from_item, key},
};
use crate::{
    domain::{AppId, Error, Timestamp, app::Limits},
    store::{Consistency, ReadLimits, Verbs},
};

/// How long limits are believed, in milliseconds.
const BELIEVED_MS: u64 = 60_000;
/// Apps whose limits a process knows at a time.
const MOST_APPS: usize = 1_000;

/// The limits that this process has read.
#[derive(Default)]
pub(super) struct KnownLimits(Mutex<HashMap<AppId, (Timestamp, Limits)>>);

impl KnownLimits {
    fn find(&self, app: &AppId, now: Timestamp) -> Option<Limits> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, limits) = known.get(app)?;
        (now.ms().saturating_sub(read_at.ms()) < BELIEVED_MS).then_some(*limits)
    }

    fn keep(&self, app: &AppId, now: Timestamp, limits: Limits) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_APPS {
            known.clear();
        }
        known.insert(app.clone(), (now, limits));
    }
}

impl ReadLimits for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn limits(&self, app: &AppId, now: Timestamp) -> Result<Limits, Error> {
        if let Some(limits) = self.limits.find(app, now) {
            return Ok(limits);
        }
        let item = self.get(key(home(app), APP), Consistency::Eventual).await?;
        let limits = match item {
            Some(item) => from_item::<AppItem>(item, "app")?.limits(),
            None => Limits::default(),
        };
        self.limits.keep(app, now, limits);
        Ok(limits)
    }
}
