//! The embedded S3 under Amazon's own SDK: what it signs is accepted, and what was changed since is refused.

use std::time::{Duration, SystemTime};

use aws_sdk_s3::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region},
    presigning::{PresignedRequest, PresigningConfig},
    primitives::ByteStream,
    types::{Delete, ObjectIdentifier},
};
use local::{
    s3::{Keys, Server},
    template::{Bucket, BucketCors, Expiration, Text},
    testing::TemporaryFolder,
};
use reqwest::{Method, StatusCode, header::HeaderMap};

/// A bucket `box` in a folder of its own.
struct Site {
    client: Client,
    http: reqwest::Client,
    endpoint: String,
    folder: TemporaryFolder,
}

fn keys() -> Keys {
    Keys { access_key_id: "LOCALKEY".to_owned(), secret_access_key: "secret".to_owned() }
}

fn bucket() -> (String, Bucket) {
    let cors = BucketCors {
        origins: vec!["https://app.example".to_owned()],
        methods: vec!["PUT".to_owned()],
        headers: vec!["*".to_owned()],
        exposed: vec!["etag".to_owned()],
        max_age_s: 60,
    };
    let expirations = vec![Expiration { prefix: "gone/".to_owned(), days: 0 }];
    let name = Text::Literal("box".to_owned());
    ("box".to_owned(), Bucket { logical_id: "Box".to_owned(), name, cors: vec![cors], expirations })
}

fn client(endpoint: &str, secret: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .force_path_style(true)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .credentials_provider(Credentials::new("LOCALKEY", secret, None, None, "test"));
    Client::from_conf(config.build())
}

impl Site {
    async fn open() -> Self {
        Self::open_in(TemporaryFolder::create().unwrap()).await
    }

    async fn open_in(folder: TemporaryFolder) -> Self {
        let opened = Server::open(folder.path(), &[bucket()], Vec::new(), "us-east-1", keys()).await;
        let (server, _) = opened.unwrap();
        let endpoint = server.endpoint();
        tokio::spawn(server.run());
        Self { client: client(&endpoint, "secret"), http: reqwest::Client::new(), endpoint, folder }
    }

    async fn put(&self, key: &str, body: &'static [u8]) {
        let put = self.client.put_object().bucket("box").key(key).content_type("image/png");
        put.body(ByteStream::from_static(body)).send().await.unwrap();
    }

    async fn keys(&self) -> Vec<String> {
        let mut pages = self.client.list_objects_v2().bucket("box").into_paginator().page_size(2).send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            keys.extend(page.unwrap().contents().iter().map(|object| object.key().unwrap().to_owned()));
        }
        keys
    }

    /// The status that a signed request gets, with this body and with one header changed.
    async fn send(&self, signed: &PresignedRequest, url: &str, body: &str, header: Option<(&str, &str)>) -> StatusCode {
        let mut request = self.http.request(signed.method().parse::<Method>().unwrap(), url).body(body.to_owned());
        let mut headers = HeaderMap::new();
        for (name, value) in signed.headers().filter(|(name, _)| *name != "content-length").chain(header) {
            headers.insert(name.parse::<reqwest::header::HeaderName>().unwrap(), value.parse().unwrap());
        }
        request = request.headers(headers);
        request.send().await.unwrap().status()
    }
}

fn soon() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_mins(1)).unwrap()
}

#[tokio::test]
async fn objects_are_kept_listed_and_deleted() {
    let site = Site::open().await;
    for key in ["a/1", "a/2", "a/三 +&", "b/../1", "b"] {
        site.put(key, b"0123456789").await;
    }
    assert_eq!(site.keys().await, ["a/1", "a/2", "a/三 +&", "b", "b/../1"]);
    let site = Site::open_in(site.folder).await;
    let read = site.client.get_object().bucket("box").key("a/三 +&").send().await.unwrap();
    assert_eq!(read.content_type(), Some("image/png"));
    assert_eq!(read.e_tag(), Some("\"781e5e245d69b566979b86e28d23f2c7\""));
    assert_eq!(read.body.collect().await.unwrap().into_bytes(), &b"0123456789"[..]);
    let objects = ["a/1", "a/2", "never"].map(|key| ObjectIdentifier::builder().key(key).build().unwrap());
    let delete = Delete::builder().set_objects(Some(objects.to_vec())).build().unwrap();
    let deleted = site.client.delete_objects().bucket("box").delete(delete).send().await.unwrap();
    assert_eq!(deleted.deleted().len(), 3);
    site.client.delete_object().bucket("box").key("b").send().await.unwrap();
    assert_eq!(site.keys().await, ["a/三 +&", "b/../1"]);
    let missing = site.client.head_object().bucket("box").key("b").send().await.unwrap_err();
    assert!(missing.into_service_error().is_not_found());
}

