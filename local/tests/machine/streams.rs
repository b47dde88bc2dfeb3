//! Records of a table's stream on their way to a function.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use crate::probe::{eventually, function};
use aws_sdk_dynamodb::{Client, types::AttributeValue};
use local::{
    dynamodb::{Connection, Engine, Storage, create_missing},
    lambda::Lambda,
    streams::Mapping,
    template::{Pattern, StreamEvent},
    testing::TemporaryFolder,
    workspace,
};
use serde_json::Value;
use tokio::task::JoinHandle;

/// A table, a probe, and what lies between them.
struct Stage {
    connection: Connection,
    client: Client,
    folder: TemporaryFolder,
    event: StreamEvent,
    partial: bool,
    _engine: Engine,
}

impl Stage {
    async fn set() -> Self {
        let folder = TemporaryFolder::create().unwrap();
        let engine = Engine::start(Storage::Folder(&folder.path().join("dynamodb"))).unwrap();
        let connection = Connection::embedded(engine.endpoint());
        let client = connection.client();
        let table = &workspace::template().unwrap().tables[0];
        create_missing(&client, table, &table.name).await.unwrap();
        let event = StreamEvent {
            table: table.name.clone(),
            batch_size: 100,
            window: Duration::from_millis(300),
            bisect: false,
            retries: Some(1),
            max_age: None,
            partial: false,
            filters: Vec::new(),
        };
        Self { connection, client, folder, event, partial: false, _engine: engine }
    }

    /// Starts delivery; it ends with the task.
    async fn deliver(&self) -> JoinHandle<()> {
        let mut probe = function(&self.folder);
        probe.environment.insert("PROBE_EVENTS".to_owned(), self.events().display().to_string());
        if self.partial {
            probe.environment.insert("PROBE_PARTIAL".to_owned(), "1".to_owned());
        }
        let lambda = Arc::new(Lambda::start(vec![probe]).await.unwrap());
        let mapping = Mapping::open(&self.streams(), &self.connection, "probe", self.event.clone()).unwrap();
        tokio::spawn(mapping.run(lambda))
    }

    fn events(&self) -> PathBuf {
        self.folder.path().join("events")
    }

    fn streams(&self) -> PathBuf {
        self.folder.path().join("streams")
    }

    async fn put(&self, keys: &[&str]) {
        for key in keys {
            let (id, part) = (AttributeValue::S((*key).to_owned()), AttributeValue::S("feedback".to_owned()));
            let put = self.client.put_item().table_name(&self.event.table).item("feedback_id", id).item("part", part);
            put.item("tags", AttributeValue::Ss(vec!["a".to_owned()])).send().await.unwrap();
        }
    }

    /// The keys of each batch that the probe was given.
    fn batches(&self) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.events()).unwrap_or_default();
        text.lines().map(|line| keys(&serde_json::from_str(line).unwrap())).collect()
    }

    /// The keys of each batch that was given up.
    fn dead(&self) -> Vec<Vec<String>> {
        let letters = fs::read_dir(self.streams().join("dead")).unwrap();
        letters
            .map(|letter| {
                let text = fs::read_to_string(letter.unwrap().path()).unwrap_or_default();
                keys(&serde_json::from_str::<Value>(&text).unwrap_or_default()["event"])
            })
            .collect()
    }
}

