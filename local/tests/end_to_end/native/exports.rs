//! `POST /v1/exports`, `GET /v1/exports/{id}` and the file behind the link.

use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use local::testing::TestStack;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use super::refused_field;
use crate::{
    answer::{Wire, keys},
    app::App,
    site::{Site, client, run, run_alone},
};

/// An export takes a second; on a busy machine more.
const DONE_WITHIN: Duration = Duration::from_mins(1);

async fn submit(site: &Site, app: &App, body: &Value) {
    site.post("/v1/feedback", body).token(&app.client).send().await.expect(201);
}

async fn begin(site: &Site, app: &App, body: &Value) -> String {
    let begun = site.post("/v1/exports", body).token(&app.agent).send().await.expect(202);
    assert_eq!(keys(&begun), ["id"]);
    begun["id"].as_str().unwrap().to_owned()
}

/// Waits until an export is done, and reads its file.
async fn file(site: &Site, app: &App, body: &Value) -> (Value, HeaderMap, Vec<u8>) {
    let id = begin(site, app, body).await;
    let started = Instant::now();
    let shown = loop {
        let shown = site.get(&format!("/v1/exports/{id}")).token(&app.agent).send().await.expect(200);
        if shown["state"] == "done" {
            break shown;
        }
        assert!(["queued", "running"].contains(&shown["state"].as_str().unwrap()), "{shown}");
        assert!(shown["progress"].as_f64().unwrap() < 1.0 && shown.get("url").is_none(), "{shown}");
        assert!(started.elapsed() < DONE_WITHIN, "{shown}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!(keys(&shown), ["expires_at", "progress", "rows", "state", "url"]);
    let response = client().get(shown["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let headers = response.headers().clone();
    (shown, headers, response.bytes().await.unwrap().to_vec())
}

fn lines(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).unwrap().lines().count()
}

#[test]
fn a_table_is_for_spreadsheets_and_runs_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        for content in ["第一", "=cmd|' /C calc'!A0", "多行\n\"引号\",逗号", "@x"] {
            submit(site, &app, &json!({"kind": "suggestion", "content": content, "contact": {"phone": "+86 1"}})).await;
        }
        let (shown, headers, bytes) = file(site, &app, &json!({"format": "csv"})).await;
        assert_eq!((&shown["rows"], &shown["progress"]), (&json!(4), &json!(1.0)));
        assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
        let name = headers["content-disposition"].to_str().unwrap();
        assert!(name.starts_with("attachment;") && name.rsplit('.').next() == Some("csv"), "{name}");
        assert!(bytes.starts_with(b"\xEF\xBB\xBFid,"));
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let column =
            |name: &str, headers: &csv::StringRecord| headers.iter().position(|column| column == name).unwrap();
        let head = reader.headers().unwrap().clone();
        let (content, phone) = (column("content", &head), column("phone", &head));
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let contents: Vec<_> = rows.iter().map(|row| &row[content]).collect();
        assert_eq!(contents, ["'@x", "多行\n\"引号\",逗号", "'=cmd|' /C calc'!A0", "第一"]);
        assert!(rows.iter().all(|row| &row[phone] == "'+86 1"));
    });
}

#[test]
fn a_workbook_opens_and_json_lines_parse() {
    run(async |site| {
        let app = App::create(site).await;
        submit(site, &app, &json!({"kind": "fault", "faults": ["crash"], "content": "=1+1 <打开> & \"闪退\""})).await;
        let (_, headers, bytes) = file(site, &app, &json!({"format": "xlsx", "filter": {}})).await;
        assert!(headers["content-type"].to_str().unwrap().contains("spreadsheetml"));
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("feedback 1").unwrap();
        assert_eq!(sheet.get_value((1, 8)).unwrap().to_string(), "=1+1 <打开> & \"闪退\"");

        let (_, _, bytes) = file(site, &app, &json!({"format": "ndjson"})).await;
        let line: Value = serde_json::from_slice(&bytes).unwrap();
        let list = site.get("/v1/feedback").token(&app.agent).send().await.expect(200);
        let id = list["items"][0]["id"].as_str().unwrap();
        let mut detail = site.get(&format!("/v1/feedback/{id}")).token(&app.agent).send().await.expect(200);
        let detail = detail.as_object_mut().unwrap();
        for conversation in ["history", "replies"] {
            detail.remove(conversation);
        }
        assert_eq!(line, Value::Object(detail.clone()));
    });
}

