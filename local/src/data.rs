//! The data folder: who holds it, where things lie in it, and how private files get there.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    error::{Context, Error, Result},
    random,
};

/// A data folder that belongs to this process alone.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    /// The operating system releases the lock when the process ends, however it ends.
    _lock: File,
}

impl DataFolder {
    /// Creates the folder if need be and claims it.
    ///
    /// # Errors
    /// When it cannot be created or written, or another running stack holds it.
    pub fn claim(path: &Path) -> Result<Self> {
        let shown = path.display();
        create_private_folder(path).context(|| format!("cannot create {shown}"))?;
        fs::create_dir_all(path.join("logs")).context(|| format!("cannot create {shown}"))?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock"));
        let lock = lock.context(|| format!("cannot write in {shown}"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Error::new(format!(
                "{shown} is in use by another running stack; end that one or give another folder by --data"
            ))),
            Err(TryLockError::Error(error)) => Err(error).context(|| format!("cannot lock {shown}")),
        }
    }

    /// Where the embedded DynamoDB keeps its files.
    #[must_use]
    pub fn dynamodb(&self) -> PathBuf {
        self.path.join("dynamodb")
    }

    /// Where the embedded S3 keeps its objects, and its events on their way.
    #[must_use]
    pub fn s3(&self) -> PathBuf {
        self.path.join("s3")
    }

    /// How far functions have come in the streams of the tables, and what they could not take.
    #[must_use]
    pub fn streams(&self) -> PathBuf {
        self.path.join("streams")
    }

    /// What a function printed.
    #[must_use]
    pub fn log(&self, function: &str) -> PathBuf {
        self.path.join("logs").join(format!("{function}.log"))
    }

    /// The variables of the functions, for `sam local`.
    #[must_use]
    pub fn environment(&self) -> PathBuf {
        self.path.join("env.json")
    }

    /// What is kept between starts.
    #[must_use]
    pub fn secrets(&self) -> PathBuf {
        self.path.join("secrets.json")
    }

    /// What callers need, issued anew at each start.
    #[must_use]
    pub fn credentials(&self) -> PathBuf {
        self.path.join("credentials.json")
    }
}

/// Replaces a file as a whole: readers, and whoever starts after a crash, see the old content or the new, never a part.
/// Only the owner may read it.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(format!("{}.tmp", random::name(8)));
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    sync_folder(path)
}

/// What lies in it is personal; a folder that is there already keeps its mode.
fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// A rename lasts once the folder is on disk. Windows neither needs nor allows this.
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_holder() {
        let folder = tempfile::tempdir().unwrap();
        let held = DataFolder::claim(folder.path()).unwrap();
        let refused = DataFolder::claim(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("in use by another running stack"), "{refused}");
        drop(held);
        DataFolder::claim(folder.path()).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_replaced_and_stays_private() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secrets.json");
        for content in ["a longer first content", "second"] {
            write_private(&file, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), content);
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
