//! Media get: where a file of a feedback can be read for some minutes.
//!
//! DESIGN.md "Native API"; WeChat's wire wants the bytes themselves. 1 RRU for the team; whoever is below agent also needs the feedback itself: public, or theirs
//! by receipt.

use super::Context;
use crate::{
    domain::{
        Error, FeedbackId, MediaId,
        media::{Media, MediaState, Rejection},
    },
    store::{
        Consistency, Verbs,
        media::{Bucket, ReadObjects, Rendition, object_rights},
        rights,
    },
    token::{MediaPass, TokenKey},
};

rights!(ReadConversation, ReadMedia);
object_rights!(Signer: SignDownloads);

/// The IAM verbs (without `s3:`) behind reading the bytes themselves.
#[must_use]
pub fn bytes_verbs() -> Verbs {
    <Bucket as ReadObjects>::VERBS
}

/// What to read.
pub struct MediaQuery {
    /// Which medium.
    pub id: MediaId,
    /// Which of its files.
    pub rendition: Rendition,
    /// The feedback it must belong to, if the wire names one.
    pub feedback: Option<FeedbackId>,
    /// Whether an address will do.
    pub form: Form,
    /// What the feedback's author was given, and shows instead of a token.
    pub receipt: Option<String>,
    /// What a link of ours carries instead of a token.
    pub pass: Option<MediaPass>,
}

/// In which form a file is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As an address that is good for some minutes.
    Address,
    /// As bytes.
    Bytes,
}

/// What there is to read.
#[derive(Debug, PartialEq, Eq)]
pub enum Download {
    /// The file, at this address.
    Ready(String),
    /// The file itself.
    Bytes(Vec<u8>),
    /// Nothing yet: it has not come, or nobody has looked at it.
    Waiting,
    /// Nothing, for this reason.
    Rejected(Rejection),
}

/// Finds a file.
///
/// # Errors
/// [`Error::NotFound`] if there is no such medium, none the caller may see, or no such rendition of it.
pub async fn media_get(
    store: &impl Rights,
    signer: &impl ObjectRights,
    bucket: &impl ReadObjects,
    key: &TokenKey,
    context: &Context<'_>,
    query: MediaQuery,
) -> Result<Download, Error> {
    let media = store.media(&query.id).await?.ok_or(Error::NotFound)?;
    let elsewhere = query.feedback.is_some_and(|feedback| media.claimed_by != Some(feedback));
    if media.is_over(context.now) || elsewhere || !may_see(store, key, context, &media, &query).await? {
        return Err(Error::NotFound);
    }
    match &media.state {
        MediaState::Waiting => Ok(Download::Waiting),
        MediaState::Rejected(rejection) => Ok(Download::Rejected(*rejection)),
        MediaState::Ready(facts) if query.rendition != Rendition::Original && !facts.has_renditions => {
            Err(Error::NotFound)
        }
        MediaState::Ready(_) => match query.form {
            Form::Address => signer.sign_download(&media, query.rendition, context.now).map(Download::Ready),
            Form::Bytes => {
                let bytes = bucket.read(&query.id, query.rendition).await?;
                bytes.map(Download::Bytes).ok_or(Error::NotFound)
            }
        },
    }
}

/// The app's team sees all of its media; anybody else what belongs to a feedback that they see.
async fn may_see(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    media: &Media,
    query: &MediaQuery,
) -> Result<bool, Error> {
    if query.pass.as_ref().is_some_and(|pass| key.is_media_pass(&media.id, pass, context.now)) {
        return Ok(true);
    }
    let own_app = media.app == context.caller.app;
    if own_app && !context.caller.sees_public_only() {
        return Ok(true);
    }
    let Some(feedback) = media.claimed_by else { return Ok(false) };
    if query.receipt.as_deref().and_then(|receipt| key.app_of_receipt(receipt, feedback)).as_ref() == Some(&media.app) {
        return Ok(true);
    }
    let conversation = if own_app { store.conversation(feedback, Consistency::Eventual, 0).await? } else { None };
    Ok(conversation.is_some_and(|found| found.feedback.draft.public))
}
