//! One domain, four spellings: how each wire says status, kind and fault (WIRE.md, last table; WeChat's one number
//! for faults is `domain::WechatType`, since it can be submitted by itself).
//!
//! A wire has fewer words than the domain. Writing picks the nearest word; a filter by a word means every domain
//! value that the wire shows with it. Each pair of functions is total, and reading a word gives a value that is
//! written as that word again, which the tests walk through for every word and every value.

use std::collections::BTreeSet;

use crate::domain::{Fault, Faults, Kind, KindName, Status};

/// Everything that a wire shows with a word; `None` if it never shows that word.
fn all_that<T: Copy + Ord>(all: &[T], shows: impl Fn(T) -> bool) -> Option<BTreeSet<T>> {
    let set: BTreeSet<T> = all.iter().copied().filter(|value| shows(*value)).collect();
    (!set.is_empty()).then_some(set)
}

/// Seed 003 "状态枚举".
pub mod opinion_box {
    use super::{BTreeSet, Status, all_that};

    /// Its statuses, in the seed's order.
    pub const STATUSES: &[&str] = &["pending", "in_progress", "resolved", "closed", "rejected"];

    /// The wire's word for a status; Replied shows as `in_progress`.
    #[must_use]
    pub const fn status(status: Status) -> &'static str {
        match status {
            Status::Replied => Status::InProgress.name(),
            other => other.name(),
        }
    }

    /// The status that a word sets.
    #[must_use]
    pub fn read_status(word: &str) -> Option<Status> {
        Status::from_name(word).filter(|status| self::status(*status) == word)
    }

    /// The statuses that a word filters by.
    #[must_use]
    pub fn statuses(word: &str) -> Option<BTreeSet<Status>> {
        all_that(&Status::ALL, |value| status(value) == word)
    }
}

/// Seed 004 "字段说明".
pub mod message_board {
    use super::{BTreeSet, Faults, Kind, KindName, Status, all_that};

    /// Its statuses, in the seed's order.
    pub const STATUSES: &[&str] = &["pending", "replied", "closed"];
    /// Its types, in the seed's order.
    pub const TYPES: &[&str] = &["suggestion", "bug", "question", "other"];

    /// The wire's word for a status.
    #[must_use]
    pub const fn status(status: Status) -> &'static str {
        match status {
            Status::Pending | Status::InProgress => "pending",
            Status::Replied | Status::Resolved => "replied",
            Status::Closed | Status::Rejected => "closed",
        }
    }

    /// The status that a word sets.
    #[must_use]
    pub fn read_status(word: &str) -> Option<Status> {
        Status::from_name(word).filter(|status| self::status(*status) == word)
    }

    /// The statuses that a word filters by.
    #[must_use]
    pub fn statuses(word: &str) -> Option<BTreeSet<Status>> {
        all_that(&Status::ALL, |value| status(value) == word)
    }

    /// The wire's word for a kind.
    #[must_use]
    pub const fn kind(kind: KindName) -> &'static str {
        match kind {
            KindName::Fault => "bug",
            other => other.name(),
        }
    }

    /// The kind that a word submits: a `bug` names no faults.
    #[must_use]
    pub fn read_kind(word: &str) -> Option<Kind> {
        KindName::ALL.into_iter().find(|name| kind(*name) == word).map(|name| name.with_faults(Faults::default()))
    }

    /// The kinds that a word filters by.
    #[must_use]
    pub fn kinds(word: &str) -> Option<BTreeSet<KindName>> {
        all_that(&KindName::ALL, |value| kind(value) == word)
    }
}

/// Seed 000 and its open API (WIRE.md, `feishu`).
pub mod feishu {
    use super::{BTreeSet, Fault, KindName, Status, all_that};

    /// The wire's number for a status: 0 未处理, 1 已处理, 2 处理中, 3 已关闭.
    #[must_use]
    pub const fn status(status: Status) -> u8 {
        match status {
            Status::Pending => 0,
            Status::Resolved => 1,
            Status::InProgress | Status::Replied => 2,
            Status::Closed | Status::Rejected => 3,
        }
    }

    /// The status that a number sets.
    #[must_use]
    pub const fn read_status(number: u8) -> Option<Status> {
        match number {
            0 => Some(Status::Pending),
            1 => Some(Status::Resolved),
            2 => Some(Status::InProgress),
            3 => Some(Status::Closed),
            _ => None,
        }
    }

