//! A filter of events, as event source mappings have it (Lambda guide "Filter rule syntax").
//!
//! A pattern names parts of the event and lists what each may be: every named part must fit, any of the listed values
//! does. Understood are exact values, `prefix`, `exists` and `anything-but`; the rest is refused.

use serde_json::{Map, Value};

use crate::error::{Context, Error, Result};

/// What an event must look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<(String, Rule)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    /// What a part holds.
    Inside(Pattern),
    /// What a value may be.
    OneOf(Vec<Matcher>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Matcher {
    Equals(Value),
    Prefix(String),
    Exists(bool),
    NoneOf(Vec<Value>),
}

impl Pattern {
    /// Reads a pattern from its JSON text.
    ///
    /// # Errors
    /// When it is no pattern, or uses what is not understood here.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(serde_json::from_str(text).context(|| format!("the pattern {text} is no JSON object"))?)
    }

    fn read(object: Map<String, Value>) -> Result<Self> {
        let rule = |(name, value): (String, Value)| {
            let rule = match value {
                _ if name.starts_with('$') => Err(Error::new("is not understood by the local stack")),
                Value::Object(inside) => Self::read(inside).map(Rule::Inside),
                Value::Array(values) if !values.is_empty() => {
                    values.into_iter().map(Matcher::read).collect::<Result<_>>().map(Rule::OneOf)
                }
                _ => Err(Error::new("must be a list of values or an object")),
            };
            let rule = rule.context(|| format!("{name} of a pattern"))?;
            Ok((name, rule))
        };
        object.into_iter().map(rule).collect::<Result<_>>().map(Self)
    }

    /// Whether an event fits.
    #[must_use]
    pub fn fits(&self, event: &Value) -> bool {
        self.0.iter().all(|(name, rule)| {
            let part = event.get(name);
            match rule {
                Rule::Inside(pattern) => pattern.fits(part.unwrap_or(&Value::Null)),
                Rule::OneOf(matchers) => matchers.iter().any(|matcher| matcher.fits(part)),
            }
        })
    }
}

impl Matcher {
    fn read(value: Value) -> Result<Self> {
        let Value::Object(object) = value else { return Ok(Self::Equals(value)) };
        let mut entries = object.into_iter();
        match (entries.next(), entries.next()) {
            (Some((operator, operand)), None) => Self::of_operator(&operator, operand),
            _ => Err(Error::new("expected one operator")),
        }
    }

    fn of_operator(operator: &str, operand: Value) -> Result<Self> {
        match (operator, operand) {
            ("prefix", Value::String(prefix)) => Ok(Self::Prefix(prefix)),
            ("exists", Value::Bool(exists)) => Ok(Self::Exists(exists)),
            ("anything-but", Value::Array(values)) if !values.iter().any(Value::is_object) => Ok(Self::NoneOf(values)),
            ("anything-but", value @ (Value::String(_) | Value::Number(_))) => Ok(Self::NoneOf(vec![value])),
            (operator, operand) => Err(Error::new(format!("the local stack does not know {operator} with {operand}"))),
        }
    }

    /// An array fits if one of its elements does.
    fn fits(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Exists(wanted), value) => value.is_some() == *wanted,
            (_, None) => false,
            (_, Some(Value::Array(values))) => values.iter().any(|value| self.fits(Some(value))),
            (Self::Equals(wanted), Some(value)) => wanted == value,
            (Self::Prefix(prefix), Some(value)) => value.as_str().is_some_and(|text| text.starts_with(prefix)),
            (Self::NoneOf(values), Some(value)) => !values.contains(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fits(pattern: &str, event: &Value) -> bool {
        Pattern::parse(pattern).unwrap().fits(event)
    }

    #[test]
    fn every_named_part_must_fit_one_of_its_values() {
        let event = json!({ "eventName": "INSERT", "dynamodb": { "NewImage": { "part": { "S": "reply#1" } } } });
        for (pattern, expected) in [
            ("{}", true),
            (r#"{"eventName":["REMOVE","INSERT"]}"#, true),
            (r#"{"eventName":["REMOVE"]}"#, false),
            (r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"part":{"S":["feedback"]}}}}"#, false),
            (r#"{"dynamodb":{"NewImage":{"part":{"S":["feedback",{"prefix":"reply#"}]}}}}"#, true),
            (r#"{"dynamodb":{"OldImage":{"part":{"S":["feedback"]}}}}"#, false),
            (r#"{"dynamodb":{"OldImage":{"part":{"S":[{"exists":false}]}}}}"#, true),
            (r#"{"dynamodb":{"NewImage":{"part":{"S":[{"exists":true}]}}}}"#, true),
            (r#"{"eventName":[{"anything-but":["REMOVE"]}]}"#, true),
            (r#"{"eventName":[{"anything-but":"INSERT"}]}"#, false),
            (r#"{"absent":[{"anything-but":"INSERT"}]}"#, false),
        ] {
            assert_eq!(fits(pattern, &event), expected, "{pattern}");
        }
    }

    #[test]
    fn one_element_of_a_list_is_enough() {
        let event = json!({ "faults": { "SS": ["crash", "slow"] } });
        assert!(fits(r#"{"faults":{"SS":["slow"]}}"#, &event));
        assert!(!fits(r#"{"faults":{"SS":["freeze"]}}"#, &event));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for (pattern, place) in [
            ("[]", "no JSON object"),
            (r#"{"a":"b"}"#, "a of a pattern"),
            (r#"{"a":[]}"#, "a of a pattern"),
            (r#"{"a":[{"numeric":[">",1]}]}"#, "numeric"),
            (r#"{"$or":[{"a":["b"]}]}"#, "$or"),
            (r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#, "anything-but"),
        ] {
            let error = Pattern::parse(pattern).unwrap_err().to_string();
            assert!(error.contains(place), "{pattern}: {error}");
        }
    }
}
