//! The embedded DynamoDB and the tables in it.

use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, KeyType, TimeToLiveStatus};
use local::{
    dynamodb::{Connection, Engine, Storage, create_missing},
    testing::{TemporaryFolder, TestTable},
    workspace,
};

#[tokio::test]
async fn a_table_is_what_the_template_declares() {
    let TestTable { client, table, .. } = &TestTable::create().await.unwrap();
    let described = client.describe_table().table_name(table).send().await.unwrap().table.unwrap();
    let mut indexes: Vec<_> =
        described.global_secondary_indexes().iter().filter_map(|index| index.index_name()).collect();
    indexes.sort_unstable();
    assert_eq!(indexes, ["by_source", "by_status", "by_type"]);
    for index in described.global_secondary_indexes() {
        let hashes = index.key_schema().iter().filter(|part| *part.key_type() == KeyType::Hash).count();
        assert_eq!((index.key_schema().len(), hashes), (4, 3));
    }
    let expiry = client.describe_time_to_live().table_name(table).send().await.unwrap();
    let expiry = expiry.time_to_live_description.unwrap();
    assert_eq!(expiry.attribute_name(), Some("expires_at"));
    assert_eq!(expiry.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));
}

#[tokio::test]
async fn tables_are_kept_and_not_created_twice() {
    let template = workspace::template().unwrap();
    let declared = &template.tables[0];
    let folder = TemporaryFolder::create().unwrap();
    for start in 0..3 {
        let engine = Engine::start(Storage::Folder(&folder.path().join("dynamodb"))).unwrap();
        let client = Connection::embedded(engine.endpoint()).client();
        create_missing(&client, declared, &declared.name).await.unwrap();
        let found = client.scan().table_name(&declared.name).limit(10).send().await.unwrap();
        assert_eq!(found.count(), start);
        let key = AttributeValue::S(start.to_string());
        let put = client.put_item().table_name(&declared.name).item("feedback_id", key.clone()).item("part", key);
        put.send().await.unwrap();
        drop(client);
        let began = std::time::Instant::now();
        drop(engine);
        assert!(began.elapsed() < Duration::from_secs(3));
    }
}
