//! An app: whose feedback it is. Nothing of one app is ever seen with a token of another.

use super::{ids::AppId, text::Name};

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
    pub origins: Vec<String>,
}
