//! Makes the event of payload format 2.0 out of a request.
//!
//! Source: "AWS Lambda proxy integrations for HTTP APIs" in the API Gateway developer guide; the shape is held by
//! `aws_lambda_events`, the same types that `lambda_http` reads.

use std::net::IpAddr;

use aws_lambda_events::apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpRequestContext};
use axum::{
    body::Bytes,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT, TRANSFER_ENCODING, USER_AGENT},
        request::Parts,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    host,
    route::{Chosen, decode},
};
use crate::random;

/// Headers between two hops, which do not reach a function.
const HOP: [HeaderName; 3] = [CONNECTION, EXPECT, TRANSFER_ENCODING];

/// Fields that the types have for other payloads. An HTTP API does not send them.
const FOREIGN_FIELDS: [&str; 6] =
    ["type", "methodArn", "httpMethod", "identitySource", "authorizationToken", "resource"];

/// The event as JSON.
pub(super) fn payload(chosen: &Chosen, parts: &Parts, body: &Bytes, source: IpAddr, request_id: &str) -> Bytes {
    let mut event = ApiGatewayV2httpRequest::default();
    event.version = Some("2.0".to_owned());
    event.route_key = Some(chosen.key.to_owned());
    // An HTTP API hands the path out decoded, other than a REST API, and the query as it was sent.
    event.raw_path = Some(decode(parts.uri.path()));
    let query = parts.uri.query().unwrap_or_default();
    event.raw_query_string = Some(query.to_owned());
    event.query_string_parameters = query.parse().unwrap_or_default();
    event.cookies = cookies(&parts.headers);
    event.headers = headers(&parts.headers, body.len(), source);
    event.path_parameters.clone_from(&chosen.parameters);
    event.request_context = context(chosen, parts, source, request_id);
    if !body.is_empty() {
        let text = if is_text(&parts.headers) { std::str::from_utf8(body).ok() } else { None };
        event.is_base64_encoded = text.is_none();
        event.body = Some(text.map_or_else(|| STANDARD.encode(body), str::to_owned));
    }
    prune(serde_json::to_value(&event).unwrap_or_default()).to_string().into()
}

fn prune(mut event: Value) -> Value {
    if let Value::Object(fields) = &mut event {
        fields.retain(|name, value| {
            let empty = matches!(value, Value::Object(inner) if inner.is_empty());
            !(FOREIGN_FIELDS.contains(&name.as_str()) || name == "stageVariables" && empty)
        });
    }
    event
}

fn context(chosen: &Chosen, parts: &Parts, source: IpAddr, request_id: &str) -> ApiGatewayV2httpRequestContext {
    let now = Timestamp::now();
    let domain = host::name(&parts.headers);
    let mut context = ApiGatewayV2httpRequestContext::default();
    context.route_key = Some(chosen.key.to_owned());
    context.account_id = Some("000000000000".to_owned());
    context.stage = Some("$default".to_owned());
    context.request_id = Some(request_id.to_owned());
    context.apiid = Some("local".to_owned());
    context.domain_name = Some(domain.to_owned());
    context.domain_prefix = domain.split('.').next().map(str::to_owned);
    context.time = Some(now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string());
    context.time_epoch = now.as_millisecond();
    context.http.method = parts.method.clone();
    context.http.path = Some(decode(parts.uri.path()));
    context.http.protocol = Some(format!("{:?}", parts.version));
    context.http.source_ip = Some(source.to_string());
    context.http.user_agent = Some(parts.headers.get(USER_AGENT).map(text).unwrap_or_default());
    context
}

/// Headers as a function sees them: one value each, with what the gateway adds.
fn headers(sent: &HeaderMap, body_length: usize, source: IpAddr) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for name in sent.keys().filter(|name| **name != COOKIE && !HOP.contains(name)) {
        let values: Vec<String> = sent.get_all(name).iter().map(text).collect();
        set(&mut headers, name.clone(), &values.join(","));
    }
    let forwarded = HeaderName::from_static("x-forwarded-for");
    let before = headers.get(&forwarded).map(text);
    let chain = before.map_or_else(|| source.to_string(), |before| format!("{before}, {source}"));
    set(&mut headers, forwarded, &chain);
    set(&mut headers, HeaderName::from_static("x-forwarded-proto"), "http");
    let trace = random::trace_id(Timestamp::now().as_second().unsigned_abs());
    let root = trace.split(';').next().unwrap_or_default();
    set(&mut headers, HeaderName::from_static("x-amzn-trace-id"), root);
    if body_length > 0 || sent.contains_key(CONTENT_LENGTH) {
        set(&mut headers, CONTENT_LENGTH, &body_length.to_string());
    }
    headers
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // Whatever came as a header is one again.
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        headers.insert(name, value);
    }
}

/// A header's value as text; bytes that are not UTF-8 are taken as Latin-1, which RFC 9110 names as the old meaning.
fn text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    }
}

fn cookies(sent: &HeaderMap) -> Option<Vec<String>> {
    let cookies: Vec<String> = sent
        .get_all(COOKIE)
        .iter()
        .flat_map(|value| text(value).split(';').map(|cookie| cookie.trim().to_owned()).collect::<Vec<_>>())
        .filter(|cookie| !cookie.is_empty())
        .collect();
    (!cookies.is_empty()).then_some(cookies)
}

/// Whether the body goes into the event as it is. Anything else is base64, a form too; so is a body without a type.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).map(text).unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml"].contains(&kind)
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
}

#[cfg(test)]
mod tests;
