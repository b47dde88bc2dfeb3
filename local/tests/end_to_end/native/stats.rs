//! `GET /v1/stats`: a small inbox is counted at once, in any time zone, and nonsense is refused.

use serde_json::json;

use super::{refused_field, submit};
use crate::{app::App, site::run};

#[test]
fn what_has_just_come_is_counted_at_once() {
    run(async |site| {
        let app = App::create(site).await;
        for (kind, source) in [("fault", "web"), ("fault", "bot"), ("suggestion", "web")] {
            submit(site, &app.client, &json!({"kind": kind, "content": "慢", "source": source})).await;
        }
        let path = "/v1/stats?tz=Asia/Kathmandu&group=day&by=kind,status,source";
        let stats = site.get(path).token(&app.agent).send().await.expect(200);
        assert_eq!(
            (&stats["total"], &stats["tz"], &stats["group"]),
            (&json!(3), &json!("Asia/Kathmandu"), &json!("day"))
        );
        assert_eq!(stats["kind"], json!({"fault": 2, "suggestion": 1, "question": 0, "other": 0}));
        assert_eq!(stats["status"]["pending"], 3);
        assert_eq!(stats["source"], json!({"web": 2, "bot": 1}));
        let buckets = stats["buckets"].as_array().unwrap();
        assert!((31..=32).contains(&buckets.len()), "{}", buckets.len());
        assert!(buckets.iter().all(|bucket| bucket["start"].as_str().unwrap().ends_with("T00:00:00+05:45")));
        assert_eq!(buckets.last().unwrap()["total"], 3);

        let other = App::create(site).await;
        assert_eq!(site.get("/v1/stats").token(&other.agent).send().await.expect(200)["total"], 0);
    });
}

#[test]
fn a_date_is_one_of_the_zone_and_counts_whole() {
    run(async |site| {
        let app = App::create(site).await;
        let path = "/v1/stats?from=2026-01-31&to=2026-02-28&tz=%2B08:00&group=month&by=kind";
        let stats = site.get(path).token(&app.agent).send().await.expect(200);
        assert_eq!(stats["from"], "2026-01-30T16:00:00.000Z");
        assert_eq!(stats["to"], "2026-02-28T15:59:59.999Z");
        let begins: Vec<_> =
            stats["buckets"].as_array().unwrap().iter().map(|bucket| bucket["start"].clone()).collect();
        assert_eq!(begins, ["2026-01-01T00:00:00+08:00", "2026-02-01T00:00:00+08:00"]);
        assert!(stats["buckets"][0].get("status").is_none());
    });
}

#[test]
fn nonsense_is_refused_by_its_name() {
    run(async |site| {
        let app = App::create(site).await;
        for (query, status, field) in [
            ("tz=Mars/Olympus", 400, "tz"),
            ("group=week", 400, "group"),
            ("by=colour", 400, "by"),
            ("from=yesterday", 400, "from"),
            ("from=2026-02-01&to=2026-01-01", 422, "to"),
            ("from=2025-01-01&to=2026-01-01&group=hour", 400, "group"),
        ] {
            let answer = site.get(&format!("/v1/stats?{query}")).token(&app.agent).send().await;
            refused_field(&answer, status, field);
        }
        assert_eq!(site.get("/v1/stats").token(&app.client).send().await.status, 403);
        assert_eq!(site.get("/v1/stats").send().await.status, 401);
    });
}
