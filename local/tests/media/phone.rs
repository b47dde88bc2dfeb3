//! A client of the native API that sends files.

use std::{path::PathBuf, time::Duration};

use local::testing::TestStack;
use reqwest::{Client, Response, StatusCode, multipart, redirect};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// How long a file may be looked at; the stack's functions are debug builds on a busy machine.
const SETTLED_WITHIN: Duration = Duration::from_secs(30);

/// A running stack, and who calls it.
pub struct Phone {
    pub stack: TestStack,
    pub http: Client,
}

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Settled {
    Ready,
    Rejected(String),
}

impl Phone {
    pub async fn start() -> Self {
        let stack = TestStack::start(env!("CARGO_BIN_EXE_local")).await.unwrap();
        let http = Client::builder().no_proxy().redirect(redirect::Policy::none()).build().unwrap();
        Self { stack, http }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.stack.base_url())
    }

    /// Asks where to send a file.
    pub async fn ask(&self, body: Value) -> Response {
        let request = self.http.post(self.url("/v1/uploads")).bearer_auth(&self.stack.credentials().client_token);
        request.json(&body).send().await.unwrap()
    }

    /// Begins an upload that is in order.
    pub async fn begin(&self, content_type: &str, size: usize, method: &str) -> Value {
        let body = json!({ "file_name": "截图.bin", "content_type": content_type, "size": size, "method": method });
        let answer = self.ask(body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    /// Sends a file where the answer says.
    pub async fn send(&self, begun: &Value, bytes: Vec<u8>) -> StatusCode {
        let upload = &begun["upload"];
        let url = upload["url"].as_str().unwrap();
        let request = if upload["method"] == "PUT" {
            let headers = upload["headers"].as_object().unwrap().iter();
            let request = self.http.put(url);
            headers.fold(request, |request, (name, value)| request.header(name, value.as_str().unwrap())).body(bytes)
        } else {
            let fields = upload["fields"].as_object().unwrap().iter();
            let form = fields.fold(multipart::Form::new(), |form, (name, value)| {
                form.text(name.clone(), value.as_str().unwrap().to_owned())
            });
            self.http.post(url).multipart(form.part("file", multipart::Part::bytes(bytes).file_name("x")))
        };
        request.send().await.unwrap().status()
    }

    /// Begins an upload and sends the file; the medium's id.
    pub async fn upload(&self, content_type: &str, bytes: Vec<u8>) -> String {
        let begun = self.begin(content_type, bytes.len(), "PUT").await;
        assert_eq!(self.send(&begun, bytes).await, StatusCode::OK);
        id_of(&begun)
    }

    /// Asks for a file as the team does.
    pub async fn get(&self, id: &str, query: &str) -> Response {
        let request = self.http.get(self.url(&format!("/v1/media/{id}{query}")));
        request.bearer_auth(&self.stack.credentials().agent_token).send().await.unwrap()
    }

    /// Waits until a file has been looked at.
    pub async fn settled(&self, id: &str) -> Settled {
        let end = Instant::now() + SETTLED_WITHIN;
        loop {
            let answer = self.get(id, "").await;
            match answer.status() {
                StatusCode::FOUND => return Settled::Ready,
                StatusCode::GONE => {
                    let problem: Value = answer.json().await.unwrap();
                    return Settled::Rejected(problem["reason"].as_str().unwrap().to_owned());
                }
                StatusCode::NOT_FOUND if Instant::now() < end => sleep(Duration::from_millis(50)).await,
                other => panic!("{other}: {}", answer.text().await.unwrap()),
            }
        }
    }

    /// Uploads a file and waits for what becomes of it.
    pub async fn verdict(&self, content_type: &str, bytes: Vec<u8>) -> Settled {
        let id = self.upload(content_type, bytes).await;
        self.settled(&id).await
    }

    /// The bytes of a file that is ready.
    pub async fn download(&self, id: &str, query: &str) -> Vec<u8> {
        let answer = self.get(id, query).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{query}");
        let file = self.http.get(answer.headers()["location"].to_str().unwrap()).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK);
        file.bytes().await.unwrap().to_vec()
    }

    /// Files under the stack's S3, leftovers of writers included.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.stack.data().join("s3").join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Objects of the bucket.
    pub fn objects(&self) -> usize {
        self.files("objects/local-media-000000000000-us-east-1").len()
    }

    /// Waits until every event has been taken or given up.
    pub async fn quiet(&self) {
        let end = Instant::now() + SETTLED_WITHIN;
        while !self.files("pending").is_empty() {
            assert!(Instant::now() < end, "{:?}", self.files("pending"));
            sleep(Duration::from_millis(50)).await;
        }
    }
}

pub fn id_of(begun: &Value) -> String {
    begun["media_id"].as_str().unwrap().to_owned()
}
