//! The stack that plays WeChat: a mini-program's users tell it something.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use image::{ImageFormat, Rgb, RgbImage};
use local::testing::TestStack;
use reqwest::{Client, StatusCode, redirect};
use serde_json::{Value, json};

pub struct Program {
    pub stack: TestStack,
    http: Client,
    told: AtomicUsize,
}

pub fn client() -> Client {
    Client::builder().no_proxy().redirect(redirect::Policy::none()).build().unwrap()
}

impl Program {
    pub async fn start() -> Self {
        let stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
        Self { stack, http: client(), told: AtomicUsize::new(0) }
    }

    pub fn appid(&self) -> &str {
        &self.stack.credentials().app_id
    }

    pub fn secret(&self) -> &str {
        &self.stack.credentials().app_secret
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.stack.base_url())).json(body);
        let answer = request.bearer_auth(&self.stack.credentials().client_token).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    async fn submit(&self, media_ids: &[String]) -> String {
        let content = format!("闪退了 {}", self.told.fetch_add(1, Ordering::Relaxed));
        let body = json!({"kind": "fault", "wechat_type": 2, "content": content, "media_ids": media_ids,
            "source": "mini_program", "contact": {"openid": "o4E7", "nickname": "小明", "phone": "18800000000"},
            "system_info": {"version": "8.0.1"}});
        self.post("/v1/feedback", &body).await;
        content
    }

    /// Submits so many, and tells what they say.
    pub async fn submit_many(&self, count: usize) -> BTreeSet<String> {
        let mut told = BTreeSet::new();
        for _ in 0..count {
            told.insert(self.submit(&[]).await);
        }
        told
    }

    /// Submits so many with two pictures each, and waits until the pictures can be read.
    pub async fn submit_with_pictures(&self, count: usize) -> BTreeSet<String> {
        let mut told = BTreeSet::new();
        for _ in 0..count {
            let pictures =
                [self.upload("image/png", ImageFormat::Png).await, self.upload("image/jpeg", ImageFormat::Jpeg).await];
            told.insert(self.submit(&pictures).await);
            for id in &pictures {
                self.settled(id).await;
            }
        }
        told
    }

    async fn upload(&self, content_type: &str, format: ImageFormat) -> String {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_pixel(32, 24, Rgb([200, 30, 30])).write_to(&mut bytes, format).unwrap();
        let bytes = bytes.into_inner();
        let new = json!({"file_name": "截图", "content_type": content_type, "size": bytes.len()});
        let begun = self.post("/v1/uploads", &new).await;
        let mut put = self.http.put(begun["upload"]["url"].as_str().unwrap());
        for (name, value) in begun["upload"]["headers"].as_object().unwrap() {
            put = put.header(name, value.as_str().unwrap());
        }
        assert_eq!(put.body(bytes).send().await.unwrap().status(), StatusCode::OK);
        begun["media_id"].as_str().unwrap().to_owned()
    }

    async fn settled(&self, id: &str) {
        for _ in 0..600 {
            let request = self.http.get(format!("{}/v1/media/{id}", self.stack.base_url()));
            let answer = request.bearer_auth(&self.stack.credentials().agent_token).send().await.unwrap();
            if answer.status() == StatusCode::FOUND {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(id.is_empty(), "{id} is not looked at");
    }

    /// The Unix second of each record, by what it says.
    pub async fn times(&self) -> BTreeMap<String, i64> {
        let mut times = BTreeMap::new();
        for page in 1.. {
            let query = [("access_token", self.stack.credentials().admin_token.as_str()), ("num", "100")];
            let request = self.http.get(format!("{}/wxaapi/feedback/list?page={page}", self.stack.base_url()));
            let answer: Value = request.query(&query).send().await.unwrap().json().await.unwrap();
            let list = answer["list"].as_array().unwrap();
            if list.is_empty() {
                break;
            }
            let time = |record: &Value| {
                (record["content"].as_str().unwrap().to_owned(), record["create_time"].as_i64().unwrap())
            };
            times.extend(list.iter().map(time));
        }
        times
    }
}