#[tokio::test]
async fn ranges_are_read_and_refused() {
    let site = Site::open().await;
    site.put("k", b"0123456789").await;
    let signed = site.client.get_object().bucket("box").key("k").presigned(soon()).await.unwrap();
    for (range, status, body) in [
        ("bytes=2-4", StatusCode::PARTIAL_CONTENT, "234"),
        ("bytes=7-", StatusCode::PARTIAL_CONTENT, "789"),
        ("bytes=-3", StatusCode::PARTIAL_CONTENT, "789"),
        ("bytes=5-99", StatusCode::PARTIAL_CONTENT, "56789"),
    ] {
        let answer = site.http.get(signed.uri()).header("range", range).send().await.unwrap();
        assert_eq!((answer.status(), answer.headers()["accept-ranges"].to_str().unwrap()), (status, "bytes"));
        assert!(answer.headers()["content-range"].to_str().unwrap().ends_with("/10"));
        assert_eq!(answer.text().await.unwrap(), body, "{range}");
    }
    let beyond = site.http.get(signed.uri()).header("range", "bytes=10-").send().await.unwrap();
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn a_signed_put_takes_what_was_signed_and_nothing_else() {
    let site = Site::open().await;
    let put = site.client.put_object().bucket("box").key("k").content_type("image/png").content_length(4);
    let signed = put.presigned(soon()).await.unwrap();
    let other_key = signed.uri().replace("/k?", "/other?");
    let longer_life = signed.uri().replace("X-Amz-Expires=60", "X-Amz-Expires=600");
    for (url, body, header) in [
        (signed.uri(), "abcde", None),
        (signed.uri(), "abc", None),
        (signed.uri(), "abcd", Some(("content-type", "text/html"))),
        (&other_key, "abcd", None),
        (&longer_life, "abcd", None),
        (&signed.uri()[..signed.uri().find('?').unwrap()], "abcd", None),
    ] {
        assert_eq!(site.send(&signed, url, body, header).await, StatusCode::FORBIDDEN, "{url} {body} {header:?}");
    }
    assert!(site.keys().await.is_empty());
    assert_eq!(site.send(&signed, signed.uri(), "abcd", None).await, StatusCode::OK);
    assert_eq!(site.keys().await, ["k"]);
}

#[tokio::test]
async fn strangers_and_old_signatures_are_refused() {
    let site = Site::open().await;
    site.put("k", b"x").await;
    let stranger = client(&site.endpoint, "another secret");
    assert!(stranger.get_object().bucket("box").key("k").send().await.is_err());
    let unsigned = site.http.get(format!("{}/box/k", site.endpoint)).send().await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::FORBIDDEN);
    let past = PresigningConfig::builder().start_time(SystemTime::now() - Duration::from_mins(2));
    let past = past.expires_in(Duration::from_mins(1)).build().unwrap();
    let expired = site.client.get_object().bucket("box").key("k").presigned(past).await.unwrap();
    assert_eq!(site.send(&expired, expired.uri(), "", None).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pages_of_listed_origins_may_call() {
    let site = Site::open().await;
    let preflight = |origin| {
        let request = site.http.request(Method::OPTIONS, format!("{}/box/k", site.endpoint));
        request.header("origin", origin).header("access-control-request-method", "PUT").send()
    };
    let answer = preflight("https://app.example").await.unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://app.example");
    assert_eq!(answer.headers()["access-control-allow-methods"], "PUT");
    let answer = preflight("https://evil.example").await.unwrap();
    assert!(answer.headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn what_a_rule_says_expires() {
    let site = Site::open().await;
    site.put("gone/1", b"x").await;
    site.put("kept", b"x").await;
    // It is looked once at each start.
    let site = Site::open_in(site.folder).await;
    for _ in 0..50 {
        if site.keys().await == ["kept"] {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{:?}", site.keys().await);
}
