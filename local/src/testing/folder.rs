//! A folder that goes away with the test.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{Context, Result},
    random,
};

/// A folder of its own; removed when dropped.
#[derive(Debug)]
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Creates one in the system's place for such.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn create() -> Result<Self> {
        let path = env::temp_dir().join(format!("local-test-{}", random::name(12)));
        fs::create_dir_all(&path).context(|| path.display().to_string())?;
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system.
        let _ = fs::remove_dir_all(&self.0);
    }
}
