use std::collections::BTreeSet;

use shared::{
    domain::{
        AppId, Caller, Fault, Filter, KindName, Role, Status, Timestamp,
        access::Identity,
        ids::Ids,
        page::{PageRequest, Start},
    },
    operations::{Context, list},
    store::{DynamoStore, ReadAnnouncements},
};

use super::{
    Event, Inbox, Sample, compose,
    compose::{CHINESE, ENGLISH},
    fill,
    scenario::SCENARIOS,
};
use crate::testing::TestTable;

/// 2026-09-21T14:13:20Z.
const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

fn five_hundred() -> Vec<Sample> {
    compose(500, 1, NOW).unwrap()
}

/// The status that a sample ends with.
fn status(sample: &Sample) -> Status {
    sample.steps.iter().fold(Status::Pending, |before, step| match &step.event {
        Event::Status(status, _) => *status,
        Event::Reply(reply) if reply.is_admin => Status::Replied,
        Event::Reply(_) => before,
    })
}

fn replies(sample: &Sample) -> usize {
    sample.steps.iter().filter(|step| matches!(step.event, Event::Reply(_))).count()
}

/// How many samples hold.
fn count(samples: &[Sample], holds: impl Fn(&Sample) -> bool) -> usize {
    samples.iter().filter(|sample| holds(sample)).count()
}

#[test]
fn the_same_seed_gives_the_same_inbox() {
    assert_eq!(five_hundred(), five_hundred());
    assert_ne!(five_hundred(), compose(500, 2, NOW).unwrap());
}

#[test]
fn every_kind_fault_and_status_is_there() {
    let samples = five_hundred();
    let kinds: BTreeSet<KindName> = samples.iter().map(|sample| sample.draft.kind.name()).collect();
    assert_eq!(kinds, KindName::ALL.into());
    let faults: BTreeSet<Fault> = samples.iter().flat_map(|sample| sample.draft.kind.faults().iter()).collect();
    assert_eq!(faults, Fault::ALL.into());
    let statuses: BTreeSet<Status> = samples.iter().map(status).collect();
    assert_eq!(statuses, Status::ALL.into());
    let sources: BTreeSet<&str> = samples.iter().map(|sample| sample.draft.source.as_str()).collect();
    for source in ["general", "autops", "knowledge", "cultivation", "mobile_app", "web_portal", "mini_program"] {
        assert!(sources.contains(source), "{source}");
    }
}

#[test]
fn both_languages_and_all_wires_have_their_share() {
    let samples = five_hundred();
    let chinese = count(&samples, |sample| sample.draft.content.as_str().chars().any(|c| ('一'..='龥').contains(&c)));
    assert!((320..380).contains(&chinese), "{chinese} in Chinese");
    let public = count(&samples, |sample| sample.draft.public);
    let titled = count(&samples, |sample| sample.draft.title.is_some());
    assert!((150..350).contains(&public) && (80..250).contains(&titled), "{public} public, {titled} with a title");
    assert!(samples.iter().all(|sample| !(sample.draft.public && sample.draft.title.is_some())));
    let answered = count(&samples, |sample| replies(sample) > 0);
    assert!((130..220).contains(&answered), "{answered} answered");
    let distinct: BTreeSet<&str> = samples.iter().map(|sample| sample.draft.content.as_str()).collect();
    assert!(distinct.len() > 350, "{} distinct texts", distinct.len());
}

#[test]
fn some_are_long_some_smile_some_paste_markup_or_code() {
    let samples = five_hundred();
    let with = |holds: fn(&str) -> bool| count(&samples, |sample| holds(sample.draft.content.as_str()));
    assert!(with(|text| text.chars().count() > 400) > 3);
    assert!(with(|text| text.contains(['👍', '😭', '🙏', '💪', '🤯'])) > 3);
    assert!(with(|text| text.contains('<')) > 3);
    assert!(with(|text| text.contains("```") || text.contains("{\"code\"")) > 1);
}

