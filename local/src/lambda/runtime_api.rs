//! The Lambda Runtime API, as far as a function uses it. Each instance has a listener of its own, since nothing in a
//! request tells which instance sent it.
//!
//! Source: "Using the Lambda runtime API for custom runtimes" in the AWS Lambda developer guide.

use std::{fmt::Display, sync::Arc};

use axum::{
    Json, Router,
    body::{self, Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::{ListenerExt, TapIo},
};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

use super::instance::{Event, Instance, Outcome};

/// Lambda's limit of a response, in bytes.
const RESPONSE_LIMIT: usize = 6_291_556;

type Owner = State<Arc<Instance>>;

/// Serves one instance until the task is aborted.
pub(super) async fn serve(listener: TcpListener, instance: Arc<Instance>) {
    let api = Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
        .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
        .route("/2018-06-01/runtime/init/error", post(init_error))
        .with_state(instance);
    // Never returns, and retries what fails.
    let _ = axum::serve(without_delay(listener), api).await;
}

/// Sends what there is at once instead of waiting for more (Nagle's algorithm), which costs 40 ms here and there.
pub(crate) fn without_delay(listener: TcpListener) -> TapIo<TcpListener, fn(&mut TcpStream)> {
    listener.tap_io(|stream| {
        // Slower, not wrong, where it cannot be set.
        let _ = stream.set_nodelay(true);
    })
}

async fn next(State(instance): Owner) -> Response {
    let event = instance.next().await;
    (headers(&event), event.payload).into_response()
}

fn headers(event: &Event) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut add = |name: &'static str, value: &dyn Display| {
        // What we put here is plain ASCII.
        if let Ok(value) = HeaderValue::from_str(&value.to_string()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    add("content-type", &"application/json");
    add("lambda-runtime-aws-request-id", &event.request_id);
    add("lambda-runtime-deadline-ms", &event.deadline_ms);
    add("lambda-runtime-invoked-function-arn", &event.function_arn);
    add("lambda-runtime-trace-id", &event.trace_id);
    headers
}

async fn response(State(instance): Owner, Path(request_id): Path<String>, body: Body) -> Response {
    if let Ok(payload) = body::to_bytes(body, RESPONSE_LIMIT).await {
        return accept(&instance, &request_id, Outcome::Answered(payload));
    }
    let error = json!({
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": format!("the response exceeds {RESPONSE_LIMIT} bytes"),
    });
    instance.complete(&request_id, Outcome::Reported(error.to_string().into()));
    refuse(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge")
}

async fn error(State(instance): Owner, Path(request_id): Path<String>, body: Body) -> Response {
    let report = body::to_bytes(body, RESPONSE_LIMIT).await.unwrap_or_default();
    accept(&instance, &request_id, Outcome::Reported(report))
}

async fn init_error(State(instance): Owner, report: Bytes) -> Response {
    instance.end(&format!("it reported {}", String::from_utf8_lossy(&report)));
    accepted()
}

fn accept(instance: &Instance, request_id: &str, outcome: Outcome) -> Response {
    if instance.complete(request_id, outcome) {
        accepted()
    } else {
        refuse(StatusCode::BAD_REQUEST, "InvalidRequestID")
    }
}

fn accepted() -> Response {
    answer(StatusCode::ACCEPTED, json!({ "status": "OK" }))
}

fn refuse(status: StatusCode, kind: &str) -> Response {
    answer(status, json!({ "errorType": kind, "errorMessage": kind }))
}

fn answer(status: StatusCode, body: Value) -> Response {
    (status, Json(body)).into_response()
}
