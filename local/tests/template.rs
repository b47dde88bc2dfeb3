//! What `template.yaml` and the code must agree on.
#![expect(clippy::unwrap_used, reason = "a helper of a test may panic as the test itself")]

use std::collections::{BTreeMap, BTreeSet};

use local::{template::Route, workspace};
use shared::{dialects::wires, operations};
use yaml_serde::Value;

#[test]
fn every_route_of_the_code_is_in_the_template_and_no_other() {
    // API Gateway keeps no route that ends in `/`, but for `/` itself; what does arrives by `$default`, which leads to `submit`.
    let in_wires = wires::routes().into_iter().filter(|(_, route)| route.path == "/" || !route.path.ends_with('/'));
    let mut in_code: BTreeSet<(String, String)> =
        in_wires.map(|(function, route)| (function.to_owned(), format!("{} {}", route.method, route.path))).collect();
    in_code.insert(("submit".to_owned(), Route::Default.key()));

    let template = workspace::template().unwrap();
    let keys = |function: &local::template::Function| {
        function.routes.iter().map(|route| (function.name.clone(), route.key())).collect::<Vec<_>>()
    };
    let in_template: BTreeSet<(String, String)> = template.functions.iter().flat_map(keys).collect();
    assert_eq!(in_template, in_code);
}

#[test]
fn every_function_may_do_what_its_operation_does_and_nothing_else() {
    let mut in_code: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (service, rights) in [("dynamodb", operations::verbs()), ("s3", operations::object_verbs())] {
        for (function, verbs) in rights {
            let verbs = verbs.into_iter().map(|verb| format!("{service}:{verb}"));
            in_code.entry(function.to_owned()).or_default().extend(verbs);
        }
    }
    let granted: BTreeMap<String, BTreeSet<String>> =
        functions().map(|(name, properties)| (name, actions(&properties))).collect();
    assert_eq!(granted, in_code);
}

#[test]
fn only_those_that_list_and_count_may_read_an_index_and_nobody_reaches_another_table() {
    for (name, properties) in functions() {
        let mut resources = yaml_serde::to_string(&properties["Policies"]).unwrap();
        // All files of one kind, and never all of the bucket.
        for prefix in ["exports", "incoming", "media", "unclaimed"] {
            resources = resources.replace(&format!("/{prefix}/*"), "");
        }
        let reads_lists = ["export", "export_run", "list", "project", "stats"].contains(&name.as_str());
        assert_eq!(resources.contains("/index/"), reads_lists, "{name}");
        assert!(!resources.contains('*'), "{name}");
    }
}

/// The functions of the template with their properties.
fn functions() -> impl Iterator<Item = (String, Value)> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../template.yaml")).unwrap();
    let template: Value = yaml_serde::from_str(&text).unwrap();
    let resources = template["Resources"].as_mapping().unwrap().clone();
    resources.into_iter().filter(|(_, resource)| resource["Type"] == "AWS::Serverless::Function").map(
        |(_, resource)| {
            let name = resource["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap().to_owned();
            (name, resource["Properties"].clone())
        },
    )
}

/// Every action that its policies allow.
fn actions(properties: &Value) -> BTreeSet<String> {
    let policies = properties["Policies"].as_sequence().unwrap();
    let statements = policies.iter().flat_map(|policy| policy["Statement"].as_sequence().unwrap());
    let actions = statements.flat_map(|statement| {
        assert_eq!(statement["Effect"], "Allow");
        statement["Action"].as_sequence().unwrap()
    });
    actions.map(|action| action.as_str().unwrap().to_owned()).collect()
}

/// A decoder of strangers' pictures, and the SDK of S3, are only where they are used: functions start as fast as their
/// binaries are small.
#[test]
fn only_media_ready_links_the_decoder() {
    let cargo = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--offline", "--edges", "normal", "--invert", "image", "--depth", "1"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    let said = String::from_utf8(cargo.stdout).unwrap();
    let users: Vec<_> = said.lines().skip(1).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(users, ["media_ready"], "{said}{}", String::from_utf8_lossy(&cargo.stderr));
}
