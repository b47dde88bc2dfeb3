//! Deleting feedback and replies.

use shared::{
    domain::{Error, Status},
    store::{AddReply, Consistency, Delete, Put, ReadConversation, SetStatus},
};

use crate::fixture::{Fixture, answer_to, app, change, later, public};

/// Items of the table.
async fn items(fixture: &Fixture) -> usize {
    let scan = fixture.table.client.scan().table_name(&fixture.table.table).limit(1_000);
    usize::try_from(scan.send().await.unwrap().count()).unwrap()
}

#[tokio::test]
async fn a_feedback_goes_with_all_that_hangs_on_it() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let kept = fixture.put(&app, 0, public("kept")).await;
    fixture.store.add_reply(answer_to(&app, kept.id, true), &fixture.reply(1, false), None).await.unwrap();
    let before = items(&fixture).await;
    // Few replies go in one transaction; of many, the surplus goes first.
    for replies in [0, 3, 120] {
        let stored = fixture.put(&app, 10, public("x")).await;
        for n in 0..replies {
            let reply = fixture.reply(20 + n, false);
            assert_eq!(fixture.store.add_reply(answer_to(&app, stored.id, true), &reply, None).await, Ok(Put::Stored));
        }
        fixture.store.set_status(&app, stored.id, fixture.ids.draw(later(400)), &change(Status::Closed)).await.unwrap();
        fixture.store.delete_feedback(&app, stored.id).await.unwrap();
        assert_eq!(items(&fixture).await, before, "{replies} replies");
        assert_eq!(fixture.store.delete_feedback(&app, stored.id).await, Err(Error::NotFound));
    }
}

#[tokio::test]
async fn nobody_deletes_what_is_not_theirs() {
    let fixture = Fixture::new().await;
    let (ours, theirs) = (app("one"), app("two"));
    let stored = fixture.put(&ours, 0, public("x")).await;
    let reply = fixture.reply(1, false);
    fixture.store.add_reply(answer_to(&ours, stored.id, true), &reply, None).await.unwrap();
    assert_eq!(fixture.store.delete_feedback(&theirs, stored.id).await, Err(Error::NotFound));
    assert_eq!(fixture.store.delete_reply(&theirs, reply.id).await, Err(Error::NotFound));
    let found = fixture.store.conversation(stored.id, Consistency::Strong, usize::MAX).await.unwrap().unwrap();
    assert_eq!((found.feedback, found.replies), (stored, vec![reply]));
}

#[tokio::test]
async fn a_reply_goes_alone() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let stored = fixture.put(&app, 0, public("x")).await;
    let (first, second) = (fixture.reply(1, true), fixture.reply(2, false));
    for reply in [&first, &second] {
        fixture.store.add_reply(answer_to(&app, stored.id, true), reply, None).await.unwrap();
    }
    fixture.store.delete_reply(&app, first.id).await.unwrap();
    assert_eq!(fixture.store.delete_reply(&app, first.id).await, Err(Error::NotFound));
    let found = fixture.store.conversation(stored.id, Consistency::Strong, usize::MAX).await.unwrap().unwrap();
    assert_eq!((found.replies, found.feedback.status), (vec![second.clone()], Status::Replied));
    fixture.store.delete_feedback(&app, stored.id).await.unwrap();
    assert_eq!(fixture.store.delete_reply(&app, second.id).await, Err(Error::NotFound));
}
