//! Idempotency keys.

use shared::{
    domain::{Error, Status, Timestamp},
    operations::{IdempotencyKey, delete, reply},
    store::{Consistency, Put, PutFeedback, ReadConversation},
};

use crate::fixture::{Fixture, NOW, admin, app, nobody, private, public, signer};

fn key(key: &str, body: &str) -> IdempotencyKey {
    IdempotencyKey { key: key.to_owned(), body_hash: body.to_owned() }
}

#[tokio::test]
async fn one_key_stores_once() {
    let fixture = Fixture::new().await;
    let caller = admin(&app("one"));
    let key = key("k", "hash");
    let context = fixture.context(&caller, Some(&key));
    let first = fixture.submit(&context, public("x")).await.unwrap();
    let again = fixture.submit(&context, public("x")).await.unwrap();
    assert_eq!(first, again);
}

#[tokio::test]
async fn racing_requests_with_one_key_get_one_answer() {
    let fixture = Fixture::new().await;
    let caller = admin(&app("one"));
    let key = key("k", "hash");
    let context = fixture.context(&caller, Some(&key));
    let tries = (0..16).map(|_| fixture.submit(&context, public("x")));
    let answers = futures_util::future::join_all(tries).await;
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.is_ok()));
}

#[tokio::test]
async fn another_body_is_refused_and_other_scopes_are_other_keys() {
    let fixture = Fixture::new().await;
    let (one, two) = (admin(&app("one")), admin(&app("two")));
    let stranger = nobody(&app("one"));
    let (first, other) = (key("k", "hash"), key("k", "other"));
    let stored = fixture.submit(&fixture.context(&one, Some(&first)), public("x")).await.unwrap();
    let refused = fixture.submit(&fixture.context(&one, Some(&other)), public("y")).await;
    assert_eq!(refused, Err(Error::KeyReused));
    for caller in [&two, &stranger] {
        let theirs = fixture.submit(&fixture.context(caller, Some(&other)), public("y")).await.unwrap();
        assert_ne!(theirs.id, stored.id);
    }
    let new = reply::NewReply { to: stored.id, draft: fixture.reply(0, false).draft, receipt: None };
    assert!(reply::reply(&fixture.store, &signer(), &fixture.context(&one, Some(&other)), new).await.is_ok());
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let fixture = Fixture::new().await;
    let caller = admin(&app("one"));
    let (first, other) = (key("k", "hash"), key("k", "other"));
    let stored = fixture.submit(&fixture.context(&caller, Some(&first)), public("x")).await.unwrap();
    let mut tomorrow = fixture.context(&caller, Some(&other));
    tomorrow.now = Timestamp::from_ms(NOW.ms() + 86_400_000);
    let second = fixture.submit(&tomorrow, public("y")).await.unwrap();
    assert_ne!(stored.id, second.id);
    // Deleting the old one must not spend the key that now stands for the new one.
    let target = delete::Target::Feedback(stored.id);
    delete::delete(&fixture.store, &crate::fixture::NoFiles, &fixture.context(&caller, None), target).await.unwrap();
    assert_eq!(fixture.submit(&tomorrow, public("y")).await, Ok(second));
}

#[tokio::test]
async fn a_claim_that_was_cut_short_is_completed_by_its_retry() {
    let fixture = Fixture::new().await;
    let caller = admin(&app("one"));
    let key = key("k", "hash");
    let context = fixture.context(&caller, Some(&key));
    // What a first try that died after its claim leaves behind.
    let first = fixture.submit(&context, public("x")).await.unwrap();
    assert_eq!(raw_claims(&fixture).await.len(), 1);
    let item = [("feedback_id", first.id.to_string()), ("part", "feedback".to_owned())];
    let delete = fixture.table.client.delete_item().table_name(&fixture.table.table);
    let delete = item
        .into_iter()
        .fold(delete, |delete, (name, value)| delete.key(name, aws_sdk_dynamodb::types::AttributeValue::S(value)));
    delete.send().await.unwrap();

    let again = fixture.submit(&context, public("x")).await.unwrap();
    assert_eq!(again, first);
    assert!(fixture.store.conversation(first.id, Consistency::Strong, usize::MAX).await.unwrap().is_some());
}

