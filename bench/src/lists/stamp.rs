//! What a folder holds, so that it need not be loaded again.

use std::{fs, path::Path};

use local::error::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::data::VERSION;

const FILE: &str = "loaded.json";

/// What was loaded to its end.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    version: u32,
    items: usize,
}

impl Stamp {
    /// Of so many items.
    pub const fn of(items: usize) -> Self {
        Self { version: VERSION, items }
    }

    /// Whether a folder holds just that. Of a load that was cut short there is no stamp.
    pub fn is_in(&self, folder: &Path) -> bool {
        let text = fs::read(folder.join(FILE)).unwrap_or_default();
        serde_json::from_slice::<Self>(&text).is_ok_and(|stamp| stamp == *self)
    }

    /// Says that a folder does.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_into(&self, folder: &Path) -> Result<()> {
        let file = folder.join(FILE);
        let text = serde_json::to_vec(self).context(|| "cannot write a stamp")?;
        fs::write(&file, text).context(|| format!("cannot write {}", file.display()))
    }
}
