//! What a browser's page needs: CORS and the announcement.

use serde_json::json;

use crate::{
    answer::Answer,
    app::{self, App},
    site::run,
};

const PAGE: &str = "https://page.example";

/// Every caller may come from any page, and none with cookies.
#[track_caller]
fn assert_open(answer: &Answer) {
    assert_eq!(answer.header("access-control-allow-origin"), "*", "{answer:?}");
    assert!(!answer.headers.contains_key("access-control-allow-credentials"), "{answer:?}");
}

fn listed(list: &str) -> Vec<String> {
    list.split(',').map(|entry| entry.trim().to_ascii_lowercase()).collect()
}

#[test]
fn a_preflight_allows_what_the_wires_need() {
    run(async |site| {
        for (method, path) in [
            ("POST", "/api/v1/feedback"),
            ("PATCH", "/api/v1/feedback/fb_abc123def456/status"),
            ("POST", "/api/feedback/"),
            ("PUT", "/api/feedback/1/status"),
            ("DELETE", "/api/feedback/1"),
            ("POST", "/v1/tokens"),
        ] {
            let preflight = site.call("OPTIONS", path).header("origin", PAGE);
            let preflight = preflight.header("access-control-request-method", method);
            let asked = "authorization,content-type,idempotency-key";
            let answer = preflight.header("access-control-request-headers", asked).send().await;
            assert!([200, 204].contains(&answer.status), "{answer:?}");
            assert_open(&answer);
            let methods = listed(answer.header("access-control-allow-methods"));
            assert!(methods.contains(&method.to_ascii_lowercase()), "{method}: {methods:?}");
            let headers = listed(answer.header("access-control-allow-headers"));
            assert!(listed(asked).iter().all(|header| headers.contains(header)), "{headers:?}");
        }
    });
}

#[test]
fn every_answer_to_a_page_may_be_read_by_it() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        for (method, path, status) in [
            ("GET", format!("/api/feedback/{id}"), 200),
            ("GET", "/api/feedback/list".to_owned(), 200),
            ("GET", "/api/feedback/1".to_owned(), 404),
            ("POST", "/api/feedback/".to_owned(), 400),
            ("POST", "/api/v1/feedback".to_owned(), 400),
            ("GET", "/api/v1/feedbacks".to_owned(), 403),
            ("GET", "/nowhere".to_owned(), 404),
        ] {
            let answer = site.call(method, &path).header("origin", PAGE).token(&app.client).send().await;
            assert_eq!(answer.status, status, "{answer:?}");
            assert_open(&answer);
            let exposed = listed(answer.header("access-control-expose-headers"));
            assert!(exposed.contains(&"retry-after".to_owned()), "{exposed:?}");
        }
        let unknown = site.get("/api/v1/feedbacks").header("origin", PAGE).send().await;
        assert_eq!(unknown.status, 401);
        assert_open(&unknown);
    });
}

#[test]
fn only_active_announcements_are_shown_in_their_order() {
    run(async |site| {
        let app = App::create(site).await;
        let shown = async || site.get("/api/feedback/reply").token(&app.client).send().await.expect(200);
        assert_eq!(shown().await, json!({"success": true, "data": {"data": []}}));
        let set = json!({"announcements": [
            {"content": "第一", "position": "left", "is_active": true},
            {"content": "不显示", "position": "top", "is_active": false},
            {"content": "第二\n行"}]});
        let kept = site.call("PUT", "/v1/announcements").json(&set).token(&app.admin).send().await.expect(200);
        assert_eq!(
            shown().await,
            json!({"success": true, "data": {"data": [{"content": "第一"}, {"content": "第二\n行"}]}})
        );
        // The defaults are the seed's: `position` top, `is_active` true.
        assert_eq!(kept["announcements"][2], json!({"content": "第二\n行", "position": "top", "is_active": true}));
        assert_eq!(site.get("/v1/announcements").token(&app.agent).send().await.expect(200), kept);
        let none = json!({"announcements": []});
        site.call("PUT", "/v1/announcements").json(&none).token(&app.admin).send().await.expect(200);
        assert_eq!(shown().await["data"], json!({"data": []}));
    });
}

#[test]
fn an_announcement_that_is_none_replaces_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        let put = async |body: &serde_json::Value| {
            site.call("PUT", "/v1/announcements").json(body).token(&app.admin).send().await
        };
        put(&json!({"announcements": [{"content": "旧"}]})).await.expect(200);
        for bad in [
            json!({"announcements": [{"content": "新"}, {"content": " "}]}),
            json!({"announcements": [{"content": "新", "position": "middle"}]}),
            json!({"announcements": [{"content": "新", "is_active": "yes"}]}),
            json!({"announcements": [{"content": 1}]}),
            json!({"announcements": ["新"]}),
            json!({"announcements": "新"}),
        ] {
            put(&bad).await.refused(crate::answer::Wire::Native, 400);
        }
        let shown = site.get("/api/feedback/reply").token(&app.client).send().await.data(200);
        assert_eq!(shown, json!({"data": [{"content": "旧"}]}));
    });
}

/// What people wrote, and tokens, must stay in no cache; pages and the like say themselves how long they may.
#[test]
fn answers_are_not_stored() {
    run(async |site| {
        let app = App::create(site).await;
        for path in ["/v1/feedback", "/v1/feedback/fb_000000000001", "/api/feedback/list", "/v1/app"] {
            let answer = site.get(path).token(&app.agent).send().await;
            assert_eq!(answer.header("cache-control"), "no-store", "{path}: {answer:?}");
        }
        assert_eq!(site.get("/v1/openapi.json").send().await.header("cache-control"), "public, max-age=3600");
    });
}
