//! The running stack that the tests share, and the requests they send to it.

#[cfg(target_os = "linux")]
use std::net::IpAddr;
use std::{
    ops::Deref,
    path::PathBuf,
    sync::{
        LazyLock, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use local::testing::TestStack;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use shared::token::TokenKey;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Runtime,
};

use crate::answer::Answer;

/// No answer may take longer; whatever does counts as a hang.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// One runtime for all tests, since a client's connections belong to the runtime that opened them.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The shared stack and how many tests use it. The last one ends it: nothing in a static is ever dropped.
static SHARED: Mutex<(usize, Option<&'static Site>)> = Mutex::new((0, None));

/// A stack did not start. Neither would the next test's, and each try is a build.
static BROKEN: AtomicBool = AtomicBool::new(false);

/// A running stack and a client.
pub struct Site {
    /// The stack; `None` once it was ended.
    stack: Mutex<Option<TestStack>>,
    base_url: String,
    token_secret: String,
    /// The content of `credentials.json`.
    pub credentials: local::credentials::Credentials,
    http: Client,
}

/// Runs a test against the shared stack.
pub fn run(test: impl AsyncFnOnce(&Site)) {
    let lease = Lease::take();
    RUNTIME.block_on(test(&lease));
}

/// Runs a test that brings its own stack, or none.
pub fn run_alone(test: impl AsyncFnOnce()) {
    RUNTIME.block_on(test());
}

struct Lease(&'static Site);

impl Lease {
    fn take() -> Self {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        let site =
            *shared.1.get_or_insert_with(|| RUNTIME.block_on(async { Box::leak(Box::new(Site::start().await)) }));
        shared.0 += 1;
        Self(site)
    }
}

impl Deref for Lease {
    type Target = Site;

    fn deref(&self) -> &Site {
        self.0
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.0 -= 1;
        if shared.0 == 0 {
            shared.1 = None;
            RUNTIME.block_on(self.0.end());
        }
    }
}

/// A client that gives up on an answer that hangs.
pub fn client() -> Client {
    Client::builder().no_proxy().timeout(ANSWER_WITHIN).build().unwrap()
}

impl Site {
    /// Starts a stack of the caller's own.
    pub async fn start() -> Self {
        assert!(!BROKEN.load(Ordering::Acquire), "no stack starts; the first test that failed says why");
        match TestStack::start(env!("CARGO_BIN_EXE_local")).await {
            Ok(stack) => Self::of(stack),
            Err(error) => {
                BROKEN.store(true, Ordering::Release);
                panic!("{error}")
            }
        }
    }

    fn of(stack: TestStack) -> Self {
        let secrets = std::fs::read(stack.data().join("secrets.json")).unwrap();
        let secrets: Value = serde_json::from_slice(&secrets).unwrap();
        Self {
            base_url: stack.base_url().to_owned(),
            credentials: stack.credentials().clone(),
            token_secret: secrets["token_secret"].as_str().unwrap().to_owned(),
            stack: Mutex::new(Some(stack)),
            http: client(),
        }
    }

    /// Kills the stack. One of the caller's own need not be: it ends when dropped.
    async fn end(&self) {
        let stack = self.stack.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut stack) = stack {
            stack.kill().await.unwrap();
        }
    }

    /// Process id of the stack.
    #[cfg(target_os = "linux")]
    pub fn process_id(&self) -> u32 {
        self.stack.lock().unwrap().as_ref().unwrap().process_id().unwrap()
    }

    /// The data folder of the stack.
    pub fn data(&self) -> PathBuf {
        self.stack.lock().unwrap().as_ref().unwrap().data().to_owned()
    }

    /// The key that signs this stack's tokens.
    pub fn token_key(&self) -> TokenKey {
        TokenKey::new(&self.token_secret)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    pub fn call(&self, method: &str, path: &str) -> Call {
        Call(self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), self.url(path)))
    }

    /// As a caller of another address of this machine, such as `127.0.0.2`.
    #[cfg(target_os = "linux")]
    pub fn post_from(&self, address: [u8; 4], path: &str, body: &Value) -> Call {
        let client = Client::builder().no_proxy().timeout(ANSWER_WITHIN).local_address(IpAddr::from(address));
        Call(client.build().unwrap().post(self.url(path)).json(body))
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str, body: &Value) -> Call {
        self.call("POST", path).json(body)
    }

    /// Sends a request as it stands, which no client library would; `line` is as in `GET /a%zz`.
    pub async fn raw(&self, line: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(self.base_url.trim_start_matches("http://")).await.unwrap();
        let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(ANSWER_WITHIN, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let headers = head.lines().filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Answer::new(line.to_owned(), status, headers, body.to_owned())
    }
}

/// A request that is being put together.
pub struct Call(RequestBuilder);

impl Call {
    pub fn token(self, token: &str) -> Self {
        Self(self.0.bearer_auth(token))
    }

    /// With this token, or as nobody.
    pub fn maybe_token(self, token: Option<&str>) -> Self {
        if let Some(token) = token { self.token(token) } else { self }
    }

    pub fn json(self, body: &Value) -> Self {
        Self(self.0.json(body))
    }

    pub fn body(self, body: impl Into<reqwest::Body>) -> Self {
        Self(self.0.body(body))
    }

    pub fn header(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        Self(self.0.header(name, value.as_ref()))
    }

    pub fn query(self, query: &[(&str, &str)]) -> Self {
        Self(self.0.query(query))
    }

    /// With an `Idempotency-Key`.
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    pub async fn send(self) -> Answer {
        let (client, request) = self.0.build_split();
        let request = request.unwrap();
        let what = format!("{} {}", request.method(), request.url());
        let response = client.execute(request).await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer::new(what, status, headers, response.text().await.unwrap())
    }
}
