//! Asks MariaDB the same, and compares the answers.

use std::time::{Duration, Instant};

use local::error::{Error, Result};

use super::{
    load::bar,
    measure::{Row, percentile},
    ours::Answer,
    questions::Asked,
    writes::{self, APART_MS, NEW},
};
use crate::{data::Data, mariadb::MariaDb};

/// Runs all there, and adds the figures to ours.
///
/// # Errors
/// When the server refuses something or an answer is another than ours.
pub fn measure(
    url: &str,
    data: &Data,
    asked: &[Asked],
    answers: &[Vec<Answer>],
    runs: usize,
    rows: &mut [Row],
) -> Result<()> {
    let mut database = MariaDb::with(data, url)?;
    let bar = bar("MariaDB asks", asked.len() * runs);
    for (Asked { op, questions }, answers) in asked.iter().zip(answers) {
        let mut times = Vec::new();
        for (question, ours) in questions.iter().zip(answers).take(runs) {
            let theirs = timed(&mut times, || database.ask(question))?;
            if theirs != *ours {
                return Err(Error::new(format!("{op}: we say {ours:?}, MariaDB says {theirs:?}")));
            }
            bar.inc(1);
        }
        add(rows, op, &mut times);
    }
    bar.finish();
    let (mut submits, mut sets) = (Vec::new(), Vec::new());
    let submitted = data.fresh(runs, APART_MS);
    for row in &submitted {
        let feedback = row.feedback(data)?;
        timed(&mut submits, || database.submit(&feedback))?;
    }
    let changed = writes::chosen(data, runs);
    for row in &changed {
        timed(&mut sets, || database.set_status(row.id, NEW))?;
    }
    changed.iter().try_for_each(|row| database.set_status(row.id, row.status))?;
    submitted.iter().try_for_each(|row| database.delete(row.id))?;
    add(rows, "submit", &mut submits);
    add(rows, "set_status", &mut sets);
    Ok(())
}

fn timed<T>(times: &mut Vec<Duration>, call: impl FnOnce() -> Result<T>) -> Result<T> {
    let begin = Instant::now();
    let outcome = call();
    times.push(begin.elapsed());
    outcome
}

fn add(rows: &mut [Row], op: &str, times: &mut [Duration]) {
    let theirs = percentile(times, 50);
    for row in rows.iter_mut().filter(|row| row.op == op) {
        row.mariadb_p50_ms = Some(theirs);
        row.ratio = Some(theirs / row.p50_ms);
    }
}
