//! `GET /api/feedback/reply` (seed 004 "6. 获取反馈回复显示内容").

use serde::Serialize;

use super::success;
use crate::{
    dialects::Dialect,
    domain::announcement::Announcement,
    http::{Access, Call, Response, Route, Wire},
    text::escape_html,
};

/// The wire.
pub const WIRE: Wire<(), Vec<Announcement>> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/reply", access: Access::Public },
    read: |_| Ok(()),
    write,
};

#[derive(Serialize)]
struct Rows {
    data: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    content: String,
}

fn write(_: &Call, announcements: Vec<Announcement>) -> Response {
    let row = |announcement: &Announcement| Row { content: escape_html(announcement.content.as_str()) };
    success(None, Some(Rows { data: announcements.iter().map(row).collect() }))
}
