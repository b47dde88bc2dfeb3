//! Reads the fields of a JSON body, one by one, so that an error names its field.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};

use crate::domain::{Error, Metadata, Reason};

/// The fields of a JSON object. `null` counts as absent; of a repeated field the last counts.
#[derive(Debug)]
pub(super) struct Fields(BTreeMap<String, Box<RawValue>>);

impl Fields {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Reason::Malformed`] about `body` if it is not a JSON object.
    pub fn parse(body: &str) -> Result<Self, Error> {
        serde_json::from_str(body).map(Self).map_err(|_| Reason::Malformed("a JSON object").of("body"))
    }

    /// See [`Given::required`].
    ///
    /// # Errors
    /// As there.
    pub fn required<T>(&self, field: &'static str, parse: impl Fn(&str) -> Result<T, Reason>) -> Result<T, Error> {
        self.given(field).required(parse)
    }

    /// See [`Given::optional`].
    ///
    /// # Errors
    /// As there.
    pub fn optional<T>(
        &self,
        field: &'static str,
        parse: impl Fn(&str) -> Result<T, Reason>,
    ) -> Result<Option<T>, Error> {
        self.given(field).optional(parse)
    }

    /// See [`Given::flag`].
    ///
    /// # Errors
    /// As there.
    pub fn flag(&self, field: &'static str, absent: bool) -> Result<bool, Error> {
        Ok(self.given(field).flag()?.unwrap_or(absent))
    }

    /// See [`Given::metadata`].
    ///
    /// # Errors
    /// As there.
    pub fn metadata(&self, field: &'static str) -> Result<Option<Metadata>, Error> {
        self.given(field).metadata()
    }

    fn given(&self, field: &'static str) -> Given<'_> {
        Given::new(field, self.0.get(field).map(Box::as_ref))
    }
}

/// The value of one field, if it was given: `null` counts as absent.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    field: &'static str,
    raw: Option<&'a RawValue>,
}

impl<'a> Given<'a> {
    /// The value of a field; errors name it.
    pub fn new(field: &'static str, raw: Option<&'a RawValue>) -> Self {
        Self { field, raw: raw.filter(|raw| raw.get() != "null") }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// [`Reason::Empty`] if it is absent, [`Reason::WrongType`] if it is no text, or what `parse` says.
    pub fn required<T>(self, parse: impl Fn(&str) -> Result<T, Reason>) -> Result<T, Error> {
        let text: Option<String> = self.value("a string")?;
        parse(&text.unwrap_or_default()).map_err(|reason| reason.of(self.field))
    }

    /// A text that may be absent, as `null` or as an empty text (WIRE.md, `message_board`: the page sends `""`).
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is no text, or what `parse` says.
    pub fn optional<T>(self, parse: impl Fn(&str) -> Result<T, Reason>) -> Result<Option<T>, Error> {
        let text: Option<String> = self.value("a string")?;
        let given = text.filter(|text| !text.trim().is_empty());
        given.map(|text| parse(&text).map_err(|reason| reason.of(self.field))).transpose()
    }

    /// A yes or no.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is anything else.
    pub fn flag(self) -> Result<Option<bool>, Error> {
        self.value("a boolean")
    }

    /// A whole number in a range.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is no whole number from 0 on, [`Reason::OutOfRange`] outside the range.
    pub fn number(self, min: u64, max: u64) -> Result<Option<u64>, Error> {
        let number: Option<u64> = self.value("a whole number")?;
        let out_of_range = Reason::OutOfRange { min, max }.of(self.field);
        number.map(|number| if (min..=max).contains(&number) { Ok(number) } else { Err(out_of_range) }).transpose()
    }

    /// A list of up to `most` texts; an absent one is empty.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is anything else, [`Reason::TooMany`], or what `parse` says.
    pub fn list<T>(self, most: usize, parse: impl Fn(&str) -> Result<T, Reason>) -> Result<Vec<T>, Error> {
        let texts: Vec<String> = self.value("a list of strings")?.unwrap_or_default();
        if texts.len() > most {
            return Err(Reason::TooMany { most }.of(self.field));
        }
        texts.iter().map(|text| parse(text).map_err(|reason| reason.of(self.field))).collect()
    }

    /// A JSON object, kept as the text it was sent in.
    ///
    /// # Errors
    /// [`Reason::WrongType`], [`Reason::TooLarge`], or [`Reason::Malformed`] if it is nested deeper than 127 levels
    /// or has a number that no client could read back.
    pub fn metadata(self) -> Result<Option<Metadata>, Error> {
        let Some(raw) = self.raw else { return Ok(None) };
        let metadata = Metadata::from_json(raw.get()).map_err(|reason| reason.of(self.field))?;
        let readable = serde_json::from_str::<Value>(raw.get());
        readable.map_err(|_| Reason::Malformed("JSON that can be read back").of(self.field))?;
        Ok(Some(metadata))
    }

    /// An object whose members are looked at one by one.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is anything else.
    pub fn object<T: DeserializeOwned>(self) -> Result<Option<T>, Error> {
        // A struct would also be read from a list of its members.
        let is_object = self.raw.is_none_or(|raw| raw.get().starts_with('{'));
        if is_object { self.value("an object") } else { Err(Reason::WrongType("an object").of(self.field)) }
    }

    /// A list of up to `most` objects; an absent one is empty.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is anything else, [`Reason::TooMany`].
    pub fn objects<T: DeserializeOwned>(self, most: usize) -> Result<Vec<T>, Error> {
        let rows: Vec<Box<RawValue>> = self.value("a list of objects")?.unwrap_or_default();
        if rows.len() > most {
            return Err(Reason::TooMany { most }.of(self.field));
        }
        let row = |raw: &RawValue| Given::new(self.field, Some(raw)).object()?.ok_or(Reason::Empty.of(self.field));
        rows.iter().map(|raw| row(raw)).collect()
    }

    /// Whether there is a value at all.
    pub const fn is_given(self) -> bool {
        self.raw.is_some()
    }

    fn value<T: DeserializeOwned>(self, expected: &'static str) -> Result<Option<T>, Error> {
        let Some(raw) = self.raw else { return Ok(None) };
        serde_json::from_str(raw.get()).map(Some).map_err(|_| Reason::WrongType(expected).of(self.field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Title;

    fn fields(body: &str) -> Fields {
        Fields::parse(body).unwrap()
    }

    #[test]
    fn a_body_is_an_object() {
        for bad in ["", "[]", "1", "\"x\"", "{", "{\"a\":1,}", "null", r#"{"a":"\ud800"}x"#] {
            assert_eq!(Fields::parse(bad).unwrap_err(), Reason::Malformed("a JSON object").of("body"), "{bad}");
        }
    }

    #[test]
    fn absent_null_and_blank_are_empty() {
        for body in ["{}", r#"{"title":null}"#, r#"{"title":""}"#, r#"{"title":" \u3000"}"#] {
            assert_eq!(fields(body).required("title", Title::parse), Err(Reason::Empty.of("title")));
            assert_eq!(fields(body).optional("title", Title::parse), Ok(None));
        }
    }

    #[test]
    fn another_type_is_said() {
        for body in [r#"{"title":1}"#, r#"{"title":["x"]}"#, r#"{"title":{}}"#, r#"{"title":"\ud800"}"#] {
            let wrong = Reason::WrongType("a string").of("title");
            assert_eq!(fields(body).required("title", Title::parse), Err(wrong));
        }
        assert!(fields(r#"{"is_admin":"true"}"#).flag("is_admin", false).is_err());
        assert_eq!(fields(r#"{"is_admin":true}"#).flag("is_admin", false), Ok(true));
    }

    #[test]
    fn metadata_is_kept_to_the_letter() {
        let text = r#"{"n": 12345678901234567890123.50, "a":[1,{"b":null}]}"#;
        let metadata = fields(&format!(r#"{{"metadata":{text}}}"#)).metadata("metadata").unwrap().unwrap();
        assert_eq!(metadata.as_json(), text);
    }

    #[test]
    fn metadata_that_nobody_could_read_back_is_refused() {
        let deep = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
        let deep_enough = format!("{}1{}", r#"{"a":"#.repeat(200), "}".repeat(200));
        for bad in [&deep, &deep_enough, "[]", "\"x\"", "1", &format!(r#"{{"a":"{}"}}"#, "x".repeat(65_536))] {
            assert!(fields(&format!(r#"{{"metadata":{bad}}}"#)).metadata("metadata").is_err());
        }
    }
}
