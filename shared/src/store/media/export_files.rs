//! Files of exports through Amazon's SDK.

use aws_sdk_s3::{
    error::ProvideErrorMetadata,
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart},
};

use super::{
    Bucket, WriteExports,
    bucket::{failed, whole},
    exports::{file, tail},
};
use crate::{
    domain::{
        Error,
        export::{Export, Part},
        ids::ExportId,
    },
    store::Verbs,
};

impl WriteExports for Bucket {
    // Without the right to list, S3 answers 403 and not 404 for what is not there.
    const VERBS: Verbs = &["AbortMultipartUpload", "GetObject", "ListBucket", "PutObject"];

    async fn begin_file(&self, export: &Export) -> Result<String, Error> {
        let create = self.client.create_multipart_upload().bucket(&self.name).key(file(export));
        let upload = create.content_type(export.format.content_type()).send().await;
        let upload = upload.map_err(|error| failed("CreateMultipartUpload", &error))?;
        upload.upload_id.ok_or(Error::Internal)
    }

    async fn put_part(&self, export: &Export, upload: &str, number: u32, bytes: Vec<u8>) -> Result<Part, Error> {
        let put = self.client.upload_part().bucket(&self.name).key(file(export)).upload_id(upload);
        let put = put.part_number(in_s3(number)).body(ByteStream::from(bytes)).send().await;
        let tag = put.map_err(|error| failed("UploadPart", &error))?.e_tag.ok_or(Error::Internal)?;
        Ok(Part { number, tag: tag.trim_matches('"').to_owned() })
    }

    async fn finish_file(&self, export: &Export) -> Result<(), Error> {
        let parts = export.progress.parts.iter();
        let parts =
            parts.map(|part| CompletedPart::builder().part_number(in_s3(part.number)).e_tag(quoted(part)).build());
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts.collect())).build();
        let finish = self.client.complete_multipart_upload().bucket(&self.name).key(file(export));
        let finish = finish.set_upload_id(export.progress.upload.clone()).multipart_upload(parts);
        match finish.send().await {
            Ok(_) => Ok(()),
            // It may be whole already: then a try before this one was cut short after that.
            Err(error) if error.code() == Some("NoSuchUpload") => {
                let head = self.client.head_object().bucket(&self.name).key(file(export)).send().await;
                head.map(|_| ()).map_err(|error| failed("HeadObject", &error))
            }
            Err(error) => Err(failed("CompleteMultipartUpload", &error)),
        }
    }

    async fn abort_file(&self, export: &Export) -> Result<(), Error> {
        let Some(upload) = &export.progress.upload else { return Ok(()) };
        let abort = self.client.abort_multipart_upload().bucket(&self.name).key(file(export)).upload_id(upload);
        abort.send().await.map(|_| ()).map_err(|error| failed("AbortMultipartUpload", &error))
    }

    async fn keep_tail(&self, id: ExportId, number: u32, bytes: Vec<u8>) -> Result<(), Error> {
        self.put(tail(id, number), "application/octet-stream", bytes).await
    }

    async fn tail(&self, id: ExportId, number: u32) -> Result<Vec<u8>, Error> {
        let Some(object) = self.get(tail(id, number)).await? else {
            tracing::error!(export = %id, "the end of an unfinished file is gone");
            return Err(Error::Internal);
        };
        whole(object).await
    }
}

fn in_s3(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn quoted(part: &Part) -> String {
    format!("\"{}\"", part.tag)
}
