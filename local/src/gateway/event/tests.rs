//! The event, as `lambda_http` reads it back.

use std::{collections::HashMap, net::Ipv4Addr};

use axum::http::Request;
use lambda_http::{Body, RequestExt, request::from_str};
use proptest::prelude::*;

use super::*;

const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn parts(path: &str, headers: &[(&str, &[u8])]) -> Parts {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
    }
    request.body(()).unwrap().into_parts().0
}

fn event(parts: &Parts, body: &[u8]) -> Value {
    let chosen = Chosen { key: "$default", function: "submit", parameters: HashMap::new() };
    let payload = payload(&chosen, parts, &Bytes::copy_from_slice(body), SOURCE, "id=");
    serde_json::from_slice(&payload).unwrap()
}

/// What a function gets to see.
fn received(event: &Value) -> lambda_http::Request {
    from_str(&event.to_string()).unwrap()
}

#[test]
fn headers_have_one_value_each_and_cookies_a_place_of_their_own() {
    let parts = parts(
        "/",
        &[
            ("x-many", b"a"),
            ("x-many", b"b"),
            ("cookie", b"a=1; b=2"),
            ("cookie", b"c=3"),
            ("connection", b"keep-alive"),
            ("x-forwarded-for", b"10.0.0.1"),
            ("x-forwarded-proto", b"no scheme"),
        ],
    );
    let event = event(&parts, b"");
    assert_eq!(event["headers"]["x-many"], "a,b");
    assert_eq!(event["headers"]["x-forwarded-for"], "10.0.0.1, 127.0.0.1");
    assert_eq!(event["headers"]["x-forwarded-proto"], "http");
    assert!(event["headers"].get("cookie").is_none() && event["headers"].get("connection").is_none());
    assert_eq!(event["cookies"], serde_json::json!(["a=1", "b=2", "c=3"]));
    assert_eq!(received(&event).headers()["cookie"], "a=1; b=2; c=3");
}

#[test]
fn only_text_of_a_text_type_stays_text() {
    for (kind, body, text) in [
        ("application/json", &b"{}"[..], true),
        ("application/json; charset=utf-8", b"{}", true),
        ("Text/Plain", "一".as_bytes(), true),
        ("application/problem+json", b"{}", true),
        ("application/json", b"\xff", false),
        ("application/x-www-form-urlencoded", b"a=1", false),
        ("image/png", b"a", false),
        ("", b"{}", false),
    ] {
        let event = event(&parts("/", &[("content-type", kind.as_bytes())]), body);
        assert_eq!(event["isBase64Encoded"], !text, "{kind}");
        assert_eq!(received(&event).body().as_ref(), body, "{kind}");
    }
}

#[test]
fn the_clock_counts_milliseconds() {
    let event = event(&parts("/", &[]), b"");
    let epoch = event["requestContext"]["timeEpoch"].as_i64().unwrap();
    assert!(epoch > 1_700_000_000_000, "{epoch}");
    let time = event["requestContext"]["time"].as_str().unwrap();
    assert!(time.len() == 26 && time.ends_with(" +0000"), "{time}");
}

proptest! {
    #[test]
    fn a_function_reads_the_event_of_any_request(
        path in "/[!-~&&[^#?\"<>`{}|^\\\\]]{0,30}",
        query in "[a-z0-9=&%+]{0,30}",
        header in prop::collection::vec(any::<u8>().prop_filter("a header's byte", |b| *b >= 32 && *b != 127), 0..30),
        body in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let Ok(uri) = format!("{path}?{query}").parse::<axum::http::Uri>() else { return Ok(()) };
        let parts = parts(&uri.to_string(), &[("host", b"localhost:3000"), ("x-odd", &header)]);
        let request = received(&event(&parts, &body));
        let same_body = match request.body() {
            Body::Empty => body.is_empty(),
            other => other.as_ref() == body,
        };
        prop_assert!(same_body);
        prop_assert_eq!(request.raw_http_path(), decode(&path));
    }
}
