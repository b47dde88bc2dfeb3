//! Stands in for API Gateway's HTTP API: takes requests, chooses the route, and speaks to the function in payload
//! format 2.0.
//!
//! * **Errors** of the gateway are `{"message": …}` as there: 404 without a route, 413 over 10 MB, 502 when the
//!   function fails, 503 when it takes 30 s or all its instances are busy.
//! * **Source**: "Working with HTTP APIs" in the API Gateway developer guide; where it is silent, the comments say so.

mod body;
mod cors;
mod event;
mod host;
mod reply;
mod route;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio::{net::TcpListener, time::timeout};

use crate::{
    error::{Context, Result},
    lambda::{Failure, Lambda, without_delay},
    log::{Line, Start, trouble},
    random,
    template::{Cors, Template},
};
use body::Refused;
use route::{Chosen, Routes};

/// API Gateway waits no longer for an integration.
const INTEGRATION_LIMIT: Duration = Duration::from_secs(30);

/// The HTTP API of the template.
#[derive(Debug)]
pub struct Gateway {
    routes: Routes,
    cors: Option<Cors>,
    lambda: Arc<Lambda>,
}

/// What a request came to.
struct Served<'a> {
    response: Response,
    function: Option<&'a str>,
    start: Option<Start>,
}

impl Gateway {
    /// The HTTP API that the template declares, in front of these functions.
    #[must_use]
    pub fn new(template: &Template, lambda: Arc<Lambda>) -> Self {
        Self { routes: Routes::new(&template.functions), cors: template.cors.clone(), lambda }
    }

    /// Serves the listener until `end` resolves, then finishes the requests that are running.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()> + Send + 'static) -> Result<()> {
        let service = Router::new().fallback(handle).with_state(Arc::new(self));
        let service = service.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(without_delay(listener), service).with_graceful_shutdown(end).await;
        served.context(|| "the gateway cannot serve")
    }

    async fn respond(&self, request: Request, source: IpAddr, request_id: &str) -> Served<'_> {
        let (parts, body) = request.into_parts();
        if let Some(answer) = self.cors.as_ref().and_then(|cors| cors::preflight(cors, &parts)) {
            return Served { response: answer, function: None, start: None };
        }
        let mut served = match self.choose(&parts) {
            Err(status) => refuse(status),
            Ok(chosen) => match body::read(body, &parts.headers).await {
                Ok(body) => self.call(chosen, &parts, body, source, request_id).await,
                Err(Refused::TooLarge) => refuse(StatusCode::PAYLOAD_TOO_LARGE),
                Err(Refused::Broken) => refuse(StatusCode::BAD_REQUEST),
            },
        };
        if let Some(cors) = &self.cors {
            cors::mark(cors, &parts.headers, served.response.headers_mut());
        }
        served
    }

    fn choose(&self, parts: &Parts) -> std::result::Result<Chosen<'_>, StatusCode> {
        let path = parts.uri.path();
        // `OPTIONS *` and `CONNECT` name no path.
        if !path.starts_with('/') {
            return Err(StatusCode::BAD_REQUEST);
        }
        // API Gateway answers only to names of its own.
        if !host::is_acceptable(&parts.headers) {
            return Err(StatusCode::FORBIDDEN);
        }
        self.routes.choose(&parts.method, path).ok_or(StatusCode::NOT_FOUND)
    }

    async fn call<'a>(
        &'a self,
        chosen: Chosen<'a>,
        parts: &Parts,
        body: Bytes,
        source: IpAddr,
        request_id: &str,
    ) -> Served<'a> {
        let function = chosen.function;
        let payload = event::payload(&chosen, parts, &body, source, request_id);
        let work = self.lambda.invoke(function, payload);
        let (response, start) = match timeout(INTEGRATION_LIMIT, work).await {
            Ok(Ok(answer)) => (reply::read(&answer.payload), Some(answer.start)),
            Ok(Err(failure)) => (answer_failure(function, &failure), None),
            Err(_) => (message(StatusCode::SERVICE_UNAVAILABLE), None),
        };
        Served { response, function: Some(function), start }
    }
}

/// Serves the request to its end, and logs it, even if the client goes away meanwhile.
async fn handle(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let served = tokio::spawn(serve_one(gateway, peer, request)).await;
    // A panic was printed when it happened.
    served.unwrap_or_else(|_| message(StatusCode::INTERNAL_SERVER_ERROR))
}

async fn serve_one(gateway: Arc<Gateway>, peer: SocketAddr, request: Request) -> Response {
    let arrived = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let request_id = random::secret(15) + "=";
    let Served { mut response, function, start } = gateway.respond(request, peer.ip(), &request_id).await;
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(HeaderName::from_static("apigw-requestid"), id);
    }
    let status = response.status();
    Line { method: &method, path: &path, function, status, took: arrived.elapsed(), start }.print();
    response
}

/// API Gateway answers 503 to what Lambda throttles. A failed function is 502 here, as with the Runtime Interface
/// Emulator and REST APIs, so that it is told apart from a function's own 500.
fn answer_failure(function: &str, failure: &Failure) -> Response {
    trouble(format_args!("{function} {failure}"));
    match failure {
        Failure::Busy => message(StatusCode::SERVICE_UNAVAILABLE),
        _ => message(StatusCode::BAD_GATEWAY),
    }
}

fn refuse<'a>(status: StatusCode) -> Served<'a> {
    Served { response: message(status), function: None, start: None }
}

/// An error of the gateway itself, in its form.
fn message(status: StatusCode) -> Response {
    let text = match status {
        StatusCode::BAD_REQUEST => "Bad Request",
        StatusCode::FORBIDDEN => "Forbidden",
        StatusCode::NOT_FOUND => "Not Found",
        StatusCode::PAYLOAD_TOO_LARGE => "Request Entity Too Large",
        StatusCode::SERVICE_UNAVAILABLE => "Service Unavailable",
        _ => "Internal Server Error",
    };
    (status, Json(json!({ "message": text }))).into_response()
}
