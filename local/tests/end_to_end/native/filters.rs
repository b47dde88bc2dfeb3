//! Every filter of `GET /v1/feedback`, alone and together, against a model in memory.

use futures_util::{StreamExt, stream};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use super::text;
use crate::{
    app::App,
    site::{Site, run},
};

const COUNT: usize = 80;
const KINDS: [&str; 4] = ["fault", "suggestion", "question", "other"];
const STATUSES: [&str; 6] = ["pending", "in_progress", "replied", "resolved", "closed", "rejected"];
/// Faults, each with WeChat's number.
const FAULTS: [(&str, u64); 9] = [
    ("black_screen", 4),
    ("white_screen", 4),
    ("cannot_open", 1),
    ("stutter", 3),
    ("crash", 2),
    ("slow", 7),
    ("freeze", 5),
    ("misaligned", 6),
    ("other", 8),
];
const SOURCES: [&str; 3] = ["general", "mini_program", "知识库 & b"];
const CONTENTS: [&str; 4] = ["夜间模式", "Dark Mode", "dark", "100%"];
const NAMES: [Option<&str>; 3] = [None, Some("Dark Knight"), Some("张三")];

/// A stored feedback, as it was submitted.
struct Row {
    id: String,
    created_at: String,
    kind: &'static str,
    faults: Vec<&'static str>,
    number: Option<u64>,
    status: &'static str,
    source: &'static str,
    content: &'static str,
    name: Option<&'static str>,
}

impl Row {
    /// As the list has to show it.
    fn item(&self) -> Value {
        json!({
            "id": self.id, "kind": self.kind, "faults": self.faults, "wechat_type": self.number, "status": self.status,
            "source": self.source, "title": self.content, "public": false, "created_at": self.created_at,
        })
    }
}

async fn fill(site: &Site, app: &App) -> Vec<Row> {
    let mut random = StdRng::seed_from_u64(3);
    let mut rows = Vec::new();
    for _ in 0..COUNT {
        rows.push(submit(site, app, &mut random).await);
    }
    for status in &STATUSES[1..] {
        let chosen = rows.iter_mut().filter(|_| random.random_bool(0.2));
        let chosen: Vec<_> = chosen
            .map(|row| {
                row.status = status;
                row.id.clone()
            })
            .collect();
        let change = json!({"ids": chosen, "status": status});
        site.post("/v1/feedback/status", &change).token(&app.agent).send().await.expect(200);
    }
    rows.reverse();
    rows
}

async fn submit(site: &Site, app: &App, random: &mut StdRng) -> Row {
    let kind = *["fault", "fault", "suggestion", "question", "other"].choose(random).unwrap();
    let (source, content) = (*SOURCES.choose(random).unwrap(), *CONTENTS.choose(random).unwrap());
    let name = *NAMES.choose(random).unwrap();
    let mut body = json!({"content": content, "source": source, "contact": {"name": name}});
    let (mut faults, mut number) = (Vec::new(), None);
    if kind == "fault" && random.random_bool(0.4) {
        let given = random.random_range(1..=8);
        body["wechat_type"] = json!(given);
        faults = FAULTS.iter().filter(|fault| fault.1 == given).map(|fault| fault.0).collect();
        number = Some(given);
    } else if kind == "fault" {
        let chosen: Vec<_> = FAULTS.iter().filter(|_| random.random_bool(0.2)).collect();
        faults = chosen.iter().map(|fault| fault.0).collect();
        number = Some(chosen.iter().map(|fault| fault.1).min().unwrap_or(8));
        (body["kind"], body["faults"]) = (json!(kind), json!(faults));
    } else {
        body["kind"] = json!(kind);
    }
    let sent = super::submit(site, &app.client, &body).await;
    let (id, created_at) = (text(&sent["id"]), text(&sent["created_at"]));
    Row { id, created_at, kind, faults, number, status: "pending", source, content, name }
}

