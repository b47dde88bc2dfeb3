//! Rows and columns: which operation each function serves, in which wires.

use super::{feishu, message_board, native, opinion_box, wechat};
use crate::{
    domain::{Draft, FeedbackId, Reply, announcement::Announcement},
    http::{Route, Wire},
    operations::{
        console::{Shown, Visit},
        delete::Target,
        detail::{Detail, DetailQuery},
        export::{ExportQuery, Exported},
        list::{ListQuery, Listing},
        media_get::{Download, MediaQuery},
        reply::NewReply,
        settings::{Change, Changed},
        stats::{Stats, StatsQuery},
        status::{NewStatus, StatusSet},
        submit::Submitted,
        token::{Grant, TokenRequest},
        upload::{NewUpload, Upload},
    },
};

/// Wires of `submit`, which also answers every request that no route takes.
pub static SUBMIT: [Wire<Draft, Submitted>; 4] = [
    native::submit::WIRE,
    opinion_box::submit::WIRE,
    message_board::submit::WIRE,
    message_board::submit::WIRE_WITHOUT_SLASH,
];

/// Wires of `list`.
pub static LIST: [Wire<ListQuery, Listing>; 5] =
    [native::list::WIRE, opinion_box::list::WIRE, message_board::list::WIRE, wechat::list::WIRE, feishu::list::WIRE];

/// Wires of `detail`.
pub static DETAIL: [Wire<DetailQuery, Detail>; 4] =
    [native::detail::WIRE, opinion_box::detail::WIRE, message_board::detail::WIRE, message_board::replies::WIRE];

/// Wires of `reply`.
pub static REPLY: [Wire<NewReply, (FeedbackId, Reply)>; 2] = [native::reply::WIRE, message_board::reply::WIRE];

/// Wires of `status`.
pub static STATUS: [Wire<NewStatus, StatusSet>; 4] =
    [native::status::WIRE, opinion_box::status::WIRE, message_board::status::WIRE, feishu::status::WIRE];

/// Wires of `stats`.
pub static STATS: [Wire<StatsQuery, Stats>; 1] = [native::stats::WIRE];

/// Wires of `delete`.
pub static DELETE: [Wire<Target, ()>; 3] =
    [native::delete::WIRE, message_board::delete::FEEDBACK, message_board::delete::REPLY];

/// Wires of `export`.
pub static EXPORT: [Wire<ExportQuery, Exported>; 2] = [native::exports::BEGIN, native::exports::SHOW];

/// Wires of `announcement`.
pub static ANNOUNCEMENT: [Wire<(), Vec<Announcement>>; 1] = [message_board::announcement::WIRE];

/// Wires of `media_get`.
pub static MEDIA_GET: [Wire<MediaQuery, Download>; 3] = [native::media::WIRE, wechat::media::GET, wechat::media::POST];

/// Wires of `upload`.
pub static UPLOAD: [Wire<NewUpload, Upload>; 1] = [native::uploads::WIRE];

/// Wires of `token`.
pub static TOKEN: [Wire<TokenRequest, Grant>; 5] = [
    native::tokens::WIRE,
    wechat::token::TOKEN,
    wechat::token::STABLE_TOKEN,
    wechat::token::STABLE_TOKEN_BY_GET,
    feishu::token::WIRE,
];

/// Wires of `settings`.
pub static SETTINGS: [Wire<Change, Changed>; 10] = [
    native::app::READ,
    native::app::CHANGE,
    native::settings::CREATE_APP,
    native::settings::ROTATE_SECRET,
    native::members::LIST,
    native::members::PUT,
    native::members::REMOVE,
    native::settings::READ_ANNOUNCEMENTS,
    native::settings::WRITE_ANNOUNCEMENTS,
    native::settings::DESCRIBE,
];

/// Wires of `console`: the members' way in, and the pages.
pub static CONSOLE: [Wire<Visit, Shown>; 12] = [
    native::sign_in::LOGIN,
    native::sign_in::LOGOUT,
    native::sign_in::SESSION,
    native::sign_in::EXCHANGE,
    native::pages::HOME,
    native::pages::CONSOLE,
    native::pages::CONSOLE_PLACE,
    native::pages::FEEDBACK,
    native::pages::RECEIPT,
    native::pages::DEMO,
    native::pages::WIDGET,
    native::pages::ASSET,
];

/// Every route, with the function that serves it: what `template.yaml` must say, which a test compares.
#[must_use]
pub fn routes() -> Vec<(&'static str, Route)> {
    fn of<I, O>(function: &'static str, wires: &[Wire<I, O>]) -> Vec<(&'static str, Route)> {
        wires.iter().map(|wire| (function, wire.route)).collect()
    }
    [
        of("submit", &SUBMIT),
        of("list", &LIST),
        of("detail", &DETAIL),
        of("reply", &REPLY),
        of("stats", &STATS),
        of("status", &STATUS),
        of("delete", &DELETE),
        of("export", &EXPORT),
        of("announcement", &ANNOUNCEMENT),
        of("media_get", &MEDIA_GET),
        of("upload", &UPLOAD),
        of("token", &TOKEN),
        of("settings", &SETTINGS),
        of("console", &CONSOLE),
    ]
    .concat()
}
