//! One operation in one wire: its route, who may call it, how to read and how to answer it.

use super::{Call, Response};
use crate::{
    dialects::Dialect,
    domain::{Error, Role},
};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody. A bad token counts as none, so nobody is ever answered 401 (WIRE.md, trap 4).
    Public,
    /// Whoever has a token with at least this role.
    Role(Role),
}

/// Method and path of an operation in a wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// HTTP method, upper case.
    pub method: &'static str,
    /// Path with its parameters in braces, as `template.yaml` writes it; `{path+}` at its end takes all the rest.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
}

/// One operation in one wire: two total functions and the route they belong to.
pub struct Wire<Input, Output> {
    /// The wire.
    pub dialect: Dialect,
    /// Where it is called.
    pub route: Route,
    /// Reads the operation's input.
    pub read: fn(&Call) -> Result<Input, Error>,
    /// Writes the operation's output.
    pub write: fn(&Call, Output) -> Response,
}

impl Route {
    /// The values of the path's parameters, in their order, if the request is for this route.
    pub(super) fn matches<'a>(&self, method: &str, path: &'a str) -> Option<Vec<&'a str>> {
        if self.method != method {
            return None;
        }
        if let Some((before, _)) = self.path.split_once("/{path+}") {
            let rest = path.strip_prefix(before)?.strip_prefix('/')?;
            return (!rest.is_empty()).then(|| vec![rest]);
        }
        let mut parameters = Vec::new();
        let (mut pattern, mut given) = (self.path.split('/'), path.split('/'));
        loop {
            match (pattern.next(), given.next()) {
                (None, None) => return Some(parameters),
                (Some(name), Some(value)) if name.starts_with('{') && !value.is_empty() => parameters.push(value),
                (Some(fixed), Some(value)) if fixed == value => {}
                _ => return None,
            }
        }
    }

    /// A fixed path wins over one with a parameter (WIRE.md, trap 6).
    pub(super) fn is_fixed(&self) -> bool {
        !self.path.contains('{')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DETAIL: Route = Route { method: "GET", path: "/api/feedback/{id}", access: Access::Public };

    #[test]
    fn a_parameter_takes_one_segment() {
        assert_eq!(DETAIL.matches("GET", "/api/feedback/17"), Some(vec!["17"]));
        for other in
            ["/api/feedback", "/api/feedback/", "/api/feedback/17/", "/api/feedback/17/replies", "/API/feedback/17"]
        {
            assert_eq!(DETAIL.matches("GET", other), None, "{other}");
        }
        assert_eq!(DETAIL.matches("POST", "/api/feedback/17"), None);
    }

    #[test]
    fn a_greedy_parameter_takes_the_rest() {
        let route = Route { method: "GET", path: "/assets/{path+}", access: Access::Public };
        assert_eq!(route.matches("GET", "/assets/a/b.js"), Some(vec!["a/b.js"]));
        for other in ["/assets", "/assets/", "/assetsx/a", "/x/assets/a"] {
            assert_eq!(route.matches("GET", other), None, "{other}");
        }
    }
}
