//! Makes a response out of what a function answered, in either form of payload format 2.0.
//!
//! Source: "AWS Lambda proxy integrations for HTTP APIs", "Lambda function response for format 2.0": an object with
//! `statusCode` is a whole response; any other JSON is the body of a 200.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING},
    },
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;

use super::message;

/// Headers that the connection to the client decides.
const CONNECTIONS_OWN: [HeaderName; 3] = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    status_code: u16,
    #[serde(default)]
    headers: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    cookies: Option<Vec<String>>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: Option<bool>,
}

/// The response that the caller gets; 500 where the answer is neither form, as API Gateway has it.
pub(super) fn read(answer: &[u8]) -> Response {
    let response = match serde_json::from_slice::<Value>(answer) {
        Ok(Value::Object(fields)) if fields.contains_key("statusCode") => {
            serde_json::from_value(Value::Object(fields)).ok().and_then(whole)
        }
        Ok(_) => Some(only_body(answer)),
        Err(_) => None,
    };
    response.unwrap_or_else(|| message(StatusCode::INTERNAL_SERVER_ERROR))
}

fn only_body(answer: &[u8]) -> Response {
    let mut response = Response::new(Body::from(answer.to_vec()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn whole(whole: Whole) -> Option<Response> {
    // A 1xx would not end the exchange.
    let status = StatusCode::from_u16(whole.status_code).ok().filter(|status| !status.is_informational())?;
    let body = whole.body.unwrap_or_default();
    let body = if whole.is_base64_encoded == Some(true) { STANDARD.decode(body).ok()? } else { body.into_bytes() };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain;charset=UTF-8"));
    for (name, value) in whole.headers.unwrap_or_default() {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        if !CONNECTIONS_OWN.contains(&name) {
            headers.insert(name, header(&value)?);
        }
    }
    for cookie in whole.cookies.unwrap_or_default() {
        headers.append(SET_COOKIE, HeaderValue::from_str(&cookie).ok()?);
    }
    Some(response)
}

/// Numbers and truths pass as their text.
fn header(value: &Value) -> Option<HeaderValue> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => return None,
    };
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests;
