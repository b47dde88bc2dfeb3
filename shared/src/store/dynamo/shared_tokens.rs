//! Which token of an app is the shared one (WeChat's `stable_token`).

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    apps::home,
    calls::Written,
    items::{from_item, key, text, to_item},
};
use crate::{
    domain::{AppId, Error, Timestamp},
    store::{Consistency, SharedTokens, Verbs},
    token::Issue,
};

/// `part` of the shared token's issue.
const SHARED_TOKEN: &str = "shared_token";

#[derive(Serialize, Deserialize)]
struct IssueItem {
    feedback_id: String,
    part: String,
    issued_at_ms: u64,
    serial: String,
}

impl IssueItem {
    fn into_issue(self) -> Issue {
        Issue { at: Timestamp::from_ms(self.issued_at_ms), serial: self.serial }
    }
}

impl SharedTokens for DynamoStore {
    const VERBS: Verbs = &["GetItem", "PutItem"];

    async fn shared_issue(&self, app: &AppId) -> Result<Option<Issue>, Error> {
        let item = self.get(key(home(app), SHARED_TOKEN), Consistency::Strong).await?;
        item.map(|item| Ok(from_item::<IssueItem>(item, "shared token")?.into_issue())).transpose()
    }

    async fn replace_shared_issue(&self, app: &AppId, current: Option<&Issue>, next: Issue) -> Result<Issue, Error> {
        let item = IssueItem {
            feedback_id: home(app),
            part: SHARED_TOKEN.to_owned(),
            issued_at_ms: next.at.ms(),
            serial: next.serial.clone(),
        };
        let put = self.put(to_item(&item)?);
        let put = match current {
            None => put.condition_expression("attribute_not_exists(feedback_id)"),
            Some(current) => put
                .condition_expression("serial = :current")
                .expression_attribute_values(":current", text(&current.serial)),
        };
        match self.send_put(put).await? {
            Written::Done => Ok(next),
            Written::Refused(theirs) => Ok(from_item::<IssueItem>(theirs, "shared token")?.into_issue()),
        }
    }
}
