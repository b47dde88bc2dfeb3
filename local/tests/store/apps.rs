//! Apps and announcements.

use shared::{
    domain::{
        Content, Error, Name,
        announcement::{Announcement, Position},
        app::{App, AppChange, AppKind, Limits, LimitsChange, LogUrl, Origin},
    },
    operations::{IdempotencyKey, settings},
    store::{ChangeApp, CreateApp, Put, ReadAnnouncements, ReadApp, ReadLimits, WriteAnnouncements},
    token::TokenKey,
};

use crate::fixture::{Fixture, NOW, admin, app, is_embedded, later};

#[tokio::test]
async fn an_app_is_registered_once() {
    let fixture = Fixture::new().await;
    let record = App {
        id: app("one"),
        name: Name::parse("商店").unwrap(),
        kind: AppKind::Store,
        secret_generation: 1,
        origins: vec![Origin::parse("https://example.com").unwrap()],
        limits: Limits { anonymous_per_minute: 5, ..Limits::default() },
        log_url: Some(LogUrl::parse("https://logs.example/?t={trace}").unwrap()),
    };
    assert_eq!(fixture.store.app(&record.id).await, Ok(None));
    assert_eq!(fixture.store.create_app(&record, None).await, Ok(Put::Stored));
    assert_eq!(fixture.store.create_app(&record, None).await, Ok(Put::IdTaken));
    assert_eq!(fixture.store.app(&record.id).await, Ok(Some(record)));
}

#[tokio::test]
async fn a_change_sets_what_is_given_and_leaves_the_rest() {
    let fixture = Fixture::new().await;
    let id = app("one");
    let name = AppChange { name: Some(Name::parse("新名").unwrap()), ..AppChange::default() };
    assert_eq!(fixture.store.change_app(&id, &name).await, Err(Error::NotFound));
    assert_eq!(fixture.store.app(&id).await, Ok(None));
    let mut record = App {
        id: id.clone(),
        name: Name::parse("商店").unwrap(),
        kind: AppKind::Store,
        secret_generation: 7,
        origins: Vec::new(),
        limits: Limits::default(),
        log_url: None,
    };
    fixture.store.create_app(&record, None).await.unwrap();
    let all = AppChange {
        name: None,
        kind: Some(AppKind::Enterprise),
        origins: Some(vec![Origin::parse("*").unwrap()]),
        limits: LimitsChange { anonymous_per_minute: Some(1), token_per_minute: Some(2) },
        log_url: Some(Some(LogUrl::parse("https://logs.example/").unwrap())),
        ..AppChange::default()
    };
    record.log_url = all.log_url.clone().unwrap();
    (record.kind, record.origins) = (AppKind::Enterprise, all.origins.clone().unwrap());
    record.limits = Limits { anonymous_per_minute: 1, token_per_minute: 2 };
    fixture.store.change_app(&id, &all).await.unwrap();
    assert_eq!(fixture.store.app(&id).await, Ok(Some(record.clone())));
    record.name = Name::parse("新名").unwrap();
    record.log_url = None;
    let name = AppChange { log_url: Some(None), ..name };
    fixture.store.change_app(&id, &name).await.unwrap();
    assert_eq!(fixture.store.app(&id).await, Ok(Some(record)));
}

#[tokio::test]
async fn limits_are_read_once_a_minute() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let record = App {
        id: one.clone(),
        name: Name::parse("商店").unwrap(),
        kind: AppKind::Store,
        secret_generation: 1,
        origins: Vec::new(),
        limits: Limits { anonymous_per_minute: 3, token_per_minute: 4 },
        log_url: None,
    };
    fixture.store.create_app(&record, None).await.unwrap();
    let _ = fixture.store.units().take();
    assert_eq!(fixture.store.limits(&one, NOW).await, Ok(record.limits));
    assert_eq!(fixture.store.limits(&two, NOW).await, Ok(Limits::default()));
    let change = AppChange {
        limits: LimitsChange { anonymous_per_minute: Some(9), token_per_minute: None },
        ..AppChange::default()
    };
    fixture.store.change_app(&one, &change).await.unwrap();
    let (rru, _) = fixture.store.units().take();
    assert!(!is_embedded() || rru <= 1.0, "{rru} RRU");
    for ms in [0, 59_999] {
        assert_eq!(fixture.store.limits(&one, later(ms)).await, Ok(record.limits));
    }
    assert_eq!(fixture.store.units().take(), (0.0, 0.0));
    assert_eq!(fixture.store.limits(&one, later(60_000)).await.unwrap().anonymous_per_minute, 9);
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
