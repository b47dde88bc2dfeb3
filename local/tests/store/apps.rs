//! Apps and announcements.

use shared::{
    domain::{
        Content, Name,
        announcement::{Announcement, Position},
        app::{App, AppKind},
    },
    operations::{IdempotencyKey, settings},
    store::{CreateApp, Put, ReadAnnouncements, ReadApp, WriteAnnouncements},
    token::TokenKey,
};

use crate::fixture::{Fixture, admin, app};

#[tokio::test]
async fn an_app_is_registered_once() {
    let fixture = Fixture::new().await;
    let record = App {
        id: app("one"),
        name: Name::parse("商店").unwrap(),
        kind: AppKind::Store,
        secret_generation: 1,
        origins: vec!["https://example.com".to_owned()],
    };
    assert_eq!(fixture.store.app(&record.id).await, Ok(None));
    assert_eq!(fixture.store.create_app(&record, None).await, Ok(Put::Stored));
    assert_eq!(fixture.store.create_app(&record, None).await, Ok(Put::IdTaken));
    assert_eq!(fixture.store.app(&record.id).await, Ok(Some(record)));
}

#[tokio::test]
async fn one_key_registers_one_app_and_tells_its_secret_again() {
    let fixture = Fixture::new().await;
    let (caller, signer) = (admin(&app("owner")), TokenKey::new("secret"));
    let key = IdempotencyKey { key: "k".to_owned(), body_hash: "hash".to_owned() };
    let mut answers = Vec::new();
    for key in [Some(&key), Some(&key), None] {
        let new = settings::Change::CreateApp { name: Name::parse("商店").unwrap(), kind: AppKind::Store };
        let context = fixture.context(&caller, key);
        let settings::Changed::App { id, secret } =
            settings::settings(&fixture.store, &signer, &context, new).await.unwrap()
        else {
            panic!("an app was asked for");
        };
        assert!(signer.is_app_secret(&id, 1, &secret));
        answers.push((id, secret));
    }
    assert_eq!(answers[0], answers[1]);
    assert_ne!(answers[0], answers[2]);
}

#[tokio::test]
async fn announcements_are_replaced_together() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let notice = |content: &str, is_active| Announcement {
        content: Content::parse(content).unwrap(),
        position: Position::Bottom,
        is_active,
    };
    assert_eq!(fixture.store.announcements(&one).await, Ok(Vec::new()));
    for rows in [vec![notice("第一", true), notice("第二", false)], vec![notice("第三", true)], Vec::new()] {
        fixture.store.put_announcements(&one, &rows).await.unwrap();
        assert_eq!(fixture.store.announcements(&one).await, Ok(rows));
        assert_eq!(fixture.store.announcements(&two).await, Ok(Vec::new()));
    }
}
