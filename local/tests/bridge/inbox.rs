//! The stack that takes over.

use std::{collections::BTreeSet, time::Duration};

use local::testing::TestStack;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::wechat::{Program, client};

/// A debug build on a busy machine takes a while.
const WITHIN: Duration = Duration::from_mins(1);

pub struct Inbox {
    stack: TestStack,
    http: Client,
}

impl Inbox {
    pub async fn start(program: &Program) -> Self {
        let api = format!("WechatApiUrl={}", program.stack.base_url());
        let arguments = ["--schedules-every", "1", "--parameter", &api];
        let stack = TestStack::start_given(env!("CARGO_BIN_EXE_local"), arguments).await.unwrap();
        Self { stack, http: client() }
    }

    pub async fn restart(&mut self) {
        self.stack.restart().await.unwrap();
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}{path}", self.stack.base_url()));
        let answer = request.bearer_auth(&self.stack.credentials().agent_token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    pub async fn change(&self, change: Value) -> Value {
        let request = self.http.put(format!("{}/v1/app", self.stack.base_url())).json(&change);
        request.bearer_auth(&self.stack.credentials().admin_token).send().await.unwrap().json().await.unwrap()
    }

    pub async fn bridge(&self, bridge: Value) -> Value {
        let app = self.change(json!({ "bridge": bridge })).await;
        assert!(app["bridge"].is_object(), "{app}");
        app
    }

    pub async fn app(&self) -> Value {
        self.get("/v1/app").await
    }

    pub async fn total(&self) -> u64 {
        self.get("/v1/feedback?size=1").await["total"].as_u64().unwrap()
    }

    pub async fn delete(&self, id: &str) {
        let request = self.http.delete(format!("{}/v1/feedback/{id}", self.stack.base_url()));
        let answer = request.bearer_auth(&self.stack.credentials().admin_token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    }

    /// Every feedback, whole.
    pub async fn all(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut path = "/v1/feedback?size=100".to_owned();
        loop {
            let page = self.get(&path).await;
            for item in page["items"].as_array().unwrap() {
                let id = item["id"].as_str().unwrap();
                let mut whole = self.get(&format!("/v1/feedback/{id}")).await;
                if whole["feedback"].is_object() {
                    whole = whole["feedback"].take();
                }
                all.push(whole);
            }
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/feedback?size=100&cursor={cursor}"),
                None => return all,
            }
        }
    }

    pub async fn contents(&self) -> BTreeSet<String> {
        self.all().await.iter().map(|item| item["content"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits until a picture has been looked at and can be read.
    pub async fn sees(&self, id: &str) {
        self.wait_until(async || {
            let request = self.http.get(format!("{}/v1/media/{id}?size=thumb", self.stack.base_url()));
            let answer = request.bearer_auth(&self.stack.credentials().agent_token).send().await.unwrap();
            answer.status() == StatusCode::FOUND
        })
        .await;
    }

    pub async fn wait_for(&self, total: u64) {
        self.wait_until(async || self.total().await >= total).await;
    }

    /// Waits until the bridge has been read two times more.
    pub async fn pass_twice(&self) {
        for _ in 0..2 {
            let last = self.app().await["bridge"]["last_run_at"].clone();
            self.wait_until(async || self.app().await["bridge"]["last_run_at"] != last).await;
        }
    }

    pub async fn wait_until(&self, is_so: impl AsyncFn() -> bool) {
        let end = Instant::now() + WITHIN;
        while !is_so().await {
            assert!(Instant::now() < end, "it does not happen: {}", self.app().await);
            sleep(Duration::from_millis(50)).await;
        }
    }
}
