//! Loads the feedback: many rows an `INSERT`, which needs no file that the server could read.

use local::error::{Context, Result};
use mysql::{Conn, Params, Value, prelude::Queryable};
use shared::{dialects::meanings::message_board, domain::Feedback};

use crate::{
    data::{Data, VERSION},
    lists::bar,
};

/// Rows of one statement; a prepared one takes 65,535 values.
const BATCH: usize = 2_000;
/// Statements of one transaction.
const STATEMENTS: usize = 10;

/// Loads all, unless it is there.
///
/// # Errors
/// When the server refuses.
pub fn all(connection: &mut Conn, data: &Data) -> Result<()> {
    let loaded = connection.query_first("SELECT version, items FROM bench_loaded");
    let loaded: Option<(u32, u64)> = loaded.context(|| "MariaDB cannot say what was loaded")?;
    if loaded == Some((VERSION, data.rows.len() as u64)) {
        return Ok(());
    }
    for sql in [
        "DELETE FROM bench_loaded",
        "DELETE FROM feedback_replies",
        "SET SESSION foreign_key_checks = 0",
        "TRUNCATE TABLE feedback",
        "SET SESSION foreign_key_checks = 1",
    ] {
        connection.query_drop(sql).context(|| format!("MariaDB refuses: {sql}"))?;
    }
    let bar = bar("MariaDB", data.rows.len());
    for transaction in data.rows.chunks(BATCH * STATEMENTS) {
        let mut open = connection.start_transaction(mysql::TxOpts::default()).context(|| "MariaDB begins nothing")?;
        for rows in transaction.chunks(BATCH) {
            let mut values = Vec::with_capacity(rows.len() * COLUMNS);
            for row in rows {
                values.extend(columns(&row.feedback(data)?));
            }
            let places = vec!["(?,?,?,?,?,?,?,FROM_UNIXTIME(?),FROM_UNIXTIME(?))"; rows.len()].join(",");
            let insert = open.exec_drop(format!("{INSERT} {places}"), Params::Positional(values));
            insert.context(|| "MariaDB takes no rows")?;
            bar.inc(rows.len() as u64);
        }
        open.commit().context(|| "MariaDB commits nothing")?;
    }
    bar.finish();
    let analyzed = connection.query_drop("ANALYZE TABLE feedback");
    analyzed.context(|| "MariaDB cannot analyze")?;
    let stamp = connection.exec_drop("INSERT INTO bench_loaded VALUES (?, ?)", (VERSION, data.rows.len()));
    stamp.context(|| "MariaDB cannot say what was loaded")
}

/// The beginning of an insertion.
pub(super) const INSERT: &str =
    "INSERT INTO feedback (id, name, email, type, content, source, status, created_at, updated_at) VALUES";
const COLUMNS: usize = 9;

/// A feedback as a row.
pub(super) fn columns(feedback: &Feedback) -> [Value; COLUMNS] {
    let draft = &feedback.draft;
    [
        feedback.id.number().into(),
        draft.contact.name.as_ref().map(ToString::to_string).into(),
        draft.contact.email.as_ref().map(|email| email.as_str().to_owned()).into(),
        message_board::kind(draft.kind.name()).into(),
        draft.content.to_string().into(),
        draft.source.to_string().into(),
        message_board::status(feedback.status).into(),
        feedback.id.created_at().seconds().into(),
        feedback.updated_at.seconds().into(),
    ]
}
