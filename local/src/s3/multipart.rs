//! Objects that are sent in parts: a folder for each upload, with a file for each part, until they are put together.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Write},
    path::PathBuf,
    time::{Duration, SystemTime},
};

use md5::{Digest, Md5};

use super::objects::{Description, Objects, hex};
use crate::{data::sync_folder, random};

/// What is known of the object that an upload is to become.
const DESCRIPTION: &str = "description.json";
/// How long an unfinished upload is kept: the template has a rule of one day.
const KEPT: Duration = Duration::from_hours(24);

/// There is no such upload, or a part of it is not the one that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    Upload,
    Part,
}

/// A part as the client names it: its number and tag.
pub(super) type Named = (u32, String);

impl Objects {
    /// Begins an upload; returns its id. Those that nobody finished are removed by the way.
    pub fn begin_upload(&self, description: &Description) -> io::Result<String> {
        self.forget_old_uploads()?;
        let id = random::name(32);
        let folder = self.uploads().join(&id);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(DESCRIPTION), serde_json::to_vec(description)?)?;
        sync_folder(&folder)?;
        Ok(id)
    }

    /// Stores a part, in place of an earlier one of that number; returns its tag.
    pub fn put_part(&self, id: &str, number: u32, bytes: &[u8]) -> io::Result<Result<String, Unusable>> {
        let Some(folder) = self.upload(id) else { return Ok(Err(Unusable::Upload)) };
        let tag = hex(&Md5::digest(bytes));
        let unfinished = folder.join(format!("{}.tmp", random::name(12)));
        let mut file = File::create_new(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        // The tag is in the name, so that nothing has to be read to compare it.
        self.drop_part(id, number)?;
        fs::rename(unfinished, folder.join(format!("{number}.{tag}")))?;
        sync_folder(&folder)?;
        Ok(Ok(tag))
    }

    /// Makes an object of the named parts, in their order, and forgets the upload.
    pub fn finish_upload(
        &self,
        id: &str,
        parts: &[Named],
        before: impl FnOnce(&Description) -> io::Result<()>,
    ) -> io::Result<Result<Description, Unusable>> {
        let Some(folder) = self.upload(id) else { return Ok(Err(Unusable::Upload)) };
        let mut description: Description = serde_json::from_slice(&fs::read(folder.join(DESCRIPTION))?)?;
        let mut bytes: Box<dyn Read> = Box::new(io::empty());
        let mut tags = Md5::new();
        for (number, tag) in parts {
            let file = match File::open(folder.join(format!("{number}.{tag}"))) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err(Unusable::Part)),
                opened => opened?,
            };
            description.size += file.metadata()?.len();
            tags.update(tag);
            bytes = Box::new(bytes.chain(file));
        }
        description.e_tag = format!("{}-{}", hex(&tags.finalize()), parts.len());
        let stored = self.put_from(description, &mut bytes, false, before)?;
        fs::remove_dir_all(folder)?;
        Ok(stored.map_err(|_| Unusable::Upload))
    }

    /// Forgets an upload; returns whether there was one.
    pub fn abort_upload(&self, id: &str) -> io::Result<bool> {
        let Some(folder) = self.upload(id) else { return Ok(false) };
        fs::remove_dir_all(folder).map(|()| true)
    }

    fn drop_part(&self, id: &str, number: u32) -> io::Result<()> {
        let prefix = format!("{number}.");
        for entry in fs::read_dir(self.uploads().join(id))? {
            let entry = entry?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(&prefix) && !name.to_string_lossy().ends_with(".tmp") {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// The folder of an upload. Ids are ours, so nothing else is a path.
    fn upload(&self, id: &str) -> Option<PathBuf> {
        let is_one = id.len() == 32 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        let folder = self.uploads().join(id);
        (is_one && folder.is_dir()).then_some(folder)
    }

    fn forget_old_uploads(&self) -> io::Result<()> {
        let Ok(entries) = fs::read_dir(self.uploads()) else { return Ok(()) };
        for entry in entries {
            let entry = entry?;
            let age = SystemTime::now().duration_since(entry.metadata()?.modified()?).unwrap_or_default();
            if age > KEPT {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description() -> Description {
        Description {
            key: "k".to_owned(),
            size: 0,
            e_tag: String::new(),
            modified_ms: 1,
            content_type: Some("text/csv".to_owned()),
            content_disposition: None,
            cache_control: None,
        }
    }

    #[test]
    fn the_named_parts_become_one_object() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::open(folder.path()).unwrap();
        let id = objects.begin_upload(&description()).unwrap();
        let mut parts = Vec::new();
        for (number, bytes) in [(7, "c"), (1, "a"), (10, "unnamed"), (3, "x"), (3, "b")] {
            parts.push((number, objects.put_part(&id, number, bytes.as_bytes()).unwrap().unwrap()));
        }
        assert_eq!(objects.list("").unwrap().len(), 0);
        let [c, a, _, replaced, b] = &parts[..] else { panic!() };
        let finish = |parts: &[&Named]| {
            let parts: Vec<_> = parts.iter().map(|part| (*part).clone()).collect();
            objects.finish_upload(&id, &parts, |_| Ok(())).unwrap()
        };
        assert_eq!(finish(&[a, replaced, c]), Err(Unusable::Part));
        let stored = finish(&[a, b, c]).unwrap();
        assert!(stored.e_tag.ends_with("-3") && stored.size == 3, "{stored:?}");
        let (found, bytes) = objects.read("k", |found| Ok::<_, ()>(0..found.size)).unwrap().unwrap().unwrap();
        assert_eq!((&bytes[..], found.content_type.as_deref()), (&b"abc"[..], Some("text/csv")));
        // It is over, and others never were.
        for id in [&id, "../../etc", ""] {
            assert_eq!(objects.finish_upload(id, &[], |_| Ok(())).unwrap(), Err(Unusable::Upload));
            assert_eq!(objects.put_part(id, 1, b"x").unwrap(), Err(Unusable::Upload));
            assert!(!objects.abort_upload(id).unwrap());
        }
        assert_eq!(Objects::open(folder.path()).unwrap().list("").unwrap().len(), 1);
    }
}
