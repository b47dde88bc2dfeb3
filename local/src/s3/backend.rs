//! The operations of S3 on the template's buckets.

use std::{collections::BTreeMap, io, sync::Arc, time::UNIX_EPOCH};

use async_trait::async_trait;
use axum::body::Bytes;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use s3s::{
    S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result,
    dto::{
        AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
        CompleteMultipartUploadOutput, CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteObjectInput,
        DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, ETag, GetObjectInput,
        GetObjectOutput, HeadObjectInput, HeadObjectOutput, ListObjectsV2Input, ListObjectsV2Output, Object,
        PostObjectInput, PostObjectOutput, PutObjectInput, PutObjectOutput, Range, StreamingBlob, UploadPartInput,
        UploadPartOutput,
    },
    s3_error,
};

use super::{
    objects::{Description, Objects},
    queue::Queue,
};
use crate::log::trouble;

/// A larger object is refused: it is held in memory on its way to the disk, and nothing here needs one.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Keys of one page of a list, as in S3.
const PAGE: usize = 1_000;

/// The buckets, by name.
#[derive(Debug, Clone)]
pub(super) struct Backend {
    pub buckets: Arc<BTreeMap<String, Arc<Objects>>>,
    pub queue: Queue,
}

impl Backend {
    pub(super) fn bucket(&self, name: &str) -> S3Result<Arc<Objects>> {
        self.buckets.get(name).cloned().ok_or_else(|| s3_error!(NoSuchBucket))
    }

    /// Stores an object and tells who wants to hear of it.
    async fn store(&self, input: PutObjectInput, event: &'static str) -> S3Result<PutObjectOutput> {
        let objects = self.bucket(&input.bucket)?;
        let bytes = read_body(input.body, input.content_length).await?;
        let description = Description {
            key: input.key,
            size: 0,
            e_tag: String::new(),
            modified_ms: Timestamp::now().as_millisecond().unsigned_abs(),
            content_type: input.content_type,
            content_disposition: input.content_disposition,
            cache_control: input.cache_control,
        };
        let must_be_new = input.if_none_match.is_some_and(|condition| condition.is_any());
        let (queue, bucket) = (self.queue.clone(), input.bucket);
        let stored = blocking(move || {
            let mut noted = Vec::new();
            let stored = objects.put(description, &bytes, must_be_new, |description| {
                noted = queue.note(&bucket, event, description)?;
                Ok(())
            })?;
            queue.announce(noted);
            Ok(stored)
        });
        let stored = stored.await?.map_err(|_| s3_error!(PreconditionFailed))?;
        Ok(PutObjectOutput { e_tag: Some(ETag::Strong(stored.e_tag)), ..PutObjectOutput::default() })
    }

    /// Deletes what has outlived its rule, and tells who wants to hear of it.
    pub fn expire(&self, bucket: &str, prefix: &str, days: u64, now_ms: u64) -> io::Result<()> {
        let Some(objects) = self.buckets.get(bucket) else { return Ok(()) };
        let lifetime_ms = days.saturating_mul(24 * 3_600 * 1_000);
        for description in objects.list(prefix)? {
            if description.modified_ms.saturating_add(lifetime_ms) <= now_ms {
                let noted = self.queue.note(bucket, "LifecycleExpiration:Delete", &description)?;
                objects.delete(&description.key)?;
                self.queue.announce(noted);
            }
        }
        Ok(())
    }
}

