//! The rate limit: a counter a minute, raised by one atomic conditional update.

use super::{
    DynamoStore,
    items::{key, number},
};
use crate::{
    domain::{AppId, Error, Timestamp},
    store::{CountRequests, Verbs},
};

/// How long a counter is kept after its minute began, in seconds, before TTL removes it.
const KEPT_S: u64 = 120;

impl CountRequests for DynamoStore {
    const VERBS: Verbs = &["UpdateItem"];

    async fn count_request(&self, app: &AppId, who: &str, limit: u64, now: Timestamp) -> Result<bool, Error> {
        let counter = key(format!("rate#{app}#{who}"), format!("minute#{}", now.seconds() / 60));
        let update = self
            .update(counter)
            .update_expression("SET expires_at = :expires_at ADD requests :one")
            .condition_expression("attribute_not_exists(requests) OR requests < :limit")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":limit", number(limit))
            .expression_attribute_values(":expires_at", number(now.seconds() + KEPT_S));
        self.send_update(update).await
    }
}
