//! Who gets which headers.

use axum::http::Request;

use super::*;

fn cors(origins: &[&str]) -> Cors {
    Cors {
        allow_origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
        allow_methods: vec!["GET".to_owned(), "PUT".to_owned()],
        expose_headers: vec!["retry-after".to_owned()],
        ..Cors::default()
    }
}

fn request(method: Method, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().method(method);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

const ASKS: [(&str, &str); 2] = [("origin", "https://a.example"), ("access-control-request-method", "PUT")];

#[test]
fn only_a_preflight_is_answered() {
    assert!(preflight(&cors(&["*"]), &request(Method::OPTIONS, &ASKS)).is_some());
    assert!(preflight(&cors(&["*"]), &request(Method::GET, &ASKS)).is_none());
    assert!(preflight(&cors(&["*"]), &request(Method::OPTIONS, &ASKS[..1])).is_none());
    assert!(preflight(&cors(&["*"]), &request(Method::OPTIONS, &ASKS[1..])).is_none());
}

#[test]
fn a_listed_origin_is_named_and_another_gets_nothing() {
    let answer = preflight(&cors(&["https://a.example"]), &request(Method::OPTIONS, &ASKS)).unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://a.example");
    let answer = preflight(&cors(&["https://b.example"]), &request(Method::OPTIONS, &ASKS)).unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(answer.headers().is_empty());
}

#[test]
fn a_functions_own_headers_are_replaced() {
    let own = [("access-control-allow-origin", "https://own"), ("access-control-allow-headers", "x")];
    for (sent, expected) in [(&ASKS[..1], Some("*")), (&ASKS[1..], None)] {
        let mut response: HeaderMap =
            own.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        mark(&cors(&["*"]), &request(Method::GET, sent).headers, &mut response);
        let allowed = response.get("access-control-allow-origin").map(|value| value.to_str().unwrap());
        assert_eq!(allowed, expected);
        assert!(!response.contains_key("access-control-allow-headers"));
    }
}
