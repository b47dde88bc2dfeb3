//! The pages: `/`, `/console`, `/feedback`, `/receipt`, `/demo`, `/widget.js` and `/assets/…` (DESIGN.md "Native API").
//!
//! Each is a file that is embedded in the function, compressed beforehand. Documents are asked for anew each time and
//! answered 304 if they are still the same; what has its hash in its name is kept for a year. A document may load scripts
//! and styles of ours only, and but for the form, which apps show in their web views, nobody may put it into a frame.

use lambda_http::{
    Body,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
        },
    },
};

use super::sign_in;
use crate::{
    dialects::Dialect,
    domain::{
        Error,
        pages::{File, Page},
    },
    http::{Access, Call, Response, Route, Wire, text},
    operations::console::{Shown, Visit},
};

/// The console, at the address of the deployment.
pub const HOME: Wire<Visit, Shown> = wire("/", |_| page(Page::Console));
/// The console.
pub const CONSOLE: Wire<Visit, Shown> = wire("/console", |_| page(Page::Console));
/// The console at one of its own places, which the browser's code reads.
pub const CONSOLE_PLACE: Wire<Visit, Shown> = wire("/console/{path+}", |_| page(Page::Console));
/// The form.
pub const FEEDBACK: Wire<Visit, Shown> = wire("/feedback", |_| page(Page::Feedback));
/// What became of a feedback.
pub const RECEIPT: Wire<Visit, Shown> = wire("/receipt", |_| page(Page::Receipt));
/// The widget on a page.
pub const DEMO: Wire<Visit, Shown> = wire("/demo", |_| page(Page::Demo));
/// The widget.
pub const WIDGET: Wire<Visit, Shown> = wire("/widget.js", |_| page(Page::Widget));
/// What these load.
pub const ASSET: Wire<Visit, Shown> = wire("/assets/{path+}", |call| page(Page::Asset(call.parameter(0).to_owned())));

const fn wire(path: &'static str, read: fn(&Call) -> Result<Visit, Error>) -> Wire<Visit, Shown> {
    let route = Route { method: "GET", path, access: Access::Public };
    Wire { dialect: Dialect::Native, route, read, write }
}

/// No error: the signature is that of all readers.
#[expect(clippy::unnecessary_wraps, reason = "what reads a request may refuse it; this never does")]
fn page(page: Page) -> Result<Visit, Error> {
    Ok(Visit::Page(page))
}

/// Writes whatever the function shows.
pub(super) fn write(call: &Call, shown: Shown) -> Response {
    match shown {
        Shown::SignedIn(signed_in) => sign_in::write(call, signed_in),
        Shown::File(page, file) => guarded(call, &page, send(call, &page, file)),
        Shown::Missing(page) => {
            guarded(call, &page, text(503, "text/html; charset=utf-8", include_str!("missing.html").to_owned()))
        }
    }
}

fn send(call: &Call, page: &Page, file: &File) -> Response {
    let (coding, bytes) = coded(call.header("accept-encoding").unwrap_or_default(), file);
    let tag = format!("\"{}{coding}\"", file.hash);
    let known = call.header("if-none-match").unwrap_or_default();
    let is_known = known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
    let mut response = Response::new(if is_known { Body::Empty } else { Body::Binary(bytes.to_vec()) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lifetime(page)));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if !coding.is_empty() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// The smallest form that the browser takes.
fn coded<'a>(accepted: &str, file: &'a File) -> (&'static str, &'a [u8]) {
    let forms = [("br", file.brotli), ("gzip", file.gzip)];
    let taken = forms.into_iter().find_map(|(name, bytes)| Some((name, bytes?)).filter(|_| takes(accepted, name)));
    taken.unwrap_or(("", file.plain))
}

/// Whether `Accept-Encoding` names this coding, and not with `q=0`.
fn takes(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let (name, rest) = entry.split_once(';').unwrap_or((entry, ""));
        let refused = rest.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

const fn lifetime(page: &Page) -> &'static str {
    match page {
        Page::Asset(_) => "public, max-age=31536000, immutable",
        // Others embed it under this one name, and are to have a new one soon.
        Page::Widget => "public, max-age=300",
        _ => "no-cache",
    }
}

/// Says what the browser is to refuse.
fn guarded(call: &Call, page: &Page, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    say(X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(REFERRER_POLICY, "same-origin");
    say(CONTENT_SECURITY_POLICY, &policy(page, call.is_from_loopback()));
    if !call.is_from_loopback() {
        say(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    let from_elsewhere = if page.is_document() { "same-origin" } else { "cross-origin" };
    say(HeaderName::from_static("cross-origin-resource-policy"), from_elsewhere);
    response
}

/// What a page may load and who may frame it. Files of a feedback lie in the bucket, which on one machine is another port.
fn policy(page: &Page, on_one_machine: bool) -> String {
    if !page.is_document() {
        return "default-src 'none'; frame-ancestors 'none'".to_owned();
    }
    let bucket = if on_one_machine { "https: http://127.0.0.1:*" } else { "https:" };
    // Apps show the form in web views of theirs.
    let framed_by = if *page == Page::Feedback { "*" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self' {bucket}; \
         img-src 'self' blob: data: {bucket}; media-src 'self' blob: {bucket}; base-uri 'none'; form-action 'none'; \
         frame-ancestors {framed_by}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: File = File {
        path: "assets/a.js",
        content_type: "text/javascript",
        hash: "h",
        plain: b"plain",
        brotli: Some(b"br"),
        gzip: Some(b"gz"),
    };

    #[test]
    fn the_smallest_form_that_is_taken_is_sent() {
        for (accepted, coding) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("BR", "br"),
            ("", ""),
            ("br;q=0.0, gzip; q=0", ""),
            ("identity", ""),
        ] {
            assert_eq!(coded(accepted, &FILE).0, coding, "{accepted}");
        }
        assert_eq!(coded("br", &File { brotli: None, ..FILE }), ("", &b"plain"[..]));
    }

    #[test]
    fn only_the_form_may_be_framed_and_no_page_runs_what_is_not_ours() {
        for page in [Page::Console, Page::Receipt, Page::Demo, Page::Feedback] {
            let policy = policy(&page, false);
            assert_eq!(policy.contains("frame-ancestors 'none'"), page != Page::Feedback);
            assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe") && !policy.contains("http:"));
        }
        assert!(policy(&Page::Console, true).contains("http://127.0.0.1:*"));
    }
}
