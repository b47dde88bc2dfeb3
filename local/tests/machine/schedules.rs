//! Calls by the clock.

use std::{fs, sync::Arc, time::Duration};

use crate::probe::{eventually, function};
use local::{
    lambda::Lambda,
    schedule,
    template::{Schedule, Template},
    testing::TemporaryFolder,
};
use serde_json::Value;

/// The schedule with these properties.
fn declared(properties: &str) -> Schedule {
    let text = format!(
        "{{Resources: {{F: {{Type: 'AWS::Serverless::Function', Properties: {{CodeUri: functions/f, Events: {{Tick: \
         {properties}}}}}}}}}}}"
    );
    Template::parse(&text).unwrap().functions[0].schedules[0].clone()
}

#[tokio::test]
async fn a_function_is_called_again_and_again() {
    for (properties, expected) in [
        ("{Type: Schedule, Properties: {Schedule: rate(1 day)}}", "aws.events"),
        ("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}", "aws.scheduler"),
        (r#"{Type: Schedule, Properties: {Schedule: rate(1 day), Input: '{"source":"mine"}'}}"#, "mine"),
    ] {
        let folder = TemporaryFolder::create().unwrap();
        let events = folder.path().join("events");
        let mut probe = function(&folder);
        probe.environment.insert("PROBE_EVENTS".to_owned(), events.display().to_string());
        let lambda = Arc::new(Lambda::start(vec![probe]).await.unwrap());
        let schedule = declared(properties).hurried(Some(Duration::from_millis(50)));
        let clock = tokio::spawn(schedule::run("probe".to_owned(), schedule, "us-east-1".to_owned(), lambda));
        let seen = || fs::read_to_string(&events).unwrap_or_default();
        eventually(|| seen().lines().count() >= 3).await;
        clock.abort();
        let first: Value = serde_json::from_str(seen().lines().next().unwrap()).unwrap();
        assert_eq!(first["source"], expected, "{first}");
        assert_eq!(first.get("detail").is_some(), expected != "mine", "{first}");
    }
}
