//! The log of requests: one readable line each, on stderr.

use std::{
    env, fmt,
    io::{IsTerminal, Write, stderr},
    sync::LazyLock,
    time::Duration,
};

use axum::http::{Method, StatusCode};
use jiff::Timestamp;

/// Whether a function's instance had to be started for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// An instance was started, and the caller waited for it.
    Cold,
    /// An instance was waiting.
    Warm,
}

/// What is told of one request.
#[derive(Debug)]
pub struct Line<'a> {
    /// The request's method.
    pub method: &'a Method,
    /// The request's path as it was sent.
    pub path: &'a str,
    /// The function that served it, if one did.
    pub function: Option<&'a str>,
    /// The status that the caller got.
    pub status: StatusCode,
    /// From the request's arrival to its answer.
    pub took: Duration,
    /// How the function was found, if one was called.
    pub start: Option<Start>,
}

impl Line<'_> {
    /// Prints the line.
    pub fn print(&self) {
        say(self);
    }
}

/// Colours are for people: none in a file or a pipe, none where `NO_COLOR` asks for none (no-color.org).
static COLOURED: LazyLock<bool> =
    LazyLock::new(|| stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()));

const DIM: u8 = 2;
const RED: u8 = 31;
const GREEN: u8 = 32;
const YELLOW: u8 = 33;
const CYAN: u8 = 36;

fn paint(colour: u8, text: impl fmt::Display) -> String {
    if *COLOURED { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_string() }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = Timestamp::now().strftime("%H:%M:%S").to_string();
        let status = match self.status.as_u16() {
            ..400 => paint(GREEN, self.status.as_u16()),
            400..500 => paint(YELLOW, self.status.as_u16()),
            500.. => paint(RED, self.status.as_u16()),
        };
        let start = match self.start {
            Some(Start::Cold) => paint(CYAN, "cold"),
            Some(Start::Warm) => paint(DIM, "warm"),
            None => paint(DIM, "-"),
        };
        write!(
            f,
            "{} {:<6} {} {} {status} {} ms {start}",
            paint(DIM, time),
            self.method.as_str(),
            self.path,
            paint(DIM, self.function.unwrap_or("-")),
            self.took.as_millis(),
        )
    }
}

/// Prints a line. `eprintln!` would panic where nobody reads any more, as after `| head`.
fn say(line: impl fmt::Display) {
    let _ = writeln!(stderr(), "{line}");
}

/// Prints a warning or an error that a function wrote.
pub(crate) fn function_said(function: &str, line: &str) {
    say(format_args!("{} {line}", paint(YELLOW, format_args!("{function}:"))));
}

/// Prints something that went wrong in the stack itself.
pub(crate) fn trouble(message: impl fmt::Display) {
    say(paint(RED, message));
}
