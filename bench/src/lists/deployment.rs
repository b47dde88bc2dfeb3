//! An embedded DynamoDB that holds the feedback, and the store on it.

use std::{fs, path::Path, sync::Arc};

use local::{
    dynamodb::{Connection, Engine, Storage, create_missing},
    error::{Context, Error, Result},
    testing::Waves,
    workspace,
};
use shared::{
    domain::{AppId, Caller, Ids, Role, Timestamp, access::Identity},
    operations::Context as Asked,
    store::DynamoStore,
};

use super::{load, stamp::Stamp, trees};
use crate::data::{Data, END};

/// A table, and a store on it whose round trips are counted.
pub struct Deployment {
    pub store: DynamoStore,
    pub waves: Arc<Waves>,
    pub ids: Ids,
    pub caller: Caller,
    _engine: Engine,
}

impl Deployment {
    /// One with all of the data, from a folder if it is there already.
    ///
    /// # Errors
    /// When the folder cannot be written, or the engine does not take something.
    pub async fn with(data: &Data, folder: &Path) -> Result<Self> {
        let folder = &folder.join(format!("lists-{}", data.rows.len()));
        let stamp = Stamp::of(data.rows.len());
        let is_loaded = stamp.is_in(folder);
        if !is_loaded && folder.exists() {
            fs::remove_dir_all(folder).context(|| format!("cannot clear {}", folder.display()))?;
        }
        let engine = Engine::start(Storage::Folder(folder))?;
        let connection = Connection::embedded(engine.endpoint());
        let mut table = workspace::template()?.tables.into_iter().next();
        let table = table.as_mut().ok_or_else(|| Error::new("the template declares no table"))?;
        // The engine looks for expired items by reading everything, which would be felt; here nothing expires.
        table.time_to_live = None;
        create_missing(&connection.client(), table, &table.name).await?;

        let waves = Arc::new(Waves::default());
        let config = connection.config().interceptor(waves.interceptor());
        let store = DynamoStore::configured(config, &table.name);
        let this = Self { store, waves, ids: Ids::new(rand::random), caller: caller(&data.app), _engine: engine };
        if !is_loaded {
            this._engine.hurry(true)?;
            load::all(&this._engine, &table.name, data)?;
            trees::build(&this, data).await?;
            this._engine.hurry(false)?;
            stamp.put_into(folder)?;
        }
        Ok(this)
    }

    /// A moment after all that was loaded, later by so many milliseconds.
    pub const fn later(ms: u64) -> Timestamp {
        Timestamp::from_ms(END.ms() + ms)
    }

    /// A request of the team's at that moment.
    pub fn asked(&self, ms: u64) -> Asked<'_> {
        Asked { ids: &self.ids, now: Self::later(ms), caller: &self.caller, key: None }
    }
}

fn caller(app: &AppId) -> Caller {
    Caller { app: app.clone(), role: Some(Role::Admin), identity: Identity::Subject("bench".to_owned()) }
}
