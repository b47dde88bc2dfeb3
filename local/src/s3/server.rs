//! HTTP for the buckets: signatures by `s3s`, CORS by tower-http, on a port of its own.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    error_handling::HandleError,
    http::{HeaderName, HeaderValue, Method, StatusCode},
    response::IntoResponse,
};
use jiff::Timestamp;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tokio::{net::TcpListener, time::interval};
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

use super::{
    backend::Backend,
    objects::Objects,
    queue::{Delivery, Queue},
};
use crate::{
    error::{Context, Error, Result},
    lambda::without_delay,
    log::trouble,
    template::{Bucket, BucketCors, BucketEvent},
};

/// The SDK's own variable for an endpoint.
pub const ENDPOINT_VARIABLE: &str = "AWS_ENDPOINT_URL_S3";

/// How often it is looked what has expired; S3 does so once a day.
const EXPIRE_EVERY: Duration = Duration::from_hours(1);

/// The key with which every request must be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Names the key.
    pub access_key_id: String,
    /// Signs.
    pub secret_access_key: String,
}

/// A bound endpoint; [`Server::run`] serves it.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    backend: Backend,
    expirations: Vec<(String, String, u64)>,
    keys: Keys,
    cors: CorsLayer,
}

impl Server {
    /// Opens the buckets in a folder, and a free loopback port for them.
    ///
    /// # Errors
    /// When the folder cannot be used, or a rule of CORS cannot be read.
    pub async fn open(
        folder: &Path,
        buckets: &[(String, Bucket)],
        subscriptions: Vec<(String, BucketEvent)>,
        region: &str,
        keys: Keys,
    ) -> Result<(Self, Delivery)> {
        let mut opened = BTreeMap::new();
        let mut expirations = Vec::new();
        for (name, bucket) in buckets {
            let objects = Objects::open(&folder.join("objects").join(name));
            opened.insert(name.clone(), Arc::new(objects.context(|| format!("cannot open the bucket {name}"))?));
            let rules = bucket.expirations.iter();
            expirations.extend(rules.map(|rule| (name.clone(), rule.prefix.clone(), rule.days)));
        }
        let (queue, delivery) = Queue::open(folder, region, subscriptions)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context(|| "cannot open a port for S3")?;
        let address = listener.local_addr().context(|| "S3 has no address")?;
        let backend = Backend { buckets: Arc::new(opened), queue };
        // One origin serves all buckets here, so their rules are taken together.
        let cors = cors(buckets.iter().flat_map(|(_, bucket)| &bucket.cors))?;
        Ok((Self { listener, address, backend, expirations, keys, cors }, delivery))
    }

    /// Where it answers, as in `http://127.0.0.1:9000`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until it is dropped.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self) -> Result<()> {
        let Self { listener, backend, expirations, keys, cors, .. } = self;
        let sweeper = tokio::spawn(sweep(backend.clone(), expirations));
        let mut service = S3ServiceBuilder::new(backend);
        service.set_auth(SimpleAuth::from_single(keys.access_key_id, keys.secret_access_key));
        let service = HandleError::new(service.build(), async |error| {
            trouble(format_args!("S3: {error:?}"));
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        });
        let router = Router::<()>::new().fallback_service(service).layer(cors);
        let served = axum::serve(without_delay(listener), router).await;
        sweeper.abort();
        served.context(|| "S3 cannot serve")
    }
}

async fn sweep(backend: Backend, expirations: Vec<(String, String, u64)>) {
    let mut ticks = interval(EXPIRE_EVERY);
    loop {
        ticks.tick().await;
        let (backend, expirations) = (backend.clone(), expirations.clone());
        let now_ms = Timestamp::now().as_millisecond().unsigned_abs();
        let swept = tokio::task::spawn_blocking(move || {
            expirations.iter().try_for_each(|(bucket, prefix, days)| backend.expire(bucket, prefix, *days, now_ms))
        });
        if let Ok(Err(error)) = swept.await {
            trouble(format_args!("S3: expired objects cannot be deleted: {error}"));
        }
    }
}

fn cors<'a>(rules: impl Iterator<Item = &'a BucketCors>) -> Result<CorsLayer> {
    let mut all = BucketCors::default();
    for rule in rules {
        all.origins.extend_from_slice(&rule.origins);
        all.methods.extend_from_slice(&rule.methods);
        all.headers.extend_from_slice(&rule.headers);
        all.exposed.extend_from_slice(&rule.exposed);
        all.max_age_s = all.max_age_s.max(rule.max_age_s);
    }
    let any = |names: &[String]| names.iter().any(|name| name == "*");
    let origins =
        if any(&all.origins) { AllowOrigin::any() } else { AllowOrigin::list(parsed::<HeaderValue>(&all.origins)?) };
    let headers = if any(&all.headers) {
        AllowHeaders::mirror_request()
    } else {
        AllowHeaders::list(parsed::<HeaderName>(&all.headers)?)
    };
    let layer = CorsLayer::new()
        .allow_origin(origins)
        .allow_headers(headers)
        .allow_methods(AllowMethods::list(parsed::<Method>(&all.methods)?))
        .expose_headers(parsed::<HeaderName>(&all.exposed)?);
    Ok(layer.max_age(Duration::from_secs(all.max_age_s)))
}

fn parsed<T: std::str::FromStr>(texts: &[String]) -> Result<Vec<T>> {
    let parse =
        |text: &String| text.parse().map_err(|_| Error::new(format!("CORS of a bucket: {text:?} is of no use")));
    texts.iter().map(parse).collect()
}
