//! Feedbacks with random fields, in an app of their own, and what they are in memory.

use futures_util::{StreamExt, stream};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use crate::{
    app::{App, as_number},
    site::Site,
};

pub const SOURCES: [&str; 4] = ["autops", "mobile_app", "知识库", "a&b <c>"];
pub const TYPES: [&str; 4] = ["suggestion", "bug", "question", "other"];
/// What is looked for, with what contains it by chance among these texts.
pub const KEYWORDS: [&str; 16] =
    ["夜间", "Dark", "dark mode", "DARK", ".*", "<b>", "&", "&amp;", "%", "_", "\\", "'", "\"", "😀", "É", "no such"];
const PIECES: [&str; 14] = [
    "夜间模式",
    "Dark Mode",
    "dark",
    "[a-z]+.*",
    "<b>bold</b>",
    "a & b",
    "100%",
    "snake_case",
    "C:\\x",
    "it's",
    "\"quoted\"",
    "😀",
    "école É",
    " ",
];
const NAMES: [Option<&str>; 5] = [None, Some("张三"), Some("Dark Knight"), Some("O'Neil & <Co>"), Some("%_")];

/// A stored feedback, in the words of the domain.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: u64,
    pub kind: &'static str,
    pub source: &'static str,
    pub status: &'static str,
    pub created_at: String,
    pub content: String,
    pub name: Option<&'static str>,
    pub public: bool,
}

impl Row {
    /// `message_board`'s word for the status.
    pub fn board_status(&self) -> &'static str {
        match self.status {
            "pending" | "in_progress" => "pending",
            "replied" | "resolved" => "replied",
            _ => "closed",
        }
    }

    /// `opinion_box`'s word for the status.
    pub fn opinion_status(&self) -> &'static str {
        if self.status == "replied" { "in_progress" } else { self.status }
    }

    pub fn contains(&self, keyword: &str) -> bool {
        let keyword = keyword.to_lowercase();
        let texts = [Some(self.content.as_str()), self.name];
        texts.into_iter().flatten().any(|text| text.to_lowercase().contains(&keyword))
    }
}

/// Fills an app; the rows are newest first.
pub async fn fill(site: &Site, app: &App, count: usize, seed: u64) -> Vec<Row> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for at in 0..count {
        if at % (count / 3) == count / 6 {
            // Several seconds, for the filter by time.
            tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        }
        rows.push(submit(site, app, &mut random).await);
    }
    let changes = rows.iter_mut().map(|row| set_status(site, app, row, random.random_range(0..8)));
    stream::iter(changes.collect::<Vec<_>>()).buffer_unordered(8).collect::<Vec<_>>().await;
    rows.reverse();
    assert!(rows.is_sorted_by(|newer, older| newer.id > older.id));
    rows
}

async fn submit(site: &Site, app: &App, random: &mut StdRng) -> Row {
    let pieces: Vec<_> = (0..random.random_range(1..4)).map(|_| *PIECES.choose(random).unwrap()).collect();
    let content = format!("意见 {}", pieces.join("/"));
    let source = *SOURCES.choose(random).unwrap();
    let public = random.random_bool(0.6);
    let (kind, name) =
        if public { (*TYPES.choose(random).unwrap(), *NAMES.choose(random).unwrap()) } else { ("other", None) };
    let data = if public {
        let body = json!({"type": kind, "content": content, "source": source, "name": name});
        site.post("/api/feedback/", &body).token(&app.client).send().await.data(200)
    } else {
        let body = json!({"title": "标题", "content": content, "channel": source});
        site.post("/api/v1/feedback", &body).token(&app.client).send().await.data(201)
    };
    let id = data["id"].as_u64().unwrap_or_else(|| as_number(data["feedback_id"].as_str().unwrap()));
    let created_at = data["created_at"].as_str().unwrap().to_owned();
    Row { id, kind, source, status: "pending", created_at, content, name, public }
}

/// Sets one of the statuses, through either wire; some stay as they are.
async fn set_status(site: &Site, app: &App, row: &mut Row, choice: usize) {
    let statuses = ["in_progress", "replied", "resolved", "closed", "rejected"];
    let Some(status) = statuses.get(choice) else { return };
    let body = json!({"status": status});
    let changed = match *status {
        "replied" | "closed" => site.call("PUT", &format!("/api/feedback/{}/status", row.id)),
        _ => site.call("PATCH", &format!("/api/v1/feedback/{}/status", crate::app::as_text(row.id))),
    };
    let changed: Value = changed.json(&body).token(&app.agent).send().await.expect(200);
    assert!(changed.is_object());
    row.status = status;
}
