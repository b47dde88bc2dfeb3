//! What is read from a template, and what is refused.

use super::*;

const SMALL: &str = r#"
Parameters:
  Size: { Type: Number, Default: 256 }
Globals:
  Function:
    Timeout: 28
    Environment:
      Variables:
        TABLE_NAME: !Ref NotesTable
        SECRET: !Sub '{{resolve:secretsmanager:${Key}}}'
        GREETING: hello
Resources:
  Key: { Type: 'AWS::SecretsManager::Secret' }
  AddFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/add/
      MemorySize: !Ref Size
      Environment: { Variables: { GREETING: { 'Fn::Sub': 'hi ${NotesTable}' } } }
      Events:
        Add: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: post, Path: '/notes' } }
        Rest: { Type: HttpApi, Properties: { ApiId: !Ref Api } }
        Changed:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt NotesTable.StreamArn
            StartingPosition: TRIM_HORIZON
            BatchSize: 500
            MaximumBatchingWindowInSeconds: 2
            BisectBatchOnFunctionError: true
            MaximumRetryAttempts: 5
            FunctionResponseTypes: [ReportBatchItemFailures]
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }
            DestinationConfig: { OnFailure: { Destination: !GetAtt Letters.Arn } }
        Hourly: { Type: Schedule, Properties: { Schedule: rate(1 hour), Input: '{"a":1}' } }
        Nine: { Type: ScheduleV2, Properties: { ScheduleExpression: cron(0 9 * * ? *) } }
  NotesTable:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      TimeToLiveSpecification: { AttributeName: expires_at, Enabled: true }
"#;

fn refusal(change: (&str, &str)) -> String {
    assert!(SMALL.contains(change.0), "{}", change.0);
    Template::parse(&SMALL.replace(change.0, change.1)).unwrap_err().to_string()
}

#[test]
fn a_function_has_globals_routes_and_a_binary() {
    let template = Template::parse(SMALL).unwrap();
    let [add] = &template.functions[..] else { panic!("{template:?}") };
    assert_eq!((add.name.as_str(), add.memory_mb, add.timeout_s), ("add", 256, 28));
    let keys: Vec<_> = add.routes.iter().map(Route::key).collect();
    assert_eq!(keys, ["POST /notes", "$default"]);
}

#[test]
fn a_function_has_streams_and_schedules() {
    let template = Template::parse(SMALL).unwrap();
    let [changed] = &template.functions[0].stream_events[..] else { panic!("{template:?}") };
    assert_eq!((changed.table.as_str(), changed.batch_size, changed.window.as_secs()), ("NotesTable", 500, 2));
    assert_eq!((changed.bisect, changed.retries, changed.partial), (true, Some(5), true));
    assert!(changed.wants(&serde_json::json!({ "eventName": "INSERT" })));
    assert!(!changed.wants(&serde_json::json!({ "eventName": "REMOVE" })));
    let [hourly, nine] = &template.functions[0].schedules[..] else { panic!("{template:?}") };
    assert_eq!(
        (hourly.when.clone(), hourly.input.as_deref()),
        (When::Every(std::time::Duration::from_hours(1)), Some("{\"a\":1}"))
    );
    assert!(matches!(nine.when, When::At(_)) && nine.input.is_none());
}

#[test]
fn the_environment_is_worked_out() {
    let template = Template::parse(SMALL).unwrap();
    let table = template.tables[0].name.clone();
    let names = Names {
        references: [("NotesTable".to_owned(), table), ("Key".to_owned(), "Key".to_owned())].into(),
        secrets: [("Key".to_owned(), "s3cret".to_owned())].into(),
    };
    let environment = template.functions[0].resolve_environment(&names).unwrap();
    let expected = [("GREETING", "hi notes"), ("SECRET", "s3cret"), ("TABLE_NAME", "notes")];
    assert_eq!(environment, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    let error = template.functions[0].resolve_environment(&Names::default()).unwrap_err().to_string();
    assert!(error.contains("AddFunction: variable") && error.contains("NotesTable"), "{error}");
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    for (change, place) in [
        (
            ("Type: HttpApi, Properties: { ApiId: !Ref Api }", "Type: SQS"),
            "Resources.AddFunction.Properties.Events.Rest",
        ),
        (("AWS::DynamoDB::Table", "AWS::SNS::Topic"), "Resources.NotesTable"),
        (("BillingMode", "BillingMood"), "Resources.NotesTable.Properties.BillingMood"),
        (("!Ref NotesTable", "!GetAtt NotesTable.Arn"), "Globals.Function.Environment.Variables.TABLE_NAME"),
        (("CodeUri: functions/add/", "CodeUri: ."), "Resources.AddFunction"),
        (("Path: '/notes'", "Path: 'notes'"), "Resources.AddFunction.Properties.Events.Add.Properties"),
        (("TRIM_HORIZON", "LATEST"), "Events.Changed.Properties.StartingPosition"),
        (("NotesTable.StreamArn", "NotesTable.Arn"), "Events.Changed.Properties.Stream"),
        (("[\"INSERT\"]", "[{\"cidr\":\"::/0\"}]"), "Events.Changed.Properties.FilterCriteria.Filters.0.Pattern"),
        (("BatchSize: 500", "BatchSize: 0"), "Events.Changed.Properties.BatchSize"),
        (("[ReportBatchItemFailures]", "[Other]"), "Events.Changed.Properties.FunctionResponseTypes.0"),
        (("rate(1 hour)", "rate(1 week)"), "Events.Hourly.Properties.Schedule"),
        (("rate(1 hour), Input: '{\"a\":1}'", "rate(1 hour), Input: nothing"), "Events.Hourly.Properties"),
        (("cron(0 9 * * ? *)", "at(2030-01-01T00:00:00)"), "Events.Nine.Properties.ScheduleExpression"),
        (("Timeout: 28", "Timeout: soon"), "Globals.Function.Timeout"),
        (("Timeout: 28", "Layers: []"), "Globals.Function.Layers"),
    ] {
        let error = refusal(change);
        assert!(error.contains(place), "{change:?}: {error}");
    }
}

#[test]
fn the_projects_template_is_understood() {
    let template = crate::workspace::template().unwrap();
    assert!(template.cors.is_some());
    assert!(template.functions.iter().any(|function| function.routes.contains(&Route::Default)));
    let [table] = &template.tables[..] else { panic!("{:?}", template.tables) };
    assert_eq!((table.name.as_str(), table.indexes.len()), ("feedback", 3));
    assert_eq!(table.time_to_live.as_deref(), Some("expires_at"));
    assert_eq!(table.stream.as_deref(), Some("NEW_AND_OLD_IMAGES"));
    assert!(table.indexes.iter().all(|index| index.key.len() == 4));
}

#[test]
fn a_parameter_may_have_another_value() {
    let set = |name: &str| Template::parse_with(SMALL, &[(name.to_owned(), "512".to_owned())]);
    assert_eq!(set("Size").unwrap().functions[0].memory_mb, 512);
    assert!(set("Height").unwrap_err().to_string().contains("no parameter Height"));
}
