//! Signs addresses in the bucket (AWS Signature Version 4), by the function's own credentials.
//!
//! What is signed holds for whoever has the address, and no longer than the credentials: a function's live for hours, and
//! its session token is part of each signature.
//!
//! * **PUT**: a presigned URL that binds type and length (S3 API "Authenticating Requests: Using Query Parameters").
//! * **POST**: a policy that binds key, type and length, and its signature (S3 API "Browser-Based Uploads Using POST");
//!   the Rust SDK has no signer for these.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings,
        UriPathNormalizationMode, sign,
    },
    sign::v4::{SigningParams, calculate_signature, generate_signing_key},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use lambda_http::http::Request;
use serde_json::json;

use super::{
    Rendition, SignDownloads, SignExports, SignUploads, SignedUpload, UploadForm, exports::file, incoming, kept,
};
use crate::{
    domain::{
        Error, MediaId, Timestamp,
        export::Export,
        media::{Declared, Media, MediaType, UPLOAD_LIFETIME_S},
    },
    store::Verbs,
};

/// How long an address for a download is good for, in seconds.
const DOWNLOAD_LIFETIME_S: u64 = 5 * 60;

/// How long an address for an export is good for, in seconds (issue 5 "an expiring link").
const EXPORT_LINK_LIFETIME_S: u64 = 15 * 60;

/// Signs addresses in one bucket.
pub struct Signer {
    /// Scheme, host and path of the bucket, without a slash at the end.
    base: String,
    bucket: String,
    region: String,
    credentials: Credentials,
}

impl Signer {
    /// The signer that the environment describes: `MEDIA_BUCKET`, and AWS's own variables.
    ///
    /// # Errors
    /// The name of a variable that is missing.
    pub fn from_env() -> Result<Self, &'static str> {
        let given = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        let variable = |name: &'static str| given(name).ok_or(name);
        let credentials = Credentials::new(
            variable("AWS_ACCESS_KEY_ID")?,
            variable("AWS_SECRET_ACCESS_KEY")?,
            given("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let endpoint = given("AWS_ENDPOINT_URL_S3");
        Ok(Self::new(&variable("MEDIA_BUCKET")?, &variable("AWS_REGION")?, endpoint.as_deref(), credentials))
    }

    /// A signer for a bucket. An endpoint of one's own has the bucket's name in its path, AWS in the host.
    #[must_use]
    pub fn new(bucket: &str, region: &str, endpoint: Option<&str>, credentials: Credentials) -> Self {
        let suffix = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let base = match endpoint {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            None => format!("https://{bucket}.s3.{region}.{suffix}"),
        };
        Self { base, bucket: bucket.to_owned(), region: region.to_owned(), credentials }
    }

    /// A presigned URL; `url` has its parameters already.
    fn presign(
        &self,
        method: &str,
        url: &str,
        headers: &[(&'static str, String)],
        lifetime_s: u64,
        now: Timestamp,
    ) -> Result<String, Error> {
        let mut settings = SigningSettings::default();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_secs(lifetime_s));
        // As S3 wants it: a key is escaped once, and no segment of it means anything.
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        let identity = self.credentials.clone().into();
        let parameters = SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name("s3")
            .time(system_time(now))
            .settings(settings)
            .build()
            .map_err(|cause| unsigned(&cause))?
            .into();
        let named = headers.iter().map(|(name, value)| (*name, value.as_str()));
        let request = SignableRequest::new(method, url, named, SignableBody::UnsignedPayload);
        let signed = sign(request.map_err(|cause| unsigned(&cause))?, &parameters).map_err(|cause| unsigned(&cause))?;
        let mut request = Request::builder().uri(url).body(()).map_err(|cause| unsigned(&cause))?;
        signed.into_parts().0.apply_to_request_http1x(&mut request);
        Ok(request.uri().to_string())
    }

    /// The fields of a form that takes one file.
    fn fields(&self, id: &MediaId, declared: &Declared, now: Timestamp) -> Result<Vec<(&'static str, String)>, Error> {
        let stamp = basic(now)?;
        let scope = format!("{}/{}/{}/s3/aws4_request", self.credentials.access_key_id(), &stamp[..8], self.region);
        let mut fields = vec![
            ("key", incoming(id)),
            ("Content-Type", declared.media_type.content_type().to_owned()),
            ("success_action_status", "201".to_owned()),
            ("x-amz-algorithm", "AWS4-HMAC-SHA256".to_owned()),
            ("x-amz-credential", scope),
            ("x-amz-date", stamp),
        ];
        if let Some(token) = self.credentials.session_token() {
            fields.push(("x-amz-security-token", token.to_owned()));
        }
        let mut conditions: Vec<_> = fields.iter().map(|(name, value)| json!({ *name: value })).collect();
        conditions.push(json!({ "bucket": self.bucket }));
        conditions.push(json!(["content-length-range", declared.size_bytes, declared.size_bytes]));
        let end = Timestamp::from_ms(now.ms() + UPLOAD_LIFETIME_S * 1_000);
        let policy = json!({ "expiration": extended(end)?, "conditions": conditions }).to_string();
        let policy = BASE64_STANDARD.encode(policy);
        let key = generate_signing_key(self.credentials.secret_access_key(), system_time(now), &self.region, "s3");
        fields.push(("x-amz-signature", calculate_signature(key, policy.as_bytes())));
        fields.push(("policy", policy));
        Ok(fields)
    }
}

impl SignUploads for Signer {
    const VERBS: Verbs = &["PutObject"];

    fn sign_upload(
        &self,
        id: &MediaId,
        declared: &Declared,
        form: UploadForm,
        now: Timestamp,
    ) -> Result<SignedUpload, Error> {
        if form == UploadForm::Post {
            let fields = self.fields(id, declared, now)?;
            return Ok(SignedUpload::Post { url: self.base.clone(), fields });
        }
        let url = format!("{}/{}", self.base, incoming(id));
        let content_type = ("content-type", declared.media_type.content_type().to_owned());
        // Every client sends the length by itself, and a browser lets nobody else do it.
        let signed = [content_type.clone(), ("content-length", declared.size_bytes.to_string())];
        let url = self.presign("PUT", &url, &signed, UPLOAD_LIFETIME_S, now)?;
        Ok(SignedUpload::Put { url, headers: vec![content_type] })
    }
}

impl SignDownloads for Signer {
    const VERBS: Verbs = &["GetObject"];

    fn sign_download(&self, media: &Media, rendition: Rendition, now: Timestamp) -> Result<String, Error> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        // Pictures are shown; what else a browser might make of a film or a log is not tried out.
        if rendition == Rendition::Original && matches!(media.declared.media_type, MediaType::Mp4 | MediaType::Log) {
            query.append_pair("response-content-disposition", &attachment(media.declared.file_name.as_str()));
        }
        query.append_pair("response-cache-control", "private, max-age=300");
        // A space is `+` in a form and `%20` in a signature.
        let query = query.finish().replace('+', "%20");
        let url = format!("{}/{}?{query}", self.base, kept(&media.id, rendition));
        self.presign("GET", &url, &[], DOWNLOAD_LIFETIME_S, now)
    }
}

impl SignExports for Signer {
    const VERBS: Verbs = &["GetObject"];

