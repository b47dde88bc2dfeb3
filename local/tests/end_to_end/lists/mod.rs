//! Lists against a plain model in memory: filters in every combination, totals, pages, cursors.

mod filters;
mod model;
mod paging;

use serde_json::Value;

use crate::{app::as_number, site::Site};

/// Ids and total of a page of either wire.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    ids: Vec<u64>,
    total: u64,
    next: Option<String>,
}

async fn message_board(site: &Site, token: &str, query: &[(&str, &str)]) -> Page {
    let data = site.get("/api/feedback/list").query(query).token(token).send().await.data(200);
    let ids = data["list"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect();
    Page { ids, total: data["total"].as_u64().unwrap(), next: data["nextCursor"].as_str().map(str::to_owned) }
}

async fn opinion_box(site: &Site, token: &str, query: &[(&str, &str)]) -> Page {
    let data = site.get("/api/v1/feedbacks").query(query).token(token).send().await.data(200);
    let id = |row: &Value| as_number(row["feedback_id"].as_str().unwrap());
    let ids = data["list"].as_array().unwrap().iter().map(id).collect();
    Page { ids, total: data["pagination"]["total"].as_u64().unwrap(), next: None }
}
