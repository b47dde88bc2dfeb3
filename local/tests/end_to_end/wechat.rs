//! WeChat's wire (seed 002) from outside. HTTP 200 always; success is `errcode` 0 or absent.

use serde_json::{Value, json};
use shared::domain::Role;

use crate::{
    answer::keys,
    app::{App, message, sign, submit_message, submit_opinion},
    site::{Site, run},
};

const LIST: &str = "/wxaapi/feedback/list";

async fn ask(site: &Site, path: &str, query: &[(&str, &str)]) -> Value {
    site.get(path).query(query).send().await.expect(200)
}

/// A fault as `message_board` takes it: no symptom is named, which WeChat calls 8.
async fn submit_fault(site: &Site, token: &str, content: &str) -> u64 {
    let mut bug = message();
    (bug["type"], bug["content"]) = (json!("bug"), json!(content));
    let stored = site.post("/api/feedback/", &bug).token(token).send().await.data(200);
    stored["id"].as_u64().unwrap()
}

#[test]
fn faults_are_listed_newest_first_with_the_seeds_fields() {
    run(async |site| {
        let app = App::create(site).await;
        let mut faults = Vec::new();
        for n in 0..5 {
            faults.insert(0, submit_fault(site, &app.client, &format!("白屏了 <{n}>")).await);
            submit_message(site, Some(&app.client)).await;
        }
        submit_opinion(site, &app.client).await;
        let page = |page: &'static str| [("access_token", app.agent.as_str()), ("page", page), ("num", "2")];
        let mut listed = Vec::new();
        for (number, rows) in [("1", 2), ("2", 2), ("3", 1), ("4", 0)] {
            let answer = ask(site, LIST, &page(number)).await;
            assert_eq!(keys(&answer), ["errcode", "list", "total_num"]);
            assert_eq!((&answer["errcode"], &answer["total_num"]), (&json!(0), &json!(5)));
            let list = answer["list"].as_array().unwrap();
            assert_eq!(list.len(), rows);
            listed.extend(list.clone());
        }
        assert_eq!(listed.iter().map(|record| record["record_id"].as_u64().unwrap()).collect::<Vec<_>>(), faults);
        let record = &listed[0];
        let fields = ["content", "create_time", "head_url", "mediaIds", "nickname", "openid", "phone", "record_id"];
        assert_eq!(keys(record), [&fields[..], &["systemInfo", "type"]].concat());
        assert_eq!((&record["content"], &record["type"]), (&json!("白屏了 <4>"), &json!(8)));
        assert_eq!(
            (&record["mediaIds"], &record["systemInfo"], &record["openid"]),
            (&json!([]), &json!("{}"), &json!(""))
        );
        assert!(record["create_time"].as_u64().unwrap() > 1_700_000_000);
    });
}

#[test]
fn parameters_come_in_the_query_or_in_a_body() {
    run(async |site| {
        let app = App::create(site).await;
        submit_fault(site, &app.client, "闪退").await;
        for (token_name, kind, total) in [
            ("access_token", "", 1),
            ("cloudbase_access_token", "0", 1),
            ("access_token", "8", 1),
            ("access_token", "1", 0),
        ] {
            let query = [(token_name, app.admin.as_str()), ("page", "1"), ("num", "100"), ("type", kind)];
            assert_eq!(ask(site, LIST, &query).await["total_num"], total, "{query:?}");
        }
        let in_body = site.get(LIST).query(&[("access_token", &app.admin)]).json(&json!({"page": 1, "num": 10}));
        assert_eq!(in_body.send().await.expect(200)["total_num"], 1);
        let ignored = site.get(LIST).query(&[("access_token", app.admin.as_str()), ("page", "1"), ("num", "1")]);
        assert_eq!(ignored.json(&json!({})).send().await.expect(200)["errcode"], 0);
        let broken = site.get(LIST).query(&[("access_token", &app.admin)]).body("{");
        assert_eq!(broken.send().await.expect(200)["errcode"], 47001);
    });
}

#[test]
fn bad_arguments_are_40097() {
    run(async |site| {
        let app = App::create(site).await;
        for (page, num, kind) in [
            ("", "10", ""),
            ("1", "", ""),
            ("0", "10", ""),
            ("1", "0", ""),
            ("1", "101", ""),
            ("x", "10", ""),
            ("1", "1.5", ""),
            ("-1", "10", ""),
            ("1", "10", "9"),
            ("1", "10", "x"),
        ] {
            let query = [("access_token", app.agent.as_str()), ("page", page), ("num", num), ("type", kind)];
            assert_eq!(ask(site, LIST, &query).await, json!({"errcode": 40097, "errmsg": "invalid args"}), "{query:?}");
        }
    });
}

