//! How to reach whoever wrote a feedback.

use std::fmt;

use super::{
    error::Reason,
    limits::{CONTACT_CHARS, EMAIL_CHARS},
    text::{Name, Text},
};

/// Free text that says how to reach somebody, 1 to 255 characters.
pub type Reach = Text<CONTACT_CHARS>;

/// Ways to reach the author; all may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name (seed 004 `name`).
    pub name: Option<Name>,
    /// E-mail address (seed 004 `email`).
    pub email: Option<Email>,
    /// Phone number (seed 002 `phone`).
    pub phone: Option<Reach>,
    /// The person's identity in the app (seed 002 `openid`).
    pub openid: Option<Reach>,
    /// What the person is called there (seed 002 `nickname`).
    pub nickname: Option<Reach>,
    /// The person's picture there (seed 002 `head_url`).
    pub head_url: Option<Reach>,
    /// Anything else, as it was typed (seed 003 `contact`).
    pub other: Option<Reach>,
}

impl Contact {
    /// No way to reach anybody.
    pub const NONE: Self =
        Self { name: None, email: None, phone: None, openid: None, nickname: None, head_url: None, other: None };
}

/// An e-mail address: one `@`, a local part, a domain with a dot, no spaces, at most 255 characters.
///
/// Not all of RFC 5322: quoted local parts and address literals are refused, as they are by the
/// `<input type="email">` that fills this field in seed 004's page. Whether the mailbox exists only
/// a message to it can tell.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Reason::TooLong`] beyond 255 characters, [`Reason::Malformed`] if it is not an address.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        if text.chars().count() > EMAIL_CHARS {
            return Err(Reason::TooLong { max_chars: EMAIL_CHARS });
        }
        let parts = text.split_once('@').filter(|(local, domain)| is_local_part(local) && is_domain(domain));
        parts.map(|_| Self(text.to_owned())).ok_or(Reason::Malformed("an e-mail address"))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as those without an admin token see it: `z***@example.com` (WIRE.md, `message_board`).
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or(("", ""));
        let first = local.chars().next().map(String::from).unwrap_or_default();
        format!("{first}***@{domain}")
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

fn is_local_part(local: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(allowed)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_people_have_are_accepted() {
        for good in ["zhangsan@example.com", "a.b+c@mail.example.cn", "张三@例子.中国", "o'neil@x.io"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in
            ["x", "@", "a@b", "a@@b.c", "a b@c.d", "a@b..c", ".a@b.c", "a.@b.c", "a@-b.c", "a@b.c<script>", "a@b.c@d.e"]
        {
            assert_eq!(Email::parse(bad), Err(Reason::Malformed("an e-mail address")), "{bad}");
        }
        let long = format!("{}@example.com", "a".repeat(250));
        assert_eq!(Email::parse(&long), Err(Reason::TooLong { max_chars: 255 }));
    }

    #[test]
    fn a_masked_address_keeps_one_character_and_the_domain() {
        assert_eq!(Email::parse("zhangsan@example.com").unwrap().masked(), "z***@example.com");
        assert_eq!(Email::parse("张三@example.com").unwrap().masked(), "张***@example.com");
    }
}