#[test]
fn a_filter_means_what_it_means_in_a_list() {
    run(async |site| {
        let app = App::create(site).await;
        for (kind, content, source) in
            [("fault", "夜间闪退", "web"), ("fault", "白屏", "app"), ("question", "夜间怎么用", "web")]
        {
            let mut body = json!({"kind": kind, "content": content, "source": source});
            if kind == "fault" {
                body["faults"] = json!(["crash"]);
            }
            submit(site, &app, &body).await;
        }
        for (filter, rows) in [
            (json!({}), 3),
            (json!({"kind": "fault"}), 2),
            (json!({"kind": "fault,question", "source": "web"}), 2),
            (json!({"keyword": "夜间"}), 2),
            (json!({"fault": "crash", "keyword": "夜间", "status": "pending"}), 1),
            (json!({"status": "closed"}), 0),
            (json!({"to": "2020-01-01"}), 0),
            (json!({"from": "2020-01-01", "type": ""}), 3),
        ] {
            let (shown, _, bytes) = file(site, &app, &json!({"format": "ndjson", "filter": filter})).await;
            assert_eq!((&shown["rows"], lines(&bytes)), (&json!(rows), rows), "{filter}");
        }
    });
}

#[test]
fn bad_exports_are_refused() {
    run(async |site| {
        let app = App::create(site).await;
        for (body, field) in [
            (json!({}), "format"),
            (json!({"format": "pdf"}), "format"),
            (json!({"format": "csv", "filter": []}), "filter"),
            (json!({"format": "csv", "filter": {"kind": "bug"}}), "kind"),
            (json!({"format": "csv", "filter": {"from": "gestern"}}), "from"),
            (json!({"format": "csv", "filter": {"type": "9"}}), "type"),
            (json!({"format": "csv", "filter": {"keyword": 1}}), "keyword"),
        ] {
            refused_field(&site.post("/v1/exports", &body).token(&app.agent).send().await, 400, field);
        }
    });
}

#[test]
fn an_export_is_the_teams_and_of_one_app() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        submit(site, &ours, &super::least()).await;
        let body = json!({"format": "csv"});
        site.post("/v1/exports", &body).token(&ours.client).send().await.refused(Wire::Native, 403);
        let path = format!("/v1/exports/{}", begin(site, &ours, &body).await);
        site.get(&path).token(&ours.agent).send().await.expect(200);
        site.get(&path).token(&ours.client).send().await.refused(Wire::Native, 403);
        site.get(&path).send().await.refused(Wire::Native, 401);
        for token in [&theirs.agent, &theirs.admin, &site.credentials.owner_token] {
            site.get(&path).token(token).send().await.refused(Wire::Native, 404);
        }
        for other in ["/v1/exports/ex_000000000001", "/v1/exports/x", "/v1/exports/EX_000000000001"] {
            site.get(other).token(&ours.agent).send().await.refused(Wire::Native, 404);
        }
        let (shown, _, bytes) = file(site, &theirs, &body).await;
        assert_eq!((&shown["rows"], lines(&bytes)), (&json!(0), 1));
    });
}

#[test]
fn one_key_is_one_export() {
    run(async |site| {
        let app = App::create(site).await;
        let key = crate::app::unique("export");
        let send = async |format: &str| {
            site.post("/v1/exports", &json!({"format": format})).token(&app.agent).key(&key).send().await
        };
        let first = send("csv").await.expect(202);
        assert_eq!(send("csv").await.expect(202), first);
        send("xlsx").await.refused(Wire::Native, 422);
    });
}

/// Killed at any moment, an export goes on when the stack does.
#[test]
fn a_killed_export_goes_on() {
    run_alone(async || {
        let mut stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
        let http = client();
        let credentials = stack.credentials().clone();
        for number in 0..40 {
            let sent = http
                .post(format!("{}/v1/feedback", stack.base_url()))
                .bearer_auth(&credentials.client_token)
                .json(&json!({"kind": "other", "content": format!("第 {number} 条")}));
            assert_eq!(sent.send().await.unwrap().status(), 201);
        }
        let mut ids = Vec::new();
        for wait_ms in [0, 20, 60, 150] {
            let begin = http
                .post(format!("{}/v1/exports", stack.base_url()))
                .bearer_auth(&credentials.agent_token)
                .json(&json!({"format": "csv"}));
            let answer: Value = begin.send().await.unwrap().json().await.unwrap();
            ids.push(answer["id"].as_str().unwrap().to_owned());
            tokio::time::sleep(Duration::from_millis(wait_ms)).await;
            stack.restart().await.unwrap();
        }
        for id in ids {
            let started = Instant::now();
            loop {
                let show = http.get(format!("{}/v1/exports/{id}", stack.base_url()));
                let shown: Value =
                    show.bearer_auth(&credentials.agent_token).send().await.unwrap().json().await.unwrap();
                if shown["state"] == "done" {
                    assert_eq!(shown["rows"], 40);
                    let text = http.get(shown["url"].as_str().unwrap()).send().await.unwrap().text().await.unwrap();
                    assert_eq!(text.lines().count(), 41);
                    break;
                }
                assert!(started.elapsed() < DONE_WITHIN, "{shown}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    });
}
