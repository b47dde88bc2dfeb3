//! The list of the deployment's apps.

use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    apps::{APP, home},
    batch::{Projection, READ_BATCH},
    failure::unreadable,
    homes::DEPLOYMENT,
    items::{Item, from_item, key, to_item},
};
use crate::{
    domain::{
        AppId, Error, Name,
        app::{AppCard, AppKind},
    },
    store::{Consistency, ListApps, Verbs},
};

/// Begin of the `part` of an app's entry, which its id follows.
const ENTRY: &str = "app#";

#[derive(Serialize, Deserialize)]
struct EntryItem {
    feedback_id: String,
    part: String,
    app: String,
}

#[derive(Deserialize)]
struct CardItem {
    feedback_id: String,
    name: String,
    kind: String,
}

const CARD: Projection = Projection { attributes: "feedback_id, #name, kind", names: &["name"] };

/// The item by which an app is in the list.
pub(super) fn entry(app: &AppId) -> Result<Item, Error> {
    to_item(&EntryItem { feedback_id: DEPLOYMENT.to_owned(), part: format!("{ENTRY}{app}"), app: app.to_string() })
}

impl ListApps for DynamoStore {
    const VERBS: Verbs = &["BatchGetItem", "Query"];

    async fn all_apps(&self) -> Result<Vec<AppId>, Error> {
        let read = |item| {
            let entry: EntryItem = from_item(item, "app entry")?;
            AppId::parse(&entry.app).map_err(|cause| unreadable("app entry", &cause))
        };
        self.listed(DEPLOYMENT, ENTRY).await?.into_iter().map(read).collect()
    }

    async fn app_cards(&self, ids: &[AppId]) -> Result<Vec<AppCard>, Error> {
        let mut cards = Vec::with_capacity(ids.len());
        for batch in ids.chunks(READ_BATCH) {
            let keys = batch.iter().map(|id| key(home(id), APP)).collect();
            for item in self.batch_get(keys, CARD, Consistency::Eventual).await? {
                let card = from_item::<CardItem>(item, "app")?.into_card();
                cards.push(card.ok_or_else(|| unreadable("app", &"a value is outside its domain"))?);
            }
        }
        cards.sort_by(|one, other| (one.name.as_str(), &one.id).cmp(&(other.name.as_str(), &other.id)));
        Ok(cards)
    }
}

impl CardItem {
    fn into_card(self) -> Option<AppCard> {
        Some(AppCard {
            id: AppId::parse(self.feedback_id.strip_prefix(ENTRY)?).ok()?,
            name: Name::parse(&self.name).ok()?,
            kind: AppKind::from_name(&self.kind)?,
        })
    }
}
