//! The fields of a request body, which are read one by one so that an error names its field.
//!
//! A body is a struct of [`Field`]s. The struct says what may be given, to serde and to the description of the API
//! alike; what each value must be like is said once more, exactly, by whoever parses it into the domain.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    dialects::fields::Given,
    domain::{Error, Reason},
    http::Call,
};

/// A field of a body, as it was sent. `T` is what it is to be, for the description.
pub(super) struct Field<T> {
    raw: Option<Box<RawValue>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    /// The value, under the name that errors give it.
    pub fn named(&self, name: &'static str) -> Given<'_> {
        Given::new(name, self.raw.as_deref())
    }
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { raw: None, of: PhantomData }
    }
}

/// As an option, so that serde takes a missing field for an absent one.
impl<'de, T> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|raw| Self { raw, of: PhantomData })
    }
}

/// Reads a body.
///
/// # Errors
/// [`Reason::Malformed`] about `body` if it is not a JSON object, or has a field twice.
pub(super) fn body<T: DeserializeOwned>(call: &Call) -> Result<T, Error> {
    let text = call.body()?;
    let malformed = || Reason::Malformed("a JSON object").of("body");
    // A struct would also be read from a list of its members.
    if !text.trim_start().starts_with('{') {
        return Err(malformed());
    }
    serde_json::from_str(text).map_err(|_| malformed())
}

/// Reads one of the domain's words; a missing one is empty, another one is none of them.
pub(super) fn word<T>(
    names: &'static [&'static str],
    from_name: impl Fn(&str) -> Option<T>,
) -> impl Fn(&str) -> Result<T, Reason> {
    move |word| match from_name(word) {
        Some(value) => Ok(value),
        None if word.trim().is_empty() => Err(Reason::Empty),
        None => Err(Reason::NotOneOf(names)),
    }
}
