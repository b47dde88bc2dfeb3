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

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in_progress",
            Self::Replied => "replied",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
        }
    }

    /// The status with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}
