//! Which feedback a list shows.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::{
    feedback::Card,
    ids::{AppId, ids_between},
    kind::{Fault, KindName, WechatType},
    status::Status,
    text::Source,
};
use crate::text::fold_case;

/// A filter: everything given must hold. A wire's one word may mean several domain values
/// (`opinion_box`'s `in_progress` is also Replied), hence the sets.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Whose feedback.
    pub app: AppId,
    /// Only what anybody may read.
    pub public_only: bool,
    /// One of these states, if given.
    pub statuses: Option<BTreeSet<Status>>,
    /// One of these kinds, if given.
    pub kinds: Option<BTreeSet<KindName>>,
    /// With one of these among its faults, if given.
    pub faults: Option<BTreeSet<Fault>>,
    /// A fault that WeChat shows with this number, if given.
    pub wechat_type: Option<WechatType>,
    /// From this source, if given.
    pub source: Option<Source>,
    /// Created in this range of time, as ids.
    pub ids: RangeInclusive<u64>,
    /// Content or name contains this, if given.
    pub keyword: Option<Keyword>,
}

impl Filter {
    /// Everything of an app.
    #[must_use]
    pub fn all_of(app: AppId) -> Self {
        Self {
            app,
            public_only: false,
            statuses: None,
            kinds: None,
            faults: None,
            wechat_type: None,
            source: None,
            ids: ids_between(None, None),
            keyword: None,
        }
    }

    /// Whether a card fits, as far as a card can tell: the keyword is not on it.
    #[must_use]
    pub fn fits(&self, card: &Card) -> bool {
        (!self.public_only || card.public)
            && self.ids.contains(&card.id.number())
            && self.statuses.as_ref().is_none_or(|set| set.contains(&card.status))
            && self.kinds.as_ref().is_none_or(|set| set.contains(&card.kind.name()))
            && self.faults.as_ref().is_none_or(|set| card.kind.faults().iter().any(|fault| set.contains(&fault)))
            && self.wechat_type.is_none_or(|number| card.shown_wechat_type() == Some(number))
            && self.source.as_ref().is_none_or(|source| *source == card.source)
    }
}

/// A text to look for, as a substring and without regard to upper and lower case
/// (seed 004 "搜索内容和姓名").
#[derive(Clone, Debug)]
pub struct Keyword(String);

impl Keyword {
    /// The keyword, unless it is empty, which means no keyword.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(fold_case(text)))
    }

    /// The text that is looked for, in the case in which texts are compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a feedback with this content, from somebody of this name, has the keyword.
    #[must_use]
    pub fn fits(&self, content: &str, name: Option<&str>) -> bool {
        self.is_in(content) || name.is_some_and(|name| self.is_in(name))
    }

    /// Whether a text contains the keyword.
    fn is_in(&self, text: &str) -> bool {
        fold_case(text).contains(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_a_substring_in_any_case() {
        let keyword = Keyword::new("夜间Mode").unwrap();
        assert!(keyword.is_in("建议增加夜间MODE功能"));
        assert!(!keyword.is_in("夜 间mode"));
        assert!(Keyword::new("").is_none());
        assert!(Keyword::new("ß").unwrap().is_in("Straße"));
    }
}
