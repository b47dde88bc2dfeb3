//! Objects as files: one file each, which holds the bytes, then what is known of them, then the length of that.
//!
//! The file's name is the SHA-256 of the key: no key can leave the folder, be too long for the file system, or differ
//! from another by case alone. A file is written aside, synced and renamed, so a reader sees the old object or the new
//! one, and a killed writer leaves nothing but a leftover that the next start removes.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::Mutex,
};

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{data::sync_folder, random};

/// Ends every object's file: the length of the description before it.
const LENGTH_BYTES: usize = 8;

/// What is known of an object beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Description {
    pub key: String,
    pub size: u64,
    pub e_tag: String,
    pub modified_ms: u64,
    pub content_type: Option<String>,
    pub content_disposition: Option<String>,
    pub cache_control: Option<String>,
}

/// The objects of one bucket.
#[derive(Debug)]
pub(super) struct Objects {
    folder: PathBuf,
    /// Held from the look at what is there to the rename, so that of two that must be first one is.
    commit: Mutex<()>,
}

/// What is known of an object, and some of its bytes.
pub(super) type Piece = (Description, Vec<u8>);

/// Something else has that key already.
#[derive(Debug)]
pub(super) struct Taken;

impl Objects {
    /// Opens a bucket's folder, and removes what killed writers left.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "tmp") {
                fs::remove_file(path)?;
            }
        }
        Ok(Self { folder: folder.to_owned(), commit: Mutex::default() })
    }

    /// Stores an object. `before` runs once the bytes are on disk and before they can be seen.
    pub fn put(
        &self,
        mut description: Description,
        bytes: &[u8],
        must_be_new: bool,
        before: impl FnOnce(&Description) -> io::Result<()>,
    ) -> io::Result<Result<Description, Taken>> {
        description.size = bytes.len() as u64;
        description.e_tag = hex(&Md5::digest(bytes));
        self.put_from(description, &mut &*bytes, must_be_new, before)
    }

    /// Stores an object whose size and tag are known, from whatever its bytes come.
    pub fn put_from(
        &self,
        description: Description,
        bytes: &mut dyn Read,
        must_be_new: bool,
        before: impl FnOnce(&Description) -> io::Result<()>,
    ) -> io::Result<Result<Description, Taken>> {
        let place = self.place(&description.key);
        let unfinished = place.with_extension(format!("{}.tmp", random::name(12)));
        write(&unfinished, &description, bytes)?;
        let _alone = self.commit.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if must_be_new && place.exists() {
            fs::remove_file(unfinished)?;
            return Ok(Err(Taken));
        }
        before(&description)?;
        fs::rename(unfinished, &place)?;
        sync_folder(&place)?;
        Ok(Ok(description))
    }

    /// What is known of an object.
    pub fn describe(&self, key: &str) -> io::Result<Option<Description>> {
        existing(File::open(self.place(key)))?.map(|mut file| describe(&mut file)).transpose()
    }

    /// An object and the part of its bytes that `choose` names, all of one version.
    pub fn read<E>(
        &self,
        key: &str,
        choose: impl FnOnce(&Description) -> Result<Range<u64>, E>,
    ) -> io::Result<Option<Result<Piece, E>>> {
        let Some(mut file) = existing(File::open(self.place(key)))? else { return Ok(None) };
        let description = describe(&mut file)?;
        let range = match choose(&description) {
            Ok(range) => range,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = Vec::new();
        file.take(range.end - range.start).read_to_end(&mut bytes)?;
        Ok(Some(Ok((description, bytes))))
    }

    /// Deletes an object; one that is not there is deleted already.
    pub fn delete(&self, key: &str) -> io::Result<()> {
        let place = self.place(key);
        if existing(fs::remove_file(&place))?.is_some() {
            sync_folder(&place)?;
        }
        Ok(())
    }

    /// Every object whose key begins with the prefix, in the order of the keys.
    pub fn list(&self, prefix: &str) -> io::Result<Vec<Description>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_none()
                && let Some(mut file) = existing(File::open(path))?
            {
                found.push(describe(&mut file)?);
            }
        }
        found.retain(|description| description.key.starts_with(prefix));
        found.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(found)
    }

    /// Where the parts of unfinished objects lie; its name is that of no object.
    pub fn uploads(&self) -> PathBuf {
        self.folder.join("uploads.d")
    }

    fn place(&self, key: &str) -> PathBuf {
        self.folder.join(hex(&Sha256::digest(key)))
    }
}

fn write(path: &Path, description: &Description, bytes: &mut dyn Read) -> io::Result<()> {
    let text = serde_json::to_vec(description)?;
    let mut file = File::create_new(path)?;
    io::copy(bytes, &mut file)?;
    file.write_all(&text)?;
    file.write_all(&(text.len() as u64).to_be_bytes())?;
    file.sync_all()
}

fn describe(file: &mut File) -> io::Result<Description> {
    let mut length = [0; LENGTH_BYTES];
    let end = file.seek(SeekFrom::End(-i64::try_from(LENGTH_BYTES).unwrap_or_default()))?;
    file.read_exact(&mut length)?;
    let start = end.checked_sub(u64::from_be_bytes(length)).ok_or(ErrorKind::InvalidData)?;
    file.seek(SeekFrom::Start(start))?;
    let mut text = Vec::new();
    file.take(end - start).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

fn existing<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A String takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description(key: &str) -> Description {
        Description {
            key: key.to_owned(),
            size: 0,
            e_tag: String::new(),
            modified_ms: 1,
            content_type: None,
            content_disposition: None,
            cache_control: None,
        }
    }

    #[test]
    fn any_key_stays_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::open(&folder.path().join("bucket")).unwrap();
        let long = "长".repeat(300);
        for key in ["../../escape", "/", "a/b", "A/b", ".", "x.tmp", &long] {
            objects.put(description(key), key.as_bytes(), false, |_| Ok(())).unwrap().unwrap();
        }
        let (found, bytes) =
            objects.read("../../escape", |found| Ok::<_, ()>(3..found.size)).unwrap().unwrap().unwrap();
        assert_eq!((found.size, &bytes[..]), (12, &b"../escape"[..]));
        assert_eq!(objects.list("").unwrap().len(), 7);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        objects.delete("a/b").unwrap();
        objects.delete("a/b").unwrap();
        assert_eq!(objects.describe("a/b").unwrap(), None);
        assert!(objects.describe("A/b").unwrap().is_some());
    }

    #[test]
    fn of_many_that_must_be_first_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let objects = &Objects::open(folder.path()).unwrap();
        let won = std::thread::scope(|scope| {
            let writers = (0..16).map(|_| scope.spawn(|| objects.put(description("k"), b"x", true, |_| Ok(()))));
            let writers: Vec<_> = writers.collect();
            writers
                .into_iter()
                .filter(|_| true)
                .map(|writer| writer.join().unwrap().unwrap().is_ok())
                .filter(|won| *won)
                .count()
        });
        assert_eq!(won, 1);
    }

    #[test]
    fn what_a_killed_writer_left_is_removed_and_the_old_object_stays() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::open(folder.path()).unwrap();
        objects.put(description("k"), b"old", false, |_| Ok(())).unwrap().unwrap();
        let died = objects.put(description("k"), b"new", false, |_| Err(io::Error::other("killed")));
        assert!(died.is_err());
        let objects = Objects::open(folder.path()).unwrap();
        assert_eq!(objects.describe("k").unwrap().unwrap().size, 3);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
