//! Members, sessions, attempts to sign in, and the list of apps.

use shared::{
    domain::{
        AppId, Name, Role,
        app::{App, AppKind, Limits},
        member::{Member, MemberName, PasswordHash},
        session::Session,
    },
    store::{
        Attempt, Attempts, CountAttempts, CreateApp, ListApps, ListMembers, Put, ReadApp, ReadMember, RotateSecret,
        SaveMember, Sessions,
    },
    token::SessionSecret,
};

use crate::fixture::{Fixture, NOW, app, is_embedded, later};

fn name(text: &str) -> MemberName {
    MemberName::parse(text).unwrap()
}

fn member(who: &str, roles: &[(&AppId, Role)]) -> Member {
    Member {
        name: name(who),
        owner: false,
        roles: roles.iter().map(|(app, role)| ((*app).clone(), *role)).collect(),
        password: PasswordHash { phc: "$hash".to_owned(), stamp: "stamp".to_owned() },
        created_at: NOW,
        revision: 0,
    }
}

async fn listed(fixture: &Fixture, app: &AppId) -> Vec<(String, Role)> {
    let members = fixture.store.members(app).await.unwrap();
    members.into_iter().map(|member| (member.name.to_string(), member.role)).collect()
}

#[tokio::test]
async fn a_member_is_in_the_list_of_each_of_their_apps() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let lisi = member("lisi", &[(&one, Role::Agent)]);
    assert_eq!(fixture.store.member(&lisi.name).await, Ok(None));
    let _ = fixture.store.units().take();
    assert_eq!(fixture.store.save_member(&lisi, &one).await, Ok(true));
    let (_, wru) = fixture.store.units().take();
    assert!(!is_embedded() || wru <= 6.0, "{wru} WRU");
    // Somebody else has added the same name meanwhile.
    assert_eq!(fixture.store.save_member(&lisi, &one).await, Ok(false));

    let mut lisi = fixture.store.member(&lisi.name).await.unwrap().unwrap();
    assert_eq!((lisi.revision, lisi.role_in(&one), lisi.role_in(&two)), (1, Some(Role::Agent), None));
    lisi.roles.insert(two.clone(), Role::Admin);
    assert_eq!(fixture.store.save_member(&lisi, &two).await, Ok(true));
    // Read before that change.
    assert_eq!(fixture.store.save_member(&lisi, &two).await, Ok(false));
    assert_eq!(listed(&fixture, &one).await, [("lisi".to_owned(), Role::Agent)]);
    assert_eq!(listed(&fixture, &two).await, [("lisi".to_owned(), Role::Admin)]);

    for (app, left) in [(&one, 1), (&two, 0)] {
        let mut lisi = fixture.store.member(&name("LiSi")).await.unwrap().unwrap();
        lisi.roles.remove(app);
        assert_eq!(fixture.store.save_member(&lisi, app).await, Ok(true));
        assert_eq!(listed(&fixture, app).await, []);
        assert_eq!(fixture.store.member(&lisi.name).await.unwrap().map_or(0, |lisi| lisi.roles.len()), left);
    }
}

#[tokio::test]
async fn an_owner_is_in_every_list() {
    let fixture = Fixture::new().await;
    let (one, two) = (app("one"), app("two"));
    let owner = Member { owner: true, ..member("root", &[(&one, Role::Agent)]) };
    fixture.store.save_member(&owner, &one).await.unwrap();
    fixture.store.save_member(&member("wu", &[(&two, Role::Agent)]), &two).await.unwrap();
    assert_eq!(listed(&fixture, &one).await, [("root".to_owned(), Role::Owner)]);
    assert_eq!(listed(&fixture, &two).await, [("root".to_owned(), Role::Owner), ("wu".to_owned(), Role::Agent)]);
    let owner = fixture.store.member(&owner.name).await.unwrap().unwrap();
    assert_eq!(owner.role_in(&two), Some(Role::Admin));
    fixture.store.save_member(&Member { owner: false, ..owner }, &one).await.unwrap();
    assert_eq!(listed(&fixture, &one).await, [("root".to_owned(), Role::Agent)]);
}

