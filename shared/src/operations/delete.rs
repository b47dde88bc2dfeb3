//! Delete: removes a feedback with everything that hangs on it, or one reply.
//!
//! Seed 004 "8. 删除反馈", "9. 删除回复". 2 WRU an item in one transaction.

use super::Context;
use crate::{
    domain::{Error, FeedbackId, ReplyId},
    store::{media::object_rights, rights},
};

rights!(Delete);
object_rights!(Bucket: DropMedia);

/// What to delete.
pub enum Target {
    /// A feedback, its replies and its history.
    Feedback(FeedbackId),
    /// A reply; the feedback's status stays.
    Reply(ReplyId),
}

/// Deletes.
///
/// # Errors
/// [`Error::NotFound`] if the caller's app has no such thing.
pub async fn delete(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    context: &Context<'_>,
    target: Target,
) -> Result<(), Error> {
    match target {
        Target::Feedback(id) => {
            let media = store.media_of(&context.caller.app, id).await?;
            // Files first: a deletion that is cut short can be asked for again as long as the feedback names them.
            if !media.is_empty() {
                bucket.drop_media(&media).await?;
            }
            store.delete_feedback(&context.caller.app, id).await?;
            // What `media_ready` was keeping meanwhile; from now on it finds no record, and keeps nothing.
            if media.is_empty() { Ok(()) } else { bucket.drop_media(&media).await }
        }
        Target::Reply(id) => store.delete_reply(&context.caller.app, id).await,
    }
}
