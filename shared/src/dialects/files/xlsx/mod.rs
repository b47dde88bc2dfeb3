//! A workbook (ECMA-376) that several processes write one after the other.
//!
//! A workbook is a ZIP archive, and a sheet is one compressed entry of it, which has to be gone on with. Deflate allows that: the bytes
//! of a process end in a flush at a byte boundary and refer to nothing before their own beginning, so the next process's
//! bytes follow as if they were its own. What the archive wants to know of an entry, its checksum and sizes, comes after
//! the entry in a data descriptor; until then they are the state. The small entries, which say how many sheets there
//! are, come last.
//!
//! * **Sheets** hold 1,048,576 rows; the next row begins another. So does a sheet of 3 GiB, since an entry of the plain
//!   ZIP format ends at 4.
//! * **Errors**: [`Unwritable::TooLarge`] near 4 GiB of file, the end of the plain format. CSV and JSON lines have none.

mod archive;
mod parts;
mod sheet;

use serde::{Deserialize, Serialize};

use self::archive::{Archive, Entry};
use super::failed;
use crate::{
    domain::Feedback,
    operations::export::run::{Unwritable, Write},
};

/// Rows of a sheet, the names of the columns included (Excel's limit).
const SHEET_ROWS: u32 = 1_048_576;
/// Bytes of a sheet before compression.
const SHEET_BYTES: u64 = 3 * 1024 * 1024 * 1024;
/// Bytes of the archive.
const ARCHIVE_BYTES: u64 = 4_000_000_000;

/// The writer.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Xlsx {
    archive: Archive,
    /// The entry that is being written, with the rows that it has.
    sheet: Option<(Entry, u32)>,
    sheets: u32,
    #[serde(skip)]
    limits: Limits,
}

/// When a sheet is full.
#[derive(Clone, Copy)]
struct Limits {
    rows: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: SHEET_ROWS }
    }
}

impl Xlsx {
    pub fn open(state: &str) -> Result<Self, Unwritable> {
        if state.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(state).map_err(|cause| failed(&cause))
    }

    fn write(&mut self, rows: &[Feedback]) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut rest = rows;
        loop {
            let (mut entry, mut count) = match self.sheet.take() {
                Some(open) => open,
                None => self.begin_sheet(&mut bytes)?,
            };
            let room = usize::try_from(self.limits.rows - count).unwrap_or(usize::MAX);
            let (fitting, others) = rest.split_at(rest.len().min(room));
            let mut text = String::new();
            for row in fitting {
                count += 1;
                sheet::row(&mut text, count, &super::columns::values(row));
            }
            self.archive.go_on(&mut entry, text.as_bytes(), &mut bytes)?;
            rest = others;
            let is_full = count >= self.limits.rows || entry.plain >= SHEET_BYTES;
            if is_full && !rest.is_empty() {
                self.archive.end(entry, sheet::END.as_bytes(), &mut bytes)?;
            } else {
                self.sheet = Some((entry, count));
            }
            if rest.is_empty() {
                return Ok(bytes);
            }
        }
    }

    fn begin_sheet(&mut self, bytes: &mut Vec<u8>) -> std::io::Result<(Entry, u32)> {
        self.sheets += 1;
        let mut entry = self.archive.begin(&parts::sheet_path(self.sheets), bytes);
        let mut text = sheet::BEGIN.to_owned();
        sheet::row(&mut text, 1, &super::columns::NAMES);
        self.archive.go_on(&mut entry, text.as_bytes(), bytes)?;
        Ok((entry, 1))
    }

    fn finish(&mut self) -> std::io::Result<Vec<u8>> {
        // A workbook has at least one sheet.
        let mut bytes = self.write(&[])?;
        if let Some((entry, _)) = self.sheet.take() {
            self.archive.end(entry, sheet::END.as_bytes(), &mut bytes)?;
        }
        for (path, text) in parts::all(self.sheets) {
            let entry = self.archive.begin(&path, &mut bytes);
            self.archive.end(entry, text.as_bytes(), &mut bytes)?;
        }
        self.archive.close(&mut bytes);
        Ok(bytes)
    }

    fn within_limits(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Unwritable> {
        if self.archive.length > ARCHIVE_BYTES { Err(Unwritable::TooLarge) } else { Ok(bytes) }
    }
}

impl Write for Xlsx {
    fn rows(&mut self, rows: &[Feedback]) -> Result<Vec<u8>, Unwritable> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let bytes = self.write(rows).map_err(|cause| failed(&cause))?;
        self.within_limits(bytes)
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        let bytes = self.finish().map_err(|cause| failed(&cause))?;
        self.within_limits(bytes)
    }

    fn state(&self) -> String {
        // Numbers and names: always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
