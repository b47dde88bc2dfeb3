//! `GET` and `POST /cgi-bin/media/getfeedbackmedia` (WIRE.md, `wechat`): a picture of a feedback, as raw bytes.
//!
//! Always a JPEG of at most 4 MB, as `media_ready` has made it: Lambda's 6 MB hold no more in base64. Clients tell it
//! from an error by its `Content-Type`.

use lambda_http::{
    Body,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
};

use super::{error, parameters::Parameters};
use crate::{
    dialects::Dialect,
    domain::{Error, FeedbackId, MediaId, Role},
    http::{Access, Call, Response, Route, Wire},
    operations::media_get::{Download, Form, MediaQuery},
    store::media::Rendition,
};

/// The wire.
pub const GET: Wire<MediaQuery, Download> = wire("GET");
/// The wire, as clients call it that post a form (C).
pub const POST: Wire<MediaQuery, Download> = wire("POST");

const fn wire(method: &'static str) -> Wire<MediaQuery, Download> {
    let route = Route { method, path: "/cgi-bin/media/getfeedbackmedia", access: Access::Role(Role::Agent) };
    Wire { dialect: Dialect::Wechat, route, read, write }
}

fn read(call: &Call) -> Result<MediaQuery, Error> {
    let parameters = Parameters::of(call)?;
    let id = MediaId::parse(&parameters.required("media_id")?).ok_or(Error::NotFound)?;
    // Some clients leave it out; one that is given must match (A).
    let record = parameters.text("record_id").map(|text| FeedbackId::parse_decimal(&text).ok_or(Error::NotFound));
    Ok(MediaQuery {
        id,
        rendition: Rendition::Jpeg,
        feedback: record.transpose()?,
        form: Form::Bytes,
        receipt: None,
        pass: None,
    })
}

fn write(call: &Call, download: Download) -> Response {
    let Download::Bytes(bytes) = download else { return error::write(&Error::NotFound) };
    let id = Parameters::of(call).ok().and_then(|parameters| parameters.text("media_id")).unwrap_or_default();
    let mut response = Response::new(Body::Binary(bytes));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{id}.jpg\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
