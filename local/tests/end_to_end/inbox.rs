//! A large inbox: totals, pages and the trend come from what the stream keeps, through the real `project` function.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use futures_util::{StreamExt, stream};
use local::{dynamodb::Connection, testing::TestStack};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{
    app::App,
    site::{Site, run_alone},
};

/// Enough that lists are no longer read from the index (`Shape::small`).
const MANY: usize = 2_200;
/// How long the stream may be behind.
const CAUGHT_UP_WITHIN: Duration = Duration::from_secs(30);

#[test]
fn a_large_inbox_has_exact_totals_any_page_and_a_trend_in_a_few_reads() {
    run_alone(async || {
        let site = Site::start().await;
        let app = App::create(&site).await;
        let submits = stream::iter(0..MANY).map(|number| {
            let (site, app) = (&site, &app);
            async move {
                let kind = ["fault", "suggestion", "question", "other"][number % 4];
                let source = ["mini_program", "网页", "bot"][number % 3];
                let body = json!({"kind": kind, "content": format!("第 {number} 条"), "source": source});
                let sent = site.post("/v1/feedback", &body).token(&app.client).send().await.expect(201);
                sent["id"].as_str().unwrap().to_owned()
            }
        });
        let mut ids: Vec<String> = submits.buffered(8).collect().await;
        ids.sort_unstable();
        ids.reverse();

        tree_is_used(&site, &app).await;
        // Every kind, but only a third of them from the web.
        caught_up(&site, &app, "", MANY).await;
        caught_up(&site, &app, "&source=网页", MANY / 3).await;
        caught_up(&site, &app, "&kind=question&status=pending", MANY / 4).await;

        for number in [1, 80, 220] {
            let page = list(&site, &app, &format!("&size=10&page={number}")).await;
            let shown: Vec<&str> =
                page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
            assert_eq!(shown, ids[(number - 1) * 10..number * 10], "page {number}");
        }

        let resolved: Vec<&String> = ids.iter().step_by(25).collect();
        let body = json!({"ids": resolved, "status": "resolved"});
        site.post("/v1/feedback/status", &body).token(&app.agent).send().await.expect(200);
        caught_up(&site, &app, "&status=resolved", resolved.len()).await;
        let page = list(&site, &app, "&status=resolved&size=100").await;
        let shown: Vec<&str> =
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(shown, resolved);

        let deleted = site.call("DELETE", &format!("/v1/feedback/{}", ids[0])).token(&app.admin).send().await;
        deleted.expect(204);
        caught_up(&site, &app, "", MANY - 1).await;

        let stats = site.get("/v1/stats?by=status,source&group=hour&tz=Asia/Shanghai").token(&app.agent).send().await;
        let stats = stats.expect(200);
        assert_eq!(stats["total"], MANY - 1);
        assert_eq!(stats["status"]["resolved"], resolved.len() - 1, "the deleted one was one of them");
        assert_eq!(sum(&stats["source"]), MANY as u64 - 1);
        let buckets: u64 =
            stats["buckets"].as_array().unwrap().iter().map(|bucket| bucket["total"].as_u64().unwrap()).sum();
        assert_eq!(buckets, MANY as u64 - 1);
        assert!(stats["buckets"][0]["start"].as_str().unwrap().ends_with("+08:00"));
    });
}

#[test]
fn a_record_that_nobody_can_read_ends_beside_the_way_and_what_follows_goes_on() {
    run_alone(async || {
        let stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
        let table = local::workspace::template().unwrap().tables[0].name.clone();
        let connection = Connection::embedded(stack.dynamodb_endpoint().unwrap());
        let text = |value: &str| AttributeValue::S(value.to_owned());
        let poison = connection.client().put_item().table_name(&table).item("feedback_id", text("fb_000000000001"));
        poison.item("part", text("feedback")).send().await.unwrap();

        let app = &stack.credentials().app_id;
        let url = format!("{}/v1/feedback", stack.base_url());
        let sent = crate::site::client()
            .post(url)
            .bearer_auth(&stack.credentials().client_token)
            .json(&json!({"kind": "suggestion", "content": "希望增加暗色模式"}))
            .send()
            .await
            .unwrap();
        assert_eq!(sent.status(), 201);
        stack.settle().await.unwrap();
        let dead = std::fs::read_dir(stack.data().join("streams/dead")).unwrap().flatten();
        let dead: Vec<String> = dead.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect();
        assert_eq!(dead.len(), 1);
        assert!(dead[0].contains("fb_000000000001"));
        let head = connection.client().get_item().table_name(&table).key("feedback_id", text(&format!("tree#{app}")));
        let head = head.key("part", text("head")).send().await.unwrap();
        assert!(head.item.is_some(), "what came behind the poison is counted");
    });
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum()
}

async fn list(site: &Site, app: &App, filter: &str) -> Value {
    site.get(&format!("/v1/feedback?{}", filter.trim_start_matches('&'))).token(&app.agent).send().await.expect(200)
}

/// Waits until the total under a filter is what it should be.
async fn caught_up(site: &Site, app: &App, filter: &str, total: usize) {
    let begin = Instant::now();
    loop {
        let found = list(site, app, &format!("{filter}&size=1")).await["total"].as_u64().unwrap();
        if found == total as u64 {
            return;
        }
        assert!(begin.elapsed() < CAUGHT_UP_WITHIN, "{found} and not {total} under {filter}");
        sleep(Duration::from_millis(200)).await;
    }
}

/// Waits until a page costs what only the tree can do it for.
async fn tree_is_used(site: &Site, app: &App) {
    let begin = Instant::now();
    loop {
        list(site, app, "&size=10&page=200").await;
        sleep(Duration::from_millis(200)).await;
        if last_units(site) < 15.0 {
            return;
        }
        assert!(begin.elapsed() < CAUGHT_UP_WITHIN, "a page of many costs {} RRU", last_units(site));
    }
}

/// What the latest list cost.
fn last_units(site: &Site) -> f64 {
    let log = std::fs::read_to_string(site.data().join("logs/list.log")).unwrap();
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter_map(|line| line["rru"].as_f64()).next_back().unwrap()
}
