//! Which `Host` headers reach a function.
//!
//! Behind API Gateway a function only ever sees the API's own name, and `lambda_http` relies on it: it makes a URL of
//! the header and panics where that is none. So what is not plainly a host is refused before.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, header::HOST};

/// Whether the request has no `Host`, or one that is plainly a name or an address.
pub(super) fn is_acceptable(headers: &HeaderMap) -> bool {
    match headers.get(HOST) {
        None => true,
        Some(host) => host.to_str().is_ok_and(is_host),
    }
}

/// The host of the request without its port.
pub(super) fn name(headers: &HeaderMap) -> &str {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    host.map_or("localhost", |host| split_port(host).0)
}

fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = split_port(host);
    port.is_none_or(|port| port.parse::<u16>().is_ok()) && (is_name(name) || is_address(name))
}

fn is_address(name: &str) -> bool {
    let in_brackets = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    in_brackets.is_some_and(|v6| v6.parse::<Ipv6Addr>().is_ok()) || name.parse::<Ipv4Addr>().is_ok()
}

/// Labels that begin with `xn--` are left out, for not every one of them is a valid name; so is a last label that
/// begins with a digit, which a URL takes for part of an address.
fn is_name(name: &str) -> bool {
    let plain = |label: &str| {
        let bytes = label.as_bytes();
        !label.is_empty()
            && !label.to_ascii_lowercase().starts_with("xn--")
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253 && name.split('.').all(plain) && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_pass() {
        for host in ["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000", "[::1]", "a-b.example.com"] {
            assert!(is_host(host), "{host}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for host in
            ["", "a b", "a:99999", "1.2.3.4.5", "999.1.1.1", "a%b", "xn--a", "a/b", "user@host", "::1", "a..b", ":80"]
        {
            assert!(!is_host(host), "{host}");
        }
    }
}
