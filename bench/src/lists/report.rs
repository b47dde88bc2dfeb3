//! Prints the figures, and writes them down.

use std::{fs, path::Path};

use local::error::{Context, Result};

use super::measure::Row;
use crate::table::Table;

/// Prints a table.
pub fn print(rows: &[Row]) {
    let mut table =
        Table::of(["op", "p50 ms", "p99 ms", "RRU", "WRU", "round trips", "MariaDB p50 ms", "times faster"]);
    for row in rows {
        let or_none = |value: Option<f64>, places| value.map_or_else(String::new, |value| format!("{value:.places$}"));
        table.row([
            row.op.to_owned(),
            format!("{:.2}", row.p50_ms),
            format!("{:.2}", row.p99_ms),
            short(row.rru),
            short(row.wru),
            row.round_trips.to_string(),
            or_none(row.mariadb_p50_ms, 1),
            or_none(row.ratio, 0),
        ]);
    }
    print!("{table}");
}

/// Units are halves, or shares of them.
fn short(units: f64) -> String {
    if (units * 2.0).fract() == 0.0 { format!("{units}") } else { format!("{units:.2}") }
}

/// Writes a file with one JSON object a line.
///
/// # Errors
/// When it cannot be written.
pub fn write(rows: &[Row], file: &Path) -> Result<()> {
    let mut text = String::new();
    for row in rows {
        text += &serde_json::to_string(row).context(|| "a figure is no JSON")?;
        text.push('\n');
    }
    fs::write(file, text).context(|| format!("cannot write {}", file.display()))
}
