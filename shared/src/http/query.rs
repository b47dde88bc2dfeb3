//! The query string of a request.

use crate::domain::{Error, Reason, ids::MAX_ID};

/// Parameters of a query string; of a repeated one the first counts.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a raw query string. Nothing is an error: broken escapes stay as they are.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        Self(form_urlencoded::parse(raw.as_bytes()).into_owned().collect())
    }

    /// The same parameters, from elsewhere than a query string.
    #[must_use]
    pub const fn of(parameters: Vec<(String, String)>) -> Self {
        Self(parameters)
    }

    /// The value of a parameter; an empty one counts as absent, as forms send those they leave out.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given(name).filter(|value| !value.is_empty())
    }

    /// A whole number in a range, or `default` where it is not given.
    ///
    /// # Errors
    /// [`Reason::Malformed`] if it is not digits only, [`Reason::OutOfRange`] outside the range.
    pub fn number(&self, name: &'static str, default: u64, min: u64, max: u64) -> Result<u64, Error> {
        let Some(text) = self.given(name) else { return Ok(default) };
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Reason::Malformed("a whole number").of(name));
        }
        // A number that JavaScript cannot hold is a large one, and is given back as the largest it can.
        let number = text.parse().unwrap_or(MAX_ID).min(MAX_ID);
        if (min..=max).contains(&number) { Ok(number) } else { Err(Reason::OutOfRange { min, max }.of(name)) }
    }

    fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_within_their_range() {
        let query = Query::parse("a=7&b=0&c=+1&d=&e=1.5&f=101&g=99999999999999999999999&h=１");
        assert_eq!(query.number("a", 1, 1, 100), Ok(7));
        assert_eq!(query.number("absent", 1, 1, 100), Ok(1));
        assert_eq!(query.number("g", 1, 1, u64::MAX), Ok(MAX_ID));
        for bad in ["b", "c", "d", "e", "f", "h"] {
            assert!(query.number(bad, 1, 1, 100).is_err(), "{bad}");
        }
    }

    #[test]
    fn texts_are_decoded_and_the_first_counts() {
        let query = Query::parse("k=%E5%A4%9C%E9%97%B4+x&k=2&empty=&broken=%zz");
        assert_eq!(query.text("k"), Some("夜间 x"));
        assert_eq!(query.text("empty"), None);
        assert_eq!(query.text("broken"), Some("%zz"));
    }
}
