//! `POST /v1/feedback/status` (DESIGN.md "Native API"): sets the status of up to 100 feedbacks.

use serde::{Deserialize, Serialize};

use super::field::{Field, body, word};
use crate::{
    dialects::Dialect,
    domain::{Error, FeedbackId, Reason, Role, Status, feedback::Comment},
    http::{Access, Call, Response, Route, Wire, json},
    operations::status::{NewStatus, Of, StatusSet},
};

/// The wire.
pub const WIRE: Wire<NewStatus, StatusSet> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "POST", path: "/v1/feedback/status", access: Access::Role(Role::Agent) },
    read,
    write,
};

/// Feedbacks of one call.
const MOST_IDS: usize = 100;

/// A status for several feedbacks.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewStatus"))]
pub(super) struct StatusBody {
    /// The feedbacks, 1 to 100; one named twice counts once.
    #[cfg_attr(test, schemars(length(min = 1, max = 100)))]
    ids: Field<Vec<FeedbackId>>,
    /// The new status.
    status: Field<Status>,
    /// Why. Kept in the history.
    #[serde(default)]
    comment: Field<Comment>,
}

fn read(call: &Call) -> Result<NewStatus, Error> {
    let given: StatusBody = body(call)?;
    let ids = given.ids()?;
    if ids.is_empty() {
        return Err(Reason::Empty.of("ids"));
    }
    Ok(NewStatus {
        of: Of::Each(ids.iter().filter_map(|id| FeedbackId::parse_text(id)).collect()),
        status: given.status.named("status").required(word(Status::NAMES, Status::from_name))?,
        comment: given.comment.named("comment").optional(Comment::parse)?,
        by: None,
    })
}

impl StatusBody {
    /// The ids as they were sent, each once. A malformed one is not found, as everywhere (WIRE.md, trap 8).
    fn ids(&self) -> Result<Vec<String>, Error> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.ids.named("ids").list(MOST_IDS, |text| Ok(text.to_owned()))? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}

/// What became of each.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "StatusSet"))]
pub(super) struct StatusSetShape {
    /// Those that have the new status, in the order they were given.
    #[cfg_attr(test, schemars(with = "Vec<FeedbackId>"))]
    updated: Vec<String>,
    /// Those the app does not have, as they were given.
    not_found: Vec<String>,
}

fn write(call: &Call, set: StatusSet) -> Response {
    // The output knows no malformed ids, so the request says once more which were asked for.
    let asked = body::<StatusBody>(call).and_then(|given| given.ids()).unwrap_or_default();
    let (updated, not_found) =
        asked.into_iter().partition(|id| FeedbackId::parse_text(id).is_some_and(|id| set.updated.contains(&id)));
    json(200, &StatusSetShape { updated, not_found })
}
