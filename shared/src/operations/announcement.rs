//! Announcement: what an app says above its form.
//!
//! Seed 004 "6. 获取反馈回复显示内容". 0.5 RRU.

use super::Context;
use crate::{
    domain::{Error, announcement::Announcement},
    store::rights,
};

rights!(ReadAnnouncements);

/// The active announcements of the caller's app, in their order.
///
/// # Errors
/// Only ours.
pub async fn announcement(store: &impl Rights, context: &Context<'_>, (): ()) -> Result<Vec<Announcement>, Error> {
    let mut announcements = store.announcements(&context.caller.app).await?;
    announcements.retain(|announcement| announcement.is_active);
    Ok(announcements)
}
