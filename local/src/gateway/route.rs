//! Chooses the route of a request as an HTTP API does.
//!
//! Source: "Routing API requests" in the API Gateway developer guide: the most specific route wins, a full match before
//! one with `{proxy+}`, and `$default` takes what is left. A path with a trailing slash is another path.

use std::collections::HashMap;

use axum::http::Method;
use percent_encoding::percent_decode_str;

use crate::template::{Function, Route};

/// The routes of the template.
#[derive(Debug)]
pub(super) struct Routes {
    /// Most specific first.
    paths: Vec<PathRoute>,
    /// Function of `$default`.
    default: Option<String>,
}

#[derive(Debug)]
struct PathRoute {
    key: String,
    method: String,
    segments: Vec<Segment>,
    function: String,
}

/// A part of a route's path; the order is that of being specific.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Fixed(String),
    Variable(String),
    /// `{name+}`, which takes all the rest.
    Greedy(String),
}

/// The route that a request takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chosen<'a> {
    /// As in `GET /api/v1/feedback/{id}`, or `$default`.
    pub(super) key: &'a str,
    /// The function that it leads to.
    pub(super) function: &'a str,
    /// Values of the path's variables, decoded.
    pub(super) parameters: HashMap<String, String>,
}

impl Routes {
    pub(super) fn new(functions: &[Function]) -> Self {
        let mut routes = Self { paths: Vec::new(), default: None };
        for function in functions {
            for route in &function.routes {
                match route {
                    Route::Default => routes.default = Some(function.name.clone()),
                    Route::Path { method, path } => routes.paths.push(PathRoute {
                        key: route.key(),
                        method: method.clone(),
                        segments: segments(path),
                        function: function.name.clone(),
                    }),
                }
            }
        }
        routes.paths.sort_by_key(PathRoute::rank);
        routes
    }

    /// The route for a method and a path as it was sent, that is, percent-encoded.
    pub(super) fn choose(&self, method: &Method, path: &str) -> Option<Chosen<'_>> {
        let given: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        // `//a` is not `/a`.
        let single_slash = !path.starts_with("//");
        let candidates = self.paths.iter().filter(|route| single_slash && route.takes(method));
        let path_route = candidates.into_iter().find_map(|route| {
            let parameters = capture(&route.segments, &given)?;
            Some(Chosen { key: &route.key, function: &route.function, parameters })
        });
        path_route.or_else(|| {
            let function = self.default.as_deref()?;
            Some(Chosen { key: "$default", function, parameters: HashMap::new() })
        })
    }
}

impl PathRoute {
    fn takes(&self, method: &Method) -> bool {
        self.method == "ANY" || self.method == method.as_str()
    }

    /// Orders by the path, segment for segment, then a named method before `ANY`.
    fn rank(&self) -> (Vec<u8>, bool) {
        let rank = |segment: &Segment| match segment {
            Segment::Fixed(_) => 0,
            Segment::Variable(_) => 1,
            Segment::Greedy(_) => 2,
        };
        (self.segments.iter().map(rank).collect(), self.method == "ANY")
    }
}

fn segments(path: &str) -> Vec<Segment> {
    let segment = |text: &str| match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => Segment::Fixed(text.to_owned()),
        Some(name) => match name.strip_suffix('+') {
            None => Segment::Variable(name.to_owned()),
            Some(name) => Segment::Greedy(name.to_owned()),
        },
    };
    path.trim_start_matches('/').split('/').map(segment).collect()
}

/// The variables, if the path is one of the route's. A variable is never empty.
fn capture(route: &[Segment], given: &[&str]) -> Option<HashMap<String, String>> {
    let mut parameters = HashMap::new();
    let mut rest = given;
    for segment in route {
        let (first, others) = rest.split_first()?;
        match segment {
            Segment::Fixed(text) if decode(first) == *text => {}
            Segment::Variable(name) if !first.is_empty() => drop(parameters.insert(name.clone(), decode(first))),
            Segment::Greedy(name) if !first.is_empty() => {
                parameters.insert(name.clone(), decode(&rest.join("/")));
                return Some(parameters);
            }
            _ => return None,
        }
        rest = others;
    }
    rest.is_empty().then_some(parameters)
}

/// Decodes `%41`; what is not UTF-8 then becomes U+FFFD.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests;
