//! Upload: gives a medium its id and its record, and signs where the client sends the file.
//!
//! DESIGN.md "Native API", issue 3 "Upload". 1 WRU for the record, 1 for the rate limit, 1 with an idempotency key. A
//! replay gives the same id with a new signature, since the old one may be about to end (ours).

use super::{Context, once};
use crate::{
    domain::{
        Error, MediaId, Timestamp,
        media::{CLAIM_WITHIN_S, Declared, Media, MediaState, UPLOAD_LIFETIME_S},
    },
    store::{
        Put,
        media::{SignedUpload, UploadForm, object_rights},
        rights,
    },
    token::TokenKey,
};

rights!(ClaimKeys, CountRequests, CreateMedia, ReadLimits);
object_rights!(Signer: SignUploads);

/// What a client wants to send, and how.
pub struct NewUpload {
    /// What it says of the file.
    pub declared: Declared,
    /// How it can send it.
    pub form: UploadForm,
}

/// Leave to send a file.
pub struct Upload {
    /// The medium's id, for the feedback.
    pub id: MediaId,
    /// Where and how to send the file.
    pub target: SignedUpload,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Begins an upload.
///
/// # Errors
/// [`Error::RateLimited`], [`Error::KeyReused`].
pub async fn upload(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    key: &TokenKey,
    context: &Context<'_>,
    new: NewUpload,
) -> Result<Upload, Error> {
    let mut ticket = once::begin(store, context, &context.caller.app, "upload").await?;
    loop {
        // The ticket's number could be guessed; a keyed hash of it cannot.
        let media = Media {
            id: MediaId::from_random(key.media_bits(ticket.id)),
            app: context.caller.app.clone(),
            declared: new.declared.clone(),
            state: MediaState::Waiting,
            claimed_by: None,
            expires_at_s: Some(context.now.seconds() + CLAIM_WITHIN_S),
        };
        if store.create_media(&media, ticket.claim.as_ref()).await? == Put::Stored {
            let target = bucket.sign_upload(&media.id, &media.declared, new.form, context.now)?;
            let expires_at = Timestamp::from_ms(context.now.ms() + UPLOAD_LIFETIME_S * 1_000);
            return Ok(Upload { id: media.id, target, expires_at });
        }
        ticket.redraw(store, context).await?;
    }
}
