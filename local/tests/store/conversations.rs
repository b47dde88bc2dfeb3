//! Feedback, replies, status and history.

use shared::{
    domain::{Conversation, Fault, Kind, Status, feedback::Comment},
    store::{AddReply, Consistency, Put, PutFeedback, ReadConversation, SetStatus},
};

use crate::fixture::{Fixture, answer_to, app, change, later, private, public};

async fn read(fixture: &Fixture, id: shared::domain::FeedbackId) -> Option<Conversation> {
    fixture.store.conversation(id, Consistency::Strong, usize::MAX).await.unwrap()
}

#[tokio::test]
async fn what_is_put_is_read_back() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let fault = Kind::Fault([Fault::Crash, Fault::Slow].into_iter().collect());
    for draft in [public("建议 <b>'&\""), private("标题", " 内容 "), {
        let mut draft = public("x");
        draft.kind = fault;
        draft
    }] {
        let stored = fixture.put(&app, 0, draft).await;
        let found = read(&fixture, stored.id).await.unwrap();
        assert_eq!(found, Conversation { feedback: stored, replies: Vec::new(), history: Vec::new() });
    }
}

#[tokio::test]
async fn an_id_is_given_once() {
    let fixture = Fixture::new().await;
    let stored = fixture.put(&app("one"), 0, public("first")).await;
    let mut second = stored.clone();
    second.draft = public("second");
    assert_eq!(fixture.store.put_feedback(&second, None).await, Ok(Put::IdTaken));
    assert_eq!(read(&fixture, stored.id).await.unwrap().feedback, stored);
}

#[tokio::test]
async fn a_conversation_grows_in_order() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let stored = fixture.put(&app, 0, public("第一")).await;
    let replies = [fixture.reply(10, false), fixture.reply(20, true), fixture.reply(30, false)];
    for reply in replies.iter().rev() {
        assert_eq!(fixture.store.add_reply(answer_to(&app, stored.id, true), reply, None).await, Ok(Put::Stored));
    }
    let mut closed = change(Status::Closed);
    closed.comment = Some(Comment::parse("重复").unwrap());
    fixture.store.set_status(&app, stored.id, fixture.ids.draw(later(40)), &closed).await.unwrap();
    fixture.store.set_status(&app, stored.id, fixture.ids.draw(later(50)), &change(Status::Resolved)).await.unwrap();

    let found = read(&fixture, stored.id).await.unwrap();
    assert_eq!(found.replies, replies);
    assert_eq!(found.history, [closed, change(Status::Resolved)]);
    assert_eq!((found.feedback.status, found.feedback.updated_at), (Status::Resolved, later(5)));
    assert_eq!(found.feedback.draft, stored.draft);
}

#[tokio::test]
async fn only_the_teams_reply_changes_the_status() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let stored = fixture.put(&app, 0, public("第一")).await;
    fixture.store.add_reply(answer_to(&app, stored.id, true), &fixture.reply(10, false), None).await.unwrap();
    let found = read(&fixture, stored.id).await.unwrap().feedback;
    assert_eq!((found.status, found.updated_at), (Status::Pending, stored.updated_at));

    fixture.store.add_reply(answer_to(&app, stored.id, false), &fixture.reply(20, true), None).await.unwrap();
    let found = read(&fixture, stored.id).await.unwrap().feedback;
    assert_eq!((found.status, found.updated_at), (Status::Replied, later(20)));
}

#[tokio::test]
async fn what_is_not_there_or_not_ours_cannot_be_answered_or_changed() {
    use shared::domain::Error::NotFound;
    let fixture = Fixture::new().await;
    let (ours, theirs) = (app("one"), app("two"));
    let hidden = fixture.put(&ours, 0, private("标题", "内容")).await;
    let missing = fixture.feedback(&ours, 1, public("x")).id;
    for (app, id, public_only) in
        [(&theirs, hidden.id, false), (&ours, hidden.id, true), (&ours, missing, false), (&ours, missing, true)]
    {
        let to = answer_to(app, id, public_only);
        assert_eq!(fixture.store.add_reply(to, &fixture.reply(10, false), None).await, Err(NotFound));
    }
    for (app, id) in [(&theirs, hidden.id), (&ours, missing)] {
        let to = answer_to(app, id, false);
        assert_eq!(fixture.store.add_reply(to, &fixture.reply(10, true), None).await, Err(NotFound));
        let change_id = fixture.ids.draw(later(10));
        assert_eq!(fixture.store.set_status(app, id, change_id, &change(Status::Closed)).await, Err(NotFound));
    }
    let found = read(&fixture, hidden.id).await.unwrap();
    assert_eq!((found.feedback, found.replies.len(), found.history.len()), (hidden, 0, 0));
    assert_eq!(read(&fixture, missing).await, None);
}

#[tokio::test]
async fn a_reply_id_is_given_once_also_among_feedbacks() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let (first, second) = (fixture.put(&app, 0, public("1")).await, fixture.put(&app, 1, public("2")).await);
    let reply = fixture.reply(10, false);
    assert_eq!(fixture.store.add_reply(answer_to(&app, first.id, true), &reply, None).await, Ok(Put::Stored));
    for id in [first.id, second.id] {
        assert_eq!(fixture.store.add_reply(answer_to(&app, id, true), &reply, None).await, Ok(Put::IdTaken));
    }
}

#[tokio::test]
async fn changes_at_the_same_time_are_all_kept() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let stored = fixture.put(&app, 0, public("第一")).await;
    let changes = (0..20).zip(Status::ALL.into_iter().cycle()).map(|(n, status)| {
        let change_id = fixture.ids.draw(later(n));
        let (store, app) = (&fixture.store, &app);
        async move { store.set_status(app, stored.id, change_id, &change(status)).await }
    });
    let outcomes = futures_util::future::join_all(changes).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(read(&fixture, stored.id).await.unwrap().history.len(), 20);
}
