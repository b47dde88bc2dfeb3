//! Screenshots, films and logs that belong to a feedback.

use std::fmt;

/// Identity of an upload: `m_` + 26 of `[0-9a-z]`, from 128 random bits, so that nobody guesses one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(String);

impl MediaId {
    /// Characters after `m_`.
    const DIGITS: usize = 26;

    /// The id of 128 random bits.
    #[must_use]
    pub fn from_random(mut bits: u128) -> Self {
        let mut digits = [b'0'; Self::DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[(bits % 36) as usize];
            bits /= 36;
        }
        Self(format!("m_{}", String::from_utf8_lossy(&digits)))
    }

    /// Reads an id. `None` means "no such upload".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("m_")?;
        let canonical =
            digits.len() == Self::DIGITS && digits.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        canonical.then(|| Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MediaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
