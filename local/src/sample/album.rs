//! Screenshots for the samples, sent as a phone sends them, so that `media_ready` looks at them once it runs.

use aws_sdk_dynamodb::config::Credentials;
use reqwest::Client;
use shared::{
    domain::{
        AppId, Caller, Ids, MediaId, Role, Timestamp,
        access::Identity,
        media::{Declared, MediaType},
    },
    operations::{
        Context,
        upload::{NewUpload, upload},
    },
    store::{
        DynamoStore,
        media::{SignedUpload, Signer, UploadForm},
    },
    token::TokenKey,
};

use super::text;
use crate::{
    error::{Context as _, Error, Result},
    s3::Keys,
};

/// Pages of the widget's demo shop, on a phone.
const PICTURES: [(&str, &[u8]); 3] = [
    ("shop.png", include_bytes!("pictures/shop.png")),
    ("shop_dark.png", include_bytes!("pictures/shop_dark.png")),
    ("marked.png", include_bytes!("pictures/marked.png")),
];

/// Where pictures go.
pub struct Album {
    signer: Signer,
    key: TokenKey,
    http: Client,
}

impl Album {
    /// An album in a bucket of the local S3.
    #[must_use]
    pub fn new(bucket: &str, region: &str, endpoint: &str, keys: &Keys, token_secret: &str) -> Self {
        let credentials = Credentials::new(&keys.access_key_id, &keys.secret_access_key, None, None, "local");
        let signer = Signer::new(bucket, region, Some(endpoint), credentials);
        Self { signer, key: TokenKey::new(token_secret), http: Client::new() }
    }

    /// Sends one of the pictures; the number says which.
    pub(super) async fn send(&self, store: &DynamoStore, app: &AppId, ids: &Ids, number: usize) -> Result<MediaId> {
        let (name, bytes) = PICTURES[number % PICTURES.len()];
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let declared = Declared::new(text(name)?, MediaType::Png, size).context(|| name)?;
        let identity = Identity::Subject("sample".to_owned());
        let caller = Caller { app: app.clone(), role: Some(Role::Client), identity };
        let context = Context { ids, now: Timestamp::now(), caller: &caller, key: None };
        let new = NewUpload { declared, form: UploadForm::Put };
        let upload = upload(store, &self.signer, &self.key, &context, new).await.context(|| name)?;
        let SignedUpload::Put { url, headers } = upload.target else { return Err(Error::new("no address to put to")) };
        let put = headers.iter().fold(self.http.put(url), |put, (name, value)| put.header(*name, value));
        let sent = put.body(bytes).send().await.and_then(reqwest::Response::error_for_status);
        sent.map(|_| upload.id).context(|| name)
    }
}
