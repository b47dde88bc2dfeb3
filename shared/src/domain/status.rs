//! Where a feedback stands.

/// State of a feedback. Any state may follow any other (WIRE.md, trap 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nobody has looked at it (待处理).
    Pending,
    /// Somebody works on it (处理中).
    InProgress,
    /// The team has answered (已回复).
    Replied,
    /// Done (已解决, 已处理).
    Resolved,
    /// Closed without more to do (已关闭).
    Closed,
    /// Turned down (已拒绝).
    Rejected,
}

impl Status {
    /// Every status, in the order a feedback usually takes.
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::InProgress, Self::Replied, Self::Resolved, Self::Closed, Self::Rejected];

    /// Every name, in the order of [`Status::ALL`].
    pub const NAMES: &'static [&'static str] = &["pending", "in_progress", "replied", "resolved", "closed", "rejected"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The status with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}
