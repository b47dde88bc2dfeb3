//! The record of an app.

use aws_sdk_dynamodb::types::{AttributeValue, builders::PutBuilder};
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    app_list::entry,
    failure::unreadable,
    items::{from_item, key, number, text, to_item},
    put_feedback::already_there,
    transaction::{Outcome, put, put_new},
};
use crate::{
    domain::{
        AppId, Error, Name,
        app::{App, AppChange, AppKind, Limits, LogUrl, Origin},
    },
    store::{ChangeApp, Claimed, Consistency, CreateApp, Put, ReadApp, RotateSecret, Verbs},
};

/// `part` of an app's record.
pub(super) const APP: &str = "app";

#[derive(Serialize, Deserialize)]
pub(super) struct AppItem {
    feedback_id: String,
    part: String,
    name: String,
    kind: String,
    secret_generation: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    origins: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anonymous_per_minute: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token_per_minute: Option<u64>,
    /// Empty where it was taken away again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

impl AppItem {
    fn of(app: &App, claim: Option<&Claimed>) -> Self {
        let defaults = Limits::default();
        let unless = |limit: u64, default: u64| (limit != default).then_some(limit);
        Self {
            feedback_id: home(&app.id),
            part: APP.to_owned(),
            name: app.name.to_string(),
            kind: app.kind.name().to_owned(),
            secret_generation: app.secret_generation,
            origins: app.origins.iter().map(ToString::to_string).collect(),
            anonymous_per_minute: unless(app.limits.anonymous_per_minute, defaults.anonymous_per_minute),
            token_per_minute: unless(app.limits.token_per_minute, defaults.token_per_minute),
            log_url: app.log_url.as_ref().map(ToString::to_string),
            claim: claim.map(|claim| claim.key.0.clone()),
        }
    }

    pub fn limits(&self) -> Limits {
        let defaults = Limits::default();
        Limits {
            anonymous_per_minute: self.anonymous_per_minute.unwrap_or(defaults.anonymous_per_minute),
            token_per_minute: self.token_per_minute.unwrap_or(defaults.token_per_minute),
        }
    }

    fn into_app(self, id: &AppId) -> Result<App, Error> {
        self.parse(id).ok_or_else(|| unreadable("app", &"a value is outside its domain"))
    }

    fn parse(self, id: &AppId) -> Option<App> {
        Some(App {
            id: id.clone(),
            limits: self.limits(),
            name: Name::parse(&self.name).ok()?,
            kind: AppKind::from_name(&self.kind)?,
            secret_generation: self.secret_generation,
            origins: self.origins.iter().map(|origin| Origin::parse(origin).ok()).collect::<Option<_>>()?,
            log_url: match self.log_url.as_deref() {
                None | Some("") => None,
                Some(url) => Some(LogUrl::parse(url).ok()?),
            },
        })
    }
}

impl ReadApp for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn app(&self, id: &AppId) -> Result<Option<App>, Error> {
        let Some(item) = self.get(key(home(id), APP), Consistency::Strong).await? else { return Ok(None) };
        from_item::<AppItem>(item, "app")?.into_app(id).map(Some)
    }
}

impl CreateApp for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn create_app(&self, app: &App, claim: Option<&Claimed>) -> Result<Put, Error> {
        let item = to_item(&AppItem::of(app, claim))?;
        let entry = PutBuilder::default().table_name(&self.table).set_item(Some(entry(&app.id)?));
        match self.transact(vec![put_new(&self.table, item)?, put(entry)?]).await? {
            Outcome::Done => Ok(Put::Stored),
            Outcome::Refused(_, theirs) => Ok(already_there(&theirs, claim)),
        }
    }

    async fn enlist_app(&self, id: &AppId) -> Result<(), Error> {
        self.send_put(self.put(entry(id)?)).await.map(|_| ())
    }
}

impl RotateSecret for DynamoStore {
    const VERBS: Verbs = &["UpdateItem"];

    async fn rotate_secret(&self, id: &AppId, from: u32) -> Result<bool, Error> {
        let update = self
            .update(key(home(id), APP))
            .update_expression("SET secret_generation = :next")
            .condition_expression("secret_generation = :from")
            .expression_attribute_values(":next", number((from + 1).into()))
            .expression_attribute_values(":from", number(from.into()));
        self.send_update(update).await
    }
}

impl ChangeApp for DynamoStore {
    const VERBS: Verbs = &["UpdateItem"];

    async fn change_app(&self, id: &AppId, change: &AppChange) -> Result<(), Error> {
        let mut update = self.update(key(home(id), APP)).condition_expression("attribute_exists(feedback_id)");
        let mut sets = Vec::new();
        for (attribute, value) in assignments(change) {
            // `name` is a reserved word of the expression language, so each goes by an alias.
            sets.push(format!("#{attribute} = :{attribute}"));
            update = update
                .expression_attribute_names(format!("#{attribute}"), attribute)
                .expression_attribute_values(format!(":{attribute}"), value);
        }
        let update = update.update_expression(format!("SET {}", sets.join(", ")));
        if self.send_update(update).await? { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// What is given of a change, as attributes and their new values.
pub(super) fn assignments(change: &AppChange) -> Vec<(&'static str, AttributeValue)> {
    let given = [
        ("name", change.name.as_ref().map(|name| text(name.as_str()))),
        ("kind", change.kind.map(|kind| text(kind.name()))),
        ("origins", change.origins.as_deref().map(list)),
        ("anonymous_per_minute", change.limits.anonymous_per_minute.map(number)),
        ("token_per_minute", change.limits.token_per_minute.map(number)),
        ("log_url", change.log_url.as_ref().map(|url| text(url.as_ref().map_or("", LogUrl::as_str)))),
    ];
    given.into_iter().filter_map(|(attribute, value)| Some((attribute, value?))).collect()
}

fn list(origins: &[Origin]) -> AttributeValue {
    AttributeValue::L(origins.iter().map(|origin| text(origin.to_string())).collect())
}

/// `feedback_id` of all that belongs to an app itself.
pub(super) fn home(app: &AppId) -> String {
    format!("app#{app}")
}
