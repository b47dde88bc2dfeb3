//! Bad parameters of the lists.

use crate::{
    answer::Wire,
    app::{self, App},
    site::run,
};

/// No whole numbers, or none from 1 on. Whether `+1` is one is left open.
const NO_PAGES: [&str; 12] = ["0", "-1", "1.5", "abc", "1e3", "%20", "1%20", "0x1", "%EF%BC%91", "null", "1,2", "%00"];

#[test]
fn opinion_box_names_the_parameter() {
    run(async |site| {
        let app = App::create(site).await;
        let mut bad: Vec<(&str, String)> = Vec::new();
        bad.extend(NO_PAGES.iter().flat_map(|text| [("page", (*text).to_owned()), ("size", (*text).to_owned())]));
        bad.extend(["101", "1000", "99999999999999999999"].map(|text| ("size", text.to_owned())));
        bad.extend(["replied", "Pending", "x", "%00", "%E6%84%8F"].map(|text| ("status", text.to_owned())));
        bad.push(("channel", "x".repeat(51)));
        let no_times = [
            "x",
            "2024",
            "2024-13-01T00:00:00Z",
            "2024-02-30T00:00:00Z",
            "2024-01-01T25:00:00Z",
            "2024-01-01T00:00:00+99:00",
            "1700000000",
            "%00",
            "2024-01-01T00:00:00Zjunk",
        ];
        bad.extend(
            no_times.iter().flat_map(|text| [("start_time", (*text).to_owned()), ("end_time", (*text).to_owned())]),
        );
        for (parameter, text) in bad {
            let path = format!("/api/v1/feedbacks?{parameter}={text}");
            site.get(&path).token(&app.agent).send().await.refused_field(parameter);
        }
    });
}

#[test]
fn message_board_refuses_with_the_status_of_the_parameter() {
    run(async |site| {
        let mut bad: Vec<(u16, &str, String)> = Vec::new();
        for text in NO_PAGES {
            bad.extend([(400, "page", text.to_owned()), (400, "pageSize", text.to_owned())]);
        }
        bad.extend(["101", "1000", "99999999999999999999"].map(|text| (400, "pageSize", text.to_owned())));
        bad.extend(["fault", "Bug", "x", "%00"].map(|text| (422, "type", text.to_owned())));
        bad.extend(["in_progress", "Closed", "x"].map(|text| (422, "status", text.to_owned())));
        bad.push((422, "source", "x".repeat(51)));
        bad.extend(
            ["x", "1", "fb_", "fb_ABCDEFGHIJKL", "fb_zzzzzzzzzzzz"].map(|text| (400, "cursor", text.to_owned())),
        );
        for (status, parameter, text) in bad {
            site.get(&format!("/api/feedback/list?{parameter}={text}"))
                .send()
                .await
                .refused(Wire::MessageBoard, status);
        }
    });
}

#[test]
fn odd_queries_that_ask_for_nothing_bad_are_answered() {
    run(async |site| {
        let app = App::create(site).await;
        app::submit_message(site, Some(&app.client)).await;
        for query in [
            "",
            "?",
            "?&&&",
            "?=",
            "?unknown=1",
            "?status=",
            "?page=1&page=2",
            "?%70age=1",
            "?page=1&%zz=%",
            "?size=100",
        ] {
            let list = site.get(&format!("/api/v1/feedbacks{query}")).token(&app.agent).send().await.data(200);
            assert_eq!(list["list"].as_array().unwrap().len(), 1, "{query}");
        }
        for query in
            ["", "?", "?type=&status=&source=&keyword=", "?unknown=%ff", "?page=1&page=2", "?%70age=1", "?pageSize=100"]
        {
            let list = site.get(&format!("/api/feedback/list{query}")).token(&app.client).send().await.data(200);
            assert_eq!(list["total"], 1, "{query}");
        }
        let long = "夜".repeat(2_000);
        let found =
            site.get("/api/feedback/list").query(&[("keyword", &long)]).token(&app.client).send().await.data(200);
        assert_eq!(found["total"], 0);
        for query in ["keyword=%FF%FE", "keyword=%00", "keyword=%", "keyword=%zz", "keyword=a+b%2Bc"] {
            let found = site.get(&format!("/api/feedback/list?{query}")).token(&app.client).send().await.data(200);
            assert_eq!(found["total"], 0, "{query}");
        }
    });
}

#[test]
fn a_range_of_times_that_is_empty_finds_nothing() {
    run(async |site| {
        let app = App::create(site).await;
        app::submit_opinion(site, &app.client).await;
        for range in [
            "start_time=2099-01-01T00:00:00Z",
            "end_time=2001-01-01T00:00:00Z",
            "end_time=1900-01-01T00:00:00Z",
            "start_time=2030-01-01T00:00:00Z&end_time=2020-01-01T00:00:00Z",
            "start_time=9999-12-30T00:00:00Z",
        ] {
            let list = site.get(&format!("/api/v1/feedbacks?{range}")).token(&app.agent).send().await.data(200);
            assert_eq!(
                (list["list"].as_array().unwrap().len(), &list["pagination"]["total"]),
                (0, &0.into()),
                "{range}"
            );
        }
    });
}
