//! The native API (DESIGN.md "Native API"): every field, filter, role and receipt.

mod app;
mod description;
mod exports;
mod fields;
mod filters;
mod paging;
mod receipts;
mod replies;
mod roles;
mod stats;
mod status;

use serde_json::{Value, json};

use crate::{
    answer::{Answer, Wire},
    app::App,
    site::Site,
};

/// An acceptable submission that says no more than it must.
fn least() -> Value {
    json!({"kind": "suggestion", "content": "希望增加暗色模式"})
}

/// Submits and returns the whole answer.
async fn submit(site: &Site, token: &str, body: &Value) -> Value {
    site.post("/v1/feedback", body).token(token).send().await.expect(201)
}

/// Submits what says no more than it must and returns its id and receipt.
async fn submit_least(site: &Site, app: &App) -> (String, String) {
    let sent = submit(site, &app.client, &least()).await;
    (text(&sent["id"]), text(&sent["receipt"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What an agent reads of a feedback.
async fn detail(site: &Site, app: &App, id: &str) -> Value {
    site.get(&format!("/v1/feedback/{id}")).token(&app.agent).send().await.expect(200)
}

/// Asserts that this is a problem with this status about this field.
#[track_caller]
fn refused_field(answer: &Answer, status: u16, field: &str) {
    answer.refused(Wire::Native, status);
    assert_eq!(answer.body["field"], field, "{answer:?}");
}

/// RFC 3339 in UTC with milliseconds.
#[track_caller]
fn assert_time(value: &Value) {
    let text = value.as_str().unwrap();
    let at: jiff::Timestamp = text.parse().unwrap();
    assert_eq!(format!("{at:.3}"), text);
}
