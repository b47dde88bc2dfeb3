//! A notice shown above the feedback form (seed 004 "`feedback_reply_content` 表").

use super::text::Content;

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// What it says.
    pub content: Content,
    /// Where the page shows it.
    pub position: Position,
    /// Whether it is shown at all.
    pub is_active: bool,
}

/// Where a page shows a notice (seed 004: `ENUM('top', 'bottom', 'left', 'right')`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// Above the form.
    #[default]
    Top,
    /// Below the form.
    Bottom,
    /// Left of the form.
    Left,
    /// Right of the form.
    Right,
}

impl Position {
    /// Every position.
    pub const ALL: [Self; 4] = [Self::Top, Self::Bottom, Self::Left, Self::Right];
    /// Every name, for messages.
    pub const NAMES: &'static [&'static str] = &["top", "bottom", "left", "right"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The position with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|position| position.name() == name)
    }
}
