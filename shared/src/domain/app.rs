//! An app: whose feedback it is. Nothing of one app is ever seen with a token of another.

use std::fmt;

use super::{
    bridge::BridgeChange,
    error::Reason,
    ids::AppId,
    limits::{ANONYMOUS_PER_MINUTE, LOG_URL_CHARS, ORIGIN_CHARS, TOKEN_PER_MINUTE},
    text::Name,
};

/// How an app takes its feedback (seed 000 "企业自建应用", "商店应用").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppKind {
    /// 企业自建应用: list mode only.
    Enterprise,
    /// 商店应用: chooses list or service desk.
    Store,
}

impl AppKind {
    /// Every name, for messages.
    pub const NAMES: &'static [&'static str] = &["enterprise", "store"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Enterprise, Self::Store].into_iter().find(|kind| kind.name() == name)
    }
}

/// A registered app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// Its identity; WeChat calls it appid, Feishu `app_id`.
    pub id: AppId,
    /// What people call it.
    pub name: Name,
    /// How it takes feedback.
    pub kind: AppKind,
    /// Which secret is in force: grows when the secret is changed.
    pub secret_generation: u32,
    /// Browser origins whose pages may fetch a `client` token without the secret.
    pub origins: Vec<Origin>,
    /// How many submissions it takes.
    pub limits: Limits,
    /// Where the server's log of a fault is to be found.
    pub log_url: Option<LogUrl>,
}

/// An app, as a list of apps has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppCard {
    /// See [`App::id`].
    pub id: AppId,
    /// See [`App::name`].
    pub name: Name,
    /// See [`App::kind`].
    pub kind: AppKind,
}

/// Submissions that an app takes in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From one anonymous address.
    pub anonymous_per_minute: u64,
    /// With one token's subject.
    pub token_per_minute: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { anonymous_per_minute: ANONYMOUS_PER_MINUTE, token_per_minute: TOKEN_PER_MINUTE }
    }
}

/// What to change of an app; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppChange {
    /// See [`App::name`].
    pub name: Option<Name>,
    /// See [`App::kind`].
    pub kind: Option<AppKind>,
    /// See [`App::origins`].
    pub origins: Option<Vec<Origin>>,
    /// See [`App::limits`].
    pub limits: LimitsChange,
    /// See [`App::log_url`]; `Some(None)` takes it away.
    pub log_url: Option<Option<LogUrl>>,
    /// What to change of the app's bridge.
    pub bridge: BridgeChange,
}

/// What to change of an app's limits; `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitsChange {
    /// See [`Limits::anonymous_per_minute`].
    pub anonymous_per_minute: Option<u64>,
    /// See [`Limits::token_per_minute`].
    pub token_per_minute: Option<u64>,
}

/// The address of a server's log, with places for what is looked for: `{from}`, `{to}` (Unix milliseconds), `{user}` and
/// `{trace}`. The console fills them in, escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogUrl(String);

impl LogUrl {
    /// What may stand in braces.
    const PLACES: [&str; 4] = ["from", "to", "user", "trace"];

    /// Reads a template.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::TooLong`], or [`Reason::Malformed`] if it is no address of a web page, or has
    /// another place.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        if text.is_empty() {
            return Err(Reason::Empty);
        }
        if text.chars().count() > LOG_URL_CHARS {
            return Err(Reason::TooLong { max_chars: LOG_URL_CHARS });
        }
        // Anything else, `javascript:` above all, would run in the console.
        let is_web = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
        let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if is_web && is_plain && has_known_places(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Reason::Malformed("a web address with no other places than {from}, {to}, {user} and {trace}"))
        }
    }

    /// The template as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn has_known_places(text: &str) -> bool {
    let mut pieces = text.split('{');
    let before = pieces.next().unwrap_or_default();
    let known = |piece: &str| {
        piece.split_once('}').is_some_and(|(place, rest)| LogUrl::PLACES.contains(&place) && !rest.contains('}'))
    };
    !before.contains('}') && pieces.all(known)
}

/// The origin of a page as browsers send it (RFC 6454: scheme, host, and a port that is not the scheme's own), or `*`
/// for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin; upper case becomes lower case, as browsers have it.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::TooLong`], or [`Reason::Malformed`], also with a path.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let malformed = Reason::Malformed("an origin such as https://example.com");
        if text.trim().is_empty() {
            return Err(Reason::Empty);
        }
        if text.chars().count() > ORIGIN_CHARS {
            return Err(Reason::TooLong { max_chars: ORIGIN_CHARS });
        }
        let is_origin = text.split_once("://").is_some_and(|(scheme, rest)| is_scheme(scheme) && is_authority(rest));
        if text == "*" || is_origin { Ok(Self(text.to_ascii_lowercase())) } else { Err(malformed) }
    }

    /// Whether it lists this origin.
    #[must_use]
    pub fn lists(&self, origin: &str) -> bool {
        self.0 == "*" || self.0 == origin
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// A host and perhaps a port. Hosts of other alphabets come in their ASCII form.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let is_v6 = |host: &str| {
        let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inner.is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
    };
    let is_name =
        |host: &str| !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    (is_name(host) || is_v6(host)) && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_url_is_a_web_address_with_known_places() {
        for good in
            ["https://logs.example/?q={user}&t={trace}#{from}-{to}", "http://127.0.0.1:3/", "https://日志.example"]
        {
            assert_eq!(LogUrl::parse(good).unwrap().to_string(), good);
        }
        for bad in ["javascript:alert(1)", "https://a b", "https://x/{", "https://x/}", "https://x/{secret}", "//x", ""]
        {
            assert!(LogUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_what_browsers_send() {
        for good in [
            "*",
            "https://example.com",
            "http://127.0.0.1:3000",
            "http://[::1]:8080",
            "http://[::1]",
            "capacitor://localhost",
            "chrome-extension://abc",
        ] {
            assert_eq!(Origin::parse(good).unwrap().to_string(), good);
        }
        assert!(Origin::parse("HTTPS://Example.COM").unwrap().lists("https://example.com"));
        assert!(!Origin::parse("https://example.com").unwrap().lists("https://example.com.evil.example"));
        for bad in [
            "example.com",
            "https://",
            "https://example.com/",
            "https://a b",
            "https://例子.中国",
            "https://a:x",
            "https://a:65536",
            "https://a:",
            "https://*.example.com",
            "null",
            "://a",
            "1s://a",
            "https://[::1",
            "**",
        ] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Origin::parse(" "), Err(Reason::Empty));
        assert!(Origin::parse(&format!("https://{}", "a".repeat(250))).is_err());
    }
}