#[test]
fn nothing_happens_before_its_cause_or_after_now() {
    for sample in five_hundred() {
        let times: Vec<Timestamp> = [sample.at].into_iter().chain(sample.steps.iter().map(|step| step.at)).collect();
        assert!(times.is_sorted() && times.iter().all(|at| *at <= NOW));
    }
}

#[test]
fn addresses_are_nobodys() {
    for sample in compose(2_000, 3, NOW).unwrap() {
        let contact = sample.draft.contact;
        let address = contact.email.map(|email| email.as_str().to_owned());
        let reach = [contact.other, contact.phone].into_iter().flatten().map(|reach| reach.to_string());
        for text in reach.chain(address) {
            let nobody = text.ends_with("@example.com") || text.ends_with("@example.cn") || text.contains("138-0000-");
            assert!(nobody || text.contains("example_"), "{text}");
        }
    }
}

#[test]
fn every_text_is_valid_and_complete() {
    // Drawing many shows every line of the lists; a text that its field refuses fails the composition.
    for sample in compose(20_000, 4, NOW).unwrap() {
        let replies = sample.steps.iter().filter_map(|step| match &step.event {
            Event::Reply(reply) => Some(reply.content.as_str()),
            Event::Status(..) => None,
        });
        for text in replies.chain([sample.draft.content.as_str()]) {
            assert!(!text.contains("{page}") && !text.contains("《》") && !text.contains("\\n"), "{text}");
        }
    }
    for (scenario, part) in
        SCENARIOS.iter().flat_map(|scenario| ["title", "content", "answer"].map(|part| (scenario, part)))
    {
        let section = format!("{}.{part}", scenario.name);
        assert!(CHINESE.has(&section) && ENGLISH.has(&section), "{section}");
    }
    assert_eq!((CHINESE.dangling(), ENGLISH.dangling()), (vec![], vec![]));
}

#[tokio::test]
async fn an_inbox_is_filled_once_and_read_back() {
    let table = TestTable::create().await.unwrap();
    let store = DynamoStore::new(table.client.clone(), &table.table);
    let app = AppId::parse("sample").unwrap();
    let inbox = Inbox { store: &store, app: &app, album: None };
    let said = std::cell::RefCell::new(Vec::new());
    let say = |line: &str| said.borrow_mut().push(line.to_owned());
    for count in [20, 50, 50, 10] {
        fill(&inbox, count, 1, NOW, say).await.unwrap();
    }
    let none = "the inbox holds 50 feedbacks already, no samples are added";
    assert_eq!(*said.borrow(), ["samples: 20 of 20", "samples: 30 of 30", none, none]);

    let caller = Caller { app: app.clone(), role: Some(Role::Admin), identity: Identity::Subject("a".to_owned()) };
    let context = Context { ids: &Ids::new(rand::random), now: NOW, caller: &caller, key: None };
    let page = PageRequest { start: Start::Page(1), size: 100 };
    let query = list::ListQuery { filter: Filter::all_of(app.clone()), page, conversations: true };
    let listing = list::list(&store, &context, query).await.unwrap();
    assert_eq!((listing.total, listing.conversations.len()), (50, 50));
    let expected: Vec<_> = compose(50, 1, NOW).unwrap().into_iter().skip(20).collect();
    for sample in expected {
        let found = listing.conversations.iter().find(|found| found.feedback.draft == sample.draft);
        let found = found.unwrap_or_else(|| panic!("{sample:?}"));
        assert_eq!(found.feedback.id.created_at(), sample.at);
        assert_eq!((found.feedback.status, found.replies.len()), (status(&sample), replies(&sample)));
        assert_eq!(found.history.len(), sample.steps.len() - replies(&sample));
    }
    let active: Vec<bool> = store.announcements(&app).await.unwrap().iter().map(|notice| notice.is_active).collect();
    assert_eq!(active, [true, true, false]);
}
