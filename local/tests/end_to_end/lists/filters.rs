//! Every filter in every combination.

use futures_util::{StreamExt, stream};

use super::{
    message_board,
    model::{KEYWORDS, Row, SOURCES, TYPES, fill},
    opinion_box,
};
use crate::{
    app::App,
    site::{Site, run},
};

/// Feedbacks; more than a page of 100 holds.
const COUNT: usize = 120;
/// Requests at once.
const PARALLEL: usize = 8;

/// `None`, then each of the words.
fn maybe<'a>(words: &[&'a str]) -> Vec<Option<&'a str>> {
    std::iter::once(None).chain(words.iter().map(|word| Some(*word))).collect()
}

/// A filter of `message_board`.
#[derive(Debug, Clone, Copy)]
struct Board<'a> {
    kind: Option<&'a str>,
    status: Option<&'a str>,
    source: Option<&'a str>,
    keyword: Option<&'a str>,
}

impl Board<'_> {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for kind in maybe(&TYPES) {
            for status in maybe(&["pending", "replied", "closed"]) {
                for source in maybe(&SOURCES[1..]) {
                    // With the other filters three keywords are enough; alone each has its turn.
                    let alone = kind.is_none() && status.is_none() && source.is_none();
                    let keywords = if alone { &KEYWORDS[..] } else { &KEYWORDS[..3] };
                    all.extend(maybe(keywords).into_iter().map(|keyword| Board { kind, status, source, keyword }));
                }
            }
        }
        all
    }

    fn fits(&self, row: &Row) -> bool {
        self.kind.is_none_or(|kind| row.kind == kind)
            && self.status.is_none_or(|status| row.board_status() == status)
            && self.source.is_none_or(|source| row.source == source)
            && self.keyword.is_none_or(|keyword| row.contains(keyword))
    }

    async fn check(self, site: &Site, token: &str, rows: &[&Row]) {
        let given = [("type", self.kind), ("status", self.status), ("source", self.source), ("keyword", self.keyword)];
        let mut query: Vec<_> = given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        query.push(("pageSize", "100"));
        let expected: Vec<u64> = rows.iter().filter(|row| self.fits(row)).map(|row| row.id).collect();
        let page = message_board(site, token, &query).await;
        assert_eq!(page.total, expected.len() as u64, "{self:?}");
        assert_eq!(page.ids, expected[..expected.len().min(100)], "{self:?}");
    }
}

#[test]
fn message_board_finds_exactly_what_fits() {
    run(async |site| {
        let app = App::create(site).await;
        let rows = fill(site, &app, COUNT, 4).await;
        let all: Vec<_> = rows.iter().collect();
        let public: Vec<_> = rows.iter().filter(|row| row.public).collect();
        // What the public sees is one condition more; every fifth filter meets each word of each field.
        for (token, rows, every) in [(&app.agent, all, 1), (&app.client, public, 5)] {
            let checks = Board::all().into_iter().step_by(every).map(|filter| filter.check(site, token, &rows));
            stream::iter(checks).buffer_unordered(PARALLEL).collect::<Vec<_>>().await;
        }
    });
}

/// A filter of `opinion_box`. Times are texts that sort as they pass.
#[derive(Debug, Clone, Copy)]
struct Opinion<'a> {
    status: Option<&'a str>,
    source: Option<&'a str>,
    start: Option<&'a str>,
    end: Option<&'a str>,
}

impl Opinion<'_> {
    fn fits(&self, row: &Row) -> bool {
        self.status.is_none_or(|status| row.opinion_status() == status)
            && self.source.is_none_or(|source| row.source == source)
            && self.start.is_none_or(|start| row.created_at.as_str() >= start)
            && self.end.is_none_or(|end| row.created_at.as_str() <= end)
    }

    async fn check(self, site: &Site, token: &str, rows: &[Row]) {
        let expected: Vec<u64> = rows.iter().filter(|row| self.fits(row)).map(|row| row.id).collect();
        // The same times, as they are and with an offset.
        for offset in [false, true] {
            let shift = |time: Option<&str>| time.map(|time| if offset { in_shanghai(time) } else { time.to_owned() });
            let (start, end) = (shift(self.start), shift(self.end));
            let given = [
                ("status", self.status),
                ("channel", self.source),
                ("start_time", start.as_deref()),
                ("end_time", end.as_deref()),
            ];
            let mut query: Vec<_> = given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            query.push(("size", "100"));
            let page = opinion_box(site, token, &query).await;
            assert_eq!(page.total, expected.len() as u64, "{query:?}");
            assert_eq!(page.ids, expected[..expected.len().min(100)], "{query:?}");
        }
    }
}

/// The same moment as a clock in UTC+8 shows it.
fn in_shanghai(time: &str) -> String {
    let at: jiff::Timestamp = time.parse().unwrap();
    let shifted = at + jiff::SignedDuration::from_hours(8);
    shifted.to_string().replace('Z', "+08:00")
}

#[test]
fn opinion_box_finds_exactly_what_fits() {
    run(async |site| {
        let app = App::create(site).await;
        let rows = fill(site, &app, COUNT, 3).await;
        // Bounds are inclusive and cover their whole second: each is the very second of a row.
        let (late, early) = (rows[COUNT / 5].created_at.as_str(), rows[COUNT * 4 / 5].created_at.as_str());
        assert!(early < late);
        let mut filters = Vec::new();
        for status in maybe(&["pending", "in_progress", "resolved", "closed", "rejected"]) {
            for source in maybe(&SOURCES[1..]) {
                for (start, end) in [
                    (None, None),
                    (Some(late), None),
                    (None, Some(early)),
                    (Some(early), Some(late)),
                    (Some(late), Some(early)),
                ] {
                    filters.push(Opinion { status, source, start, end });
                }
            }
        }
        let checks = filters.into_iter().map(|filter| filter.check(site, &app.agent, &rows));
        stream::iter(checks).buffer_unordered(PARALLEL).collect::<Vec<_>>().await;
    });
}

#[test]
fn a_bound_with_a_fraction_is_exact_and_one_without_covers_its_second() {
    run(async |site| {
        let app = App::create(site).await;
        let data = site.post("/api/v1/feedback", &crate::app::opinion()).token(&app.client).send().await.data(201);
        let created_at = data["created_at"].as_str().unwrap();
        let second: jiff::Timestamp = created_at.parse().unwrap();
        let (before, after) =
            (second - jiff::SignedDuration::from_secs(1), second + jiff::SignedDuration::from_secs(1));
        let (before, after) = (before.to_string(), after.to_string());
        let (last_ms, no_zone) = (created_at.replace('Z', ".999Z"), created_at.replace('Z', ""));
        for (start, end, found) in [
            (created_at, created_at, 1),
            (created_at, last_ms.as_str(), 1),
            (before.as_str(), before.as_str(), 0),
            (after.as_str(), after.as_str(), 0),
            (before.as_str(), after.as_str(), 1),
            (no_zone.as_str(), no_zone.as_str(), 1),
        ] {
            let page = opinion_box(site, &app.agent, &[("start_time", start), ("end_time", end)]).await;
            assert_eq!(page.total, found, "{start} {end}");
        }
        // A `+` that the client forgot to escape arrives as a space.
        let careless = format!("/api/v1/feedbacks?start_time={}", in_shanghai(created_at));
        let found = site.get(&careless).token(&app.agent).send().await.data(200);
        assert_eq!(found["pagination"]["total"], 1);
    });
}
