//! Asks an address: the client of `hyper`, whose parts the SDK brings along.

use std::{io::Cursor, time::Duration};

use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use lambda_http::http::{Method, Request, StatusCode, Uri, header::CONTENT_TYPE, request::Builder};
use rustls::crypto::ring;
use tokio::time::timeout;

/// How long one answer may take. WeChat's own take parts of a second.
const WITHIN: Duration = Duration::from_secs(15);

/// A client that keeps its connections.
pub struct Http(Client<HttpsConnector<HttpConnector>, Body>);

type Body = Full<Cursor<Vec<u8>>>;

/// What came.
pub struct Answer {
    /// Its `Content-Type`, empty if it has none.
    pub content_type: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// Why nothing came. Without the address, whose query holds tokens.
#[derive(Debug)]
pub enum Failure {
    /// There are more bytes than were to be taken.
    TooLarge,
    /// It answers, but with another status than 200.
    Status(u16),
    /// Anything else.
    Other(String),
}

impl Http {
    /// A client that trusts the system's certificates.
    ///
    /// # Errors
    /// When there are none.
    pub fn new() -> std::io::Result<Self> {
        let tls = HttpsConnectorBuilder::new().with_provider_and_native_roots(ring::default_provider())?;
        Ok(Self(Client::builder(TokioExecutor::new()).build(tls.https_or_http().enable_http1().build())))
    }

    /// Gets at most `most` bytes.
    ///
    /// # Errors
    /// Also for any status but 200, and after 15 s.
    pub async fn get(&self, address: Uri, most: usize) -> Result<Answer, Failure> {
        self.send(Request::builder().method(Method::GET).uri(address), Vec::new(), most).await
    }

    /// Posts JSON, and gets at most `most` bytes.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub async fn post(&self, address: Uri, json: Vec<u8>, most: usize) -> Result<Answer, Failure> {
        let request = Request::builder().method(Method::POST).uri(address).header(CONTENT_TYPE, "application/json");
        self.send(request, json, most).await
    }

    async fn send(&self, request: Builder, body: Vec<u8>, most: usize) -> Result<Answer, Failure> {
        let request = request.body(Body::new(Cursor::new(body))).map_err(|error| Failure::Other(error.to_string()))?;
        let answered = timeout(WITHIN, self.answer(request, most)).await;
        answered.unwrap_or_else(|_| Err(Failure::Other("no answer within 15 s".to_owned())))
    }

    async fn answer(&self, request: Request<Body>, most: usize) -> Result<Answer, Failure> {
        let answer = self.0.request(request).await.map_err(|error| Failure::Other(causes(&error)))?;
        if answer.status() != StatusCode::OK {
            return Err(Failure::Status(answer.status().as_u16()));
        }
        let content_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let body = Limited::new(answer.into_body(), most).collect().await;
        let body = body.map_err(|error| match error.downcast_ref::<http_body_util::LengthLimitError>() {
            Some(_) => Failure::TooLarge,
            None => Failure::Other(causes(&*error)),
        })?;
        Ok(Answer { content_type, body: body.to_bytes().to_vec() })
    }
}

/// An error with what is behind it.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}
