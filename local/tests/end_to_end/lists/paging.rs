//! Pages and cursor walks concatenate to the whole, newest first.

use serde_json::{Value, json};

use super::{
    Page, message_board,
    model::{Row, fill},
    opinion_box,
};
use crate::{
    app::{self, App},
    site::{Site, run},
};

const COUNT: usize = 60;

type Filter<'a> = &'a [(&'a str, &'a str)];

/// A few filters of `message_board`, each with what fits it.
fn filters(rows: &[Row]) -> Vec<(Filter<'static>, Vec<u64>)> {
    let ids = |fits: fn(&&Row) -> bool| rows.iter().filter(fits).map(|row| row.id).collect();
    vec![
        (&[], ids(|_| true)),
        (&[("status", "pending")], ids(|row| row.board_status() == "pending")),
        (&[("type", "other")], ids(|row| row.kind == "other")),
        (&[("source", "知识库")], ids(|row| row.source == "知识库")),
        (&[("keyword", "dark")], ids(|row| row.contains("dark"))),
        (
            &[("keyword", "意见"), ("status", "closed"), ("type", "other")],
            ids(|row| row.board_status() == "closed" && row.kind == "other"),
        ),
    ]
}

#[test]
fn pages_concatenate_to_the_whole_under_any_filter() {
    run(async |site| {
        let app = App::create(site).await;
        let rows = fill(site, &app, COUNT, 11).await;
        for (filter, whole) in filters(&rows) {
            for size in [1_usize, 7, 10, 100].into_iter().filter(|size| *size > 1 || whole.len() < 20) {
                let mut seen = Vec::new();
                let last = whole.len().div_ceil(size).max(1);
                for number in 1..=last + 1 {
                    let (size, number) = (size.to_string(), number.to_string());
                    let query = [filter, &[("page", &number), ("pageSize", &size)]].concat();
                    let page = message_board(site, &app.agent, &query).await;
                    assert_eq!(page.total, whole.len() as u64);
                    seen.extend(page.ids);
                }
                assert_eq!(seen, whole, "{filter:?} by {size}");
            }
        }
        let whole: Vec<_> = rows.iter().map(|row| row.id).collect();
        for size in [7, 100] {
            let mut seen = Vec::new();
            for number in 1..=COUNT / size + 2 {
                let (size, number) = (size.to_string(), number.to_string());
                seen.extend(opinion_box(site, &app.agent, &[("page", &number), ("size", &size)]).await.ids);
            }
            assert_eq!(seen, whole);
        }
    });
}

/// Follows `nextCursor` to the end; `between` runs after each page.
async fn walk(
    site: &Site,
    token: &str,
    filter: Filter<'_>,
    page_size: &str,
    mut between: impl AsyncFnMut(),
) -> Vec<u64> {
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = [filter, &[("pageSize", page_size)]].concat();
        query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let Page { ids, next, .. } = message_board(site, token, &query).await;
        assert!(ids.len() <= page_size.parse().unwrap());
        seen.extend(ids);
        between().await;
        let Some(next) = next else { return seen };
        assert_ne!(Some(&next), cursor.as_ref(), "the walk does not move");
        cursor = Some(next);
    }
}

#[test]
fn a_cursor_walk_concatenates_to_the_whole_under_any_filter() {
    run(async |site| {
        let app = App::create(site).await;
        let rows = fill(site, &app, COUNT, 12).await;
        for (filter, whole) in filters(&rows) {
            for size in ["3", "10", "100"] {
                assert_eq!(walk(site, &app.agent, filter, size, async || ()).await, whole, "{filter:?} by {size}");
            }
        }
        let public: Vec<_> = rows.iter().filter(|row| row.public).map(|row| row.id).collect();
        assert_eq!(walk(site, &app.client, &[], "7", async || ()).await, public);
        // An end that is also the end of a page has no next.
        assert_eq!(walk(site, &app.agent, &[], "60", async || ()).await.len(), COUNT);
        assert_eq!(message_board(site, &app.agent, &[("pageSize", "60")]).await.next, None);
    });
}

