//! `POST /v1/apps`, `GET` and `PUT /v1/announcements` (DESIGN.md "Native API"; seed 004 "`feedback_reply_content` 表").

use serde::Serialize;

use crate::{
    dialects::{Dialect, fields::Fields},
    domain::{
        Content, Error, Name, Reason, Role,
        announcement::{Announcement, Position},
        app::AppKind,
    },
    http::{Access, Call, Response, Route, Wire, json},
    operations::settings::{Change, Changed},
};

/// Announcements of one app: they are read together, before every form.
const MOST_ANNOUNCEMENTS: usize = 10;
/// Characters of one announcement.
const ANNOUNCEMENT_CHARS: usize = 2_000;

/// Registers an app.
pub const CREATE_APP: Wire<Change, Changed> = wire("POST", "/v1/apps", Role::Owner, read_app);
/// Reads an app's announcements.
pub const READ_ANNOUNCEMENTS: Wire<Change, Changed> =
    wire("GET", "/v1/announcements", Role::Agent, |_| Ok(Change::ReadAnnouncements));
/// Replaces an app's announcements.
pub const WRITE_ANNOUNCEMENTS: Wire<Change, Changed> =
    wire("PUT", "/v1/announcements", Role::Admin, read_announcements);

const fn wire(
    method: &'static str,
    path: &'static str,
    role: Role,
    read: fn(&Call) -> Result<Change, Error>,
) -> Wire<Change, Changed> {
    Wire { dialect: Dialect::Native, route: Route { method, path, access: Access::Role(role) }, read, write }
}

fn read_app(call: &Call) -> Result<Change, Error> {
    let fields = Fields::parse(call.body()?)?;
    let kind = |name: &str| AppKind::from_name(name).ok_or(Reason::NotOneOf(AppKind::NAMES));
    Ok(Change::CreateApp { name: fields.required("name", Name::parse)?, kind: fields.required("kind", kind)? })
}

fn read_announcements(call: &Call) -> Result<Change, Error> {
    let rows = Fields::parse(call.body()?)?.objects("announcements")?;
    if rows.len() > MOST_ANNOUNCEMENTS {
        let most = MOST_ANNOUNCEMENTS as u64;
        return Err(Reason::OutOfRange { min: 0, max: most }.of("announcements"));
    }
    rows.iter().map(read_announcement).collect::<Result<_, _>>().map(Change::WriteAnnouncements)
}

fn read_announcement(row: &Fields) -> Result<Announcement, Error> {
    let content = |text: &str| Content::parse_within(text, ANNOUNCEMENT_CHARS);
    let position = |name: &str| Position::from_name(name).ok_or(Reason::NotOneOf(Position::NAMES));
    Ok(Announcement {
        content: row.required("content", content)?,
        position: row.optional("position", position)?.unwrap_or_default(),
        is_active: row.flag("is_active", true)?,
    })
}

#[derive(Serialize)]
struct Created {
    app_id: String,
    app_secret: String,
}

#[derive(Serialize)]
struct Announcements {
    announcements: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    content: String,
    position: &'static str,
    is_active: bool,
}

fn write(_: &Call, changed: Changed) -> Response {
    let row = |announcement: Announcement| Row {
        content: announcement.content.to_string(),
        position: announcement.position.name(),
        is_active: announcement.is_active,
    };
    match changed {
        Changed::App { id, secret } => json(201, &Created { app_id: id.to_string(), app_secret: secret }),
        Changed::Announcements(rows) => {
            json(200, &Announcements { announcements: rows.into_iter().map(row).collect() })
        }
    }
}
