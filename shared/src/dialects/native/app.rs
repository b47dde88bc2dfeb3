//! `GET` and `PUT /v1/app`: what an app says of itself (DESIGN.md "Native API").

use serde::{Deserialize, Serialize};

use super::{
    bridge::{BridgeBody, BridgeShape},
    field::{Field, body, word},
    settings::wire,
};
#[cfg(test)]
use crate::domain::{AppId, app::AppKind as Kind};
use crate::{
    domain::{
        Error, Name, Role,
        app::{App, AppChange, AppKind, LimitsChange, LogUrl, Origin},
        bridge::{Bridge, BridgeChange},
        limits::{MOST_ORIGINS, MOST_PER_MINUTE},
    },
    http::{Call, Wire},
    operations::settings::{Change, Changed},
};

/// Reads the token's app.
pub const READ: Wire<Change, Changed> = wire("GET", "/v1/app", Role::Agent, |_| Ok(Change::ReadApp));
/// Changes what is given of it.
pub const CHANGE: Wire<Change, Changed> = wire("PUT", "/v1/app", Role::Admin, read_change);

/// What to change of an app; what is left out stays.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "AppChange"))]
pub(super) struct AppBody {
    /// What people call it.
    #[serde(default)]
    name: Field<Name>,
    /// How it takes feedback.
    #[serde(default)]
    kind: Field<AppKind>,
    /// Browser origins whose pages may fetch a `client` token without the secret, at most 20; `*` lists them all.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 20)))]
    origins: Field<Vec<Origin>>,
    /// Submissions a minute. They hold everywhere a minute later.
    #[serde(default)]
    limits: Field<LimitsBody>,
    /// Address of a server's log with places for what is looked for: `{from}` and `{to}` (Unix milliseconds), `{user}`,
    /// `{trace}`. An empty text takes it away.
    #[serde(default)]
    log_url: Field<LogUrl>,
    /// A mini-program whose feedback in WeChat is taken over.
    #[serde(default)]
    bridge: Field<BridgeBody>,
}

/// Submissions a minute.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewLimits"))]
pub(super) struct LimitsBody {
    /// From one anonymous address, 1 to 1,000,000.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 1, max = 1_000_000)))]
    anonymous_per_minute: Field<u64>,
    /// With one token's subject, 1 to 1,000,000.
    #[serde(default)]
    #[cfg_attr(test, schemars(range(min = 1, max = 1_000_000)))]
    token_per_minute: Field<u64>,
}

fn read_change(call: &Call) -> Result<Change, Error> {
    let given: AppBody = body(call)?;
    let origins = given.origins.named("origins");
    let log_url = given.log_url.named("log_url");
    Ok(Change::ChangeApp(AppChange {
        name: given.name.named("name").optional(Name::parse)?,
        kind: given.kind.named("kind").optional(word(AppKind::NAMES, AppKind::from_name))?,
        origins: if origins.is_given() { Some(origins.list(MOST_ORIGINS, Origin::parse)?) } else { None },
        limits: match given.limits.named("limits").object::<LimitsBody>()? {
            Some(limits) => limits.read()?,
            None => LimitsChange::default(),
        },
        log_url: if log_url.is_given() { Some(log_url.optional(LogUrl::parse)?) } else { None },
        bridge: match given.bridge.named("bridge").object::<BridgeBody>()? {
            Some(bridge) => bridge.read()?,
            None => BridgeChange::default(),
        },
    }))
}

impl LimitsBody {
    fn read(&self) -> Result<LimitsChange, Error> {
        let anonymous = self.anonymous_per_minute.named("limits.anonymous_per_minute");
        let token = self.token_per_minute.named("limits.token_per_minute");
        Ok(LimitsChange {
            anonymous_per_minute: anonymous.number(1, MOST_PER_MINUTE)?,
            token_per_minute: token.number(1, MOST_PER_MINUTE)?,
        })
    }
}

/// An app.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "App"))]
pub(super) struct AppShape {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "AppId"))]
    app_id: String,
    /// What people call it.
    name: String,
    /// How it takes feedback.
    #[cfg_attr(test, schemars(with = "Kind"))]
    kind: &'static str,
    /// Browser origins whose pages may fetch a `client` token without the secret.
    #[cfg_attr(test, schemars(with = "Vec<Origin>"))]
    origins: Vec<String>,
    /// Submissions a minute.
    limits: LimitsShape,
    /// Address of a server's log, with places for what is looked for.
    #[cfg_attr(test, schemars(with = "Option<LogUrl>"))]
    log_url: Option<String>,
    /// The mini-program whose feedback in WeChat is taken over, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    bridge: Option<BridgeShape>,
}

/// Submissions a minute.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Limits"))]
struct LimitsShape {
    /// From one anonymous address.
    anonymous_per_minute: u64,
    /// With one token's subject.
    token_per_minute: u64,
}

impl AppShape {
    pub fn of(app: App, bridge: Option<Bridge>) -> Self {
        Self {
            app_id: app.id.to_string(),
            name: app.name.to_string(),
            kind: app.kind.name(),
            origins: app.origins.iter().map(ToString::to_string).collect(),
            limits: LimitsShape {
                anonymous_per_minute: app.limits.anonymous_per_minute,
                token_per_minute: app.limits.token_per_minute,
            },
            log_url: app.log_url.map(|url| url.to_string()),
            bridge: bridge.map(BridgeShape::of),
        }
    }
}