#[test]
fn a_cursor_walk_misses_and_repeats_nothing_while_others_write() {
    run(async |site| {
        let app = App::create(site).await;
        let rows = fill(site, &app, COUNT, 13).await;
        let whole: Vec<_> = rows.iter().map(|row| row.id).collect();
        let submit = async || {
            app::submit_message(site, Some(&app.client)).await;
            app::submit_opinion(site, &app.client).await;
        };
        assert_eq!(walk(site, &app.agent, &[], "7", submit).await, whole);

        // What a cursor stands on may go away.
        let first = message_board(site, &app.agent, &[("pageSize", "9")]).await;
        let last = first.ids[8];
        site.call("DELETE", &format!("/api/feedback/{last}")).token(&app.admin).send().await.expect(200);
        let cursor = first.next.unwrap();
        let next = message_board(site, &app.agent, &[("pageSize", "9"), ("cursor", &cursor)]).await;
        assert!(next.ids.iter().all(|id| *id < last));
        assert_eq!(next.ids.len(), 9);
    });
}

#[test]
fn a_page_past_the_end_is_empty_and_has_the_right_total() {
    run(async |site| {
        let app = App::create(site).await;
        for _ in 0..3 {
            app::submit_message(site, Some(&app.client)).await;
        }
        for page in ["2", "1000000", "4294967296", "9007199254740993", "18446744073709551615", "99999999999999999999"] {
            let found = opinion_box(site, &app.agent, &[("page", page)]).await;
            assert_eq!(found, Page { ids: vec![], total: 3, next: None }, "{page}");
            let path = format!("/api/feedback/list?page={page}");
            let answer = site.get(&path).token(&app.agent).send().await;
            // "Out of range is 400", and where the range of a page number ends is not said.
            if answer.status == 400 {
                assert!(page.len() > 10, "{answer:?}");
            } else {
                let data = answer.data(200);
                assert_eq!((&data["list"], &data["total"], &data["totalPages"]), (&json!([]), &json!(3), &json!(1)));
                assert_eq!(data["nextCursor"], Value::Null);
            }
        }
    });
}

#[test]
fn sizes_have_their_default_and_bounds_and_pages_are_counted() {
    run(async |site| {
        let app = App::create(site).await;
        let empty = site.get("/api/feedback/list").token(&app.agent).send().await.data(200);
        let none = json!({"list": [], "total": 0, "page": 1, "pageSize": 10, "totalPages": 0, "nextCursor": null});
        assert_eq!(empty, none);
        for _ in 0..12 {
            app::submit_message(site, Some(&app.client)).await;
        }
        for (query, shown, size, pages) in [
            ("", 10, 10, 2),
            ("?pageSize=1", 1, 1, 12),
            ("?pageSize=5&page=3", 2, 5, 3),
            ("?pageSize=12", 12, 12, 1),
            ("?pageSize=100", 12, 100, 1),
        ] {
            let data = site.get(&format!("/api/feedback/list{query}")).token(&app.agent).send().await.data(200);
            assert_eq!(data["list"].as_array().unwrap().len(), shown, "{query}");
            assert_eq!(
                (&data["pageSize"], &data["totalPages"], &data["total"]),
                (&json!(size), &json!(pages), &json!(12))
            );
        }
        for (query, shown, page, size) in
            [("", 10, 1, 10), ("?size=1", 1, 1, 1), ("?size=5&page=3", 2, 3, 5), ("?size=100", 12, 1, 100)]
        {
            let data = site.get(&format!("/api/v1/feedbacks{query}")).token(&app.agent).send().await.data(200);
            assert_eq!(data["list"].as_array().unwrap().len(), shown, "{query}");
            assert_eq!(data["pagination"], json!({"page": page, "size": size, "total": 12}));
        }
    });
}