fn keys(event: &Value) -> Vec<String> {
    let records = event["Records"].as_array().into_iter().flatten();
    records.map(|record| record["dynamodb"]["Keys"]["feedback_id"]["S"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_batch_has_the_shape_that_lambda_gives_it() {
    let stage = Stage::set().await;
    stage.put(&["a", "b"]).await;
    stage
        .client
        .delete_item()
        .table_name(&stage.event.table)
        .key("feedback_id", AttributeValue::S("a".to_owned()))
        .key("part", AttributeValue::S("feedback".to_owned()))
        .send()
        .await
        .unwrap();
    let _task = stage.deliver().await;
    eventually(|| stage.batches() == [["a", "b", "a"]]).await;
    let event: Value = serde_json::from_str(&fs::read_to_string(stage.events()).unwrap()).unwrap();
    let (inserted, removed) = (&event["Records"][0], &event["Records"][2]);
    assert_eq!(
        (inserted["eventName"].as_str(), inserted["eventSource"].as_str()),
        (Some("INSERT"), Some("aws:dynamodb"))
    );
    assert!(inserted["eventSourceARN"].as_str().unwrap().contains(":table/feedback/stream/"));
    assert!(inserted["eventID"].is_string());
    let change = &inserted["dynamodb"];
    assert_eq!(change["StreamViewType"], "NEW_AND_OLD_IMAGES");
    assert_eq!(change["NewImage"]["tags"]["SS"][0], "a");
    assert!(change["ApproximateCreationDateTime"].is_u64() && change["SequenceNumber"].is_string(), "{change}");
    assert!(change.get("OldImage").is_none() && removed["dynamodb"].get("NewImage").is_none());
    assert_eq!(removed["dynamodb"]["OldImage"]["feedback_id"]["S"], "a");
}

#[tokio::test]
async fn batches_are_no_larger_than_asked_and_in_order() {
    let mut stage = Stage::set().await;
    stage.event.batch_size = 2;
    stage.put(&["a", "b", "c", "d", "e"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.batches().concat() == ["a", "b", "c", "d", "e"]).await;
    assert_eq!(stage.batches().iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
}

#[tokio::test]
async fn the_function_hears_only_what_the_filter_lets_through() {
    let mut stage = Stage::set().await;
    stage.event.filters =
        vec![Pattern::parse(r#"{"dynamodb":{"Keys":{"feedback_id":{"S":[{"prefix":"fb_"}]}}}}"#).unwrap()];
    stage.put(&["rate#1", "fb_1", "rate#2", "fb_2", "rate#3"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.batches() == [["fb_1", "fb_2"]]).await;
    stage.put(&["rate#4", "fb_3"]).await;
    eventually(|| stage.batches().concat() == ["fb_1", "fb_2", "fb_3"]).await;
}

#[tokio::test]
async fn a_batch_is_tried_again_as_it_was_and_then_given_up() {
    let stage = Stage::set().await;
    stage.put(&["a", "poison", "b"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.dead() == [["a", "poison", "b"]]).await;
    stage.put(&["c"]).await;
    eventually(|| stage.batches().concat() == ["a", "poison", "b", "a", "poison", "b", "c"]).await;
}

#[tokio::test]
async fn halves_lead_to_the_record_that_fails() {
    let mut stage = Stage::set().await;
    stage.event.bisect = true;
    stage.put(&["a", "b", "poison", "c", "d"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.batches().last() == Some(&vec!["c".to_owned(), "d".to_owned()])).await;
    assert_eq!(stage.dead(), [["poison"]]);
}

#[tokio::test]
async fn a_batch_goes_on_from_the_record_that_the_function_names() {
    let mut stage = Stage::set().await;
    (stage.event.partial, stage.partial) = (true, true);
    stage.put(&["a", "once", "b"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.batches() == [vec!["a", "once", "b"], vec!["once", "b"]]).await;
    assert!(stage.dead().is_empty());
}

#[tokio::test]
async fn the_position_outlives_a_restart_and_nothing_is_lost() {
    let stage = Stage::set().await;
    stage.put(&["a", "b"]).await;
    let task = stage.deliver().await;
    eventually(|| stage.batches() == [["a", "b"]]).await;
    // The position is written once the function has answered.
    tokio::time::sleep(Duration::from_millis(300)).await;
    task.abort();
    let _ = task.await;
    stage.put(&["c"]).await;
    let _task = stage.deliver().await;
    eventually(|| stage.batches().concat() == ["a", "b", "c"]).await;
}
