//! The small entries of a workbook: what it consists of (ECMA-376 part 2, "Open Packaging Conventions").

use std::fmt::Write;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Where a sheet lies; they are counted from 1.
pub(super) fn sheet_path(number: u32) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// All that a workbook of so many sheets has beside them, with the path of each.
pub(super) fn all(sheets: u32) -> Vec<(String, String)> {
    [
        ("[Content_Types].xml", content_types(sheets)),
        ("_rels/.rels", relations([("rId1".to_owned(), "officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml", workbook(sheets)),
        (
            "xl/_rels/workbook.xml.rels",
            relations((1..=sheets).map(|n| (format!("rId{n}"), "worksheet", format!("worksheets/sheet{n}.xml")))),
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .into()
}

fn content_types(sheets: u32) -> String {
    let mut xml = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>"#
    );
    for number in 1..=sheets {
        let path = sheet_path(number);
        // A String takes everything, here and below.
        let _ = write!(xml, r#"<Override PartName="/{path}" ContentType="{TYPE}.worksheet+xml"/>"#);
    }
    xml + "</Types>"
}

fn relations(all: impl IntoIterator<Item = (String, &'static str, String)>) -> String {
    let mut xml = format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (id, kind, target) in all {
        let _ = write!(xml, r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#);
    }
    xml + "</Relationships>"
}

fn workbook(sheets: u32) -> String {
    let mut xml = format!(r#"{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{DOCUMENT}"><sheets>"#);
    for number in 1..=sheets {
        let _ = write!(xml, r#"<sheet name="feedback {number}" sheetId="{number}" r:id="rId{number}"/>"#);
    }
    xml + "</sheets></workbook>"
}
