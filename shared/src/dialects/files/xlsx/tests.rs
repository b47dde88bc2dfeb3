use super::*;
use crate::dialects::files::testing::feedback;

/// A file that another process goes on with after each batch.
fn written(batches: &[Vec<Feedback>], rows: u32) -> Vec<u8> {
    let (mut file, mut state) = (Vec::new(), String::new());
    for batch in batches {
        let mut xlsx = Xlsx { limits: Limits { rows }, ..Xlsx::open(&state).unwrap() };
        file.extend(xlsx.rows(batch).unwrap());
        state = xlsx.state();
    }
    let mut xlsx = Xlsx { limits: Limits { rows }, ..Xlsx::open(&state).unwrap() };
    file.extend(xlsx.end().unwrap());
    assert_eq!(xlsx.archive.length, file.len() as u64);
    file
}

fn batches(counts: &[u64]) -> Vec<Vec<Feedback>> {
    let mut next = 0;
    let mut batch = |count: &u64| {
        next += count;
        (next - count..next).map(|number| feedback(number + 1, &format!("第 {number} 条 <&>"))).collect()
    };
    counts.iter().map(&mut batch).collect()
}

/// Reads an entry of a local file header by hand: the name, and what it holds.
fn entries(mut file: &[u8]) -> Vec<(String, String)> {
    use std::io::Read;
    let mut entries = Vec::new();
    while file.starts_with(b"PK\x03\x04") {
        let name = usize::from(u16::from_le_bytes([file[26], file[27]]));
        let (head, rest) = file.split_at(30 + name);
        let mut text = String::new();
        let mut decoder = flate2::bufread::DeflateDecoder::new(rest);
        decoder.read_to_string(&mut text).unwrap();
        let used = usize::try_from(decoder.total_in()).unwrap();
        let descriptor = &rest[used..used + 16];
        let crc = crc32fast::hash(text.as_bytes());
        assert_eq!(descriptor[..4], *b"PK\x07\x08");
        assert_eq!(descriptor[4..8], crc.to_le_bytes());
        assert_eq!(descriptor[8..12], u32::try_from(used).unwrap().to_le_bytes());
        assert_eq!(descriptor[12..16], u32::try_from(text.len()).unwrap().to_le_bytes());
        entries.push((String::from_utf8(head[30..].to_vec()).unwrap(), text));
        file = &rest[used + 16..];
    }
    assert!(file.starts_with(b"PK\x01\x02") && file[file.len() - 22..].starts_with(b"PK\x05\x06"));
    entries
}

#[test]
fn processes_take_turns_and_nobody_sees_it() {
    let entries = entries(&written(&batches(&[1, 300, 0, 7]), SHEET_ROWS));
    let (name, sheet) = &entries[0];
    assert_eq!(name, "xl/worksheets/sheet1.xml");
    assert_eq!((sheet.matches("<row ").count(), sheet.matches("</sheetData>").count()), (309, 1));
    assert!(sheet.contains("第 307 条 &lt;&amp;&gt;") && sheet.contains("<row r=\"309\">"));
    let names: Vec<_> = entries[1..].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]);
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    for counts in [&[25][..], &[5, 5, 15], &[9, 9, 7], &[1; 25]] {
        let entries = entries(&written(&batches(counts), 10));
        // Nine rows each beside the names of the columns.
        let rows: Vec<_> = entries[..3].iter().map(|(_, sheet)| sheet.matches("<row ").count()).collect();
        assert_eq!(rows, [10, 10, 8], "{counts:?}");
        assert_eq!(entries[5].1.matches("<sheet ").count(), 3);
    }
}

#[test]
fn nothing_is_still_a_workbook() {
    let entries = entries(&written(&[], SHEET_ROWS));
    assert_eq!(entries[0].1.matches("<row ").count(), 1);
}
