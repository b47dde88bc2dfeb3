//! Responses out of answers.

use axum::{body::to_bytes, http::HeaderMap};
use proptest::prelude::*;

use super::*;

fn parts(answer: &str) -> (u16, HeaderMap, String) {
    let response = read(answer.as_bytes());
    let (parts, body) = response.into_parts();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let body = runtime.block_on(to_bytes(body, 1_000_000)).unwrap();
    (parts.status.as_u16(), parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn a_whole_response_is_passed_on() {
    let (status, headers, body) = parts(
        r#"{"statusCode":201,"headers":{"Content-Type":"application/json","x-n":7},"cookies":["a=1","b=2"],"body":"{}"}"#,
    );
    assert_eq!((status, body.as_str()), (201, "{}"));
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["x-n"], "7");
    assert_eq!(headers.get_all("set-cookie").iter().count(), 2);
}

#[test]
fn the_connections_own_headers_are_left_out() {
    let (_, headers, body) = parts(r#"{"statusCode":200,"headers":{"content-length":"99"},"body":"abc"}"#);
    assert!(!headers.contains_key("content-length"));
    assert_eq!(body, "abc");
}

#[test]
fn base64_is_decoded() {
    let (status, _, body) = parts(r#"{"statusCode":200,"isBase64Encoded":true,"body":"5LiA"}"#);
    assert_eq!((status, body.as_str()), (200, "一"));
}

#[test]
fn other_json_is_the_body_of_a_200() {
    for answer in [r#"{"a":1}"#, "[1]", r#""text""#, "null"] {
        let (status, headers, body) = parts(answer);
        assert_eq!((status, body.as_str()), (200, answer));
        assert_eq!(headers["content-type"], "application/json");
    }
}

#[test]
fn what_is_no_response_is_an_error_of_the_gateway() {
    for answer in [
        "",
        "no json",
        r#"{"statusCode":"many"}"#,
        r#"{"statusCode":99}"#,
        r#"{"statusCode":101}"#,
        r#"{"statusCode":200,"headers":{"a b":"c"}}"#,
        r#"{"statusCode":200,"headers":{"a":"b\nc"}}"#,
        r#"{"statusCode":200,"body":{}}"#,
        r#"{"statusCode":200,"isBase64Encoded":true,"body":"%"}"#,
    ] {
        let (status, _, body) = parts(answer);
        assert_eq!((status, body.as_str()), (500, r#"{"message":"Internal Server Error"}"#), "{answer}");
    }
}

proptest! {
    #[test]
    fn any_answer_is_a_response(answer in ".{0,200}") {
        prop_assert!(read(answer.as_bytes()).status().as_u16() >= 200);
    }
}
