//! Every field of a submission: it comes back as it was sent, or is refused by name.

use serde_json::{Value, json};

use super::{assert_time, detail, least, refused_field, submit, text};
use crate::{
    answer::{Wire, keys},
    app::{self, App, unique},
    site::run,
};

/// A submission that says all there is to say.
fn most() -> Value {
    json!({
        "kind": "fault",
        "content": " 打开首页后闪退 <b>&amp;</b>\n",
        "title": "首页闪退",
        "faults": ["slow", "crash", "crash"],
        "occurred_at": "2023-10-27T16:30:00.2509+08:00",
        "page": "pages/index/index?a=1",
        "source": "mini_program",
        "contact": {
            "name": "张三", "email": "zhangsan@example.com", "phone": "13800138000", "openid": "o-1",
            "nickname": "三", "head_url": "https://example.com/x.png", "other": "QQ 1",
        },
        "metadata": {"n": [1, 2.5e300, null], "空": {"": "\u{0}😀"}, "big": u64::MAX},
        "system_info": {"model": "iPhone"},
        "media_ids": ["m_00000000000000000000000001", "m_zzzzzzzzzzzzzzzzzzzzzzzzzz"],
        "log_consent": true,
    })
}

/// Texts of a submission with the most characters they may have.
const TEXTS: [(&str, usize); 4] = [("content", 10_000), ("title", 100), ("page", 1_024), ("source", 50)];
const CONTACT: [(&str, usize); 6] =
    [("name", 100), ("phone", 255), ("openid", 255), ("nickname", 255), ("head_url", 255), ("other", 255)];

fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut body = least();
    body[field] = value.into();
    body
}

#[test]
fn every_field_comes_back_as_it_was_sent() {
    run(async |site| {
        let app = App::create(site).await;
        let mut sent = most();
        // Whether uploads are there is looked at where uploads are tested.
        sent.as_object_mut().unwrap().remove("media_ids");
        let answer = submit(site, &app.client, &sent).await;
        assert_eq!(keys(&answer), ["created_at", "id", "receipt", "status"]);
        assert_eq!(answer["status"], "pending");

        let found = detail(site, &app, &text(&answer["id"])).await;
        for field in ["id", "created_at", "status"] {
            assert_eq!(found[field], answer[field]);
        }
        for field in ["kind", "content", "title", "page", "source", "contact", "metadata", "system_info", "log_consent"]
        {
            assert_eq!(found[field], sent[field], "{field}");
        }
        assert_eq!((&found["faults"], &found["wechat_type"]), (&json!(["crash", "slow"]), &json!(2)));
        assert_eq!(found["occurred_at"], "2023-10-27T08:30:00.250Z");
        assert_eq!((&found["public"], &found["media_ids"]), (&json!(false), &json!([])));
        assert_eq!((&found["replies"], &found["history"]), (&json!([]), &json!([])));
        assert_eq!(found["updated_at"], found["created_at"]);
        assert_time(&found["created_at"]);
    });
}

#[test]
fn what_is_not_said_is_absent() {
    run(async |site| {
        let app = App::create(site).await;
        let mut nulls = most();
        for (_, value) in nulls.as_object_mut().unwrap() {
            *value = Value::Null;
        }
        nulls["kind"] = json!("suggestion");
        nulls["content"] = json!("x");
        let mut blanks = least();
        for (field, _) in &TEXTS[1..] {
            blanks[field] = json!(" ");
        }
        blanks["contact"] = json!({"name": "", "email": "", "phone": null});
        for body in [least(), nulls, blanks] {
            let id = text(&submit(site, &app.client, &body).await["id"]);
            let found = detail(site, &app, &id).await;
            for field in ["title", "occurred_at", "page", "metadata", "system_info", "wechat_type"] {
                assert_eq!(found[field], Value::Null, "{field}");
            }
            assert_eq!((&found["source"], &found["contact"]), (&json!("general"), &json!({})));
            assert_eq!((&found["faults"], &found["log_consent"]), (&json!([]), &json!(false)));
        }
    });
}

#[test]
fn a_wechat_type_implies_a_fault() {
    run(async |site| {
        let app = App::create(site).await;
        let faults = [
            json!(["cannot_open"]),
            json!(["crash"]),
            json!(["stutter"]),
            json!(["black_screen", "white_screen"]),
            json!(["freeze"]),
            json!(["misaligned"]),
            json!(["slow"]),
            json!(["other"]),
        ];
        for (number, faults) in (1..).zip(faults) {
            for mut body in
                [json!({"wechat_type": number}), json!({"wechat_type": number, "kind": "fault", "faults": []})]
            {
                body["content"] = json!("x");
                let id = text(&submit(site, &app.client, &body).await["id"]);
                let found = detail(site, &app, &id).await;
                assert_eq!((&found["kind"], &found["wechat_type"]), (&json!("fault"), &json!(number)));
                assert_eq!(found["faults"], faults);
            }
        }
    });
}

