//! Describes the native API in `OpenAPI` 3.1, from the very types and routes that serve it.
//!
//! `openapi.json` keeps the description, for `GET /v1/openapi.json` and for everyone who reads the repository. The test
//! compares; `RENEW_OPENAPI=1 cargo test --workspace --lib openapi` writes it anew.

mod operations;
mod parameters;
mod schemas;

use operations::{Operation, operation};
use schemas::Schemas;
use serde_json::{Map, Value, json};

use super::error;
use crate::{
    dialects::wires,
    domain::{FeedbackId, MediaId, Role, member::MemberName},
    http::{Access, Route},
};

/// One operation as the document has it.
fn path_item(route: Route, described: Option<Operation>) -> Value {
    let Some(operation) = described else {
        return json!({"responses": {"default": {"description": "Not described yet."}}});
    };
    let mut refusals: Vec<&str> = operation.refusals.to_vec();
    if operation.body.is_some()
        || !operation.parameters.is_empty() && route.method == "GET" && !route.path.contains('{')
    {
        refusals.push("400");
    }
    if route.path.contains('{') || route.path == "/v1/app" {
        refusals.push("404");
    }
    let (security, says) = match route.access {
        Access::Role(role) => {
            refusals.extend(["401", "403"]);
            (json!([{"token": []}]), format!("For tokens with at least the role `{}`.", role.name()))
        }
        Access::Public if route.path.contains("{id}") => {
            let says = "For tokens with at least the role `agent`, for the author by receipt, and where the feedback is \
                public for anybody.";
            (json!([{"token": []}, {"receipt": []}, {}]), says.to_owned())
        }
        Access::Public if route.path.contains("/session") || route.path == "/v1/logout" => {
            (json!([{"session": []}]), "For members who are signed in.".to_owned())
        }
        Access::Public => (json!([{}]), "For anybody.".to_owned()),
    };
    let mut item = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": says,
        "tags": [route.path.split('/').nth(2).unwrap_or_default().trim_end_matches(".json")],
        "security": security,
        "parameters": operation.parameters,
        "responses": responses(&operation, &refusals),
    });
    if let Some(schema) = operation.body {
        item["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        if let Some(example) = example(operation.id) {
            item["requestBody"]["content"]["application/json"]["example"] = example;
        }
    }
    item
}

