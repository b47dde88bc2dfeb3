//! `POST /v1/apps`, `POST /v1/app/secret`, `GET` and `PUT /v1/announcements` (DESIGN.md "Native API"; seed 004 "`feedback_reply_content` 表"),
//! and `GET /v1/openapi.json`.

use lambda_http::http::{HeaderValue, header::CACHE_CONTROL};
use serde::{Deserialize, Serialize};

use super::{
    app::AppShape,
    field::{Field, body, word},
    members,
};
#[cfg(test)]
use crate::domain::AppId;
use crate::{
    dialects::Dialect,
    domain::{
        Content, Error, Name, Role,
        announcement::{Announcement, Position},
        app::AppKind,
    },
    http::{Access, Call, Response, Route, Wire, json, text},
    operations::settings::{Change, Changed},
};

/// Announcements of one app: they are read together, before every form.
const MOST_ANNOUNCEMENTS: usize = 10;
/// Characters of one announcement.
const ANNOUNCEMENT_CHARS: usize = 2_000;

/// Registers an app.
pub const CREATE_APP: Wire<Change, Changed> = wire("POST", "/v1/apps", Role::Owner, read_app);
/// Gives the token's app another secret.
pub const ROTATE_SECRET: Wire<Change, Changed> =
    wire("POST", "/v1/app/secret", Role::Admin, |_| Ok(Change::RotateSecret));
/// Reads an app's announcements.
pub const READ_ANNOUNCEMENTS: Wire<Change, Changed> =
    wire("GET", "/v1/announcements", Role::Agent, |_| Ok(Change::ReadAnnouncements));
/// Replaces an app's announcements.
pub const WRITE_ANNOUNCEMENTS: Wire<Change, Changed> =
    wire("PUT", "/v1/announcements", Role::Admin, read_announcements);
/// Describes the native API.
pub const DESCRIBE: Wire<Change, Changed> = Wire {
    route: Route { method: "GET", path: "/v1/openapi.json", access: Access::Public },
    ..wire("GET", "/v1/openapi.json", Role::Client, |_| Ok(Change::Describe))
};

/// `OpenAPI` 3.1, generated from the code by the tests of [`super`], which also compare. It is this function's business
/// because it is the least busy one: the text is 40 KB that no other binary carries.
const DESCRIPTION: &str = include_str!("../../../openapi.json");

pub(super) const fn wire(
    method: &'static str,
    path: &'static str,
    role: Role,
    read: fn(&Call) -> Result<Change, Error>,
) -> Wire<Change, Changed> {
    Wire { dialect: Dialect::Native, route: Route { method, path, access: Access::Role(role) }, read, write }
}

/// An app to register.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NewApp {
    /// What people call it.
    name: Field<Name>,
    /// How it takes feedback: `enterprise` as a list only, `store` also through a service desk.
    kind: Field<AppKind>,
}

fn read_app(call: &Call) -> Result<Change, Error> {
    let given: NewApp = body(call)?;
    let kind = given.kind.named("kind").required(word(AppKind::NAMES, AppKind::from_name))?;
    Ok(Change::CreateApp { name: given.name.named("name").required(Name::parse)?, kind })
}

/// The announcements of an app, in their order.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NewAnnouncements {
    /// All of them, at most 10.
    #[serde(default)]
    #[cfg_attr(test, schemars(length(max = 10)))]
    announcements: Field<Vec<NewAnnouncement>>,
}

/// A notice above the form.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NewAnnouncement {
    /// What it says, at most 2,000 characters.
    content: Field<Content>,
    /// Where the page shows it; `top` if not given.
    #[serde(default)]
    position: Field<Position>,
    /// Whether it is shown at all; `true` if not given.
    #[serde(default)]
    is_active: Field<bool>,
}

fn read_announcements(call: &Call) -> Result<Change, Error> {
    let given: NewAnnouncements = body(call)?;
    let rows: Vec<NewAnnouncement> = given.announcements.named("announcements").objects(MOST_ANNOUNCEMENTS)?;
    rows.iter().map(NewAnnouncement::read).collect::<Result<_, _>>().map(Change::WriteAnnouncements)
}

impl NewAnnouncement {
    fn read(&self) -> Result<Announcement, Error> {
        let content = |text: &str| Content::parse_within(text, ANNOUNCEMENT_CHARS);
        let position = self.position.named("position").optional(word(Position::NAMES, Position::from_name))?;
        Ok(Announcement {
            content: self.content.named("content").required(content)?,
            position: position.unwrap_or_default(),
            is_active: self.is_active.named("is_active").flag()?.unwrap_or(true),
        })
    }
}

/// A new app.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CreatedApp"))]
pub(super) struct Created {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "AppId"))]
    app_id: String,
    /// Its secret: shown now and on a replay, kept nowhere.
    app_secret: String,
}

/// An app's secret from now on.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "AppSecret"))]
pub(super) struct Rotated {
    /// Shown now and never again. The one before buys no token any more.
    app_secret: String,
}

/// The announcements of an app, in their order.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Announcements {
    /// All of them, active or not.
    announcements: Vec<Row>,
}

/// A notice above the form.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Announcement"))]
struct Row {
    /// What it says.
    content: String,
    /// Where the page shows it.
    #[cfg_attr(test, schemars(with = "Position"))]
    position: &'static str,
    /// Whether it is shown at all.
    is_active: bool,
}

impl Row {
    fn of(announcement: Announcement) -> Self {
        Self {
            content: announcement.content.to_string(),
            position: announcement.position.name(),
            is_active: announcement.is_active,
        }
    }
}

fn write(_: &Call, changed: Changed) -> Response {
    match changed {
        Changed::App { id, secret } => json(201, &Created { app_id: id.to_string(), app_secret: secret }),
        Changed::Announcements(rows) => {
            json(200, &Announcements { announcements: rows.into_iter().map(Row::of).collect() })
        }
        Changed::Secret(app_secret) => json(200, &Rotated { app_secret }),
        Changed::Team(team) => members::write(team),
        Changed::Record(app, bridge) => json(200, &AppShape::of(*app, bridge.map(|bridge| *bridge))),
        Changed::Described => described(),
    }
}

fn described() -> Response {
    let mut response = text(200, "application/json", DESCRIPTION.to_owned());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}