#[test]
fn what_contradicts_itself_is_422() {
    run(async |site| {
        let app = App::create(site).await;
        for (field, body) in [
            ("wechat_type", json!({"content": "x", "wechat_type": 2, "faults": ["crash"]})),
            ("wechat_type", json!({"content": "x", "kind": "fault", "wechat_type": 2, "faults": ["slow"]})),
            ("wechat_type", json!({"content": "x", "kind": "question", "wechat_type": 2})),
            ("faults", json!({"content": "x", "kind": "suggestion", "faults": ["slow"]})),
            ("faults", json!({"content": "x", "kind": "other", "faults": ["other"]})),
        ] {
            refused_field(&site.post("/v1/feedback", &body).token(&app.client).send().await, 422, field);
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

fn refused() -> Vec<(String, Value)> {
    let mut refused: Vec<(String, Value)> = Vec::new();
    let wrong_types = [json!(1), json!(true), json!(["x"]), json!({"x": "y"})];
    for (field, most) in TEXTS {
        refused.extend(wrong_types.iter().map(|wrong| (field.to_owned(), with(field, wrong.clone()))));
        refused.extend(["x", "夜", "😀"].map(|one| (field.to_owned(), with(field, one.repeat(most + 1)))));
    }
    for (field, most) in CONTACT.into_iter().chain([("email", 255)]) {
        let name = format!("contact.{field}");
        refused.extend(wrong_types.iter().map(|wrong| (name.clone(), with("contact", json!({field: wrong})))));
        refused.push((name, with("contact", json!({field: "夜".repeat(most + 1)}))));
    }
    let mut add = |field: &str, values: Vec<Value>| {
        refused.extend(values.into_iter().map(|value| (field.to_owned(), with(field, value))));
    };
    add("content", vec![json!(""), json!(" \u{3000}\n"), Value::Null]);
    add("kind", vec![json!("bug"), json!("Fault"), json!(""), json!(1), json!(["fault"]), Value::Null]);
    add("faults", vec![json!("crash"), json!(["bsod"]), json!([1]), json!({}), json!(["crash", ""])]);
    add("faults", vec![json!(["crash", "slow", "slow", "slow", "slow", "slow", "slow", "slow", "slow", "slow"])]);
    add("wechat_type", vec![json!(0), json!(9), json!(-1), json!(1.5), json!("1"), json!([1]), json!(u64::MAX)]);
    add(
        "occurred_at",
        vec![
            json!("yesterday"),
            json!("2023-10-27"),
            json!("2023-10-27T08:30:00"),
            json!(1),
            json!("1969-12-31T23:59:59Z"),
        ],
    );
    add("contact", vec![json!("x"), json!([]), json!(1), json!(["a", "b", "c", "d", "e", "f", "g"])]);
    add("metadata", vec![json!("x"), json!([]), json!(1), json!([{}]), json!({"x": "y".repeat(65_536)})]);
    add("system_info", vec![json!("x"), json!([]), json!(false), json!({"x": "y".repeat(65_536)})]);
    add(
        "media_ids",
        vec![
            json!("m_00000000000000000000000001"),
            json!(["x"]),
            json!([""]),
            json!([1]),
            json!(["M_00000000000000000000000001"]),
        ],
    );
    add("media_ids", vec![json!(vec!["m_00000000000000000000000001"; 10])]);
    add("log_consent", vec![json!("true"), json!(1), json!([])]);
    refused.push(("contact.email".to_owned(), with("contact", json!({"email": "no address"}))));
    refused
}

#[test]
fn each_field_is_checked_and_named_and_nothing_is_stored() {
    run(async |site| {
        let app = App::create(site).await;
        for (field, mut body) in refused() {
            if field == "wechat_type" {
                body.as_object_mut().unwrap().remove("kind");
            }
            refused_field(&site.post("/v1/feedback", &body).token(&app.client).send().await, 400, &field);
        }
        for field in ["content", "kind"] {
            let mut body = least();
            body.as_object_mut().unwrap().remove(field);
            refused_field(&site.post("/v1/feedback", &body).token(&app.client).send().await, 400, field);
        }
        for body in [
            "",
            "[]",
            "null",
            "\"x\"",
            "{",
            "[\"suggestion\",\"x\"]",
            "{\"content\":\"x\",\"content\":\"y\"}",
            "{\"a\":1,}",
        ] {
            let answer = site.call("POST", "/v1/feedback").body(body).token(&app.client).send().await;
            refused_field(&answer, 400, "body");
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn texts_up_to_their_limit_come_back_equal() {
    run(async |site| {
        let app = App::create(site).await;
        for one in ["x", "夜", "😀", "\u{0}"] {
            let mut body = least();
            for (field, most) in TEXTS {
                body[field] = json!(one.repeat(most));
            }
            let contact = CONTACT.map(|(field, most)| (field.to_owned(), json!(one.repeat(most))));
            body["contact"] = Value::Object(contact.into_iter().collect());
            let id = text(&submit(site, &app.client, &body).await["id"]);
            let found = detail(site, &app, &id).await;
            for field in ["content", "title", "page", "source", "contact"] {
                assert_eq!(found[field], body[field], "{field}");
            }
        }
    });
}

#[test]
fn a_key_counts_once() {
    run(async |site| {
        let app = App::create(site).await;
        let key = unique("native");
        let send = async |body: &Value| site.post("/v1/feedback", body).key(&key).token(&app.client).send().await;
        let first = send(&least()).await.expect(201);
        assert_eq!(send(&least()).await.expect(201), first);
        send(&with("title", "x")).await.refused(Wire::Native, 422);
        assert_eq!(app::total(site, &app.agent).await, 1);
    });
}
