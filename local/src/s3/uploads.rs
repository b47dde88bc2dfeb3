//! The operations of S3 on objects that are sent in parts.

use jiff::Timestamp;
use s3s::{
    S3Error, S3Result,
    dto::{
        AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
        CompleteMultipartUploadOutput, CreateMultipartUploadInput, CreateMultipartUploadOutput, ETag, UploadPartInput,
        UploadPartOutput,
    },
    s3_error,
};

use super::{
    backend::{Backend, blocking, read_body},
    multipart::{Named, Unusable},
    objects::Description,
};

pub(super) async fn create_multipart_upload(
    backend: &Backend,
    input: CreateMultipartUploadInput,
) -> S3Result<CreateMultipartUploadOutput> {
    let objects = backend.bucket(&input.bucket)?;
    let description = Description {
        key: input.key.clone(),
        size: 0,
        e_tag: String::new(),
        modified_ms: Timestamp::now().as_millisecond().unsigned_abs(),
        content_type: input.content_type,
        content_disposition: input.content_disposition,
        cache_control: input.cache_control,
    };
    let id = blocking(move || objects.begin_upload(&description)).await?;
    let (bucket, key, upload_id) = (Some(input.bucket), Some(input.key), Some(id));
    Ok(CreateMultipartUploadOutput { bucket, key, upload_id, ..Default::default() })
}

pub(super) async fn upload_part(backend: &Backend, input: UploadPartInput) -> S3Result<UploadPartOutput> {
    let objects = backend.bucket(&input.bucket)?;
    let bytes = read_body(input.body, input.content_length).await?;
    let number = u32::try_from(input.part_number).map_err(|_| s3_error!(InvalidArgument))?;
    let stored = blocking(move || objects.put_part(&input.upload_id, number, &bytes)).await?;
    let tag = ETag::Strong(stored.map_err(unusable)?);
    Ok(UploadPartOutput { e_tag: Some(tag), ..Default::default() })
}

pub(super) async fn complete_multipart_upload(
    backend: &Backend,
    input: CompleteMultipartUploadInput,
) -> S3Result<CompleteMultipartUploadOutput> {
    let objects = backend.bucket(&input.bucket)?;
    let named = input.multipart_upload.and_then(|upload| upload.parts).unwrap_or_default().into_iter();
    let named = named.map(|part| {
        let tag = part.e_tag.ok_or_else(|| s3_error!(InvalidPart))?;
        let number = part.part_number.and_then(|number| u32::try_from(number).ok());
        Ok((number.ok_or_else(|| s3_error!(InvalidPart))?, tag.value().to_owned()))
    });
    let named: Vec<Named> = named.collect::<S3Result<_>>()?;
    if !named.is_sorted_by_key(|(number, _)| *number) {
        return Err(s3_error!(InvalidPartOrder));
    }
    let (queue, bucket) = (backend.queue.clone(), input.bucket.clone());
    let stored = blocking(move || {
        let mut noted = Vec::new();
        let stored = objects.finish_upload(&input.upload_id, &named, |description| {
            noted = queue.note(&bucket, "ObjectCreated:CompleteMultipartUpload", description)?;
            Ok(())
        })?;
        queue.announce(noted);
        Ok(stored)
    });
    let stored = stored.await?.map_err(unusable)?;
    let (bucket, key, e_tag) = (Some(input.bucket), Some(stored.key), Some(ETag::Strong(stored.e_tag)));
    Ok(CompleteMultipartUploadOutput { bucket, key, e_tag, ..Default::default() })
}

pub(super) async fn abort_multipart_upload(
    backend: &Backend,
    input: AbortMultipartUploadInput,
) -> S3Result<AbortMultipartUploadOutput> {
    let objects = backend.bucket(&input.bucket)?;
    let was_there = blocking(move || objects.abort_upload(&input.upload_id)).await?;
    if !was_there {
        return Err(s3_error!(NoSuchUpload));
    }
    Ok(AbortMultipartUploadOutput::default())
}

fn unusable(unusable: Unusable) -> S3Error {
    match unusable {
        Unusable::Upload => s3_error!(NoSuchUpload),
        Unusable::Part => s3_error!(InvalidPart),
    }
}
