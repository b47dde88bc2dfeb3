//! Describes the native API in `OpenAPI` 3.1, from the very types and routes that serve it.
//!
//! `openapi.json` keeps the description, for `GET /v1/openapi.json` and for everyone who reads the repository. The test
//! compares; `RENEW_OPENAPI=1 cargo test --workspace --lib openapi` writes it anew.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{
    app, detail, error, exports, list, members, reply, settings, sign_in, stats, status, submit, tokens, uploads,
};
use crate::{
    dialects::wires,
    domain::{Fault, FeedbackId, KindName, MediaId, Role, Status, WechatType, limits::PAGE_SIZE, member::MemberName},
    http::{Access, Route},
};

/// What the table of wires does not say of a route.
struct Operation {
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Value>,
    body: Option<Value>,
    status: &'static str,
    answer: Option<Value>,
    /// Statuses of refusals, beside those that follow from the route.
    refusals: &'static [&'static str],
}

/// Collects the schemas of what is sent and of what is answered.
struct Schemas {
    sent: SchemaGenerator,
    answered: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        let sent = settings.clone().for_deserialize().into_generator();
        Self { sent, answered: settings.for_serialize().into_generator() }
    }

    fn body<T: JsonSchema>(&mut self) -> Value {
        self.sent.subschema_for::<T>().to_value()
    }

    fn answer<T: JsonSchema>(&mut self) -> Value {
        self.answered.subschema_for::<T>().to_value()
    }

    /// One parameter of the query.
    fn query<T: JsonSchema>(&mut self, name: &str, says: &str) -> Value {
        let schema = self.sent.subschema_for::<T>();
        json!({"name": name, "in": "query", "description": says, "schema": schema})
    }

    /// A parameter of the query that takes several words, separated by commas.
    fn words<T: JsonSchema>(&mut self, name: &str, says: &str) -> Value {
        let schema = json!({"type": "array", "items": self.sent.subschema_for::<T>(), "minItems": 1});
        json!({"name": name, "in": "query", "description": says, "style": "form", "explode": false, "schema": schema})
    }

    fn all(mut self) -> Map<String, Value> {
        let mut all = self.sent.take_definitions(true);
        all.extend(self.answered.take_definitions(true));
        all
    }
}

const CREATES: &[&str] = &["422", "429"];

