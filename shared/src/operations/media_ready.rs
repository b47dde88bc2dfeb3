//! Media ready: settles a medium once its file has come, and clears away what no feedback has claimed.
//!
//! Issue 3 "`media_ready`". Whatever is done here can be done twice, late or in another order: the record goes from
//! waiting to ready or rejected once, by a conditional write, and everything before that write only puts files in their
//! places. 1 RRU and 1 WRU; one GET, and up to four PUTs before the record is settled.

use crate::{
    domain::{
        Error, MediaId, Timestamp,
        media::{Declared, Facts, Media, MediaState, Rejection},
    },
    store::{
        Finished,
        media::{Place, Rendition, object_rights},
        rights,
    },
};

rights!(FinishMedia, ForgetMedia, ReadMedia);
object_rights!(Bucket: DropMedia, KeepMedia, TakeUploads);

/// A file that may be shown.
pub struct Inspected {
    /// What is known of it.
    pub facts: Facts,
    /// The files to keep, with their `Content-Type`.
    pub files: Vec<(Rendition, &'static str, Vec<u8>)>,
}

/// Looks at a file: `media_ready`'s own decoder, which no other function links.
pub trait Inspect {
    /// What the file is good for.
    ///
    /// # Errors
    /// The reason why it is not shown.
    fn inspect(&self, declared: &Declared, bytes: Vec<u8>) -> Result<Inspected, Rejection>;
}

/// What an event came to, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The file may be shown.
    Ready,
    /// The file is deleted.
    Rejected(Rejection),
    /// Somebody had done it before, or there is nothing to do.
    Nothing,
    /// What nobody had claimed, or nobody wants any more, is deleted.
    Cleared,
}

/// Takes an event about one object.
///
/// # Errors
/// Only ours; the event is to be sent again.
pub async fn media_ready(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    inspector: &impl Inspect,
    place: Place,
    now: Timestamp,
) -> Result<Outcome, Error> {
    match place {
        Place::Incoming(id) => arrived(store, bucket, inspector, &id).await,
        Place::Unclaimed(id) => {
            if !store.forget_unclaimed(&id, now).await? {
                return Ok(Outcome::Nothing);
            }
            bucket.drop_media(&[id]).await?;
            Ok(Outcome::Cleared)
        }
    }
}

async fn arrived(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    inspector: &impl Inspect,
    id: &MediaId,
) -> Result<Outcome, Error> {
    let Some(media) = store.media(id).await? else {
        bucket.drop_media(std::slice::from_ref(id)).await?;
        return Ok(Outcome::Cleared);
    };
    if media.state != MediaState::Waiting {
        // Sent twice: within its 15 minutes a signature is good for more than one upload.
        bucket.drop_upload(id).await?;
        return Ok(Outcome::Nothing);
    }
    // Gone before its event came: another try of the same event has settled it, or it was never finished.
    let Some(uploaded) = bucket.upload(id, media.declared.size_bytes).await? else { return Ok(Outcome::Nothing) };
    let inspected = match uploaded.bytes {
        Some(bytes) if uploaded.size_bytes == media.declared.size_bytes => inspector.inspect(&media.declared, bytes),
        _ => Err(Rejection::WrongSize),
    };
    settle(store, bucket, &media, inspected).await
}

async fn settle(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    media: &Media,
    inspected: Result<Inspected, Rejection>,
) -> Result<Outcome, Error> {
    let id = &media.id;
    let (state, outcome) = match inspected {
        Ok(Inspected { facts, files }) => {
            // The clock first: without it, files whose record is never settled would stay for ever.
            bucket.start_clock(id).await?;
            for (rendition, content_type, bytes) in files {
                bucket.keep(id, rendition, content_type, bytes).await?;
            }
            (MediaState::Ready(facts), Outcome::Ready)
        }
        Err(rejection) => (MediaState::Rejected(rejection), Outcome::Rejected(rejection)),
    };
    match store.finish_media(id, &state).await? {
        Finished::Done => bucket.drop_upload(id).await.map(|()| outcome),
        Finished::Before => bucket.drop_upload(id).await.map(|()| Outcome::Nothing),
        // Its feedback was deleted meanwhile.
        Finished::Gone => bucket.drop_media(std::slice::from_ref(id)).await.map(|()| Outcome::Cleared),
    }
}
