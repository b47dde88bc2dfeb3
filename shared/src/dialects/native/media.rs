//! `GET /v1/media/{id}` and `?size=thumb` (DESIGN.md "Native API").
//!
//! A file that is not there yet is 404 with `Retry-After`; one that was rejected is 410 with the reason (ours).

use lambda_http::http::{
    HeaderValue,
    header::{CACHE_CONTROL, LOCATION, RETRY_AFTER},
};

use super::error;
use crate::{
    dialects::Dialect,
    domain::{Error, MediaId, Reason},
    http::{Access, Call, Response, Route, Wire, text},
    operations::media_get::{Download, Form, MediaQuery},
    store::media::Rendition,
    token::MediaPass,
};

/// The wire. Public feedback has public media, and a receipt is no token, so the route itself is open.
pub const WIRE: Wire<MediaQuery, Download> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "GET", path: "/v1/media/{id}", access: Access::Public },
    read,
    write,
};

fn read(call: &Call) -> Result<MediaQuery, Error> {
    let rendition = match call.query.text("size") {
        None => Rendition::Original,
        Some("thumb") => Rendition::Thumb,
        Some(_) => return Err(Reason::NotOneOf(&["thumb"]).of("size")),
    };
    let id = MediaId::parse(call.parameter(0)).ok_or(Error::NotFound)?;
    Ok(MediaQuery {
        id,
        rendition,
        feedback: None,
        form: Form::Address,
        receipt: call.header("x-receipt").map(str::to_owned),
        pass: pass(call),
    })
}

/// What a link of ours carries (`Call::media_link`).
fn pass(call: &Call) -> Option<MediaPass> {
    let expires_at_s = call.query.text("expires")?.parse().ok()?;
    Some(MediaPass { expires_at_s, signature: call.query.text("signature")?.to_owned() })
}

fn write(_: &Call, download: Download) -> Response {
    match download {
        Download::Ready(url) => redirect(&url),
        // Not asked for in this wire.
        Download::Bytes(_) => error::write(&Error::Internal),
        Download::Waiting => {
            let mut response = error::problem(404, "Not Found", "The file has not come, or is being looked at.", None);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(2));
            response
        }
        Download::Rejected(rejection) => {
            error::problem(410, "Gone", "The file was not what was declared, and is deleted.", Some(rejection.name()))
        }
    }
}

fn redirect(url: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(url) else { return error::write(&Error::Internal) };
    let mut response = text(302, "text/plain; charset=utf-8", String::new());
    response.headers_mut().insert(LOCATION, location);
    // The address ends before a cache would ask again.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