/// The routes, with what belongs to them.
fn operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match (route.method, route.path) {
        ("POST", "/v1/feedback") => Operation {
            id: "submitFeedback",
            summary: "Submits a feedback",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<submit::SubmitBody>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<submit::SubmittedShape>()))
        },
        ("GET", "/v1/feedback") => Operation {
            id: "listFeedback",
            summary: "Lists feedback, newest first",
            parameters: list_parameters(schemas),
            ..answers("200", Some(schemas.answer::<list::Page>()))
        },
        ("GET", "/v1/feedback/{id}") => Operation {
            id: "readFeedback",
            summary: "Reads a feedback with replies and history",
            parameters: vec![component("parameters", "FeedbackId")],
            ..answers("200", Some(schemas.answer::<detail::ConversationShape>()))
        },
        ("DELETE", "/v1/feedback/{id}") => Operation {
            id: "deleteFeedback",
            summary: "Deletes a feedback with all that hangs on it",
            parameters: vec![component("parameters", "FeedbackId")],
            ..answers("204", None)
        },
        ("POST", "/v1/feedback/{id}/replies") => Operation {
            id: "replyToFeedback",
            summary: "Answers a feedback, as the team or as its author",
            parameters: vec![component("parameters", "FeedbackId"), component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<reply::ReplyBody>()),
            refusals: &["403", "422", "429"],
            ..answers("201", Some(schemas.answer::<reply::ReplyShape>()))
        },
        ("POST", "/v1/feedback/status") => Operation {
            id: "setStatus",
            summary: "Sets the status of up to 100 feedbacks",
            body: Some(schemas.body::<status::StatusBody>()),
            ..answers("200", Some(schemas.answer::<status::StatusSetShape>()))
        },
        ("GET", "/v1/stats") => Operation {
            id: "readStats",
            summary: "Counts what came in each hour, day or month",
            parameters: stats_parameters(),
            ..answers("200", Some(schemas.answer::<stats::Shape>()))
        },
        ("GET", "/v1/app") => Operation {
            id: "readApp",
            summary: "Reads the app of the token",
            ..answers("200", Some(schemas.answer::<app::AppShape>()))
        },
        ("PUT", "/v1/app") => Operation {
            id: "changeApp",
            summary: "Changes what is given of the app",
            body: Some(schemas.body::<app::AppBody>()),
            ..answers("200", Some(schemas.answer::<app::AppShape>()))
        },
        ("POST", "/v1/apps") => Operation {
            id: "createApp",
            summary: "Registers an app",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<settings::NewApp>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<settings::Created>()))
        },
        ("GET", "/v1/announcements") => Operation {
            id: "readAnnouncements",
            summary: "Reads the announcements",
            ..answers("200", Some(schemas.answer::<settings::Announcements>()))
        },
        ("PUT", "/v1/announcements") => Operation {
            id: "writeAnnouncements",
            summary: "Replaces the announcements",
            body: Some(schemas.body::<settings::NewAnnouncements>()),
            ..answers("200", Some(schemas.answer::<settings::Announcements>()))
        },
        ("POST", "/v1/tokens") => Operation {
            id: "createToken",
            summary: "Gives out an access token",
            body: Some(schemas.body::<tokens::TokenBody>()),
            refusals: &["401", "403", "429"],
            ..answers("200", Some(schemas.answer::<tokens::Token>()))
        },
        ("GET", "/v1/openapi.json") => Operation {
            id: "describe",
            summary: "Describes this API",
            ..answers("200", Some(json!({"type": "object", "description": "An OpenAPI 3.1 document."})))
        },
        _ => return media_operation(route, schemas).or_else(|| team_operation(route, schemas)),
    })
}

/// The routes of members and of their way in.
fn team_operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    let name = || component("parameters", "MemberName");
    Some(match (route.method, route.path) {
        ("POST", "/v1/login") => Operation {
            id: "login",
            summary: "Begins a session of a member, in a cookie",
            body: Some(schemas.body::<sign_in::Login>()),
            refusals: &["401", "403", "429"],
            ..answers("200", Some(schemas.answer::<sign_in::SessionShape>()))
        },
        ("POST", "/v1/logout") => {
            Operation { id: "logout", summary: "Ends the session", refusals: &["400", "403"], ..answers("204", None) }
        }
        ("GET", "/v1/session") => Operation {
            id: "readSession",
            summary: "Says who is signed in",
            refusals: &["401"],
            ..answers("200", Some(schemas.answer::<sign_in::SessionShape>()))
        },
        ("POST", "/v1/session/token") => Operation {
            id: "exchangeSession",
            summary: "Exchanges the session for an access token of one app",
            body: Some(schemas.body::<sign_in::Exchange>()),
            refusals: &["401", "403", "404"],
            ..answers("200", Some(schemas.answer::<tokens::Token>()))
        },
        ("GET", "/v1/members") => Operation {
            id: "listMembers",
            summary: "Lists who belongs to the app's team",
            ..answers("200", Some(schemas.answer::<members::Members>()))
        },
        ("PUT", "/v1/members/{name}") => Operation {
            id: "putMember",
            summary: "Adds a member, or changes their role or password",
            parameters: vec![name()],
            body: Some(schemas.body::<members::MemberBody>()),
            ..answers("200", Some(schemas.answer::<members::MemberShape>()))
        },
        ("DELETE", "/v1/members/{name}") => Operation {
            id: "removeMember",
            summary: "Takes a member out of the app",
            parameters: vec![name()],
            ..answers("204", None)
        },
        ("POST", "/v1/app/secret") => Operation {
            id: "rotateSecret",
            summary: "Replaces the app's secret",
            refusals: &["404"],
            ..answers("200", Some(schemas.answer::<settings::Rotated>()))
        },
        _ => return None,
    })
}

