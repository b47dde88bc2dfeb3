//! Loads the feedback: the items that the store would put, past the engine's server.

use indicatif::{ProgressBar, ProgressStyle};
use local::{
    dynamodb::Engine,
    error::{Context, Result},
};
use shared::store::item_of;

use crate::data::Data;

/// Items of one transaction.
const BATCH: usize = 5_000;

/// Loads all.
///
/// # Errors
/// When the engine does not take one of them.
pub fn all(engine: &Engine, table: &str, data: &Data) -> Result<()> {
    let bar = bar("feedbacks", data.rows.len());
    for rows in data.rows.chunks(BATCH) {
        let item = |row: &crate::data::Row| item_of(&row.feedback(data)?).context(|| "a feedback is no item");
        engine.import(table, rows.iter().map(item).collect::<Result<_>>()?)?;
        bar.inc(rows.len() as u64);
    }
    bar.finish();
    Ok(())
}

/// A bar that says how much is done and how long the rest will take.
pub fn bar(what: &'static str, all: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>12} {wide_bar} {pos} of {len}, {elapsed} gone, {eta} to go");
    let bar = ProgressBar::new(all as u64).with_message(what);
    // The template is ours; with one that was not understood there would be the usual bar.
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
