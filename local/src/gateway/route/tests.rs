//! Which route a request takes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Functions that are named after their one route.
fn routes(keys: &[&str]) -> Routes {
    let function = |key: &&str| Function {
        logical_id: (*key).to_owned(),
        name: (*key).to_owned(),
        bucket_events: Vec::new(),
        stream_events: Vec::new(),
        schedules: Vec::new(),
        routes: vec![match key.split_once(' ') {
            None => Route::Default,
            Some((method, path)) => Route::Path { method: method.to_owned(), path: path.to_owned() },
        }],
        environment: BTreeMap::new(),
        memory_mb: 128,
        timeout_s: 3,
    };
    Routes::new(&keys.iter().map(function).collect::<Vec<_>>())
}

fn chosen(routes: &Routes, method: &Method, path: &str) -> Option<String> {
    routes.choose(method, path).map(|chosen| chosen.key.to_owned())
}

/// The example of the developer guide, with our own traps.
const ALL: [&str; 11] = [
    "$default",
    "ANY /{proxy+}",
    "GET /pets/{proxy+}",
    "GET /pets/dog/{id}",
    "GET /pets/dog/1",
    "ANY /pets/dog/2",
    "POST /pets/dog/2",
    "GET /feedback/{id}",
    "GET /feedback/list",
    "DELETE /feedback/{id}",
    "DELETE /feedback/reply/{id}",
];

#[test]
fn the_most_specific_route_wins() {
    let routes = routes(&ALL);
    for (method, path, key) in [
        (Method::GET, "/pets/dog/1", "GET /pets/dog/1"),
        (Method::GET, "/pets/dog/3", "GET /pets/dog/{id}"),
        (Method::GET, "/pets/dog/2", "ANY /pets/dog/2"),
        (Method::POST, "/pets/dog/2", "POST /pets/dog/2"),
        (Method::GET, "/pets/cat/1/2", "GET /pets/{proxy+}"),
        (Method::PUT, "/pets/dog/1", "ANY /{proxy+}"),
        (Method::GET, "/feedback/list", "GET /feedback/list"),
        (Method::GET, "/feedback/lists", "GET /feedback/{id}"),
        (Method::DELETE, "/feedback/reply", "DELETE /feedback/{id}"),
        (Method::DELETE, "/feedback/reply/7", "DELETE /feedback/reply/{id}"),
        (Method::GET, "/", "$default"),
    ] {
        assert_eq!(chosen(&routes, &method, path).as_deref(), Some(key), "{method} {path}");
    }
}

#[test]
fn what_no_route_names_is_left_to_the_default_or_nobody() {
    let some = ["POST /feedback", "GET /feedback/{id}"];
    let without = routes(&some);
    let with = routes(&["$default", some[0], some[1]]);
    for (method, path) in [
        (Method::POST, "/feedback/"),
        (Method::GET, "/feedback/"),
        (Method::GET, "/feedback/1/"),
        (Method::GET, "//feedback/1"),
        (Method::GET, "/Feedback/1"),
        (Method::HEAD, "/feedback/1"),
    ] {
        assert_eq!(chosen(&without, &method, path), None, "{method} {path}");
        assert_eq!(chosen(&with, &method, path).as_deref(), Some("$default"), "{method} {path}");
    }
}

#[test]
fn variables_are_decoded() {
    let routes = routes(&["GET /a/{id}", "GET /b/{rest+}"]);
    let parameters = |path| routes.choose(&Method::GET, path).unwrap().parameters;
    assert_eq!(parameters("/a/x%20%E4%B8%80%2Fy")["id"], "x 一/y");
    assert_eq!(parameters("/a/%FF")["id"], "\u{fffd}");
    assert_eq!(parameters("/b/c/d%3F/")["rest"], "c/d?/");
}

proptest! {
    #[test]
    fn any_path_finds_a_route_where_there_is_a_default(path in "/[ -~]{0,40}") {
        prop_assert!(routes(&ALL).choose(&Method::GET, &path).is_some());
    }

    #[test]
    fn a_variable_takes_any_one_segment(id in "[^/%]{1,20}") {
        let routes = routes(&["GET /a/{id}/b"]);
        let path = format!("/a/{}/b", percent_encoding::utf8_percent_encode(&id, percent_encoding::NON_ALPHANUMERIC));
        let chosen = routes.choose(&Method::GET, &path).unwrap();
        prop_assert_eq!(&chosen.parameters["id"], &id);
    }
}
