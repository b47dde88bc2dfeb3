//! Killed under load, the stack loses nothing that it acknowledged and doubles nothing that is tried again.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::future::join_all;
use local::testing::TestStack;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

const CLIENTS: usize = 8;

/// How long each life of the stack is.
const LIFE: Duration = Duration::from_millis(1_500);

/// Ids that were acknowledged, by idempotency key.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

/// Submits one feedback under the key; its id, once the stack acknowledges it.
async fn submit(client: &Client, base_url: &str, token: &str, key: &str) -> Option<String> {
    let request = client.post(format!("{base_url}/api/v1/feedback")).bearer_auth(token).header("idempotency-key", key);
    let body = json!({ "title": key, "content": "written under fire", "channel": "web" });
    let response = request.json(&body).send().await.ok()?;
    if response.status() != StatusCode::CREATED {
        return None;
    }
    let answer: Value = response.json().await.ok()?;
    Some(answer["data"]["feedback_id"].as_str()?.to_owned())
}

/// Submits until it is told to stop, or the stack is gone. The last key may or may not be stored.
async fn load(
    base_url: String,
    token: String,
    name: String,
    stop: Arc<AtomicBool>,
    acknowledged: Acknowledged,
) -> String {
    let client = Client::new();
    for number in 0.. {
        let key = format!("{name}-{number}");
        match submit(&client, &base_url, &token, &key).await {
            Some(id) if !stop.load(Ordering::Relaxed) => drop(acknowledged.lock().unwrap().insert(key, id)),
            Some(id) => {
                acknowledged.lock().unwrap().insert(key.clone(), id);
                return key;
            }
            None => return key,
        }
    }
    name
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost() {
    let mut stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
    let acknowledged = Acknowledged::default();
    for life in 0..3 {
        let stop = Arc::new(AtomicBool::new(false));
        let clients = (0..CLIENTS).map(|client| {
            let (base_url, token) = (stack.base_url().to_owned(), stack.credentials().client_token.clone());
            let name = format!("life-{life}-client-{client}");
            tokio::spawn(load(base_url, token, name, Arc::clone(&stop), Arc::clone(&acknowledged)))
        });
        let clients: Vec<_> = clients.collect();
        tokio::time::sleep(LIFE).await;
        stack.kill().await.unwrap();
        stop.store(true, Ordering::Relaxed);
        let last_keys = join_all(clients).await;
        stack.restart().await.unwrap();
        // What was cut off is tried again.
        for key in last_keys {
            let (key, token) = (key.unwrap(), &stack.credentials().client_token);
            let id = submit(&Client::new(), stack.base_url(), token, &key).await.unwrap();
            acknowledged.lock().unwrap().insert(key, id);
        }
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    verify(&stack, &acknowledged).await;
}

async fn verify(stack: &TestStack, acknowledged: &BTreeMap<String, String>) {
    assert!(acknowledged.len() > 3 * CLIENTS, "too little load: {}", acknowledged.len());
    let client = Client::new();
    for (key, id) in acknowledged {
        let url = format!("{}/api/v1/feedback/{id}", stack.base_url());
        let response = client.get(url).bearer_auth(&stack.credentials().admin_token).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{key}");
        let found: Value = response.json().await.unwrap();
        assert_eq!(found["data"]["title"], key.as_str());
        let again = submit(&client, stack.base_url(), &stack.credentials().client_token, key).await;
        assert_eq!(again.as_ref(), Some(id), "{key}");
    }
    let url = format!("{}/api/v1/feedbacks", stack.base_url());
    let list = client.get(url).bearer_auth(&stack.credentials().admin_token).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    assert_eq!(list["data"]["pagination"]["total"], acknowledged.len(), "{list}");
}
