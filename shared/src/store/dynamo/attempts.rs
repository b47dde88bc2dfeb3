//! Attempts to sign in: a counter a name and one a name and address, whether or not somebody has that name.

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    calls::Written,
    items::{Item, from_item, key, number, to_item},
};
use crate::{
    domain::{Error, Timestamp},
    store::{Attempt, Attempts, CountAttempts, Verbs},
};

/// `part` of a counter.
const ATTEMPTS: &str = "attempts";
/// Rounds before giving up: each is lost only to another attempt that begins or ends a window.
const ROUNDS: u32 = 4;

#[derive(Serialize, Deserialize)]
struct AttemptsItem {
    feedback_id: String,
    part: String,
    attempts: u64,
    /// End of the window, and then the table's TTL.
    expires_at: u64,
}

impl CountAttempts for DynamoStore {
    const VERBS: Verbs = &["DeleteItem", "PutItem", "UpdateItem"];

    async fn count_attempt(
        &self,
        of: Attempts<'_>,
        limit: u64,
        window_s: u64,
        now: Timestamp,
    ) -> Result<Attempt, Error> {
        for _ in 0..ROUNDS {
            let next = self
                .update(place(of))
                .update_expression("ADD attempts :one")
                .condition_expression("expires_at > :now AND attempts < :limit")
                .expression_attribute_values(":one", number(1))
                .expression_attribute_values(":limit", number(limit))
                .expression_attribute_values(":now", number(now.seconds()));
            if self.send_update(next).await? {
                return Ok(Attempt::Counted);
            }
            let first = AttemptsItem {
                feedback_id: home(of),
                part: ATTEMPTS.to_owned(),
                attempts: 1,
                expires_at: now.seconds() + window_s,
            };
            let first = self
                .put(to_item(&first)?)
                .condition_expression("attribute_not_exists(feedback_id) OR expires_at <= :now")
                .expression_attribute_values(":now", number(now.seconds()));
            match self.send_put(first).await? {
                Written::Done => return Ok(Attempt::Counted),
                Written::Refused(theirs) => {
                    let theirs: AttemptsItem = from_item(theirs, "attempts")?;
                    if theirs.attempts >= limit {
                        return Ok(Attempt::LockedOut { until_s: theirs.expires_at });
                    }
                }
            }
        }
        Err(Error::Unavailable)
    }

    async fn forget_attempts(&self, of: Attempts<'_>) -> Result<(), Error> {
        self.remove(place(of)).await
    }
}

fn place(of: Attempts<'_>) -> Item {
    key(home(of), ATTEMPTS)
}

fn home(Attempts { name, from }: Attempts<'_>) -> String {
    match from {
        // No name has a `#`.
        Some(address) => format!("attempts#{name}#{address}"),
        None => format!("attempts#{name}"),
    }
}
