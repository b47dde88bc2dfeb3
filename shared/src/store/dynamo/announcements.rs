//! An app's announcements: one item, for they are few and read together.

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    apps::home,
    failure::unreadable,
    items::{from_item, key, to_item},
};
use crate::{
    domain::{
        AppId, Content, Error,
        announcement::{Announcement, Position},
    },
    store::{Consistency, ReadAnnouncements, Verbs, WriteAnnouncements},
};

/// `part` of an app's announcements.
const ANNOUNCEMENTS: &str = "announcements";

#[derive(Serialize, Deserialize)]
struct AnnouncementsItem {
    feedback_id: String,
    part: String,
    announcements: Vec<AnnouncementItem>,
}

#[derive(Serialize, Deserialize)]
struct AnnouncementItem {
    content: String,
    position: String,
    is_active: bool,
}

impl ReadAnnouncements for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn announcements(&self, app: &AppId) -> Result<Vec<Announcement>, Error> {
        let read = self.get(key(home(app), ANNOUNCEMENTS), Consistency::Eventual).await?;
        let Some(item) = read else { return Ok(Vec::new()) };
        let item: AnnouncementsItem = from_item(item, "announcements")?;
        item.announcements.into_iter().map(AnnouncementItem::into_announcement).collect()
    }
}

impl WriteAnnouncements for DynamoStore {
    const VERBS: Verbs = &["PutItem"];

    async fn put_announcements(&self, app: &AppId, announcements: &[Announcement]) -> Result<(), Error> {
        let item = AnnouncementsItem {
            feedback_id: home(app),
            part: ANNOUNCEMENTS.to_owned(),
            announcements: announcements.iter().map(AnnouncementItem::of).collect(),
        };
        self.send_put(self.put(to_item(&item)?)).await.map(|_| ())
    }
}

impl AnnouncementItem {
    fn of(announcement: &Announcement) -> Self {
        Self {
            content: announcement.content.to_string(),
            position: announcement.position.name().to_owned(),
            is_active: announcement.is_active,
        }
    }

    fn into_announcement(self) -> Result<Announcement, Error> {
        let parsed = Content::parse(&self.content).ok().zip(Position::from_name(&self.position));
        let (content, position) = parsed.ok_or_else(|| unreadable("announcement", &"a value is outside its domain"))?;
        Ok(Announcement { content, position, is_active: self.is_active })
    }
}