#[async_trait]
impl S3 for Backend {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        Ok(S3Response::new(self.store(request.input, "ObjectCreated:Put").await?))
    }

    async fn post_object(&self, request: S3Request<PostObjectInput>) -> S3Result<S3Response<PostObjectOutput>> {
        let PostObjectInput { bucket, key, body, content_type, content_length, .. } = request.input;
        let input = PutObjectInput { bucket, key, body, content_type, content_length, ..PutObjectInput::default() };
        let stored = self.store(input, "ObjectCreated:Post").await?;
        Ok(S3Response::new(PostObjectOutput { e_tag: stored.e_tag, ..PostObjectOutput::default() }))
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        super::uploads::create_multipart_upload(self, request.input).await.map(S3Response::new)
    }

    async fn upload_part(&self, request: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        super::uploads::upload_part(self, request.input).await.map(S3Response::new)
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        super::uploads::complete_multipart_upload(self, request.input).await.map(S3Response::new)
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        super::uploads::abort_multipart_upload(self, request.input).await.map(S3Response::new)
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let input = request.input;
        let objects = self.bucket(&input.bucket)?;
        let range = input.range;
        let read = blocking(move || objects.read(&input.key, |found| chosen(range, found.size))).await?;
        let (found, bytes) = read.ok_or_else(|| s3_error!(NoSuchKey))?.map_err(|()| s3_error!(InvalidRange))?;
        let output = GetObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            content_length: i64::try_from(bytes.len()).ok(),
            content_range: range.and_then(|range| content_range(range, found.size)),
            body: Some(StreamingBlob::wrap(stream::iter([Ok::<_, io::Error>(Bytes::from(bytes))]))),
            content_type: input.response_content_type.or(found.content_type),
            content_disposition: input.response_content_disposition.or(found.content_disposition),
            cache_control: input.response_cache_control.or(found.cache_control),
            e_tag: Some(ETag::Strong(found.e_tag)),
            last_modified: Some(modified(found.modified_ms)),
            ..GetObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let objects = self.bucket(&request.input.bucket)?;
        let found =
            blocking(move || objects.describe(&request.input.key)).await?.ok_or_else(|| s3_error!(NoSuchKey))?;
        let output = HeadObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            content_length: i64::try_from(found.size).ok(),
            content_type: found.content_type,
            content_disposition: found.content_disposition,
            cache_control: found.cache_control,
            e_tag: Some(ETag::Strong(found.e_tag)),
            last_modified: Some(modified(found.modified_ms)),
            ..HeadObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        let objects = self.bucket(&request.input.bucket)?;
        blocking(move || objects.delete(&request.input.key)).await?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let objects = self.bucket(&request.input.bucket)?;
        let keys: Vec<_> = request.input.delete.objects.into_iter().map(|object| object.key).collect();
        let deleted = blocking(move || {
            let delete = |key: String| {
                objects.delete(&key)?;
                Ok(DeletedObject { key: Some(key), ..DeletedObject::default() })
            };
            keys.into_iter().map(delete).collect()
        });
        let deleted: Vec<_> = deleted.await?;
        let quiet = request.input.delete.quiet == Some(true);
        let deleted = (!quiet).then_some(deleted);
        Ok(S3Response::new(DeleteObjectsOutput { deleted, ..DeleteObjectsOutput::default() }))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let objects = self.bucket(&input.bucket)?;
        let prefix = input.prefix.clone().unwrap_or_default();
        let mut found = blocking(move || objects.list(&prefix)).await?;
        if let Some(after) = input.continuation_token.as_ref().or(input.start_after.as_ref()) {
            found.retain(|object| object.key > *after);
        }
        let most = input.max_keys.and_then(|most| usize::try_from(most).ok()).unwrap_or(PAGE).min(PAGE);
        let more = found.len() > most;
        found.truncate(most);
        let last = found.last().filter(|_| more).map(|object| object.key.clone());
        let output = ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: input.prefix,
            key_count: i32::try_from(found.len()).ok(),
            is_truncated: Some(more),
            next_continuation_token: last,
            contents: Some(found.into_iter().map(listed).collect()),
            ..ListObjectsV2Output::default()
        };
        Ok(S3Response::new(output))
    }
}

/// What is stored is what was announced, or nothing.
pub(super) async fn read_body(body: Option<StreamingBlob>, announced: Option<i64>) -> S3Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let Some(mut body) = body else { return Ok(bytes) };
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece.map_err(|cause| S3Error::with_source(S3ErrorCode::IncompleteBody, cause))?);
        if bytes.len() > MOST_BYTES {
            return Err(s3_error!(EntityTooLarge));
        }
    }
    let differs = |announced: i64| usize::try_from(announced) != Ok(bytes.len());
    if announced.is_some_and(|announced| announced > 0 && differs(announced)) {
        return Err(s3_error!(IncompleteBody));
    }
    Ok(bytes)
}

/// Runs what touches the disk where it may block.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> S3Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(io::Error::other).flatten();
    done.map_err(|error| {
        trouble(format_args!("S3: {error}"));
        S3Error::with_source(S3ErrorCode::InternalError, Box::new(error))
    })
}

fn chosen(range: Option<Range>, size: u64) -> Result<std::ops::Range<u64>, ()> {
    range.map_or(Ok(0..size), |range| range.check(size).map_err(|_| ()))
}

fn content_range(range: Range, size: u64) -> Option<String> {
    let part = range.check(size).ok()?;
    Some(format!("bytes {}-{}/{size}", part.start, part.end - 1))
}

fn modified(ms: u64) -> s3s::dto::Timestamp {
    (UNIX_EPOCH + std::time::Duration::from_millis(ms)).into()
}

fn listed(object: Description) -> Object {
    Object {
        key: Some(object.key),
        size: i64::try_from(object.size).ok(),
        e_tag: Some(ETag::Strong(object.e_tag)),
        last_modified: Some(modified(object.modified_ms)),
        ..Object::default()
    }
}