#[test]
fn tokens_are_checked_before_arguments() {
    run(async |site| {
        let app = App::create(site).await;
        let expired = sign(site, &app.id, Role::Admin, -1);
        for (token, errcode, errmsg) in [
            ("", 41001, "access_token missing rid: "),
            ("nonsense", 40001, "invalid credential, access_token is invalid or not latest rid: "),
            (&expired, 42001, "access_token expired rid: "),
        ] {
            let answer = ask(site, LIST, &[("access_token", token), ("page", "x")]).await;
            assert_eq!(answer["errcode"], errcode);
            assert!(answer["errmsg"].as_str().unwrap().starts_with(errmsg), "{answer}");
        }
        let answer = ask(site, LIST, &[("access_token", &app.client), ("page", "x")]).await;
        assert_eq!(answer["errcode"], 48001);
    });
}

#[test]
fn another_apps_faults_are_not_listed() {
    run(async |site| {
        let (ours, theirs) = (App::create(site).await, App::create(site).await);
        submit_fault(site, &ours.client, "死机").await;
        let query = [("access_token", theirs.admin.as_str()), ("page", "1"), ("num", "10")];
        assert_eq!(ask(site, LIST, &query).await, json!({"list": [], "total_num": 0, "errcode": 0}));
    });
}

#[test]
fn a_token_is_given_for_appid_and_secret() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, secret, grant) = (app.id.as_str(), app.secret.as_str(), "client_credential");
        let right = [("grant_type", grant), ("appid", id), ("secret", secret)];
        let first = ask(site, "/cgi-bin/token", &right).await;
        assert_eq!((keys(&first), &first["expires_in"]), (vec!["access_token", "expires_in"], &json!(7200)));
        let second = ask(site, "/cgi-bin/token", &right).await;
        assert_ne!(first, second);
        for token in [&first, &second] {
            let token = token["access_token"].as_str().unwrap();
            let query = [("access_token", token), ("page", "1"), ("num", "10")];
            assert_eq!(ask(site, LIST, &query).await["errcode"], 0, "the one before lives out its time");
        }
        for (query, errcode) in [
            (vec![], 41002),
            (vec![("appid", "wx0000000000000000"), ("grant_type", "nonsense")], 40013),
            (vec![("appid", id), ("secret", secret)], 40002),
            (vec![("appid", id), ("secret", secret), ("grant_type", "refresh_token")], 40002),
            (vec![("appid", id), ("grant_type", grant)], 41004),
            (vec![("appid", id), ("grant_type", grant), ("secret", "wrong")], 40125),
        ] {
            assert_eq!(ask(site, "/cgi-bin/token", &query).await["errcode"], errcode, "{query:?}");
        }
    });
}

#[test]
fn the_stable_token_is_the_same_until_it_is_refreshed() {
    run(async |site| {
        let app = App::create(site).await;
        let mut body = json!({"grant_type": "client_credential", "appid": app.id, "secret": app.secret});
        let stable = async |body: &Value| site.post("/cgi-bin/stable_token", body).send().await.expect(200);
        let first = stable(&body).await;
        let token = |answer: &Value| answer["access_token"].as_str().unwrap().to_owned();
        for _ in 0..3 {
            assert_eq!(token(&stable(&body).await), token(&first));
        }
        body["force_refresh"] = json!(true);
        let refreshed = stable(&body).await;
        assert_ne!(token(&refreshed), token(&first));
        body["force_refresh"] = json!(false);
        assert_eq!(token(&stable(&body).await), token(&refreshed));
        for answer in [&first, &refreshed] {
            let token = token(answer);
            let query = [("access_token", token.as_str()), ("page", "1"), ("num", "10")];
            assert_eq!(ask(site, LIST, &query).await["errcode"], 0);
        }
        body["secret"] = json!("wrong");
        assert_eq!(stable(&body).await["errcode"], 40125);
        assert_eq!(ask(site, "/cgi-bin/stable_token", &[]).await["errcode"], 43002);
        assert_eq!(ask(site, "/cgi-bin/nonsense", &[]).await["errcode"], 40066);
    });
}
