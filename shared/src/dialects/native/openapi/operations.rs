//! What the table of wires does not say of a route: its name, what it takes and what it answers.

use serde_json::{Value, json};

use super::{
    component,
    parameters::{list_parameters, stats_parameters},
    schemas::Schemas,
};
use crate::{
    dialects::native::{
        app, detail, exports, list, members, reply, settings, sign_in, stats, status, submit, tokens, uploads,
    },
    http::Route,
};

/// What the table of wires does not say of a route.
pub(super) struct Operation {
    pub id: &'static str,
    pub summary: &'static str,
    pub parameters: Vec<Value>,
    pub body: Option<Value>,
    pub status: &'static str,
    pub answer: Option<Value>,
    /// Statuses of refusals, beside those that follow from the route.
    pub refusals: &'static [&'static str],
}

const CREATES: &[&str] = &["422", "429"];

/// The routes, with what belongs to them.
pub(super) fn operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match (route.method, route.path) {
        ("POST", "/v1/feedback") => Operation {
            id: "submitFeedback",
            summary: "Submits a feedback",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<submit::SubmitBody>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<submit::SubmittedShape>()))
        },
        ("GET", "/v1/feedback") => Operation {
            id: "listFeedback",
            summary: "Lists feedback, newest first",
            parameters: list_parameters(schemas),
            ..answers("200", Some(schemas.answer::<list::Page>()))
        },
        ("GET", "/v1/feedback/{id}") => Operation {
            id: "readFeedback",
            summary: "Reads a feedback with replies and history",
            parameters: vec![component("parameters", "FeedbackId")],
            ..answers("200", Some(schemas.answer::<detail::ConversationShape>()))
        },
        ("DELETE", "/v1/feedback/{id}") => Operation {
            id: "deleteFeedback",
            summary: "Deletes a feedback with all that hangs on it",
            parameters: vec![component("parameters", "FeedbackId")],
            ..answers("204", None)
        },
        ("POST", "/v1/feedback/{id}/replies") => Operation {
            id: "replyToFeedback",
            summary: "Answers a feedback, as the team or as its author",
            parameters: vec![component("parameters", "FeedbackId"), component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<reply::ReplyBody>()),
            refusals: &["403", "422", "429"],
            ..answers("201", Some(schemas.answer::<reply::ReplyShape>()))
        },
        ("POST", "/v1/feedback/status") => Operation {
            id: "setStatus",
            summary: "Sets the status of up to 100 feedbacks",
            body: Some(schemas.body::<status::StatusBody>()),
            ..answers("200", Some(schemas.answer::<status::StatusSetShape>()))
        },
        ("GET", "/v1/stats") => Operation {
            id: "readStats",
            summary: "Counts what came in each hour, day or month",
            parameters: stats_parameters(),
            ..answers("200", Some(schemas.answer::<stats::Shape>()))
        },
        ("GET", "/v1/app") => Operation {
            id: "readApp",
            summary: "Reads the app of the token",
            ..answers("200", Some(schemas.answer::<app::AppShape>()))
        },
        ("PUT", "/v1/app") => Operation {
            id: "changeApp",
            summary: "Changes what is given of the app",
            body: Some(schemas.body::<app::AppBody>()),
            ..answers("200", Some(schemas.answer::<app::AppShape>()))
        },
        ("POST", "/v1/apps") => Operation {
            id: "createApp",
            summary: "Registers an app",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<settings::NewApp>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<settings::Created>()))
        },
        ("GET", "/v1/announcements") => Operation {
            id: "readAnnouncements",
            summary: "Reads the announcements",
            ..answers("200", Some(schemas.answer::<settings::Announcements>()))
        },
        ("PUT", "/v1/announcements") => Operation {
            id: "writeAnnouncements",
            summary: "Replaces the announcements",
            body: Some(schemas.body::<settings::NewAnnouncements>()),
            ..answers("200", Some(schemas.answer::<settings::Announcements>()))
        },
        ("POST", "/v1/tokens") => Operation {
            id: "createToken",
            summary: "Gives out an access token",
            body: Some(schemas.body::<tokens::TokenBody>()),
            refusals: &["401", "403", "429"],
            ..answers("200", Some(schemas.answer::<tokens::Token>()))
        },
        ("GET", "/v1/openapi.json") => Operation {
            id: "describe",
            summary: "Describes this API",
            ..answers("200", Some(json!({"type": "object", "description": "An OpenAPI 3.1 document."})))
        },
        _ => return media_operation(route, schemas).or_else(|| team_operation(route, schemas)),
    })
}

