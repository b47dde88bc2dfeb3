//! `POST /v1/uploads` (DESIGN.md "Native API", issue 3 "Upload").
//!
//! `method` is ours: `PUT` (the default) answers `headers`, `POST` answers `fields` of a form whose last part is `file`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{Field, body, word};
use crate::{
    dialects::{Dialect, times},
    domain::{
        Error, Reason, Role,
        media::{Declared, FileName, MediaType},
    },
    http::{Access, Call, Response, Route, Wire, json},
    operations::upload::{NewUpload, Upload},
    store::media::{SignedUpload, UploadForm},
};

/// The wire.
pub const WIRE: Wire<NewUpload, Upload> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "POST", path: "/v1/uploads", access: Access::Role(Role::Client) },
    read,
    write,
};

/// A file that is to be sent.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewUpload"))]
pub(super) struct UploadBody {
    /// Its name, for whoever downloads it.
    file_name: Field<FileName>,
    /// Its type: pictures of up to 10 MB, films up to 50 MB, logs up to 5 MB.
    content_type: Field<MediaType>,
    /// Its size in bytes, exactly.
    size: Field<u64>,
    /// How it is sent: `PUT` if not given; `POST` for a form, which is all that `wx.uploadFile` can send.
    #[serde(default)]
    method: Field<UploadForm>,
}

fn read(call: &Call) -> Result<NewUpload, Error> {
    let given: UploadBody = body(call)?;
    let file_name = given.file_name.named("file_name").required(FileName::parse)?;
    let known = word(MediaType::NAMES, MediaType::from_content_type);
    let media_type = given.content_type.named("content_type").required(known)?;
    let size = given.size.named("size").number(1, media_type.most_bytes())?.ok_or(Reason::Empty.of("size"))?;
    let form = given.method.named("method").optional(word(UploadForm::NAMES, UploadForm::from_name))?;
    Ok(NewUpload { declared: Declared::new(file_name, media_type, size)?, form: form.unwrap_or_default() })
}

/// Leave to send a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Upload"))]
pub(super) struct UploadShape {
    /// The file's id, for `media_ids` of a feedback within 24 hours.
    media_id: String,
    /// Where and how to send it.
    upload: Target,
    /// Until when.
    expires_at: String,
}

/// Where and how to send a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Target {
    /// `PUT` or `POST`.
    method: &'static str,
    /// Where to.
    url: String,
    /// Headers of a PUT, whose body is the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<&'static str, String>>,
    /// Fields of a POST of `multipart/form-data`, whose last part is the file, called `file`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<BTreeMap<&'static str, String>>,
}

fn write(_: &Call, upload: Upload) -> Response {
    let target = match upload.target {
        SignedUpload::Put { url, headers } => {
            Target { method: "PUT", url, headers: Some(headers.into_iter().collect()), fields: None }
        }
        SignedUpload::Post { url, fields } => {
            Target { method: "POST", url, headers: None, fields: Some(fields.into_iter().collect()) }
        }
    };
    let expires_at = times::seconds(upload.expires_at);
    json(201, &UploadShape { media_id: upload.id.to_string(), upload: target, expires_at })
}
