//! The gateway over real HTTP, in front of a real function.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use crate::probe;
use local::{gateway::Gateway, lambda::Lambda, template::Template, testing::TemporaryFolder};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const TEMPLATE: &str = "
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration:
        AllowOrigins: ['*']
        AllowMethods: [GET, POST]
        AllowHeaders: [authorization]
        ExposeHeaders: [retry-after]
        MaxAge: 60
  ProbeFunction:
    Type: AWS::Serverless::Function
    Metadata: { BuildProperties: { Binary: probe } }
    Properties:
      Events:
        One: { Type: HttpApi, Properties: { Method: ANY, Path: '/things/{id}' } }
        All: { Type: HttpApi, Properties: { Method: POST, Path: /things } }
";

/// A gateway before one probe.
struct Site {
    address: SocketAddr,
    client: Client,
    _folder: TemporaryFolder,
}

impl Site {
    async fn open() -> Self {
        let folder = TemporaryFolder::create().unwrap();
        let lambda = Lambda::start(vec![probe::function(&folder)]).await.unwrap();
        let gateway = Gateway::new(&Template::parse(TEMPLATE).unwrap(), Arc::new(lambda));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(gateway.serve(listener, std::future::pending()));
        Self { address, client: Client::new(), _folder: folder }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    /// What the function was given.
    async fn event(&self, path: &str) -> Value {
        let report: Value = self.get(path).await.json().await.unwrap();
        report["event"].clone()
    }

    /// The first line that comes back for these bytes.
    async fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_string(&mut answer));
        read.await.unwrap().unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    }
}

async fn message(response: Response) -> Value {
    response.json().await.unwrap()
}

#[tokio::test]
async fn an_event_is_that_of_payload_format_2() {
    let site = Site::open().await;
    let event = site.event("/things/a%20b?x=1&y=%E4%B8%80&x=2").await;
    assert_eq!(event["version"], "2.0");
    assert_eq!(event["routeKey"], "ANY /things/{id}");
    assert_eq!(event["rawPath"], "/things/a b");
    assert_eq!(event["rawQueryString"], "x=1&y=%E4%B8%80&x=2");
    assert_eq!(event["queryStringParameters"], json!({ "x": "1,2", "y": "一" }));
    assert_eq!(event["pathParameters"], json!({ "id": "a b" }));
    assert_eq!(event["requestContext"]["http"]["method"], "GET");
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "127.0.0.1");
    assert_eq!(event["requestContext"]["stage"], "$default");
    assert_eq!(event["isBase64Encoded"], false);
    assert!(event.get("httpMethod").is_none() && event.get("body").is_none(), "{event}");
}

#[tokio::test]
async fn failures_have_the_gateways_form() {
    let site = Site::open().await;
    for (path, status, text) in [
        ("/nowhere", StatusCode::NOT_FOUND, "Not Found"),
        ("/things", StatusCode::NOT_FOUND, "Not Found"),
        ("/things/1/", StatusCode::NOT_FOUND, "Not Found"),
        ("/things/1?do=exit", StatusCode::BAD_GATEWAY, "Internal Server Error"),
        ("/things/1?do=panic", StatusCode::BAD_GATEWAY, "Internal Server Error"),
        ("/things/1?do=fail", StatusCode::BAD_GATEWAY, "Internal Server Error"),
        ("/things/1?do=answer&with={\"statusCode\":\"x\"}", StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
    ] {
        let response = site.get(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(message(response).await, json!({ "message": text }), "{path}");
        assert_eq!(site.get("/things/1").await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_large_body_is_refused_without_being_held() {
    let site = Site::open().await;
    let over = vec![b'x'; 10 * 1024 * 1024 + 1];
    for body in [reqwest::Body::from(over.clone()), reqwest::Body::from(vec![b'x'; 40 * 1024 * 1024])] {
        let response = site.client.post(site.url("/things")).body(body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(message(response).await, json!({ "message": "Request Entity Too Large" }));
    }
    let response =
        site.client.post(site.url("/things?do=answer&with=1")).body(over[1..].to_vec()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn preflights_do_not_reach_a_function() {
    let site = Site::open().await;
    let preflight = site.client.request(Method::OPTIONS, site.url("/things/1?do=exit"));
    let preflight = preflight.header("origin", "https://a.example").header("access-control-request-method", "POST");
    let response = preflight.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let headers = response.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-methods"], "GET,POST");
    assert_eq!(headers["access-control-allow-headers"], "authorization");
    assert_eq!(headers["access-control-max-age"], "60");
}

#[tokio::test]
async fn answers_to_pages_carry_the_gateways_cors_headers() {
    let site = Site::open().await;
    let own = r#"{"statusCode":200,"headers":{"access-control-allow-origin":"https://own"}}"#;
    let path = format!("/things/1?do=answer&with={own}");
    let response = site.client.get(site.url(&path)).header("origin", "https://a.example").send().await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["access-control-expose-headers"], "retry-after");
    assert!(!site.get(&path).await.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn odd_requests_get_clear_answers() {
    let site = Site::open().await;
    let address = site.address;
    for (request, status) in [
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n", "400"),
        ("GET /things/%FF%00%0A HTTP/1.1\r\nHost: localhost\r\n", "200"),
        ("GET /things/%3F%23%5C HTTP/1.1\r\nHost: localhost\r\n", "200"),
        ("GET /things/.. HTTP/1.1\r\nHost: localhost\r\n", "200"),
        ("GET //things/1 HTTP/1.1\r\nHost: localhost\r\n", "404"),
        ("GET http://other/things/1 HTTP/1.1\r\nHost: localhost\r\n", "200"),
        ("GET /things/1 HTTP/1.0\r\n", "200"),
        ("GET /things/1 HTTP/1.1\r\nHost: not a host\r\n", "403"),
        ("GET /things/1 HTTP/1.1\r\nHost: a\r\nX-Odd: \u{e9}\u{4e00}\r\n", "200"),
        ("HEAD /things/1 HTTP/1.1\r\nHost: a\r\n", "200"),
        ("BREW /things/1 HTTP/1.1\r\nHost: a\r\n", "200"),
    ] {
        let line = site.raw(&format!("{request}Connection: close\r\n\r\n")).await;
        assert!(line.contains(status), "{address} {request:?}: {line}");
    }
}
