//! CSV: RFC 4180 in UTF-8, with the mark by which Excel knows that it is.
//!
//! A spreadsheet runs a cell that begins like a formula. What people sent us is no formula: such a cell gets an apostrophe
//! in front (OWASP "CSV Injection").

use csv::{Terminator, WriterBuilder};

use super::{
    columns::{NAMES, values},
    failed,
};
use crate::{
    domain::Feedback,
    operations::export::run::{Unwritable, Write},
};

/// Byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// The state once the mark and the names of the columns are written.
const BEGUN: &str = "begun";

/// The writer.
pub(super) struct Csv {
    begun: bool,
}

impl Csv {
    pub fn open(state: &str) -> Self {
        Self { begun: state == BEGUN }
    }

    fn write(&mut self, rows: &[Feedback]) -> Result<Vec<u8>, csv::Error> {
        let first = !std::mem::replace(&mut self.begun, true);
        let bytes = if first { MARK.to_vec() } else { Vec::new() };
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
        if first {
            writer.write_record(NAMES)?;
        }
        for row in rows {
            writer.write_record(values(row).map(harmless))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

impl Write for Csv {
    fn rows(&mut self, rows: &[Feedback]) -> Result<Vec<u8>, Unwritable> {
        self.write(rows).map_err(|cause| failed(&cause))
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        self.rows(&[])
    }

    fn state(&self) -> String {
        if self.begun { BEGUN.to_owned() } else { String::new() }
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialects::files::testing::feedback;

    #[test]
    fn what_looks_like_a_formula_is_none() {
        let mut csv = Csv::open("");
        let mut file =
            csv.rows(&[feedback(1, "=HYPERLINK(\"http://evil\")"), feedback(2, "换行\r\n,\"引号\"")]).unwrap();
        let mut csv = Csv::open(&csv.state());
        file.extend(csv.rows(&[feedback(3, "-1")]).unwrap());
        file.extend(csv.end().unwrap());
        let text = String::from_utf8(file).unwrap();
        assert!(text.starts_with("\u{feff}id,created_at,kind,"));
        assert_eq!(text.matches("\u{feff}").count(), 1);
        assert!(text.contains(r#","'=HYPERLINK(""http://evil"")","#), "{text}");
        assert!(
            text.contains("\"换行\r\n,\"\"引号\"\"\"") && text.contains(",'+8613800000000,") && text.contains(",'-1,")
        );
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.records().map(|row| row.unwrap().len()).collect::<Vec<_>>(), [NAMES.len(); 3]);
    }

    #[test]
    fn nothing_is_still_a_table() {
        let file = Csv::open("").end().unwrap();
        assert_eq!(String::from_utf8(file).unwrap(), format!("\u{feff}{}\r\n", NAMES.join(",")));
    }
}
