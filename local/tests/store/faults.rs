//! What a busy DynamoDB does: leaves parts of a batch undone, throttles, cancels transactions that meet.
//!
//! The engine is the real one; a proxy before it hands back part of the work as undone, or refuses the call, as the
//! service does. Every answer is of the service's form.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use local::testing::TestTable;
use serde_json::{Value, json};
use shared::{
    domain::{Ids, Status},
    store::{Consistency, Delete, DynamoStore, ReadConversation, ReadTexts, SetStatus},
};

use crate::fixture::{Fixture, admin, answer_to, app, change, later, public};

/// The proxy: every second call is refused or done by half.
#[derive(Clone)]
struct Busy {
    engine: String,
    http: reqwest::Client,
    calls: Arc<AtomicU64>,
    troubles: Arc<AtomicU64>,
}

async fn handle(State(busy): State<Busy>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers["x-amz-target"].to_str().unwrap().rsplit('.').next().unwrap().to_owned();
    let mut request: Value = serde_json::from_slice(&body).unwrap();
    let trouble = busy.calls.fetch_add(1, Ordering::Relaxed).is_multiple_of(2);
    if !trouble {
        return busy.forward(&target, &request).await.into_response();
    }
    busy.troubles.fetch_add(1, Ordering::Relaxed);
    match target.as_str() {
        "BatchGetItem" => {
            busy.by_half(&target, &mut request, |work| work["Keys"].as_array_mut(), "UnprocessedKeys").await
        }
        "BatchWriteItem" => busy.by_half(&target, &mut request, Value::as_array_mut, "UnprocessedItems").await,
        "TransactWriteItems" => cancelled(request["TransactItems"].as_array().unwrap().len()),
        _ => refused(json!({
            "__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
            "message": "too much at once",
        })),
    }
}

impl Busy {
    async fn forward(&self, target: &str, request: &Value) -> (StatusCode, [(&'static str, &'static str); 1], Vec<u8>) {
        let post = self.http.post(&self.engine).header("x-amz-target", format!("DynamoDB_20120810.{target}"));
        let post = post.header("content-type", "application/x-amz-json-1.0").header("authorization", AUTHORIZATION);
        let answer = post.header("x-amz-date", "20260921T141320Z").body(request.to_string()).send().await.unwrap();
        let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
        (status, [("content-type", "application/x-amz-json-1.0")], answer.bytes().await.unwrap().to_vec())
    }

    /// Does the first half of a batch and hands back the rest.
    async fn by_half(
        &self,
        target: &str,
        request: &mut Value,
        work: impl Fn(&mut Value) -> Option<&mut Vec<Value>>,
        undone: &str,
    ) -> Response {
        let (table, batch) = request["RequestItems"].as_object_mut().unwrap().iter_mut().next().unwrap();
        let (table, whole) = (table.clone(), batch.clone());
        let half = work(batch).unwrap();
        let rest = half.split_off(half.len() / 2);
        let mut left = whole;
        *work(&mut left).unwrap() = rest;
        let mut answer = if work(batch).unwrap().is_empty() {
            json!({"Responses": {}})
        } else {
            serde_json::from_slice(&self.forward(target, request).await.2).unwrap()
        };
        answer[undone] = json!({ table: left });
        (StatusCode::OK, answer.to_string()).into_response()
    }
}

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=local/20260921/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

fn cancelled(actions: usize) -> Response {
    let mut reasons = vec![json!({"Code": "None"}); actions];
    reasons[0] = json!({"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"});
    refused(json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons",
        "CancellationReasons": reasons,
    }))
}

fn refused(error: Value) -> Response {
    (StatusCode::BAD_REQUEST, error.to_string()).into_response()
}

/// A fixture whose store goes through the proxy, and the number of troubles it has met.
async fn busy() -> (Fixture, Arc<AtomicU64>) {
    let table = TestTable::create().await.unwrap();
    let troubles = Arc::new(AtomicU64::new(0));
    let engine = table.endpoint.clone();
    let state = Busy { engine, http: reqwest::Client::new(), calls: Arc::default(), troubles: troubles.clone() };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handle).with_state(state)).await });
    let config = table.client.config().to_builder().endpoint_url(format!("http://{address}"));
    let store = DynamoStore::configured(config, &table.table);
    (Fixture { store, ids: Ids::new(rand::random), table }, troubles)
}

#[tokio::test]
async fn what_a_batch_leaves_undone_is_done_again() {
    // moto takes so long for a transaction of 100 items that a busy machine runs into the store's time-outs; what is
    // tested here is the store, which the embedded engine serves as well.
    if !crate::fixture::is_embedded() {
        return;
    }
    let (fixture, troubles) = busy().await;
    let app = app("one");
    let mut ids = Vec::new();
    for ms in 0..90 {
        ids.push(fixture.put(&app, ms, public("x")).await.id);
    }
    assert_eq!(fixture.store.texts(&ids).await.unwrap().len(), 90);

    for n in 0..110 {
        let reply = fixture.reply(200 + n, false);
        shared::store::AddReply::add_reply(&fixture.store, answer_to(&app, ids[0], true), &reply, None).await.unwrap();
    }
    fixture.store.delete_feedback(&app, ids[0]).await.unwrap();
    let left = fixture.table.client.scan().table_name(&fixture.table.table).limit(1_000).send().await.unwrap();
    assert_eq!(left.count(), 89);
    assert!(troubles.load(Ordering::Relaxed) > 200);
}

#[tokio::test]
async fn throttled_calls_and_met_transactions_are_tried_again() {
    let (fixture, troubles) = busy().await;
    let app = app("one");
    let caller = admin(&app);
    let stored = fixture.submit(&fixture.context(&caller, None), public("x")).await.unwrap();
    fixture.store.set_status(&app, stored.id, fixture.ids.draw(later(1)), &change(Status::Closed)).await.unwrap();
    let found = fixture.store.conversation(stored.id, Consistency::Strong, usize::MAX).await.unwrap().unwrap();
    assert_eq!((found.feedback.status, found.history.len()), (Status::Closed, 1));
    assert!(troubles.load(Ordering::Relaxed) >= 3);
}
