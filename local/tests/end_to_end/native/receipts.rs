//! A receipt opens one feedback to its author.

use serde_json::{Value, json};

use super::{detail, submit, submit_least, text};
use crate::{
    answer::{Answer, Wire, keys},
    app::{App, message},
    site::{Site, run},
};

async fn read(site: &Site, id: &str, receipt: Option<&str>, token: Option<&str>) -> Answer {
    let call = site.get(&format!("/v1/feedback/{id}")).maybe_token(token);
    let call = if let Some(receipt) = receipt { call.header("X-Receipt", receipt) } else { call };
    call.send().await
}

async fn answer(site: &Site, id: &str, receipt: Option<&str>, token: Option<&str>, body: &Value) -> Answer {
    let call = site.post(&format!("/v1/feedback/{id}/replies"), body).maybe_token(token);
    let call = if let Some(receipt) = receipt { call.header("X-Receipt", receipt) } else { call };
    call.send().await
}

#[test]
fn the_author_reads_and_answers_without_a_token() {
    run(async |site| {
        let app = App::create(site).await;
        let body = json!({"kind": "question", "content": "怎么导出?", "contact": {"email": "zhangsan@example.com",
            "phone": "1"}, "metadata": {"a": 1}, "system_info": {"b": 2}});
        let sent = submit(site, &app.client, &body).await;
        let (id, receipt) = (text(&sent["id"]), text(&sent["receipt"]));
        assert!(receipt.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
        let change = json!({"ids": [id], "status": "in_progress", "comment": "已分配给产品团队评估。"});
        site.post("/v1/feedback/status", &change).token(&app.agent).send().await.expect(200);
        answer(site, &id, None, Some(&app.agent), &json!({"content": "点右上角"})).await.expect(201);
        let thanks = answer(site, &id, Some(&receipt), None, &json!({"content": "谢谢"})).await.expect(201);
        assert_eq!((&thanks["is_admin"], &thanks["author"]), (&json!(false), &json!("anonymous")));

        let mine = read(site, &id, Some(&receipt), None).await.expect(200);
        let mut theirs = detail(site, &app, &id).await;
        assert_eq!(mine["replies"].as_array().unwrap().len(), 2);
        assert_eq!(mine["replies"][1], thanks);
        // The author sees all that the team sees, but for the team's own log.
        assert_eq!(keys(&theirs["history"][0]), ["at", "by", "comment", "status"]);
        assert_eq!(keys(&mine["history"][0]), ["at", "status"]);
        theirs["history"] = mine["history"].clone();
        assert_eq!(mine, theirs);
        assert_eq!(mine["contact"], body["contact"]);
    });
}

#[test]
fn a_receipt_that_is_none_opens_nothing() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let (id, receipt) = submit_least(site, &app).await;
        let (_, of_another) = submit_least(site, &app).await;
        let (_, of_another_app) = submit_least(site, &other).await;
        let hash = receipt.rsplit_once('.').unwrap().1;
        let forged = [
            String::new(),
            "x".to_owned(),
            app.id.clone(),
            format!("{}.", app.id),
            format!("{}.{hash}", other.id),
            receipt[..receipt.len() - 1].to_owned(),
            format!("{receipt}A"),
            receipt.to_uppercase(),
            of_another,
            of_another_app,
        ];
        for forged in &forged {
            for token in [None, Some(app.client.as_str()), Some(&other.admin), Some("garbage")] {
                read(site, &id, Some(forged), token).await.refused(Wire::Native, 404);
                let sent = answer(site, &id, Some(forged), token, &json!({"content": "x"})).await;
                sent.refused(Wire::Native, 404);
            }
        }
        assert_eq!(detail(site, &app, &id).await["replies"], json!([]));
    });
}

#[test]
fn with_a_foreign_token_the_author_is_still_only_the_author() {
    run(async |site| {
        let (app, other) = (App::create(site).await, App::create(site).await);
        let (id, receipt) = submit_least(site, &app).await;
        for token in [None, Some("garbage"), Some(other.client.as_str()), Some(&other.admin), Some(&app.client)] {
            let mine = read(site, &id, Some(&receipt), token).await.expect(200);
            assert_eq!((&mine["id"], &mine["contact"]), (&json!(id), &json!({})));
            let sent = answer(site, &id, Some(&receipt), token, &json!({"content": "x"})).await.expect(201);
            assert_eq!(sent["is_admin"], false);
            let as_team = json!({"content": "x", "is_admin": true});
            answer(site, &id, Some(&receipt), token, &as_team).await.refused(Wire::Native, 403);
        }
        let found = detail(site, &app, &id).await;
        assert_eq!((&found["status"], found["replies"].as_array().unwrap().len()), (&json!("pending"), 5));
    });
}

#[test]
fn a_receipt_does_not_open_the_rest() {
    run(async |site| {
        let app = App::create(site).await;
        let (id, receipt) = submit_least(site, &app).await;
        for (method, path, body) in [
            ("DELETE", format!("/v1/feedback/{id}"), Value::Null),
            ("POST", "/v1/feedback/status".to_owned(), json!({"ids": [id], "status": "closed"})),
            ("GET", "/v1/feedback".to_owned(), Value::Null),
        ] {
            let sent = site.call(method, &path).json(&body).header("X-Receipt", &receipt).send().await;
            sent.refused(Wire::Native, 401);
        }
        site.call("DELETE", &format!("/v1/feedback/{id}")).token(&app.admin).send().await.expect(204);
        read(site, &id, Some(&receipt), None).await.refused(Wire::Native, 404);
    });
}

#[test]
fn below_agent_only_what_is_public_is_read_and_of_that_no_contact() {
    run(async |site| {
        let app = App::create(site).await;
        let (hidden, _) = submit_least(site, &app).await;
        let sent = site.post("/api/feedback/", &message()).token(&app.client).send().await.data(200);
        let id = crate::app::as_text(sent["id"].as_u64().unwrap());
        let whole = detail(site, &app, &id).await;
        assert_eq!(whole["contact"], json!({"name": "张三", "email": "zhangsan@example.com"}));

        read(site, &hidden, None, Some(&app.client)).await.refused(Wire::Native, 404);
        let mut shown = read(site, &id, None, Some(&app.client)).await.expect(200);
        assert_eq!(shown["contact"], json!({"email": "z***@example.com"}));
        for left_out in ["metadata", "system_info", "history"] {
            assert!(!keys(&shown).contains(&left_out), "{left_out}");
            shown[left_out] = whole[left_out].clone();
        }
        shown["contact"] = whole["contact"].clone();
        assert_eq!(shown, whole);
        // Of an app that is not the default one, nobody without its token sees a thing.
        read(site, &id, None, None).await.refused(Wire::Native, 404);
        let public = crate::app::as_text(crate::app::submit_message(site, None).await);
        assert_eq!(read(site, &public, None, None).await.expect(200)["id"], public);
        let sent = answer(site, &public, None, None, &json!({"content": "同感"})).await.expect(201);
        assert_eq!(sent["is_admin"], false);
    });
}
