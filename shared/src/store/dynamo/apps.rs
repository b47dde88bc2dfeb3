//! The record of an app.

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    calls::Written,
    failure::unreadable,
    items::{from_item, key, to_item},
    put_feedback::already_there,
};
use crate::{
    domain::{
        AppId, Error, Name,
        app::{App, AppKind},
    },
    store::{Claimed, Consistency, CreateApp, Put, ReadApp, Verbs},
};

/// `part` of an app's record.
const APP: &str = "app";

#[derive(Serialize, Deserialize)]
struct AppItem {
    feedback_id: String,
    part: String,
    name: String,
    kind: String,
    secret_generation: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    origins: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

impl ReadApp for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn app(&self, id: &AppId) -> Result<Option<App>, Error> {
        let Some(item) = self.get(key(home(id), APP), Consistency::Strong).await? else { return Ok(None) };
        let item: AppItem = from_item(item, "app")?;
        let parsed = Name::parse(&item.name).ok().zip(AppKind::from_name(&item.kind));
        let (name, kind) = parsed.ok_or_else(|| unreadable("app", &"a value is outside its domain"))?;
        let (secret_generation, origins) = (item.secret_generation, item.origins);
        Ok(Some(App { id: id.clone(), name, kind, secret_generation, origins }))
    }
}

impl CreateApp for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn create_app(&self, app: &App, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = AppItem {
            feedback_id: home(&app.id),
            part: APP.to_owned(),
            name: app.name.to_string(),
            kind: app.kind.name().to_owned(),
            secret_generation: app.secret_generation,
            origins: app.origins.clone(),
            claim: claim.map(|claim| claim.key.0.clone()),
        };
        let put = self.put(to_item(&item)?).condition_expression("attribute_not_exists(feedback_id)");
        match self.send_put(put).await? {
            Written::Done => Ok(Put::Stored),
            Written::Refused(theirs) => Ok(already_there(&theirs, claim)),
        }
    }
}

/// `feedback_id` of all that belongs to an app itself.
pub(super) fn home(app: &AppId) -> String {
    format!("app#{app}")
}
