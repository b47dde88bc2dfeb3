//! Exports over several invocations, cut short and delivered twice, against a bucket in memory.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard},
    time::{Duration, Instant},
};

use shared::{
    dialects::files,
    domain::{
        AppId, Error, Feedback, Filter, KindName, Status, Timestamp,
        export::{Export, ExportState, Failure, Format, Part, Progress},
        filter::Keyword,
        ids::ExportId,
    },
    operations::{
        IdempotencyKey,
        export::{
            self, ExportQuery, Exported,
            run::{Budget, Stepped, run},
        },
    },
    store::{
        CreateExport, Put, ReadExport, RunExport, SetStatus, Verbs,
        media::{SignExports, WriteExports},
    },
};

use crate::fixture::{Fixture, NOW, admin, app, change, is_embedded, later, private, public};

/// A bucket in memory, which can refuse.
#[derive(Default)]
struct Files(Mutex<Content>);

#[derive(Default)]
struct Content {
    parts: BTreeMap<u32, Vec<u8>>,
    tails: BTreeMap<u32, Vec<u8>>,
    whole: Option<Vec<u8>>,
    refuses: bool,
    aborted: bool,
}

impl Files {
    fn content(&self) -> Result<MutexGuard<'_, Content>, Error> {
        let content = self.0.lock().unwrap();
        if content.refuses { Err(Error::Unavailable) } else { Ok(content) }
    }

    fn refuse(&self, refuses: bool) {
        self.0.lock().unwrap().refuses = refuses;
    }

    fn whole(&self) -> Vec<u8> {
        self.0.lock().unwrap().whole.clone().unwrap()
    }
}

impl WriteExports for Files {
    const VERBS: Verbs = &[];

    async fn begin_file(&self, _: &Export) -> Result<String, Error> {
        self.content().map(|_| "upload".to_owned())
    }

    async fn put_part(&self, _: &Export, upload: &str, number: u32, bytes: Vec<u8>) -> Result<Part, Error> {
        assert_eq!(upload, "upload");
        let before = self.content()?.parts.insert(number, bytes);
        assert!(before.is_none(), "part {number} was sent before");
        Ok(Part { number, tag: format!("tag {number}") })
    }

    async fn finish_file(&self, export: &Export) -> Result<(), Error> {
        let mut content = self.content()?;
        let parts = export.progress.parts.iter();
        let whole = parts.flat_map(|part| content.parts[&part.number].clone()).collect();
        content.whole = Some(whole);
        Ok(())
    }

    async fn abort_file(&self, _: &Export) -> Result<(), Error> {
        self.0.lock().unwrap().aborted = true;
        Ok(())
    }

    async fn keep_tail(&self, _: ExportId, number: u32, bytes: Vec<u8>) -> Result<(), Error> {
        self.content()?.tails.insert(number, bytes);
        Ok(())
    }

    async fn tail(&self, _: ExportId, number: u32) -> Result<Vec<u8>, Error> {
        Ok(self.content()?.tails[&number].clone())
    }
}

impl SignExports for Files {
    const VERBS: Verbs = &[];

    fn sign_export(&self, export: &Export, now: Timestamp) -> Result<(String, Timestamp), Error> {
        Ok((export.file_name(), now))
    }
}

fn budget(rows: u64) -> Budget {
    Budget { until: Instant::now() + Duration::from_mins(1), rows }
}

/// Some feedback of one app, oldest first, and one of another.
async fn inbox(fixture: &Fixture, app_id: &AppId, count: u64) -> Vec<Feedback> {
    let mut inbox = Vec::new();
    for ms in 0..count {
        let draft =
            if ms % 3 == 0 { public(&format!("建议 {ms}")) } else { private("标题", &format!("=公式 {ms}")) };
        inbox.push(fixture.put(app_id, ms, draft).await);
    }
    fixture.put(&app("other"), 1, public("别人的")).await;
    inbox
}

async fn begun(fixture: &Fixture, filter: Filter, format: Format) -> ExportId {
    let id = ExportId::from_number(fixture.ids.draw(NOW));
    let export = Export {
        id,
        filter,
        format,
        state: ExportState::Queued,
        failure: None,
        total: None,
        created_at: NOW,
        touched_at: NOW,
        step: 0,
        tries: 0,
        base: 0,
        progress: Progress::default(),
    };
    assert_eq!(fixture.store.create_export(&export, None).await, Ok(Put::Stored));
    id
}

/// Does step after step, each of so many rows; returns how many there were.
async fn finish(fixture: &Fixture, files: &Files, id: ExportId, rows: u64) -> u64 {
    for step in 0.. {
        match run(&fixture.store, files, files::open, id, step, budget(rows), NOW).await.unwrap() {
            Stepped::Further => {}
            stepped => {
                assert_eq!(stepped, Stepped::Done);
                return step + 1;
            }
        }
    }
    unreachable!()
}

/// The first column of a CSV, without the names.
fn ids(file: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(file);
    reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

fn newest_first<'a>(inbox: impl IntoIterator<Item = &'a Feedback>) -> Vec<String> {
    let mut ids: Vec<_> = inbox.into_iter().map(|feedback| feedback.id.to_string()).collect();
    ids.sort_by(|one, other| other.cmp(one));
    ids
}