/// The routes of files, sent and written.
fn media_operation(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match (route.method, route.path) {
        ("POST", "/v1/uploads") => Operation {
            id: "beginUpload",
            summary: "Begins an upload: says where to send a file",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<uploads::UploadBody>()),
            refusals: CREATES,
            ..answers("201", Some(schemas.answer::<uploads::UploadShape>()))
        },
        ("POST", "/v1/exports") => Operation {
            id: "beginExport",
            summary: "Begins to write feedback into one file",
            parameters: vec![component("parameters", "IdempotencyKey")],
            body: Some(schemas.body::<exports::NewExport>()),
            refusals: CREATES,
            ..answers("202", Some(schemas.answer::<exports::Begun>()))
        },
        ("GET", "/v1/exports/{id}") => Operation {
            id: "readExport",
            summary: "Says how far an export is, and where its file is once it is done",
            parameters: vec![component("parameters", "ExportId")],
            ..answers("200", Some(schemas.answer::<exports::ExportShape>()))
        },
        ("GET", "/v1/media/{id}") => Operation {
            id: "readMedia",
            summary: "Redirects to a file for some minutes",
            parameters: vec![
                component("parameters", "MediaId"),
                json!({"name": "size", "in": "query", "description": "A JPEG of at most 320 pixels a side instead.",
                    "schema": {"type": "string", "enum": ["thumb"]}}),
            ],
            refusals: &["400", "410"],
            ..answers("302", None)
        },
        _ => return None,
    })
}

/// An operation of which only the answer is known.
fn answers(status: &'static str, answer: Option<Value>) -> Operation {
    Operation { id: "", summary: "", parameters: Vec::new(), body: None, status, answer, refusals: &[] }
}

fn stats_parameters() -> Vec<Value> {
    let text = |name: &str, says: &str, default: &str| {
        let schema = json!({"type": "string", "default": default});
        json!({"name": name, "in": "query", "description": says, "schema": schema})
    };
    let mut group = text("group", "How long a bucket is.", "day");
    group["schema"]["enum"] = json!(stats::Group::NAMES);
    vec![
        text("from", "The first RFC 3339 time, or a date of the time zone.", "30 days before `to`"),
        text("to", "The last RFC 3339 time, or a date, which counts whole.", "now"),
        text("tz", "A time zone of IANA's database, or an offset such as `+08:00`.", "UTC"),
        group,
        text("by", "What to tell apart, separated by commas: `kind`, `status`, `source`.", "kind,status"),
    ]
}

fn list_parameters(schemas: &mut Schemas) -> Vec<Value> {
    let bounded = |most: Option<u64>, default: u64| {
        let mut schema = json!({"type": "integer", "minimum": 1, "default": default});
        if let Some(most) = most {
            schema["maximum"] = json!(most);
        }
        schema
    };
    let text = |name: &str, says: &str| json!({"name": name, "in": "query", "description": says, "schema": {"type": "string"}});
    vec![
        schemas.words::<Status>("status", "One of these states."),
        schemas.words::<KindName>("kind", "One of these kinds."),
        schemas.words::<Fault>("fault", "With one of these faults."),
        schemas.query::<WechatType>("type", "A fault with this number of WeChat's."),
        text("source", "From this source."),
        text("from", "Submitted at or after this RFC 3339 time or date."),
        text("to", "Submitted at or before this RFC 3339 time or date, which counts whole."),
        text("keyword", "Content or name contains this, in upper or lower case."),
        json!({"name": "page", "in": "query", "description": "Number of the page.", "schema": bounded(None, 1)}),
        json!({"name": "size", "in": "query", "description": "Rows of a page.", "schema": bounded(Some(PAGE_SIZE), list::SIZE)}),
        text("cursor", "The `next_cursor` of the page before, instead of `page`."),
    ]
}

fn component(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

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