/// A filter: a name and what was asked of it.
type Given<'a> = (&'static str, &'a str);

fn fits(row: &Row, (name, value): &Given) -> bool {
    let listed = |word: &str| value.split(',').any(|one| one == word);
    match *name {
        "status" => listed(row.status),
        "kind" => listed(row.kind),
        "fault" => row.faults.iter().any(|fault| listed(fault)),
        "type" => row.number.is_some_and(|number| number.to_string() == *value),
        "source" => row.source == *value,
        "from" => row.created_at.as_str() >= *value,
        "to" => row.created_at.as_str() <= *value,
        "keyword" => {
            let contains = |text: &str| text.to_lowercase().contains(&value.to_lowercase());
            contains(row.content) || row.name.is_some_and(contains)
        }
        _ => unreachable!(),
    }
}

async fn check(site: &Site, app: &App, rows: &[Row], given: &[Given<'_>]) {
    let mut query = given.to_vec();
    query.push(("size", "100"));
    let found = site.get("/v1/feedback").query(&query).token(&app.agent).send().await.expect(200);
    let expected: Vec<_> =
        rows.iter().filter(|row| given.iter().all(|filter| fits(row, filter))).map(Row::item).collect();
    assert_eq!((&found["items"], &found["total"]), (&json!(expected), &json!(expected.len())), "{given:?}");
}

#[test]
fn each_filter_finds_exactly_what_fits() {
    run(async |site| {
        let app = &App::create(site).await;
        let rows = &fill(site, app).await;
        let (late, early) = (rows[COUNT / 4].created_at.as_str(), rows[COUNT * 3 / 4].created_at.as_str());
        let mut filters: Vec<Given> = vec![("from", early), ("from", late), ("to", early), ("to", late)];
        filters.extend(STATUSES.iter().chain(&["pending,closed", "closed,closed"]).map(|word| ("status", *word)));
        filters.extend(KINDS.iter().chain(&["fault,other", "question,suggestion"]).map(|word| ("kind", *word)));
        filters.extend(FAULTS.iter().map(|fault| fault.0).chain(["crash,slow"]).map(|word| ("fault", word)));
        filters.extend(["1", "2", "3", "4", "5", "6", "7", "8"].map(|number| ("type", number)));
        filters.extend(SOURCES.iter().chain(&["nowhere"]).map(|source| ("source", *source)));
        filters.extend(["夜间", "dark", "DARK KNIGHT", "%", ".", "张"].map(|keyword| ("keyword", keyword)));
        let mut checks: Vec<Vec<Given>> = vec![Vec::new()];
        checks.extend(filters.iter().map(|filter| vec![*filter]));
        // Of the pairs and triples a sample, always the same.
        let mut random = StdRng::seed_from_u64(5);
        for _ in 0..150 {
            let mut together: Vec<Given> = Vec::new();
            for _ in 0..random.random_range(2..4) {
                let filter = *filters.choose(&mut random).unwrap();
                if together.iter().all(|other| other.0 != filter.0) {
                    together.push(filter);
                }
            }
            checks.push(together);
        }
        let checks = checks.iter().map(|given| check(site, app, rows, given));
        stream::iter(checks).buffer_unordered(8).collect::<Vec<_>>().await;
    });
}

#[test]
fn a_date_covers_its_whole_day() {
    run(async |site| {
        let app = App::create(site).await;
        let sent = super::submit(site, &app.client, &super::least()).await;
        let day = text(&sent["created_at"])[..10].to_owned();
        for (query, total) in [
            (format!("from={day}&to={day}"), 1),
            (format!("to={day}"), 1),
            ("from=2099-01-01".to_owned(), 0),
            ("to=2020-01-01".to_owned(), 0),
        ] {
            let found = site.get(&format!("/v1/feedback?{query}")).token(&app.agent).send().await.expect(200);
            assert_eq!(found["total"], total, "{query}");
        }
    });
}