/// Names something that the document has once.
fn component(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

fn responses(operation: &Operation, refusals: &[&str]) -> Value {
    let mut responses = Map::new();
    let mut success = json!({"description": "Done."});
    if let Some(schema) = &operation.answer {
        success["content"] = json!({"application/json": {"schema": schema}});
    }
    responses.insert(operation.status.to_owned(), success);
    for refusal in refusals {
        responses.insert((*refusal).to_owned(), component("responses", refusal));
    }
    responses.insert("default".to_owned(), component("responses", "default"));
    Value::Object(responses)
}

/// The seeds' own examples, in our words.
fn example(operation: &str) -> Option<Value> {
    Some(match operation {
        "submitFeedback" => json!({
            "kind": "suggestion", "title": "关于搜索功能的建议", "content": "希望增加按时间范围过滤搜索结果的功能。",
            "source": "mobile_app", "contact": {"email": "zhangsan@example.com"}, "metadata": {"app_version": "2.5.1"},
        }),
        "replyToFeedback" => json!({"author": "管理员", "content": "感谢您的建议,我们会考虑添加此功能。"}),
        "beginUpload" => json!({"file_name": "截图.png", "content_type": "image/png", "size": 183_042}),
        "setStatus" => {
            json!({"ids": ["fb_abc123def456"], "status": "in_progress", "comment": "已分配给产品团队评估。"})
        }
        "changeApp" => json!({"origins": ["https://example.com"], "limits": {"anonymous_per_minute": 300}}),
        "beginExport" => json!({"format": "xlsx", "filter": {"kind": "fault", "from": "2026-01-01"}}),
        "login" => json!({"name": "lisi", "password": "correct horse"}),
        "exchangeSession" => json!({"app_id": "app_abc123def456"}),
        "putMember" => json!({"role": "agent", "password": "correct horse"}),
        "createApp" => json!({"name": "演示", "kind": "enterprise"}),
        "createToken" => json!({"app_id": "app_abc123def456", "role": "client"}),
        _ => return None,
    })
}

fn refusal_responses(problem: &Value) -> Value {
    let refusal =
        |says: &str| json!({"description": says, "content": {"application/problem+json": {"schema": problem}}});
    let mut limited = refusal("Too many submissions in this minute.");
    limited["headers"] = json!({"Retry-After": {
        "description": "Seconds until the next minute begins.", "schema": {"type": "integer"},
    }});
    json!({
        "400": refusal("A field or parameter is missing or malformed; `field` names it."),
        "401": refusal("There is no token that counts, or app and secret do not fit."),
        "403": refusal("The role of the token, or the origin of the page, does not allow this."),
        "404": refusal("There is no such thing that this caller may see."),
        "410": refusal("The file was not what was declared, and is deleted; `reason` says why."),
        "422": refusal("Fields contradict each other, or the idempotency key was used with another request."),
        "429": limited,
        "default": refusal("Ours failed, or it is too much at the moment."),
    })
}

fn document() -> Value {
    let mut schemas = Schemas::new();
    let problem = schemas.answer::<error::Problem>();
    let (id, media_id) = (schemas.body::<FeedbackId>(), schemas.body::<MediaId>());
    let member = schemas.body::<MemberName>();
    let mut paths: Map<String, Value> = Map::new();
    let native = wires::routes().into_iter().map(|(_, route)| route).filter(|route| route.path.starts_with("/v1/"));
    for route in native {
        let described = operation(route, &mut schemas);
        let item = paths.entry(route.path).or_insert_with(|| json!({}));
        item[route.method.to_ascii_lowercase()] = path_item(route, described);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Yijian",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "One inbox for the feedback of every app a team runs.",
            "description": format!("A token names an app and a role; each role includes the ones before: {}. Refusals are \
                problems (RFC 9457). Times are RFC 3339.", Role::NAMES.join(", ")),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "Where this document comes from."}],
        "tags": tags(&paths),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "From `POST /v1/tokens`."},
                "session": {"type": "apiKey", "in": "cookie", "name": "yijian_session", "description": "From `POST /v1/login`."},
                "receipt": {"type": "apiKey", "in": "header", "name": "X-Receipt", "description": "From the submission."},
            },
            "parameters": {
                "FeedbackId": {"name": "id", "in": "path", "required": true, "description": "The feedback.", "schema": id},
                "ExportId": {
                    "name": "id", "in": "path", "required": true, "description": "The export.",
                    "schema": {"type": "string", "pattern": "^ex_[0-9a-z]{12}$"},
                },
                "MemberName": {"name": "name", "in": "path", "required": true, "description": "The member.", "schema": member},
                "MediaId": {"name": "id", "in": "path", "required": true, "description": "The file.", "schema": media_id},
                "IdempotencyKey": {
                    "name": "Idempotency-Key", "in": "header",
                    "description": "A request with the same key, body and caller within 24 hours is the same request.",
                    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
                },
            },
            "responses": refusal_responses(&problem),
            "schemas": schemas.all(),
        },
    })
}

/// The tags in use.
fn tags(paths: &Map<String, Value>) -> Value {
    let mut names: Vec<&str> = paths
        .values()
        .flat_map(|item| item.as_object().into_iter().flat_map(Map::values))
        .filter_map(|operation| operation["tags"][0].as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let says = |name: &str| match name {
        "feedback" => "What people say, and what is answered.",
        "app" | "apps" => "Apps and their settings.",
        "announcements" => "What stands above the form.",
        "tokens" => "Access tokens.",
        "login" | "logout" | "session" => "The members' way in.",
        "exports" => "Files of feedback.",
        "members" => "Who belongs to an app's team.",
        "stats" => "How much came, and when.",
        "uploads" | "media" => "Pictures, films and logs.",
        _ => "This description.",
    };
    names.iter().map(|name| json!({"name": name, "description": says(name)})).collect()
}

#[test]
fn the_description_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let generated = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
    if std::env::var_os("RENEW_OPENAPI").is_some() {
        std::fs::write(path, &generated).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(
        kept == generated,
        "openapi.json is not what the code says; `RENEW_OPENAPI=1 cargo test --workspace --lib openapi` writes it anew"
    );
}
