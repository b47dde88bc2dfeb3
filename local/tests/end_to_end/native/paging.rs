//! Pages and cursors of `GET /v1/feedback`.

use serde_json::{Value, json};

use super::{refused_field, submit_least};
use crate::{
    answer::keys,
    app::App,
    site::{Site, run},
};

async fn page(site: &Site, app: &App, query: &str) -> Value {
    site.get(&format!("/v1/feedback?{query}")).token(&app.agent).send().await.expect(200)
}

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pages_and_cursors_walk_the_same_list() {
    run(async |site| {
        let app = App::create(site).await;
        let mut all = Vec::new();
        for _ in 0..25 {
            all.push(submit_least(site, &app).await.0);
        }
        all.reverse();
        let first = page(site, &app, "").await;
        assert_eq!(keys(&first), ["items", "next_cursor", "page", "size", "total"]);
        assert_eq!((&first["page"], &first["size"], &first["total"]), (&json!(1), &json!(20), &json!(25)));
        assert_eq!(ids(&first), all[..20]);
        for size in [1, 7, 25, 100] {
            let (mut by_page, mut by_cursor, mut cursor) = (Vec::new(), Vec::new(), String::new());
            for number in 1.. {
                let numbered = page(site, &app, &format!("size={size}&page={number}")).await;
                let next = page(site, &app, &format!("size={size}&cursor={cursor}")).await;
                assert_eq!(numbered["items"], next["items"]);
                assert_eq!((&numbered["page"], &next["total"]), (&json!(number), &json!(25)));
                assert_eq!(next["page"], if cursor.is_empty() { json!(1) } else { Value::Null });
                by_page.extend(ids(&numbered));
                by_cursor.extend(ids(&next));
                let Some(after) = next["next_cursor"].as_str() else { break };
                after.clone_into(&mut cursor);
            }
            assert_eq!((by_page, by_cursor), (all.clone(), all.clone()));
        }
        let beyond = page(site, &app, "page=99999999999999999999").await;
        assert_eq!((ids(&beyond).len(), &beyond["total"], &beyond["next_cursor"]), (0, &json!(25), &Value::Null));
    });
}

#[test]
fn bad_parameters_are_named() {
    run(async |site| {
        let app = App::create(site).await;
        for (name, bad) in [
            ("page", ["0", "-1", "x", "1.5", ""].as_slice()),
            ("size", &["0", "101", "x", ""]),
            ("cursor", &["x", "1", "fb_ABCDEFGHIJKL"]),
            ("status", &["done", "Pending", "pending,", ",", "pending,,closed", "pending, closed", "pending;closed"]),
            ("kind", &["bug", "fault,bug"]),
            ("fault", &["bsod", "crash,"]),
            ("type", &["0", "9", "x", "1,2"]),
            ("from", &["x", "2024", "2024-02-30", "1700000000"]),
            ("to", &["x", "2024-01-01T25:00:00Z"]),
        ] {
            for value in bad {
                let answer = site.get(&format!("/v1/feedback?{name}={value}")).token(&app.agent).send().await;
                refused_field(&answer, 400, name);
            }
        }
        let long = "x".repeat(51);
        let answer = site.get(&format!("/v1/feedback?source={long}")).token(&app.agent).send().await;
        refused_field(&answer, 400, "source");
    });
}