async fn raw_claims(fixture: &Fixture) -> Vec<String> {
    let scan = fixture.table.client.scan().table_name(&fixture.table.table).limit(100);
    let items = scan.send().await.unwrap().items.unwrap();
    items
        .iter()
        .filter_map(|item| item["feedback_id"].as_s().ok())
        .filter(|id| id.starts_with("key#"))
        .cloned()
        .collect()
}

#[tokio::test]
async fn a_replay_after_deletion_does_not_bring_it_back() {
    let fixture = Fixture::new().await;
    let caller = admin(&app("one"));
    let (k, r) = (key("k", "hash"), key("r", "hash"));
    let context = fixture.context(&caller, Some(&k));
    let stored = fixture.submit(&context, public("x")).await.unwrap();
    let kept = fixture.submit(&fixture.context(&caller, None), public("kept")).await.unwrap();
    let new = || reply::NewReply { to: kept.id, draft: fixture.reply(0, false).draft, receipt: None };
    let answered = reply::reply(&fixture.store, &signer(), &fixture.context(&caller, Some(&r)), new()).await.unwrap();

    let plain = fixture.context(&caller, None);
    delete::delete(&fixture.store, &crate::fixture::NoFiles, &plain, delete::Target::Feedback(stored.id))
        .await
        .unwrap();
    delete::delete(&fixture.store, &crate::fixture::NoFiles, &plain, delete::Target::Reply(answered.1.id))
        .await
        .unwrap();
    assert_eq!(fixture.submit(&context, public("x")).await, Ok(stored.clone()));
    assert_eq!(reply::reply(&fixture.store, &signer(), &fixture.context(&caller, Some(&r)), new()).await, Ok(answered));
    assert_eq!(fixture.store.conversation(stored.id, Consistency::Strong, usize::MAX).await, Ok(None));
    assert!(
        fixture.store.conversation(kept.id, Consistency::Strong, usize::MAX).await.unwrap().unwrap().replies.is_empty()
    );
}

#[tokio::test]
async fn a_stranger_does_not_spend_a_key() {
    let fixture = Fixture::new().await;
    let (ours, theirs) = (admin(&app("one")), admin(&app("two")));
    let key = key("r", "hash");
    let kept = fixture.put(&app("one"), 0, public("x")).await;
    let new = || reply::NewReply { to: kept.id, draft: fixture.reply(0, false).draft, receipt: None };
    let context = fixture.context(&ours, Some(&key));
    let (_, answer) = reply::reply(&fixture.store, &signer(), &context, new()).await.unwrap();
    let refused = delete::delete(
        &fixture.store,
        &crate::fixture::NoFiles,
        &fixture.context(&theirs, None),
        delete::Target::Reply(answer.id),
    )
    .await;
    assert_eq!(refused, Err(Error::NotFound));
    let scan = fixture.table.client.scan().table_name(&fixture.table.table).limit(100).send().await.unwrap();
    let claim = scan.items.unwrap().into_iter().find(|item| item.contains_key("claimed_id")).unwrap();
    assert_eq!(claim["deleted"].as_bool(), Ok(&false));
}

#[tokio::test]
async fn a_claimed_id_that_something_else_has_is_drawn_again() {
    use shared::domain::{Feedback, FeedbackId, Ids};
    let mut fixture = Fixture::new().await;
    // Every new millisecond starts at the same place: the first draw meets what is there.
    fixture.ids = Ids::new(|| 0);
    let app = app("one");
    let taken = Ids::new(|| 0).draw(NOW);
    let id = FeedbackId::from_number(taken).unwrap();
    let other = Feedback { id, app: app.clone(), draft: private("a", "b"), status: Status::Pending, updated_at: NOW };
    assert_eq!(fixture.store.put_feedback(&other, None).await, Ok(Put::Stored));

    let caller = admin(&app);
    let key = key("k", "hash");
    let context = fixture.context(&caller, Some(&key));
    let first = fixture.submit(&context, public("x")).await.unwrap();
    assert_ne!(first.id, id);
    assert_eq!(fixture.submit(&context, public("x")).await, Ok(first));
}
