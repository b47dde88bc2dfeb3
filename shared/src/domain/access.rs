//! Who may do what (DESIGN.md "Who may do what").

use super::{error::Error, ids::AppId};

/// What a token allows; each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Submits, uploads, reads by receipt.
    Client,
    /// Also lists, reads, answers, sets status, exports.
    Agent,
    /// Also deletes and changes settings.
    Admin,
    /// The deployment's: also creates apps.
    Owner,
}

impl Role {
    /// Every role, weakest first.
    pub const ALL: [Self; 4] = [Self::Client, Self::Agent, Self::Admin, Self::Owner];
    /// Every name, for messages.
    pub const NAMES: &'static [&'static str] = &["client", "agent", "admin", "owner"];

    /// The name in tokens and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The role with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Whoever sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The app whose data they may touch, and no other's.
    pub app: AppId,
    /// What their token allows; `None` without a token that counts.
    pub role: Option<Role>,
    /// Who they are within the app, for idempotency keys, rate limits and the history.
    pub identity: Identity,
}

/// Who a caller is within an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The subject of a token that was given out against the app's secret.
    Subject(String),
    /// A member, who has signed in. One whose name is `admin` is not the holder of the secret.
    Member(String),
    /// A network address: without a token, or with one that anybody can fetch.
    Address(String),
}

impl Caller {
    /// Whether the caller has at least this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.role.is_some_and(|own| own >= role)
    }

    /// Refuses a caller below `role`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require(&self, role: Role) -> Result<(), Error> {
        if self.is(role) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Whether the caller sees public feedback only: everyone below agent (DESIGN.md).
    #[must_use]
    pub fn sees_public_only(&self) -> bool {
        !self.is(Role::Agent)
    }

    /// What the history calls the caller.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.identity {
            Identity::Subject(subject) | Identity::Member(subject) => subject,
            Identity::Address(_) => "anonymous",
        }
    }
}