#[tokio::test]
async fn a_file_is_the_same_however_many_invocations_write_it() {
    let fixture = Fixture::new().await;
    let one = app("one");
    let inbox = inbox(&fixture, &one, 61).await;
    let expected = newest_first(&inbox);
    let mut written = Vec::new();
    for (rows, steps) in [(u64::MAX, 2), (7, 10), (1, 63)] {
        let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one.clone()), Format::Csv).await);
        let taken = finish(&fixture, &files, id, rows).await;
        assert!(taken.abs_diff(steps) <= 1, "{taken} steps");
        let export = fixture.store.export(id, NOW).await.unwrap().unwrap();
        assert_eq!((export.state, export.progress.rows, export.progress.seen), (ExportState::Done, 61, 61));
        assert_eq!(ids(&files.whole()), expected);
        written.push(files.whole());
        // An event that comes late changes nothing.
        for step in 0..taken + 2 {
            let stepped = run(&fixture.store, &files, files::open, id, step, budget(5), NOW).await;
            assert_eq!(stepped, Ok(Stepped::Nothing));
        }
    }
    assert!(written.iter().all(|file| *file == written[0]));
}

#[tokio::test]
async fn a_workbook_is_whole_however_many_invocations_write_it() {
    use calamine::{Reader, Xlsx};
    let fixture = Fixture::new().await;
    let one = app("one");
    let inbox = inbox(&fixture, &one, 40).await;
    for rows in [u64::MAX, 9, 1] {
        let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one.clone()), Format::Xlsx).await);
        finish(&fixture, &files, id, rows).await;
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(files.whole())).unwrap();
        assert_eq!(book.sheet_names(), ["feedback 1"]);
        let sheet = book.worksheet_range("feedback 1").unwrap();
        let cells = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut found = sheet.rows().map(cells);
        assert_eq!(found.next().unwrap()[..3], ["id", "created_at", "kind"]);
        let found: Vec<_> = found.collect();
        assert_eq!(found.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), newest_first(&inbox));
        assert_eq!((found[0][8].as_str(), found[39][8].as_str()), ("建议 39", "建议 0"));
        assert_eq!(found[1][8], "=公式 38");
    }
}

#[tokio::test]
async fn lines_are_objects() {
    let fixture = Fixture::new().await;
    let one = app("one");
    inbox(&fixture, &one, 10).await;
    let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one), Format::Ndjson).await);
    finish(&fixture, &files, id, 4).await;
    let text = String::from_utf8(files.whole()).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["content"]), (10, &"建议 9".into()));
    // In the letters it was sent in.
    assert!(text.contains(r#""metadata":{"app_version":"2.5.1","n":12345678901234567890.50}"#), "{text}");
}

#[tokio::test]
async fn a_filter_holds_for_the_file() {
    let fixture = Fixture::new().await;
    let one = app("one");
    let inbox = inbox(&fixture, &one, 30).await;
    for feedback in &inbox[..5] {
        fixture.store.set_status(&one, feedback.id, fixture.ids.draw(NOW), &change(Status::Closed)).await.unwrap();
    }
    let all = Filter::all_of(one.clone());
    let range = inbox[4].id.number()..=inbox[20].id.number();
    for (filter, expected) in [
        (Filter { statuses: Some([Status::Closed].into()), ..all.clone() }, newest_first(&inbox[..5])),
        (Filter { kinds: Some([KindName::Other].into()), ids: range.clone(), ..all.clone() }, {
            newest_first(inbox[4..=20].iter().filter(|feedback| feedback.draft.kind.name() == KindName::Other))
        }),
        (Filter { keyword: Keyword::new("公式 2"), ..all.clone() }, {
            newest_first(inbox.iter().filter(|feedback| feedback.draft.content.as_str().contains("公式 2")))
        }),
        (Filter { keyword: Keyword::new("张三"), ids: range, ..all.clone() }, {
            newest_first(inbox[4..=20].iter().filter(|feedback| feedback.draft.public))
        }),
        (Filter { keyword: Keyword::new("没有"), ..all.clone() }, Vec::new()),
        (Filter::all_of(app("nobody")), Vec::new()),
    ] {
        for rows in [u64::MAX, 3] {
            let (files, id) = (Files::default(), begun(&fixture, filter.clone(), Format::Csv).await);
            finish(&fixture, &files, id, rows).await;
            assert_eq!(ids(&files.whole()), expected, "{filter:?}");
        }
    }
}

#[tokio::test]
async fn what_was_cut_short_is_taken_up_and_who_was_slow_changes_nothing() {
    let fixture = Fixture::new().await;
    let one = app("one");
    let inbox = inbox(&fixture, &one, 20).await;
    let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one.clone()), Format::Csv).await);
    // Killed at the first try, before anything came of it.
    let killed = fixture.store.take_step(id, 0, 40, NOW).await.unwrap().unwrap();
    assert_eq!(run(&fixture.store, &files, files::open, id, 0, budget(6), NOW).await, Ok(Stepped::Further));
    // It was only slow, and wants to say how far it came.
    assert_eq!(fixture.store.save_step(&killed, &Progress::default()).await, Ok(false));
    assert_eq!(fixture.store.finish_export(&killed).await, Ok(false));
    // The bucket is away for a while, in the middle of a step.
    files.refuse(true);
    assert_eq!(run(&fixture.store, &files, files::open, id, 1, budget(6), NOW).await, Err(Error::Unavailable));
    files.refuse(false);
    assert_eq!(run(&fixture.store, &files, files::open, id, 1, budget(u64::MAX), NOW).await, Ok(Stepped::Further));
    // Killed after the file was made whole and before that was said.
    let killed = fixture.store.take_step(id, 2, 40, NOW).await.unwrap().unwrap();
    files.finish_file(&killed).await.unwrap();
    assert_eq!(run(&fixture.store, &files, files::open, id, 2, budget(6), NOW).await, Ok(Stepped::Done));
    assert_eq!(ids(&files.whole()), newest_first(&inbox));
}

