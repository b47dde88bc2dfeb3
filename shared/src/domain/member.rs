//! Members: the people of the team, who sign in to the console.

use std::{collections::BTreeMap, fmt};

use super::{access::Role, error::Reason, ids::AppId, time::Timestamp};

/// Characters of a member's name. It is the subject of their tokens, so it keeps to the characters of those.
pub const NAME_CHARS: usize = 64;
/// The shortest password, in characters (issue 5).
pub const PASSWORD_MIN_CHARS: usize = 10;
/// The longest password, in characters: all of it is hashed.
pub const PASSWORD_CHARS: usize = 256;

/// What a member is called: 1 to 64 of `[a-z0-9._-]`. Upper case is read as lower case, so that nobody can be taken for
/// somebody else by a capital letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberName(String);

impl MemberName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::TooLong`], or [`Reason::Malformed`] for other characters.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        match text.len() {
            0 => Err(Reason::Empty),
            1..=NAME_CHARS if text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)) => {
                Ok(Self(text.to_ascii_lowercase()))
            }
            1..=NAME_CHARS => Err(Reason::Malformed("a name of letters, digits, dots, hyphens and underscores")),
            _ => Err(Reason::TooLong { max_chars: NAME_CHARS }),
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A password that may be set: 10 to 256 characters, of whatever kind. Length is what makes one good.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Reads a password.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::TooLong`], or [`Reason::Malformed`] if it is too short.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        match text.chars().count() {
            0 => Err(Reason::Empty),
            PASSWORD_MIN_CHARS..=PASSWORD_CHARS => Ok(Self(text.to_owned())),
            1..PASSWORD_MIN_CHARS => Err(Reason::Malformed("a password of at least 10 characters")),
            _ => Err(Reason::TooLong { max_chars: PASSWORD_CHARS }),
        }
    }

    /// The password itself, to be hashed.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What they are called, in the whole deployment.
    pub name: MemberName,
    /// Whether the deployment is theirs: then they are admin of every app and may create more.
    pub owner: bool,
    /// What they may do in which app: agent or admin.
    pub roles: BTreeMap<AppId, Role>,
    /// Hash of their password.
    pub password: PasswordHash,
    /// When they were added.
    pub created_at: Timestamp,
    /// How often the record was changed, 0 if it is not stored yet: a change is refused if another came between.
    pub revision: u64,
}

/// A hashed password.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash {
    /// Algorithm, parameters, salt and hash, as a PHC string.
    pub phc: String,
    /// Random, drawn whenever the password is set: a session that was begun with another one has ended.
    pub stamp: String,
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl Member {
    /// What they may do in an app, if anything.
    #[must_use]
    pub fn role_in(&self, app: &AppId) -> Option<Role> {
        if self.owner { Some(Role::Admin) } else { self.roles.get(app).copied() }
    }
}

/// A member, as an app's list of them has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// What they are called.
    pub name: MemberName,
    /// Agent, admin or owner.
    pub role: Role,
    /// When they were added.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_whatever_its_case() {
        assert_eq!(MemberName::parse("Li.Si"), MemberName::parse("li.si"));
        for bad in ["", "a b", "李四", "a#b", "a/b", &"a".repeat(65)] {
            assert!(MemberName::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_has_ten_characters_and_is_never_shown() {
        let password = Password::parse("一二三四五六七八九十").unwrap();
        assert!(!format!("{password:?}").contains('一'));
        for bad in ["", "123456789", &"x".repeat(257)] {
            assert!(Password::parse(bad).is_err(), "{bad}");
        }
    }
}
