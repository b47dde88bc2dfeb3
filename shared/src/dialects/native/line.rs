//! A feedback without its conversation, as the lines of an export have it: the members are those of `GET /v1/feedback/{id}`.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    contact::ContactShape,
    feedback::{FeedbackShape, as_sent},
};
use crate::domain::Feedback;

/// A line.
#[derive(Serialize)]
pub(in crate::dialects) struct Line {
    #[serde(flatten)]
    feedback: FeedbackShape,
    metadata: Option<Box<RawValue>>,
    system_info: Option<Box<RawValue>>,
}

impl Line {
    /// The line of a feedback, for the team.
    pub fn of(feedback: &Feedback) -> Self {
        let draft = &feedback.draft;
        Self {
            feedback: FeedbackShape::of(feedback, ContactShape::whole(&draft.contact)),
            metadata: draft.metadata.as_ref().and_then(single_line),
            system_info: draft.system_info.as_ref().and_then(single_line),
        }
    }
}

/// JSON that was sent over several lines would end the line early. Its line ends stand between its members only: within a
/// text they are escaped.
fn single_line(object: &crate::domain::Metadata) -> Option<Box<RawValue>> {
    if !object.as_json().contains(['\n', '\r']) {
        return as_sent(object);
    }
    RawValue::from_string(object.as_json().replace(['\n', '\r'], " ")).ok()
}
