//! How far a function has come in a stream, kept in a file.

use std::{
    collections::BTreeMap,
    fs, io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::source::Shard;
use crate::{
    data::write_private,
    error::{Context, Result},
};

/// The positions in all shards, each at its last record that needs no more work.
#[derive(Debug)]
pub(super) struct Positions {
    file: PathBuf,
    known: Mutex<Known>,
}

/// What the file holds.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Known {
    /// The stream's ARN: another one has other shards.
    stream: String,
    shards: BTreeMap<String, Position>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Position {
    /// The shard whose records come first.
    parent: Option<String>,
    /// Sequence number of the last record that is done; `None` at the beginning.
    after: Option<String>,
    /// Whether nothing will come any more.
    ended: bool,
}

impl Positions {
    /// Reads the file, and creates it if it is not there.
    pub fn open(file: PathBuf) -> Result<Self> {
        let known = match fs::read(&file) {
            Ok(text) => serde_json::from_slice(&text).context(|| file.display().to_string())?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Known::default(),
            Err(error) => return Err(error).context(|| file.display().to_string()),
        };
        let positions = Self { file, known: Mutex::new(known) };
        positions.change(|_| {})?;
        Ok(positions)
    }

    /// Starts anew unless the positions are those of this stream.
    pub fn belong_to(&self, stream: &str) -> Result<()> {
        if self.lock().stream == stream {
            return Ok(());
        }
        self.change(|known| *known = Known { stream: stream.to_owned(), shards: BTreeMap::new() })
    }

    /// Takes up new shards, and forgets those that are no more.
    pub fn learn(&self, shards: Vec<Shard>) -> Result<()> {
        self.change(|known| {
            let mut old = std::mem::take(&mut known.shards);
            for Shard { id, parent } in shards {
                let position = old.remove(&id).unwrap_or_default();
                known.shards.insert(id, Position { parent, ..position });
            }
        })
    }

    /// Shards that have not ended and whose parent has.
    pub fn ready(&self) -> Vec<String> {
        let known = self.lock();
        let is_open = |id: &String| known.shards.get(id).is_some_and(|position| !position.ended);
        let ready =
            known.shards.iter().filter(|(_, shard)| !shard.ended && !shard.parent.as_ref().is_some_and(is_open));
        ready.map(|(id, _)| id.clone()).collect()
    }

    /// The last record of a shard that is done.
    pub fn after(&self, shard: &str) -> Option<String> {
        self.lock().shards.get(shard)?.after.clone()
    }

    /// Writes down that a record and all before it are done.
    pub fn advance(&self, shard: &str, sequence: &str) -> Result<()> {
        if self.after(shard).as_deref() == Some(sequence) {
            return Ok(());
        }
        self.change(|known| known.shards.entry(shard.to_owned()).or_default().after = Some(sequence.to_owned()))
    }

    /// Writes down that nothing will come any more.
    pub fn end(&self, shard: &str) -> Result<()> {
        self.change(|known| known.shards.entry(shard.to_owned()).or_default().ended = true)
    }

    fn change(&self, change: impl FnOnce(&mut Known)) -> Result<()> {
        let mut known = self.lock();
        change(&mut known);
        let text = serde_json::to_vec(&*known).context(|| self.file.display().to_string())?;
        write_private(&self.file, &text).context(|| self.file.display().to_string())
    }

    /// A panic elsewhere leaves the map whole.
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(id: &str, parent: Option<&str>) -> Shard {
        Shard { id: id.to_owned(), parent: parent.map(str::to_owned) }
    }

    #[test]
    fn a_child_waits_for_its_parent_and_positions_outlive_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("project-feedback.json");
        let positions = Positions::open(file.clone()).unwrap();
        positions.belong_to("stream").unwrap();
        positions.learn(vec![shard("a", Some("gone")), shard("b", Some("a")), shard("c", Some("a"))]).unwrap();
        assert_eq!(positions.ready(), ["a"]);
        positions.advance("a", "7").unwrap();
        positions.end("a").unwrap();

        let positions = Positions::open(file).unwrap();
        positions.belong_to("stream").unwrap();
        assert_eq!(
            (positions.ready(), positions.after("a")),
            (vec!["b".to_owned(), "c".to_owned()], Some("7".to_owned()))
        );
        positions.learn(vec![shard("c", Some("a"))]).unwrap();
        assert_eq!((positions.ready(), positions.after("a")), (vec!["c".to_owned()], None));
        positions.belong_to("another stream").unwrap();
        assert!(positions.ready().is_empty());
    }
}