#[tokio::test]
async fn a_session_ends_by_itself_or_at_once() {
    let fixture = Fixture::new().await;
    let (secret, other) = (SessionSecret::draw(), SessionSecret::draw());
    let session = Session { member: name("lisi"), stamp: "stamp".to_owned(), expires_at: later(10_000) };
    fixture.store.begin_session(&secret, &session).await.unwrap();
    assert_eq!(fixture.store.session(&secret, later(9_000)).await, Ok(Some(session)));
    assert_eq!(fixture.store.session(&secret, later(10_000)).await, Ok(None));
    assert_eq!(fixture.store.session(&other, NOW).await, Ok(None));
    fixture.store.end_session(&other).await.unwrap();
    fixture.store.end_session(&secret).await.unwrap();
    assert_eq!(fixture.store.session(&secret, NOW).await, Ok(None));
}

fn from_anywhere(name: &MemberName) -> Attempts<'_> {
    Attempts { name, from: None }
}

#[tokio::test]
async fn attempts_from_one_address_are_counted_apart() {
    let fixture = Fixture::new().await;
    let who = name("lisi");
    let attempt = async |from| fixture.store.count_attempt(Attempts { name: &who, from }, 1, 900, NOW).await.unwrap();
    for from in [Some("192.0.2.1"), Some("192.0.2.2"), None] {
        assert_eq!(attempt(from).await, Attempt::Counted);
        assert!(matches!(attempt(from).await, Attempt::LockedOut { .. }));
    }
}

#[tokio::test]
async fn after_so_many_attempts_a_name_is_locked_until_the_window_ends() {
    let fixture = Fixture::new().await;
    let attempt =
        async |who: &str, ms| fixture.store.count_attempt(from_anywhere(&name(who)), 3, 900, later(ms)).await.unwrap();
    for ms in [0, 1_000, 2_000] {
        assert_eq!(attempt("lisi", ms).await, Attempt::Counted);
    }
    let until_s = NOW.seconds() + 900;
    for ms in [2_000, 899_999] {
        assert_eq!(attempt("lisi", ms).await, Attempt::LockedOut { until_s });
    }
    assert_eq!(attempt("wu", 2_000).await, Attempt::Counted);
    assert_eq!(attempt("lisi", 900_000).await, Attempt::Counted);
    fixture.store.forget_attempts(from_anywhere(&name("lisi"))).await.unwrap();
    for _ in 0..3 {
        assert_eq!(attempt("lisi", 900_000).await, Attempt::Counted);
    }
}

#[tokio::test]
async fn attempts_at_once_are_no_more_than_one_after_the_other() {
    let fixture = Fixture::new().await;
    let who = name("lisi");
    let attempts = (0..40).map(|_| fixture.store.count_attempt(from_anywhere(&who), 5, 900, NOW));
    let outcomes = futures_util::future::join_all(attempts).await;
    // One that gave up was not counted either.
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Ok(Attempt::Counted)).count(), 5);
}

#[tokio::test]
async fn every_app_is_in_the_list_and_has_one_secret_at_a_time() {
    let fixture = Fixture::new().await;
    let record = |id: &str, called: &str| App {
        id: app(id),
        name: Name::parse(called).unwrap(),
        kind: AppKind::Store,
        secret_generation: 1,
        origins: Vec::new(),
        limits: Limits::default(),
        log_url: None,
    };
    for (id, called) in [("one", "乙"), ("two", "丙"), ("three", "A")] {
        assert_eq!(fixture.store.create_app(&record(id, called), None).await, Ok(Put::Stored));
    }
    let ids = fixture.store.all_apps().await.unwrap();
    assert_eq!(ids, [app("one"), app("three"), app("two")]);
    let ids: Vec<_> = ids.into_iter().chain([app("gone")]).collect();
    let cards = fixture.store.app_cards(&ids).await.unwrap();
    assert_eq!(cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(), ["A", "丙", "乙"]);
    assert_eq!(fixture.store.app_cards(&[]).await, Ok(Vec::new()));

    assert_eq!(fixture.store.rotate_secret(&app("one"), 1).await, Ok(true));
    assert_eq!(fixture.store.rotate_secret(&app("one"), 1).await, Ok(false));
    assert_eq!(fixture.store.rotate_secret(&app("gone"), 1).await, Ok(false));
    assert_eq!(fixture.store.app(&app("one")).await.unwrap().unwrap().secret_generation, 2);
}
