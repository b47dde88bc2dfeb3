//! Killed three times under load and started again on the same data: nothing acknowledged is lost, no retry with its
//! key is doubled, totals are exact.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use local::testing::TestStack;
use reqwest::Client;
use serde_json::{Value, json};

use crate::{
    app::{as_number, message, opinion, unique},
    site::{client, run_alone},
};

const CLIENTS: usize = 8;
const KILLS: usize = 3;
/// Half of the clients speak the one wire, half the other; their keys tell.
const OPINION: &str = "opinion";
/// How long the load goes on between two kills.
const LOAD: Duration = Duration::from_millis(1_200);
/// After this a client that gets no answer has found a hang.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a client has been told is stored.
#[derive(Debug, Clone)]
struct Acknowledged {
    key: String,
    content: String,
    answer: Value,
}

impl Acknowledged {
    fn id(&self) -> u64 {
        let data = &self.answer["data"];
        data["id"].as_u64().unwrap_or_else(|| as_number(data["feedback_id"].as_str().unwrap()))
    }
}

/// What all clients share.
struct Load {
    http: Client,
    base_url: Mutex<String>,
    token: String,
    over: AtomicBool,
}

impl Load {
    /// Sends a submission again and again, with its key, until it is acknowledged.
    async fn submit(&self, key: &str, content: &str) -> Value {
        let began = Instant::now();
        loop {
            if let Some(answer) = self.attempt(key, content).await {
                return answer;
            }
            assert!(began.elapsed() < PATIENCE, "no answer for {key}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// `None` where there is no answer, or none that acknowledges.
    async fn attempt(&self, key: &str, content: &str) -> Option<Value> {
        let (path, mut body) =
            if key.starts_with(OPINION) { ("/api/v1/feedback", opinion()) } else { ("/api/feedback/", message()) };
        body["content"] = json!(content);
        let url = format!("{}{path}", self.base_url.lock().unwrap());
        let sent = self.http.post(url).bearer_auth(&self.token).header("Idempotency-Key", key).json(&body);
        let answer = sent.send().await.ok()?;
        let status = answer.status().as_u16();
        assert!(!(400..500).contains(&status), "{status}: {:?}", answer.text().await);
        if status >= 500 {
            return None;
        }
        answer.json().await.ok()
    }

    /// One client: submits until the load is over, and repeats now and then what it has submitted before.
    async fn run(self: Arc<Self>, client: usize) -> Vec<Acknowledged> {
        let mut acknowledged: Vec<Acknowledged> = Vec::new();
        while !self.over.load(Ordering::Acquire) {
            let number = acknowledged.len();
            let key = unique(if client.is_multiple_of(2) { OPINION } else { "message" });
            let content = format!("第{client}个客户的第{number}条意见");
            let answer = self.submit(&key, &content).await;
            acknowledged.push(Acknowledged { key, content, answer });
            if number.is_multiple_of(7) {
                let earlier = acknowledged[number / 2].clone();
                assert_eq!(self.submit(&earlier.key, &earlier.content).await, earlier.answer);
            }
        }
        acknowledged
    }

    /// Ids and contents of everything, page by page, with the total.
    async fn everything(&self) -> (u64, Vec<(u64, String)>) {
        let base_url = self.base_url.lock().unwrap().clone();
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let list = self.http.get(format!("{base_url}/api/feedback/list?pageSize=100&cursor={cursor}"));
            let list: Value = list.bearer_auth(&self.token).send().await.unwrap().json().await.unwrap();
            let row = |row: &Value| (row["id"].as_u64().unwrap(), row["content"].as_str().unwrap().to_owned());
            rows.extend(list["data"]["list"].as_array().unwrap().iter().map(row));
            match list["data"]["nextCursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => return (list["data"]["total"].as_u64().unwrap(), rows),
            }
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_no_retry_is_doubled() {
    run_alone(async || {
        let mut stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
        let token = stack.credentials().agent_token.clone();
        let base_url = Mutex::new(stack.base_url().to_owned());
        let load = Arc::new(Load { http: client(), base_url, token, over: AtomicBool::new(false) });
        let clients: Vec<_> = (0..CLIENTS).map(|client| tokio::spawn(Arc::clone(&load).run(client))).collect();
        for _ in 0..KILLS {
            tokio::time::sleep(LOAD).await;
            stack.kill().await.unwrap();
            stack.restart().await.unwrap();
            stack.base_url().clone_into(&mut load.base_url.lock().unwrap());
        }
        tokio::time::sleep(LOAD).await;
        load.over.store(true, Ordering::Release);
        let acknowledged: Vec<_> = join_all(clients).await.into_iter().flat_map(Result::unwrap).collect();
        assert!(acknowledged.len() > CLIENTS * KILLS, "hardly any load: {}", acknowledged.len());

        assert_exact(&load, &acknowledged).await;
        for earlier in &acknowledged {
            assert_eq!(load.submit(&earlier.key, &earlier.content).await, earlier.answer);
        }
        assert_exact(&load, &acknowledged).await;
    });
}

/// What is stored is what was acknowledged: each exactly once, and nothing else.
async fn assert_exact(load: &Load, acknowledged: &[Acknowledged]) {
    let (total, rows) = load.everything().await;
    let stored: BTreeSet<_> = rows.iter().cloned().collect();
    let expected: BTreeSet<_> = acknowledged.iter().map(|one| (one.id(), one.content.clone())).collect();
    assert_eq!(stored, expected);
    assert_eq!((rows.len(), total), (acknowledged.len(), acknowledged.len() as u64));
}
