//! A bridge: an app takes over what users tell a mini-program in WeChat itself.
//!
//! WeChat keeps that feedback behind an API of its own (seed 002). A bridge names the mini-program; a function on a schedule
//! reads page after page, newest first, and stores what it has not seen.

use super::{ids::AppId, limits::PROGRAM_SECRET_CHARS, text::Text, time::Timestamp};

/// The secret of a mini-program, as WeChat's console shows it.
pub type ProgramSecret = Text<PROGRAM_SECRET_CHARS>;

/// A bridge as its record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The app that takes over.
    pub app: AppId,
    /// The mini-program's appid.
    pub program: AppId,
    /// Whether it is to be read.
    pub enabled: bool,
    /// The mini-program's secret, sealed (`TokenKey::seal`).
    pub sealed_secret: String,
    /// How far it has come.
    pub progress: Progress,
    /// The last time that it was read.
    pub last_run: Option<LastRun>,
}

/// How far a bridge has come.
///
/// A sweep goes from the newest record back to what an earlier sweep has done. One that is cut short goes on at its page:
/// new records only push what is left further back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Everything before this Unix second is stored.
    pub done_through_s: u64,
    /// The sweep that is under way.
    pub sweep: Option<Sweep>,
}

/// A sweep that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// The page that comes next, from 1.
    pub page: u64,
    /// The newest record that it began with, in Unix seconds: that is how far all is done when it ends.
    pub newest_s: u64,
}

/// How the last run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRun {
    /// When.
    pub at: Timestamp,
    /// What WeChat, or the way to it, refused; `None` if nothing.
    pub trouble: Option<String>,
}

/// What to change of a bridge; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BridgeChange {
    /// See [`Bridge::program`].
    pub program: Option<AppId>,
    /// Its secret, which is sealed before it is stored.
    pub secret: Option<ProgramSecret>,
    /// See [`Bridge::enabled`].
    pub enabled: Option<bool>,
}

/// For what the secret of a mini-program is sealed: for this app and this program only.
#[must_use]
pub fn secret_purpose(app: &AppId, program: &AppId) -> String {
    format!("bridge {app} {program}")
}
