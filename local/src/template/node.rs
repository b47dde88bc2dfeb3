//! A value of the template together with its place, so that every complaint names it.

use yaml_serde::Value;

use crate::error::{Error, Result};

/// One value of the document. An absent value is a node too, which reads as empty.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    path: String,
    value: Option<&'a Value>,
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self { path: String::new(), value: Some(value) }
    }

    /// Where this value stands, as in `Resources.FeedbackTable.Properties`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn value(&self) -> Option<&'a Value> {
        self.value
    }

    pub(super) fn error(&self, message: &str) -> Error {
        Error::new(format!("{}: {message}", self.path))
    }

    fn child(&self, name: &str, value: Option<&'a Value>) -> Self {
        let separator = if self.path.is_empty() { "" } else { "." };
        Self { path: format!("{}{separator}{name}", self.path), value }
    }

    /// The value under a name; an absent node if there is none.
    pub(super) fn at(&self, name: &str) -> Result<Self> {
        match self.value {
            None => Ok(self.child(name, None)),
            Some(Value::Mapping(mapping)) => Ok(self.child(name, mapping.get(name))),
            Some(_) => Err(self.error("expected a mapping")),
        }
    }

    /// The value under a name, if there is one.
    pub(super) fn get(&self, name: &str) -> Result<Option<Self>> {
        let node = self.at(name)?;
        Ok(node.value.is_some().then_some(node))
    }

    /// The value under a name that must be there.
    pub(super) fn required(&self, name: &str) -> Result<Self> {
        self.get(name)?.ok_or_else(|| self.error(&format!("{name} is missing")))
    }

    /// Names and values of a mapping in the order of the names.
    pub(super) fn entries(&self) -> Result<Vec<(String, Self)>> {
        let mut entries = Vec::new();
        match self.value {
            None => {}
            Some(Value::Mapping(mapping)) => {
                for (name, value) in mapping {
                    let name = name.as_str().ok_or_else(|| self.error("expected names that are text"))?;
                    entries.push((name.to_owned(), self.child(name, Some(value))));
                }
            }
            Some(_) => return Err(self.error("expected a mapping")),
        }
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(entries)
    }

    /// Refuses every name but these.
    pub(super) fn only(&self, known: &[&str]) -> Result<()> {
        match self.entries()?.into_iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some((_, node)) => Err(node.error("the local stack does not know this property")),
        }
    }

    /// The elements of a list; none when absent.
    pub(super) fn list(&self) -> Result<Vec<Self>> {
        match self.value {
            None => Ok(Vec::new()),
            Some(Value::Sequence(values)) => Ok(values
                .iter()
                .enumerate()
                .map(|(index, value)| self.child(&index.to_string(), Some(value)))
                .collect()),
            Some(_) => Err(self.error("expected a list")),
        }
    }

    /// A plain scalar as text: `3` and `'3'` read alike, as in `CloudFormation`.
    pub(super) fn string(&self) -> Result<String> {
        match self.value {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            Some(Value::Bool(truth)) => Ok(truth.to_string()),
            _ => Err(self.error("expected a plain value")),
        }
    }

    /// The elements of a list of plain values.
    pub(super) fn strings(&self) -> Result<Vec<String>> {
        self.list()?.iter().map(Node::string).collect()
    }
}
