//! Bounded texts: title, content, names, sources.
//!
//! Lengths are characters (Unicode scalar values), never bytes: a title of 100
//! Chinese characters is valid (WIRE.md, trap 7). A text of nothing but white space
//! is empty. What is kept is what was sent, white space and markup included.

use std::fmt;

use super::{error::Reason, limits};

/// A text of 1 to `MAX` characters that is not blank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MAX: usize>(String);

/// Title of a feedback (seed 003: 1–100 characters).
pub type Title = Text<{ limits::TITLE_CHARS }>;
/// Content of a feedback or a reply; wires may allow less.
pub type Content = Text<{ limits::CONTENT_CHARS }>;
/// Name of a person: who submits, who replies (seed 004: `VARCHAR(100)`).
pub type Name = Text<{ limits::NAME_CHARS }>;
/// Where a feedback came from (seed 003 `channel`, seed 004 `source`: `VARCHAR(50)`).
pub type Source = Text<{ limits::SOURCE_CHARS }>;

impl<const MAX: usize> Text<MAX> {
    /// Reads a text.
    ///
    /// # Errors
    /// [`Reason::Empty`] when blank, [`Reason::TooLong`] beyond `MAX` characters.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        Self::parse_within(text, MAX)
    }

    /// Reads a text for a wire that allows only `max_chars` (no more than `MAX`).
    ///
    /// # Errors
    /// As [`Text::parse`].
    pub fn parse_within(text: &str, max_chars: usize) -> Result<Self, Reason> {
        if text.trim().is_empty() {
            return Err(Reason::Empty);
        }
        if text.chars().count() > max_chars.min(MAX) {
            return Err(Reason::TooLong { max_chars: max_chars.min(MAX) });
        }
        Ok(Self(text.to_owned()))
    }

    /// The text as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What people write stays out of logs, also by accident.
impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_not_bytes() {
        for text in ["意".repeat(100), "😀".repeat(100), "a".repeat(100)] {
            assert!(Title::parse(&text).is_ok());
            let longer = format!("{text}x");
            assert_eq!(Title::parse(&longer), Err(Reason::TooLong { max_chars: 100 }));
        }
    }

    #[test]
    fn blank_is_empty() {
        for blank in ["", " ", "\t\n", "\u{3000}\u{a0}"] {
            assert_eq!(Title::parse(blank), Err(Reason::Empty));
        }
    }

    #[test]
    fn what_is_kept_is_what_was_sent() {
        assert_eq!(Content::parse(" <b>x</b> ").unwrap().as_str(), " <b>x</b> ");
    }

    #[test]
    fn debug_output_hides_the_text() {
        assert_eq!(format!("{:?}", Name::parse("张三").unwrap()), "Text(2 characters)");
    }
}