#[tokio::test]
async fn after_three_tries_of_a_step_an_export_has_failed() {
    let fixture = Fixture::new().await;
    let one = app("one");
    inbox(&fixture, &one, 3).await;
    let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one), Format::Csv).await);
    files.refuse(true);
    for _ in 0..3 {
        assert_eq!(run(&fixture.store, &files, files::open, id, 0, budget(9), NOW).await, Err(Error::Unavailable));
    }
    assert_eq!(run(&fixture.store, &files, files::open, id, 0, budget(9), NOW).await, Ok(Stepped::Failed));
    let export = fixture.store.export(id, NOW).await.unwrap().unwrap();
    assert_eq!((export.state, export.failure), (ExportState::Failed, Some(Failure::Tries)));
    assert!(files.0.lock().unwrap().aborted);
    assert_eq!(run(&fixture.store, &files, files::open, id, 0, budget(9), NOW).await, Ok(Stepped::Nothing));
}

#[tokio::test]
async fn a_large_file_goes_in_parts() {
    let fixture = Fixture::new().await;
    let one = app("one");
    for ms in 0..40 {
        let metadata = format!(r#"{{"x":"{}"}}"#, "x".repeat(60_000));
        let metadata = Some(shared::domain::Metadata::from_json(&metadata).unwrap());
        let content = "长".repeat(10_000);
        fixture.put(&one, ms, shared::domain::Draft { metadata, ..public(&content) }).await;
    }
    // Some 3.6 MB, so that there are several parts only because each export is written ten times over.
    let (files, id) = (Files::default(), begun(&fixture, Filter::all_of(one), Format::Csv).await);
    finish(&fixture, &files, id, 11).await;
    assert_eq!(ids(&files.whole()).len(), 40);
    let content = files.0.lock().unwrap();
    assert!(content.tails.values().all(|tail| tail.len() < 8 * 1024 * 1024));
}

#[tokio::test]
async fn one_key_begins_one_export_and_another_app_sees_none() {
    let fixture = Fixture::new().await;
    let (one, files) = (app("one"), Files::default());
    inbox(&fixture, &one, 12).await;
    let (ours, theirs) = (admin(&one), admin(&app("two")));
    let key = IdempotencyKey { key: "k".to_owned(), body_hash: "hash".to_owned() };
    let mut begun = Vec::new();
    for _ in 0..2 {
        let query = ExportQuery::Begin { filter: Filter::all_of(one.clone()), format: Format::Csv };
        let answer = export::export(&fixture.store, &files, &fixture.context(&ours, Some(&key)), query).await;
        let Ok(Exported::Begun(id)) = answer else { panic!() };
        begun.push(id);
    }
    assert_eq!(begun[0], begun[1]);
    let show = async |caller, now| {
        let context = shared::operations::Context { now, ..fixture.context(caller, None) };
        export::export(&fixture.store, &files, &context, ExportQuery::Show(Some(begun[0]))).await
    };
    let state = async |now| match show(&ours, now).await {
        Ok(Exported::Shown(export, link)) => (export.state, export.fraction(), link.is_some()),
        _ => panic!(),
    };
    assert_eq!(state(NOW).await, (ExportState::Queued, 0.0, false));
    let _ = fixture.store.units().take();
    run(&fixture.store, &files, files::open, begun[0], 0, budget(6), NOW).await.unwrap();
    let (rru, wru) = fixture.store.units().take();
    assert!(!is_embedded() || (rru <= 10.0 && wru <= 4.0), "{rru} RRU, {wru} WRU");
    let (running, fraction, _) = state(NOW).await;
    assert_eq!(running, ExportState::Running);
    // Those are left out that came in the same millisecond as the request.
    assert!((0.3..=0.99).contains(&fraction) || fraction == 0.0, "{fraction}");
    assert!(matches!(show(&theirs, NOW).await, Err(Error::NotFound)));
    // Nobody has worked on it for half an hour.
    assert_eq!(state(later(31 * 60 * 1_000)).await.0, ExportState::Failed);
    // A day later it is over.
    assert!(matches!(show(&ours, later(24 * 60 * 60 * 1_000)).await, Err(Error::NotFound)));
}