    fn sign_export(&self, export: &Export, now: Timestamp) -> Result<(String, Timestamp), Error> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("response-content-disposition", &attachment(&export.file_name()));
        query.append_pair("response-cache-control", "private, no-store");
        let query = query.finish().replace('+', "%20");
        let url = format!("{}/{}?{query}", self.base, file(export));
        let url = self.presign("GET", &url, &[], EXPORT_LINK_LIFETIME_S, now)?;
        Ok((url, Timestamp::from_ms(now.ms() + EXPORT_LINK_LIFETIME_S * 1_000)))
    }
}

/// RFC 6266, with the name in UTF-8 as RFC 8187 writes it.
fn attachment(file_name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let escaped: String = file_name
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("attachment; filename*=UTF-8''{escaped}")
}

fn system_time(at: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(at.ms())
}

/// `YYYYMMDDTHHMMSSZ`.
fn basic(at: Timestamp) -> Result<String, Error> {
    Ok(extended(at)?.replace(['-', ':'], ""))
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
fn extended(at: Timestamp) -> Result<String, Error> {
    let seconds = i64::try_from(at.seconds()).map_err(|cause| unsigned(&cause))?;
    Ok(jiff::Timestamp::from_second(seconds).map_err(|cause| unsigned(&cause))?.to_string())
}

fn unsigned(cause: &dyn std::fmt::Display) -> Error {
    tracing::error!(%cause, "an address cannot be signed");
    Error::Internal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::media::FileName;

    const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_123);

    fn signer(endpoint: Option<&str>, token: Option<&str>) -> Signer {
        let credentials = Credentials::new("AKID", "secret", token.map(str::to_owned), None, "test");
        Signer::new("box", "eu-west-1", endpoint, credentials)
    }

    fn declared() -> Declared {
        Declared::new(FileName::parse("a.png").unwrap(), MediaType::Png, 1_234).unwrap()
    }

    #[test]
    fn a_put_binds_type_length_and_session() {
        let id = MediaId::from_random(7);
        let signed = signer(None, Some("to/ken")).sign_upload(&id, &declared(), UploadForm::Put, NOW).unwrap();
        let SignedUpload::Put { url, headers } = signed else { panic!() };
        assert!(url.starts_with(&format!("https://box.s3.eu-west-1.amazonaws.com/incoming/{id}?")), "{url}");
        for part in [
            "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost",
            "X-Amz-Expires=900",
            "X-Amz-Security-Token=to%2Fken",
        ] {
            assert!(url.contains(part), "{part} in {url}");
        }
        assert_eq!(headers, [("content-type", "image/png".to_owned())]);
    }

    #[test]
    fn a_form_binds_the_same_and_an_endpoint_has_the_bucket_in_its_path() {
        let id = MediaId::from_random(7);
        let signer = signer(Some("http://127.0.0.1:9000/"), Some("token"));
        let SignedUpload::Post { url, fields } = signer.sign_upload(&id, &declared(), UploadForm::Post, NOW).unwrap()
        else {
            panic!()
        };
        assert_eq!(url, "http://127.0.0.1:9000/box");
        let value = |name: &str| fields.iter().find(|field| field.0 == name).map(|field| field.1.clone()).unwrap();
        let policy: serde_json::Value =
            serde_json::from_slice(&BASE64_STANDARD.decode(value("policy")).unwrap()).unwrap();
        assert_eq!(policy["expiration"], "2026-09-21T14:28:20Z");
        let conditions = policy["conditions"].as_array().unwrap();
        assert!(conditions.contains(&json!(["content-length-range", 1_234, 1_234])));
        assert!(conditions.contains(&json!({ "key": format!("incoming/{id}") })));
        assert!(conditions.contains(&json!({ "x-amz-security-token": "token" })));
        assert_eq!(value("x-amz-credential"), "AKID/20260921/eu-west-1/s3/aws4_request");
        assert_eq!(value("x-amz-signature").len(), 64);
    }

    #[test]
    fn a_name_in_any_script_is_escaped() {
        assert_eq!(attachment("日志 1\".txt"), "attachment; filename*=UTF-8''%E6%97%A5%E5%BF%97%201%22.txt");
    }
}