/// The routes of members and of their way in.
fn team_operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    let name = || component("parameters", "MemberName");
    Some(match (route.method, route.path) {
        ("POST", "/v1/login") => Operation {
            id: "login",
            summary: "Begins a session of a member, in a cookie",
            body: Some(schemas.body::<sign_in::Login>()),
            refusals: &["401", "403", "429"],
            ..answers("200", Some(schemas.answer::<sign_in::SessionShape>()))
        },
        ("POST", "/v1/logout") => {
            Operation { id: "logout", summary: "Ends the session", refusals: &["400", "403"], ..answers("204", None) }
        }
        ("GET", "/v1/session") => Operation {
            id: "readSession",
            summary: "Says who is signed in",
            refusals: &["401"],
            ..answers("200", Some(schemas.answer::<sign_in::SessionShape>()))
        },
        ("POST", "/v1/session/token") => Operation {
            id: "exchangeSession",
            summary: "Exchanges the session for an access token of one app",
            body: Some(schemas.body::<sign_in::Exchange>()),
            refusals: &["401", "403", "404"],
            ..answers("200", Some(schemas.answer::<tokens::Token>()))
        },
        ("GET", "/v1/members") => Operation {
            id: "listMembers",
            summary: "Lists who belongs to the app's team",
            ..answers("200", Some(schemas.answer::<members::Members>()))
        },
        ("PUT", "/v1/members/{name}") => Operation {
            id: "putMember",
            summary: "Adds a member, or changes their role or password",
            parameters: vec![name()],
            body: Some(schemas.body::<members::MemberBody>()),
            ..answers("200", Some(schemas.answer::<members::MemberShape>()))
        },
        ("DELETE", "/v1/members/{name}") => Operation {
            id: "removeMember",
            summary: "Takes a member out of the app",
            parameters: vec![name()],
            ..answers("204", None)
        },
        ("POST", "/v1/app/secret") => Operation {
            id: "rotateSecret",
            summary: "Replaces the app's secret",
            refusals: &["404"],
            ..answers("200", Some(schemas.answer::<settings::Rotated>()))
        },
        _ => return None,
    })
}

/// The routes of files, sent and written.
fn media_operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match (route.method, route.path) {
        ("POST", "/v1/uploads") => Operation {
            id: "beginUpload",
            summary: "Begins an upload: says where to send a file",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<uploads::UploadBody>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<uploads::UploadShape>()))
        },
        ("POST", "/v1/exports") => Operation {
            id: "beginExport",
            summary: "Begins to write feedback into one file",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<exports::NewExport>()),
            refusals: CREATES,
            ..answers("202", Some(schemas.answer::<exports::Begun>()))
        },
        ("GET", "/v1/exports/{id}") => Operation {
            id: "readExport",
            summary: "Says how far an export is, and where its file is once it is done",
            parameters: vec![component("parameters", "ExportId")],
            ..answers("200", Some(schemas.answer::<exports::ExportShape>()))
        },
        ("GET", "/v1/media/{id}") => Operation {
            id: "readMedia",
            summary: "Redirects to a file for some minutes",
            parameters: vec![
                component("parameters", "MediaId"),
                json!({"name": "size", "in": "query", "description": "A JPEG of at most 320 pixels a side instead.",
                    "schema": {"type": "string", "enum": ["thumb"]}}),
            ],
            refusals: &["400", "410"],
            ..answers("302", None)
        },
        _ => return None,
    })
}

/// An operation of which only the answer is known.
fn answers(status: &'static str, answer: Option<Value>) -> Operation {
    Operation { id: "", summary: "", parameters: Vec::new(), body: None, status, answer, refusals: &[] }
}
