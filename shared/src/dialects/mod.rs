//! The wires: one folder a seed document, and `native/` for our own.
//!
//! A file there is one operation in that wire: its route, a function that reads the request and one that writes the
//! answer. [`meanings`] holds how the wires spell the same words, [`wires`] which operations each function serves in
//! which wires. [`files`] are no wire: how the rows of an export look in a file.

pub mod feishu;
mod fields;
pub mod files;
pub mod meanings;
pub mod message_board;
pub mod native;
pub mod opinion_box;
mod size;
mod times;
pub mod wechat;
pub mod wires;

use crate::{
    domain::{Error, Source},
    http::{Query, Response},
};

/// A wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Seed 003 掌上意见箱: `/api/v1/…`.
    OpinionBox,
    /// Seed 004 反馈系统: `/api/feedback…`.
    MessageBoard,
    /// Seed 002 微信: `/wxaapi/…`, `/cgi-bin/…`.
    Wechat,
    /// Seed 000 飞书: `/open-apis/…`.
    Feishu,
    /// Ours: `/v1/…`, and every other path.
    Native,
}

impl Dialect {
    /// The wire that a path belongs to.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let is_under =
            |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let prefixes = [
            ("/api/v1", Self::OpinionBox),
            ("/api/feedback", Self::MessageBoard),
            ("/wxaapi", Self::Wechat),
            ("/cgi-bin", Self::Wechat),
            ("/open-apis", Self::Feishu),
        ];
        prefixes.into_iter().find(|(prefix, _)| is_under(prefix)).map_or(Self::Native, |(_, dialect)| dialect)
    }

    /// The name of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpinionBox => "opinion_box",
            Self::MessageBoard => "message_board",
            Self::Wechat => "wechat",
            Self::Feishu => "feishu",
            Self::Native => "native",
        }
    }

    /// The access token of a request, from where this wire puts it.
    #[must_use]
    pub fn token_in<'a>(self, header: impl Fn(&str) -> Option<&'a str>, query: &'a Query) -> Option<&'a str> {
        match self {
            Self::Wechat => query.text("access_token").or_else(|| query.text("cloudbase_access_token")),
            Self::Feishu => bearer(header).map(|token| token.strip_prefix(feishu::TENANT_TOKEN).unwrap_or(token)),
            Self::OpinionBox | Self::MessageBoard | Self::Native => bearer(header),
        }
    }

    /// The refusal of a request, in the form this wire gives it.
    #[must_use]
    pub fn write_error(self, error: &Error) -> Response {
        match self {
            Self::OpinionBox => opinion_box::error::write(error),
            Self::MessageBoard => message_board::error::write(error),
            Self::Wechat => wechat::error::write(error),
            Self::Feishu => feishu::error::write(error),
            Self::Native => native::error::write(error),
        }
    }
}

/// The token of an `Authorization: Bearer` header; the scheme in any case.
fn bearer<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let (scheme, token) = header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Source of what names none (seed 004 "请求参数").
fn general() -> Result<Source, Error> {
    Source::parse("general").map_err(|reason| reason.of("source"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_one_wire() {
        for (path, dialect) in [
            ("/api/v1/feedback", Dialect::OpinionBox),
            ("/api/v1", Dialect::OpinionBox),
            ("/api/feedback/", Dialect::MessageBoard),
            ("/api/feedbacks", Dialect::Native),
            ("/wxaapi/feedback/list", Dialect::Wechat),
            ("/cgi-bin/token", Dialect::Wechat),
            ("/open-apis/x", Dialect::Feishu),
            ("/v1/tokens", Dialect::Native),
            ("", Dialect::Native),
        ] {
            assert_eq!(Dialect::of(path), dialect, "{path}");
        }
    }
}
