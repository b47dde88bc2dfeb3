//! Files that are not what they are said to be, and events that come wrong.

use std::{fs, time::Duration};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    phone::{Phone, Settled, id_of},
    pictures::{bomb, jpeg, picture},
};

fn rejected(reason: &str) -> Settled {
    Settled::Rejected(reason.to_owned())
}

#[tokio::test]
async fn what_is_not_as_declared_is_rejected_and_deleted() {
    let phone = Phone::start().await;
    let whole = jpeg(&picture(400, 300), 90);
    let cut = whole[..whole.len() / 2].to_vec();
    let script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    for (content_type, bytes, reason) in [
        ("image/png", bomb(), "too_many_pixels"),
        ("image/jpeg", b"only a text".to_vec(), "wrong_type"),
        ("image/jpeg", cut, "unreadable"),
        ("image/png", script, "wrong_type"),
        ("image/png", whole.clone(), "wrong_type"),
        ("text/plain", whole.clone(), "wrong_type"),
        ("image/gif", b"GIF89a".to_vec(), "unreadable"),
    ] {
        assert_eq!(phone.verdict(content_type, bytes).await, rejected(reason), "{content_type} {reason}");
    }
    phone.quiet().await;
    assert_eq!(phone.objects(), 0, "nothing of a rejected file is kept");
    what_was_signed_binds(&phone, &whole).await;
    an_upload_that_never_comes_waits(&phone).await;
}

async fn what_was_signed_binds(phone: &Phone, whole: &[u8]) {
    for method in ["PUT", "POST"] {
        let begun = phone.begin("image/jpeg", whole.len(), method).await;
        let longer = [whole, b"x"].concat();
        assert!(phone.send(&begun, longer).await.is_client_error(), "{method} longer");
        assert!(phone.send(&begun, whole[1..].to_vec()).await.is_client_error(), "{method} shorter");
        let mut other = begun.clone();
        if method == "PUT" {
            other["upload"]["headers"]["content-type"] = json!("text/html");
        } else {
            other["upload"]["fields"]["Content-Type"] = json!("text/html");
        }
        assert!(phone.send(&other, whole.to_vec()).await.is_client_error(), "{method} other type");
        let other = begun.to_string().replace(&id_of(&begun), "m_00000000000000000000000000");
        let other: Value = serde_json::from_str(&other).unwrap();
        assert!(phone.send(&other, whole.to_vec()).await.is_client_error(), "{method} other key");
    }
    assert_eq!(phone.objects(), 0);
}

async fn an_upload_that_never_comes_waits(phone: &Phone) {
    let begun = phone.begin("image/jpeg", 1_000, "PUT").await;
    let answer = phone.get(&id_of(&begun), "").await;
    assert_eq!((answer.status(), answer.headers()["retry-after"].to_str().unwrap()), (StatusCode::NOT_FOUND, "2"));
}

/// Leaves an event for the stack's next start, as S3 may send it again.
fn leave_event(phone: &Phone, name: &str, key: &str) {
    let event = json!({ "Records": [{
        "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1",
        "eventTime": "2026-09-21T12:00:00.000Z", "eventName": name,
        "userIdentity": { "principalId": "X" }, "requestParameters": { "sourceIPAddress": "127.0.0.1" },
        "responseElements": {},
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "x",
            "bucket": { "name": "b", "ownerIdentity": { "principalId": "X" }, "arn": "arn:aws:s3:::b" },
            "object": { "key": key, "size": 1, "eTag": "x", "sequencer": "1" },
        },
    }] });
    let file = phone
        .stack
        .data()
        .join("s3/pending")
        .join(format!("{}.json", fs::read_dir(phone.stack.data().join("s3/pending")).unwrap().count()));
    fs::write(file, json!({ "function": "media_ready", "event": event }).to_string()).unwrap();
}

#[tokio::test]
async fn events_may_come_twice_late_and_wrong() {
    let mut phone = Phone::start().await;
    let ready = phone.upload("image/jpeg", jpeg(&picture(40, 30), 90)).await;
    assert_eq!(phone.settled(&ready).await, Settled::Ready);
    let refused = phone.upload("image/jpeg", b"only a text".to_vec()).await;
    assert_eq!(phone.settled(&refused).await, rejected("wrong_type"));
    let before = phone.download(&ready, "").await;
    phone.stack.kill().await.unwrap();
    for _ in 0..3 {
        leave_event(&phone, "ObjectCreated:Put", &format!("incoming/{ready}"));
        leave_event(&phone, "ObjectCreated:Put", &format!("incoming/{refused}"));
    }
    // Of a marker that expired early, of a file nobody knows, and of one that is none of ours.
    leave_event(&phone, "LifecycleExpiration:Delete", &format!("unclaimed/{ready}"));
    leave_event(&phone, "ObjectCreated:Put", "incoming/m_00000000000000000000000000");
    leave_event(&phone, "ObjectCreated:Put", "incoming/../../etc/passwd");
    phone.stack.restart().await.unwrap();
    phone.quiet().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(phone.settled(&ready).await, Settled::Ready);
    assert_eq!(phone.settled(&refused).await, rejected("wrong_type"));
    assert_eq!(phone.download(&ready, "").await, before);
    assert_eq!(phone.files("dead").len(), 1, "the poison event is put aside");
}
