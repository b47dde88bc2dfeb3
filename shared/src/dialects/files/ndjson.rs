//! JSON lines: an object each, in the native API's words, for programs.

use serde::Serialize;

use super::failed;
use crate::{
    dialects::native::line::Line,
    domain::Feedback,
    operations::export::run::{Unwritable, Write},
};

/// The writer, which has nothing to remember.
pub(super) struct Ndjson;

impl Write for Ndjson {
    fn rows(&mut self, rows: &[Feedback]) -> Result<Vec<u8>, Unwritable> {
        let mut bytes = Vec::new();
        for row in rows {
            let mut writer = serde_json::Serializer::new(&mut bytes);
            Line::of(row).serialize(&mut writer).map_err(|cause| failed(&cause))?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        Ok(Vec::new())
    }

    fn state(&self) -> String {
        String::new()
    }
}
