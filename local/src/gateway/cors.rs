//! CORS as an HTTP API does it: preflights never reach a function, and a function's own CORS headers are replaced.
//!
//! Source: "Configuring CORS for an HTTP API" in the API Gateway developer guide.

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
        },
        request::Parts,
    },
    response::Response,
};

use crate::template::Cors;

/// What a function may not set.
const ALL: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

/// The answer to a preflight, if the request is one. An origin that may not call gets the same without the headers.
pub(super) fn preflight(cors: &Cors, request: &Parts) -> Option<Response> {
    let headers = &request.headers;
    let asks = request.method == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let origin = headers.get(ORIGIN).filter(|_| asks)?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if let Some(allowed) = allowed(cors, origin) {
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        set(headers, ACCESS_CONTROL_ALLOW_METHODS, &cors.allow_methods.join(","));
        set(headers, ACCESS_CONTROL_ALLOW_HEADERS, &cors.allow_headers.join(","));
        set(headers, ACCESS_CONTROL_MAX_AGE, cors.max_age_s.as_deref().unwrap_or_default());
        credentials(cors, headers);
    }
    Some(response)
}

/// Gives a response its CORS headers, if the request came from a page of an origin that may call.
pub(super) fn mark(cors: &Cors, request: &HeaderMap, response: &mut HeaderMap) {
    for name in ALL {
        response.remove(name);
    }
    if let Some(allowed) = request.get(ORIGIN).and_then(|origin| allowed(cors, origin)) {
        response.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        set(response, ACCESS_CONTROL_EXPOSE_HEADERS, &cors.expose_headers.join(","));
        credentials(cors, response);
    }
}

/// `*` where every origin may call, the origin itself where it is listed.
fn allowed(cors: &Cors, origin: &HeaderValue) -> Option<HeaderValue> {
    let listed = |name: &str| cors.allow_origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(name));
    if listed("*") {
        return Some(HeaderValue::from_static("*"));
    }
    origin.to_str().is_ok_and(listed).then(|| origin.clone())
}

fn credentials(cors: &Cors, headers: &mut HeaderMap) {
    if cors.allow_credentials {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // The template's texts; one that is no header would be refused by AWS at deployment.
    if let (false, Ok(value)) = (value.is_empty(), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests;
