//! A ZIP archive (PKWARE "APPNOTE" 6.3) whose entries are written piece by piece, by one process after the other.

use std::io::{Result, Write};

use crc32fast::Hasher;
use flate2::{Compression, write::DeflateEncoder};
use serde::{Deserialize, Serialize};

/// "Version needed to extract" 2.0: folders and Deflate.
const VERSION: u16 = 20;
/// General purpose flags: sizes follow in a data descriptor; names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
/// Compression method Deflate.
const DEFLATE: u16 = 8;
/// 1980-01-01, the first day that the format knows: the files say nothing of when they were made.
const DATE: u16 = 1 << 5 | 1;

/// How far an archive is.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Archive {
    /// Its bytes so far.
    pub length: u64,
    entries: Vec<Entry>,
}

/// An entry, complete or not.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    name: String,
    offset: u64,
    crc: u32,
    compressed: u64,
    /// Its bytes before compression.
    pub plain: u64,
}

impl Archive {
    /// Begins an entry.
    pub fn begin(&mut self, name: &str, out: &mut Vec<u8>) -> Entry {
        let entry = Entry { name: name.to_owned(), offset: self.length, crc: 0, compressed: 0, plain: 0 };
        let before = out.len();
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(shorts(&[VERSION, FLAGS, DEFLATE, 0, DATE]));
        out.extend([0; 12]);
        out.extend(shorts(&[short(name.len() as u64), 0]));
        out.extend(name.as_bytes());
        self.length += (out.len() - before) as u64;
        entry
    }

    /// Goes on with an entry. The bytes end where others can follow.
    ///
    /// # Errors
    /// None that memory can cause.
    pub fn go_on(&mut self, entry: &mut Entry, plain: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let mut encoder = self.encode(entry, plain)?;
        // A flush alone would write another empty block each time it is asked for.
        if !plain.is_empty() {
            encoder.flush()?;
        }
        let bytes = std::mem::take(encoder.get_mut());
        self.count(entry, &bytes);
        out.extend(bytes);
        Ok(())
    }

    /// Ends an entry after some last bytes.
    ///
    /// # Errors
    /// None that memory can cause.
    pub fn end(&mut self, mut entry: Entry, plain: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let bytes = self.encode(&mut entry, plain)?.finish()?;
        self.count(&mut entry, &bytes);
        out.extend(bytes);
        let descriptor = [0x0807_4b50, entry.crc, long(entry.compressed), long(entry.plain)];
        out.extend(longs(&descriptor));
        self.length += 16;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the directory, which ends the archive.
    pub fn close(&mut self, out: &mut Vec<u8>) {
        let begin = self.length;
        let before = out.len();
        for entry in &self.entries {
            out.extend(0x0201_4b50_u32.to_le_bytes());
            out.extend(shorts(&[VERSION, VERSION, FLAGS, DEFLATE, 0, DATE]));
            out.extend(longs(&[entry.crc, long(entry.compressed), long(entry.plain)]));
            out.extend(shorts(&[short(entry.name.len() as u64), 0, 0, 0, 0]));
            out.extend(longs(&[0, long(entry.offset)]));
            out.extend(entry.name.as_bytes());
        }
        let size = (out.len() - before) as u64;
        let count = short(self.entries.len() as u64);
        out.extend(0x0605_4b50_u32.to_le_bytes());
        out.extend(shorts(&[0, 0, count, count]));
        out.extend(longs(&[long(size), long(begin)]));
        out.extend(shorts(&[0]));
        self.length += size + 22;
    }

    #[expect(clippy::unused_self, reason = "what is encoded is of this archive")]
    fn encode(&self, entry: &mut Entry, plain: &[u8]) -> Result<DeflateEncoder<Vec<u8>>> {
        let mut hasher = Hasher::new_with_initial(entry.crc);
        hasher.update(plain);
        entry.crc = hasher.finalize();
        entry.plain += plain.len() as u64;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        encoder.write_all(plain)?;
        Ok(encoder)
    }

    fn count(&mut self, entry: &mut Entry, bytes: &[u8]) {
        entry.compressed += bytes.len() as u64;
        self.length += bytes.len() as u64;
    }
}

fn shorts(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn longs(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// The writer stops long before these would not fit.
fn short(value: u64) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

/// As above.
fn long(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