    /// The statuses that a number filters by.
    #[must_use]
    pub fn statuses(number: u8) -> Option<BTreeSet<Status>> {
        all_that(&Status::ALL, |value| status(value) == number)
    }

    /// The wire's number for a kind: 1 故障反馈, 2 产品建议 and every other.
    #[must_use]
    pub const fn kind(kind: KindName) -> u8 {
        match kind {
            KindName::Fault => 1,
            KindName::Suggestion | KindName::Question | KindName::Other => 2,
        }
    }

    /// The kinds that a number filters by.
    #[must_use]
    pub fn kinds(number: u8) -> Option<BTreeSet<KindName>> {
        all_that(&KindName::ALL, |value| kind(value) == number)
    }

    /// The wire's number for a fault, 1 to 8; misaligned shows as 8 其他.
    #[must_use]
    pub const fn fault(fault: Fault) -> u8 {
        match fault {
            Fault::BlackScreen => 1,
            Fault::WhiteScreen => 2,
            Fault::CannotOpen => 3,
            Fault::Stutter => 4,
            Fault::Crash => 5,
            Fault::Slow => 6,
            Fault::Freeze => 7,
            Fault::Other | Fault::Misaligned => 8,
        }
    }

    /// The wire's number for a source (seed 004's and ours are names): 1 小程序, 2 网页, 3 机器人, 4 webSDK, else absent.
    #[must_use]
    pub fn source(source: &str) -> Option<u8> {
        match source {
            "mini_program" => Some(1),
            "web" => Some(2),
            "bot" => Some(3),
            "web_sdk" => Some(4),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WechatType;

    #[test]
    fn a_word_that_is_read_is_written_again() {
        for word in opinion_box::STATUSES {
            assert_eq!(opinion_box::status(opinion_box::read_status(word).unwrap()), *word);
        }
        for word in message_board::STATUSES {
            assert_eq!(message_board::status(message_board::read_status(word).unwrap()), *word);
        }
        for word in message_board::TYPES {
            assert_eq!(message_board::kind(message_board::read_kind(word).unwrap().name()), *word);
        }
        for number in 0..=3 {
            assert_eq!(feishu::status(feishu::read_status(number).unwrap()), number);
        }
    }

    #[test]
    fn a_filter_finds_exactly_what_shows_its_word() {
        for status in Status::ALL {
            assert!(opinion_box::statuses(opinion_box::status(status)).unwrap().contains(&status));
            assert!(message_board::statuses(message_board::status(status)).unwrap().contains(&status));
            assert!(feishu::statuses(feishu::status(status)).unwrap().contains(&status));
        }
        assert_eq!(
            opinion_box::statuses("in_progress").unwrap(),
            BTreeSet::from([Status::InProgress, Status::Replied])
        );
        assert_eq!(message_board::statuses("pending").unwrap(), BTreeSet::from([Status::Pending, Status::InProgress]));
        assert_eq!(message_board::statuses("closed").unwrap(), BTreeSet::from([Status::Closed, Status::Rejected]));
    }

    #[test]
    fn words_of_other_wires_are_unknown() {
        assert_eq!(opinion_box::statuses("replied"), None);
        assert_eq!(opinion_box::read_status("replied"), None);
        assert_eq!(message_board::read_status("in_progress"), None);
        assert_eq!(message_board::read_kind("fault"), None);
        assert_eq!(message_board::kinds("bug"), Some(BTreeSet::from([KindName::Fault])));
        assert_eq!(feishu::statuses(4), None);
        assert_eq!(WechatType::from_number(9), None);
    }

    #[test]
    fn faults_have_their_numbers() {
        let number = |number| WechatType::from_number(number).unwrap();
        assert_eq!(number(4).faults(), [Fault::BlackScreen, Fault::WhiteScreen].into_iter().collect());
        assert_eq!(WechatType::of([Fault::Slow, Fault::Crash].into_iter().collect()), number(2));
        assert_eq!(WechatType::of(Faults::default()), number(8));
        assert_eq!(feishu::fault(Fault::Misaligned), 8);
        assert_eq!(feishu::kinds(2).unwrap().len(), 3);
        assert_eq!((feishu::source("web_sdk"), feishu::source("general")), (Some(4), None));
    }
}
