//! The files of exports: how rows look as CSV, as a workbook, and as JSON lines.
//!
//! Each writer can stop after any rows and be taken up by another process, with no more than a short text of state.
//! The columns are those of the native API, in its words, so that a file can be read beside its answers.

mod columns;
mod csv;
mod ndjson;
mod xlsx;

use crate::{
    domain::export::Format,
    operations::export::run::{Unwritable, Write},
};

/// The writer of a format, from the beginning if `state` is empty.
///
/// # Errors
/// [`Unwritable::Internal`] if the state is none of ours.
pub fn open(format: Format, state: &str) -> Result<Box<dyn Write>, Unwritable> {
    Ok(match format {
        Format::Csv => Box::new(csv::Csv::open(state)),
        Format::Ndjson => Box::new(ndjson::Ndjson),
        Format::Xlsx => Box::new(xlsx::Xlsx::open(state)?),
    })
}

fn failed(cause: &dyn std::fmt::Display) -> Unwritable {
    tracing::error!(%cause, "a row cannot be written");
    Unwritable::Internal
}

#[cfg(test)]
mod testing {
    use crate::domain::{AppId, Content, Draft, Feedback, FeedbackId, Kind, Source, Status, Timestamp, contact::Reach};

    /// A feedback with this content.
    pub fn feedback(number: u64, content: &str) -> Feedback {
        let mut draft = Draft::new(Kind::Suggestion, Content::parse(content).unwrap(), Source::parse("app").unwrap());
        draft.contact.phone = Some(Reach::parse("+8613800000000").unwrap());
        Feedback {
            id: FeedbackId::from_number(number << 12).unwrap(),
            app: AppId::parse("app_one").unwrap(),
            draft,
            status: Status::Pending,
            updated_at: Timestamp::from_ms(1_790_000_000_000),
        }
    }
}
