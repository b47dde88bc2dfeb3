//! Parameters: in the query, else in the body, where some SDKs put them also with GET (WIRE.md, trap 1): as JSON, or
//! as a form.

use serde_json::{Map, Value};

use crate::{
    domain::{Error, Reason},
    http::Call,
};

/// The parameters of a request.
pub(super) struct Parameters<'a> {
    call: &'a Call,
    body: Map<String, Value>,
}

impl<'a> Parameters<'a> {
    /// Reads them.
    ///
    /// # Errors
    /// [`Reason::Malformed`] about `body` if it begins like a JSON object and is none.
    pub fn of(call: &'a Call) -> Result<Self, Error> {
        let text = call.body()?.trim();
        let body = if text.starts_with('{') {
            serde_json::from_str(text).map_err(|_| Reason::Malformed("a JSON object").of("body"))?
        } else {
            form_urlencoded::parse(text.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect()
        };
        Ok(Self { call, body })
    }

    /// A text that may be absent; empty is absent. Numbers count as their digits.
    pub fn text(&self, name: &str) -> Option<String> {
        let in_query = self.call.query.text(name).map(str::to_owned);
        in_query.or_else(|| match self.body.get(name)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// [`Reason::Empty`].
    pub fn required(&self, name: &'static str) -> Result<String, Error> {
        self.text(name).ok_or(Reason::Empty.of(name))
    }

    /// A whole number that must be there, in a range.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::Malformed`], [`Reason::OutOfRange`].
    pub fn number(&self, name: &'static str, min: u64, max: u64) -> Result<u64, Error> {
        let text = self.required(name)?;
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Reason::Malformed("a whole number").of(name));
        }
        let number = text.parse().unwrap_or(u64::MAX);
        if (min..=max).contains(&number) { Ok(number) } else { Err(Reason::OutOfRange { min, max }.of(name)) }
    }

    /// A yes or no that is no when absent.
    pub fn flag(&self, name: &str) -> bool {
        self.body.get(name).and_then(Value::as_bool).unwrap_or(false) || self.call.query.text(name) == Some("true")
    }
}
