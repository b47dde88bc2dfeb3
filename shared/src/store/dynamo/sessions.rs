//! Sessions of the console: an item each, under the hash of what the cookie holds.

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    failure::unreadable,
    items::{Item, from_item, key, to_item},
};
use crate::{
    domain::{Error, Timestamp, member::MemberName, session::Session},
    store::{Consistency, Sessions, Verbs},
    token::SessionSecret,
};

/// `part` of a session.
const SESSION: &str = "session";

#[derive(Serialize, Deserialize)]
struct SessionItem {
    feedback_id: String,
    part: String,
    member: String,
    stamp: String,
    /// The table's TTL removes it some time after; until then the reader judges by it.
    expires_at: u64,
}

impl Sessions for DynamoStore {
    const VERBS: Verbs = &["DeleteItem", "GetItem", "PutItem"];

    async fn begin_session(&self, secret: &SessionSecret, session: &Session) -> Result<(), Error> {
        let item = SessionItem {
            feedback_id: home(secret),
            part: SESSION.to_owned(),
            member: session.member.to_string(),
            stamp: session.stamp.clone(),
            expires_at: session.expires_at.seconds(),
        };
        self.send_put(self.put(to_item(&item)?)).await.map(|_| ())
    }

    async fn session(&self, secret: &SessionSecret, now: Timestamp) -> Result<Option<Session>, Error> {
        let Some(item) = self.get(place(secret), Consistency::Strong).await? else { return Ok(None) };
        let item: SessionItem = from_item(item, "session")?;
        if item.expires_at <= now.seconds() {
            return Ok(None);
        }
        let member = MemberName::parse(&item.member).map_err(|cause| unreadable("session", &cause))?;
        let expires_at = Timestamp::from_ms(item.expires_at * 1_000);
        Ok(Some(Session { member, stamp: item.stamp, expires_at }))
    }

    async fn end_session(&self, secret: &SessionSecret) -> Result<(), Error> {
        self.remove(place(secret)).await
    }
}

fn place(secret: &SessionSecret) -> Item {
    key(home(secret), SESSION)
}

fn home(secret: &SessionSecret) -> String {
    format!("session#{}", secret.hash())
}
