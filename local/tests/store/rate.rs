//! The rate limit.

use shared::{
    domain::{Error, Timestamp},
    operations::IdempotencyKey,
    store::CountRequests,
};

use crate::fixture::{Fixture, NOW, admin, app, nobody, public};

#[tokio::test]
async fn the_limit_is_exact_among_many_at_once() {
    let fixture = Fixture::new().await;
    let app = app("one");
    let counts = (0..40).map(|_| fixture.store.count_request(&app, "who", 25, NOW));
    let counted = futures_util::future::join_all(counts).await;
    assert_eq!(counted.iter().filter(|outcome| **outcome == Ok(true)).count(), 25);
    assert_eq!(counted.iter().filter(|outcome| **outcome == Ok(false)).count(), 15);
}

#[tokio::test]
async fn others_and_the_next_minute_have_a_count_of_their_own() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let next = Timestamp::from_ms(NOW.ms() + 60_000);
    for (app, who, now) in [(&one, "a", NOW), (&one, "b", NOW), (&two, "a", NOW), (&one, "a", next)] {
        assert_eq!(fixture.store.count_request(app, who, 1, now).await, Ok(true));
        assert_eq!(fixture.store.count_request(app, who, 1, now).await, Ok(false));
    }
}

#[tokio::test]
async fn the_three_hundred_and_first_is_told_when_to_come_back_and_replays_are_free() {
    let fixture = Fixture::new().await;
    let caller = nobody(&app("one"));
    let key = IdempotencyKey { key: "k".to_owned(), body_hash: "hash".to_owned() };
    let with_key = fixture.context(&caller, Some(&key));
    let first = fixture.submit(&with_key, public("x")).await.unwrap();
    let context = fixture.context(&caller, None);
    for _ in 0..299 {
        fixture.submit(&context, public("x")).await.unwrap();
    }
    // NOW is 20 s into its minute.
    let refused = fixture.submit(&context, public("x")).await;
    assert_eq!(refused, Err(Error::RateLimited { retry_after_s: 40 }));
    assert_eq!(fixture.submit(&with_key, public("x")).await, Ok(first));
    let other = IdempotencyKey { key: "new".to_owned(), body_hash: "hash".to_owned() };
    let refused = fixture.submit(&fixture.context(&caller, Some(&other)), public("x")).await;
    assert_eq!(refused, Err(Error::RateLimited { retry_after_s: 40 }));
    let admin = admin(&app("one"));
    assert!(fixture.submit(&fixture.context(&admin, None), public("x")).await.is_ok());
}
