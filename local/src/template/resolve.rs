//! Values that `CloudFormation` works out at deployment: `!Ref`, `!Sub` and references to a secret.

use std::collections::BTreeMap;

use yaml_serde::Value;

use super::node::Node;
use crate::error::{Error, Result};

/// A text of the template that may name parameters, resources and secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// Stands for itself.
    Literal(String),
    /// `!Ref Name`: the value of a parameter, or the physical name of a resource.
    Ref(String),
    /// `!Sub "… ${Name} …"`.
    Sub(String),
}

/// What the names in a template stand for on this machine.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Parameters and resources, by the name or logical id that `!Ref` uses.
    pub references: BTreeMap<String, String>,
    /// Values of secrets, by the logical id of the secret.
    pub secrets: BTreeMap<String, String>,
}

/// How a template asks for the value of a secret at deployment.
const SECRET: (&str, &str) = ("{{resolve:secretsmanager:", "}}");

impl Text {
    pub(super) fn read(node: &Node) -> Result<Self> {
        match node.value() {
            Some(Value::Tagged(tagged)) => {
                let tag = tagged.tag.to_string();
                let argument = tagged.value.as_str().map(str::to_owned);
                Self::intrinsic(node, tag.trim_start_matches('!'), argument)
            }
            Some(Value::Mapping(mapping)) if mapping.len() == 1 => {
                let [(name, argument)] = &node.entries()?[..] else {
                    return Err(node.error("expected one intrinsic function"));
                };
                Self::intrinsic(node, name.trim_start_matches("Fn::"), argument.string().ok())
            }
            _ => node.string().map(Self::Literal),
        }
    }

    fn intrinsic(node: &Node, name: &str, argument: Option<String>) -> Result<Self> {
        match (name, argument) {
            ("Ref", Some(name)) => Ok(Self::Ref(name)),
            ("Sub", Some(text)) => Ok(Self::Sub(text)),
            (name, _) => Err(node.error(&format!("the local stack does not know this form of {name}"))),
        }
    }

    /// The text with every name replaced by what it stands for.
    ///
    /// # Errors
    /// When a name stands for nothing here.
    pub fn resolve(&self, names: &Names) -> Result<String> {
        match self {
            Self::Literal(text) => names.secret(text),
            Self::Ref(name) => names.reference(name).map(str::to_owned),
            Self::Sub(text) => names.secret(&names.substitute(text)?),
        }
    }
}

impl Names {
    fn reference(&self, name: &str) -> Result<&str> {
        let value = self.references.get(name).map(String::as_str);
        value.ok_or_else(|| Error::new(format!("nothing here is called {name}")))
    }

    fn substitute(&self, text: &str) -> Result<String> {
        let mut done = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) =
                after.split_once('}').ok_or_else(|| Error::new(format!("{text:?} has a ${{ without its end")))?;
            done.push_str(before);
            match name.strip_prefix('!') {
                Some(literal) => done.extend(["${", literal, "}"]),
                None => done.push_str(self.reference(name)?),
            }
            rest = after;
        }
        Ok(done + rest)
    }

    fn secret(&self, text: &str) -> Result<String> {
        let id = text.strip_prefix(SECRET.0).and_then(|rest| rest.strip_suffix(SECRET.1));
        match id {
            None => Ok(text.to_owned()),
            Some(id) => {
                let secret = self.secrets.get(id).cloned();
                secret.ok_or_else(|| Error::new(format!("no secret here is called {id}")))
            }
        }
    }
}
