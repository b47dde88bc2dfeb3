//! The SQL of each operation.

use local::error::{Context, Result};
use mysql::{Params, Row, Value, prelude::Queryable};
use shared::{
    dialects::meanings::message_board,
    domain::{Feedback, FeedbackId, Status},
};

use super::{
    MariaDb,
    load::{INSERT, columns},
};
use crate::{
    data::SOURCES,
    lists::{Answer, Page, Question, SIZE},
};

/// A row of `feedback` as a list shows it.
const SHOWN: &str = "id, name, email, type, content, source, status, created_at, updated_at";

impl MariaDb {
    /// Answers a question.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn ask(&mut self, question: &Question) -> Result<Answer> {
        match question {
            Question::Detail(id) => self.detail(*id),
            Question::Page(page) => {
                let total = self.total(page)?;
                Ok(Answer::Page(total, self.page(page)?))
            }
            Question::Total(page) => Ok(Answer::Total(self.total(page)?)),
            Question::Trend(ms) => self.trend(ms.start / 1_000, ms.end / 1_000),
        }
    }

    fn detail(&mut self, id: FeedbackId) -> Result<Answer> {
        let found = self.ids(&format!("SELECT {SHOWN} FROM feedback WHERE id = ?"), vec![id.number().into()])?;
        let replies = "SELECT id, author, content, is_admin, created_at FROM feedback_replies WHERE feedback_id = ?";
        self.ids(replies, vec![id.number().into()])?;
        Ok(Answer::Detail(found.first().copied().unwrap_or_default()))
    }

    fn total(&mut self, page: &Page) -> Result<u64> {
        let (condition, values) = condition(page);
        let sql = format!("SELECT COUNT(*) FROM feedback {condition}");
        Ok(self.ids(&sql, values)?.first().copied().unwrap_or_default())
    }

    fn page(&mut self, page: &Page) -> Result<Vec<u64>> {
        let (condition, values) = condition(page);
        let offset = (page.number - 1) * SIZE;
        let sql = format!(
            "SELECT {SHOWN} FROM feedback {condition} ORDER BY created_at DESC, id DESC LIMIT {SIZE} OFFSET {offset}"
        );
        self.ids(&sql, values)
    }

    fn trend(&mut self, from_s: u64, to_s: u64) -> Result<Answer> {
        let sql = "SELECT COUNT(*), DATE(created_at) AS day FROM feedback
                   WHERE created_at >= FROM_UNIXTIME(?) AND created_at < FROM_UNIXTIME(?) GROUP BY day ORDER BY day";
        Ok(Answer::Trend(self.ids(sql, vec![from_s.into(), to_s.into()])?))
    }

    /// The first column of what a query finds; all of it is fetched.
    fn ids(&mut self, sql: &str, values: Vec<Value>) -> Result<Vec<u64>> {
        let params = if values.is_empty() { Params::Empty } else { Params::Positional(values) };
        let rows: Vec<Row> = self.connection.exec(sql, params).context(|| format!("MariaDB refuses: {sql}"))?;
        Ok(rows.iter().filter_map(|row| row.get(0)).collect())
    }

    /// Stores a feedback.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn submit(&mut self, feedback: &Feedback) -> Result<()> {
        let sql = format!("{INSERT} (?,?,?,?,?,?,?,FROM_UNIXTIME(?),FROM_UNIXTIME(?))");
        self.change(&sql, columns(feedback).into())
    }

    /// Sets a status.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn set_status(&mut self, id: FeedbackId, status: Status) -> Result<()> {
        let values = vec![message_board::status(status).into(), id.number().into()];
        self.change("UPDATE feedback SET status = ? WHERE id = ?", values)
    }

    /// Deletes a feedback.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn delete(&mut self, id: FeedbackId) -> Result<()> {
        self.change("DELETE FROM feedback WHERE id = ?", vec![id.number().into()])
    }

    fn change(&mut self, sql: &str, values: Vec<Value>) -> Result<()> {
        let done = self.connection.exec_drop(sql, Params::Positional(values));
        done.context(|| format!("MariaDB refuses: {sql}"))
    }
}

/// `WHERE`, and the values in it.
fn condition(page: &Page) -> (String, Vec<Value>) {
    let mut terms = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(source) = page.source {
        terms.push("source = ?");
        values.push(SOURCES[usize::from(source)].into());
    }
    if let Some(kind) = page.kind {
        terms.push("type = ?");
        values.push(message_board::kind(kind).into());
    }
    if let Some(status) = page.status {
        terms.push("status = ?");
        values.push(status.into());
    }
    if let Some((from, to)) = page.seconds {
        terms.push("created_at BETWEEN FROM_UNIXTIME(?) AND FROM_UNIXTIME(?)");
        values.extend([from.into(), to.into()]);
    }
    let condition = if terms.is_empty() { String::new() } else { format!("WHERE {}", terms.join(" AND ")) };
    (condition, values)
}
