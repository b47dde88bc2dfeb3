//! A sheet's XML, with each text in its cell. A text is never taken for a formula.

use std::fmt::Write;

/// What comes before the rows. The first row stays in sight.
pub(super) const BEGIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>"#,
    r#"<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
    r"</sheetView></sheetViews><sheetData>"
);
/// What comes after them.
pub(super) const END: &str = "</sheetData></worksheet>";

/// The most that a cell holds, in UTF-16 units (Excel's limit).
const CELL_UNITS: usize = 32_767;

/// Writes a row; an empty text is no cell.
pub(super) fn row(xml: &mut String, number: u32, cells: &[impl AsRef<str>]) {
    // A String takes everything.
    let _ = write!(xml, "<row r=\"{number}\">");
    for (place, cell) in cells.iter().map(AsRef::as_ref).enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let column = char::from_u32(u32::from('A') + u32::try_from(place).unwrap_or_default()).unwrap_or('Z');
        let _ = write!(xml, "<c r=\"{column}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        escape(xml, &fitting(cell));
        xml.push_str("</t></is></c>");
    }
    xml.push_str("</row>");
}

/// The beginning of a text, as much as a cell holds.
fn fitting(text: &str) -> String {
    if text.len() <= CELL_UNITS {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < CELL_UNITS
    };
    let beginning: String = text.chars().take_while(fits).collect();
    if beginning.len() < text.len() { beginning + "…" } else { beginning }
}

fn escape(xml: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // `_x0041_` would be read as `A` (ECMA-376 22.4.2.4).
            '_' if is_code(&text[at..]) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(c),
            // XML has no other control characters, and would read this one as a line end.
            '\r' => xml.push_str("_x000D_"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => xml.push('\u{fffd}'),
            c => xml.push(c),
        }
    }
}

/// Whether a text begins like `_x0041_`.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_what_it_is() {
        let mut xml = String::new();
        row(&mut xml, 2, &["<a>&", "", "_x0041_ _x", "=1+1\r\n\u{0}"]);
        assert_eq!(
            xml,
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">&lt;a&gt;&amp;</t></is></c>\
             <c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">_x005F_x0041_ _x</t></is></c>\
             <c r=\"D2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1_x000D_\n\u{fffd}</t></is></c></row>"
        );
    }

    #[test]
    fn a_long_text_ends_where_the_cell_does() {
        let long = "😀".repeat(20_000);
        let cell = fitting(&long);
        assert_eq!((cell.encode_utf16().count(), cell.ends_with('…')), (32_767, true));
        assert_eq!(fitting(&"字".repeat(32_000)).chars().count(), 32_000);
    }
}
