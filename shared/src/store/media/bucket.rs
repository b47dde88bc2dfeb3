//! The bucket through Amazon's SDK, for the functions that touch objects.

use std::time::Duration;

use aws_config::{BehaviorVersion, timeout::TimeoutConfig};
use aws_sdk_s3::{
    Client,
    config::{Builder, RequestChecksumCalculation},
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    operation::get_object::{GetObjectError, GetObjectOutput},
    primitives::ByteStream,
    types::{Delete, ObjectIdentifier},
};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use tokio::sync::OnceCell;

use super::{
    DropMedia, KeepMedia, ReadObjects, Rendition, SendUploads, TakeUploads, Uploaded, incoming, kept, unclaimed,
};
use crate::{
    domain::{Error, MediaId},
    store::Verbs,
};

/// One bucket.
pub struct Bucket {
    pub(super) client: Client,
    pub(super) name: String,
}

impl Bucket {
    /// The process's one bucket, as the environment describes it: `MEDIA_BUCKET`, and AWS's own variables. The first
    /// call connects; a function that never calls it links nothing of the SDK of S3.
    ///
    /// # Errors
    /// [`Error::Internal`] if `MEDIA_BUCKET` is not set.
    pub async fn of_process() -> Result<&'static Self, Error> {
        static BUCKET: OnceCell<Bucket> = OnceCell::const_new();
        BUCKET.get_or_try_init(Self::from_env).await
    }

    async fn from_env() -> Result<Self, Error> {
        let name = std::env::var("MEDIA_BUCKET").map_err(|_| {
            tracing::error!("environment variable MEDIA_BUCKET is not set");
            Error::Internal
        })?;
        let https = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        let environment = aws_config::defaults(BehaviorVersion::v2026_01_12()).http_client(https.build_https());
        let environment = environment.load().await;
        // An endpoint of one's own has no host for each bucket.
        let own_endpoint = std::env::var("AWS_ENDPOINT_URL_S3").is_ok_and(|endpoint| !endpoint.is_empty());
        let config = Builder::from(&environment)
            .force_path_style(own_endpoint)
            .timeout_config(timeouts())
            // TLS guards the way, and the record has the hash.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .build();
        Ok(Self { client: Client::from_conf(config), name })
    }

    pub(super) async fn put(&self, key: String, content_type: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let put = self.client.put_object().bucket(&self.name).key(key).content_type(content_type);
        let put = put.body(ByteStream::from(bytes)).send().await;
        put.map(|_| ()).map_err(|error| failed("PutObject", &error))
    }
}

impl Bucket {
    pub(super) async fn get(&self, key: String) -> Result<Option<GetObjectOutput>, Error> {
        match self.client.get_object().bucket(&self.name).key(key).send().await {
            Ok(object) => Ok(Some(object)),
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => Ok(None),
            Err(error) => Err(failed("GetObject", &error)),
        }
    }
}

pub(super) async fn whole(object: GetObjectOutput) -> Result<Vec<u8>, Error> {
    let bytes = object.body.collect().await.map_err(|cause| {
        tracing::error!(%cause, "an object cannot be read to its end");
        Error::Unavailable
    })?;
    Ok(bytes.to_vec())
}

impl ReadObjects for Bucket {
    // Without the right to list, S3 answers 403 and not 404 for what is not there.
    const VERBS: Verbs = &["GetObject", "ListBucket"];

    async fn read(&self, id: &MediaId, rendition: Rendition) -> Result<Option<Vec<u8>>, Error> {
        match self.get(kept(id, rendition)).await? {
            Some(object) => whole(object).await.map(Some),
            None => Ok(None),
        }
    }
}

impl TakeUploads for Bucket {
    // Without the right to list, S3 answers 403 and not 404 for what is not there.
    const VERBS: Verbs = &["DeleteObject", "GetObject", "ListBucket"];

    async fn upload(&self, id: &MediaId, most_bytes: u64) -> Result<Option<Uploaded>, Error> {
        let Some(object) = self.get(incoming(id)).await? else { return Ok(None) };
        let size_bytes = object.content_length().and_then(|length| u64::try_from(length).ok()).unwrap_or(u64::MAX);
        if size_bytes > most_bytes {
            return Ok(Some(Uploaded { size_bytes, bytes: None }));
        }
        Ok(Some(Uploaded { size_bytes, bytes: Some(whole(object).await?) }))
    }

    async fn drop_upload(&self, id: &MediaId) -> Result<(), Error> {
        let deleted = self.client.delete_object().bucket(&self.name).key(incoming(id)).send().await;
        deleted.map(|_| ()).map_err(|error| failed("DeleteObject", &error))
    }
}

impl SendUploads for Bucket {
    const VERBS: Verbs = &["PutObject"];

    async fn send_upload(&self, id: &MediaId, content_type: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.put(incoming(id), content_type, bytes).await
    }
}

impl KeepMedia for Bucket {
    const VERBS: Verbs = &["PutObject"];

    async fn keep(&self, id: &MediaId, rendition: Rendition, content_type: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.put(kept(id, rendition), content_type, bytes).await
    }

    async fn start_clock(&self, id: &MediaId) -> Result<(), Error> {
        self.put(unclaimed(id), "application/octet-stream", Vec::new()).await
    }
}

impl DropMedia for Bucket {
    const VERBS: Verbs = &["DeleteObject"];

    async fn drop_media(&self, ids: &[MediaId]) -> Result<(), Error> {
        let keys = ids.iter().flat_map(|id| {
            let kept = Rendition::ALL.map(|rendition| kept(id, rendition));
            kept.into_iter().chain([incoming(id), unclaimed(id)])
        });
        let objects = keys.map(|key| ObjectIdentifier::builder().key(key).build()).collect::<Result<Vec<_>, _>>();
        let delete = objects.and_then(|objects| Delete::builder().set_objects(Some(objects)).quiet(true).build());
        let delete = delete.map_err(|cause| {
            tracing::error!(%cause, "objects cannot be named for deletion");
            Error::Internal
        })?;
        let deleted = self.client.delete_objects().bucket(&self.name).delete(delete).send().await;
        let deleted = deleted.map_err(|error| failed("DeleteObjects", &error))?;
        match deleted.errors().first() {
            None => Ok(()),
            Some(error) => {
                tracing::error!(code = error.code(), "S3 did not delete an object");
                Err(Error::Unavailable)
            }
        }
    }
}

/// Below the 28 s after which Lambda ends the function.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(12))
        .operation_timeout(Duration::from_secs(24))
        .build()
}

/// A call failed in a way the operation does not expect.
pub(super) fn failed<E, R>(call: &'static str, error: &SdkError<E, R>) -> Error
where
    SdkError<E, R>: std::error::Error + ProvideErrorMetadata,
{
    let code = error.code().unwrap_or("none");
    tracing::error!(call, code, cause = %DisplayErrorContext(error), "S3 call {call} failed: {code}");
    let later = matches!(code, "SlowDown" | "InternalError" | "ServiceUnavailable" | "RequestTimeout")
        || matches!(error, SdkError::TimeoutError(_) | SdkError::DispatchFailure(_));
    if later { Error::Unavailable } else { Error::Internal }
}
