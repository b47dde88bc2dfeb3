//! `GET /v1/openapi.json`.

use serde_json::Value;

use crate::{answer::keys, site::run};

#[test]
fn anybody_reads_what_the_native_api_is() {
    run(async |site| {
        let answer = site.get("/v1/openapi.json").send().await;
        assert_eq!(answer.header("content-type"), "application/json");
        let description = answer.expect(200);
        let kept = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/openapi.json"));
        assert_eq!(description, serde_json::from_str::<Value>(kept).unwrap());
        assert_eq!(description["openapi"], "3.1.0");
        assert_eq!(keys(&description["paths"]["/v1/feedback"]), ["get", "post"]);
    });
}

/// Every native answer has only members that the description knows, and what it requires.
#[test]
fn answers_are_as_described() {
    run(async |site| {
        let app = crate::app::App::create(site).await;
        let (id, _) = super::submit_least(site, &app).await;
        let description = site.get("/v1/openapi.json").send().await.expect(200);
        for (path, described) in [
            ("/v1/feedback".to_owned(), "/v1/feedback"),
            (format!("/v1/feedback/{id}"), "/v1/feedback/{id}"),
            ("/v1/app".to_owned(), "/v1/app"),
            ("/v1/announcements".to_owned(), "/v1/announcements"),
        ] {
            let answer = site.get(&path).token(&app.agent).send().await.expect(200);
            let schema =
                &description["paths"][described]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            let name = schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            let schema = &description["components"]["schemas"][name];
            let known = keys(&schema["properties"]);
            for member in keys(&answer) {
                assert!(known.contains(&member), "{described}: {member}");
            }
            for required in schema["required"].as_array().unwrap() {
                assert!(answer.get(required.as_str().unwrap()).is_some(), "{described}: {required}");
            }
        }
    });
}
