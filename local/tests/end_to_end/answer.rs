//! What comes back, and the form that each wire gives its refusals.

use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// An answer to a request.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The request, for messages.
    what: String,
    pub status: u16,
    pub headers: HeaderMap,
    /// `null` if it is not JSON.
    pub body: Value,
    pub text: String,
}

impl Answer {
    pub fn new(what: String, status: u16, headers: HeaderMap, text: String) -> Self {
        let body = serde_json::from_str(&text).unwrap_or_default();
        Self { what, status, headers, body, text }
    }

    /// The value of a header, empty if it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Asserts the status and returns the whole body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text);
        self.body
    }

    /// Asserts the status and returns `data`.
    #[track_caller]
    pub fn data(self, status: u16) -> Value {
        self.expect(status)["data"].take()
    }

    /// Asserts that this is a refusal with this status, in the form of this wire and with no key more.
    #[track_caller]
    pub fn refused(&self, wire: Wire, status: u16) {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text);
        let whole = match wire {
            Wire::OpinionBox => is_opinion_box(&self.body, status),
            Wire::MessageBoard => is_message_board(&self.body, status),
            Wire::Native => is_problem(&self.body, status) && self.has_type("application/problem+json"),
            Wire::Gateway => keys(&self.body) == ["message"],
        };
        assert!(whole, "not the form of {wire:?}: {}: {}", self.what, self.text);
        assert!(wire == Wire::Native || self.has_type("application/json"), "{self:?}");
    }

    fn has_type(&self, content_type: &str) -> bool {
        self.header("content-type") == content_type
    }

    /// Asserts that this is `opinion_box`'s refusal of that field.
    #[track_caller]
    pub fn refused_field(&self, field: &str) {
        self.refused(Wire::OpinionBox, 400);
        assert_eq!(self.body["details"]["field"], field, "{}: {}", self.what, self.text);
    }
}

/// Whose form an error has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    OpinionBox,
    MessageBoard,
    Native,
    Gateway,
}

impl Wire {
    /// The wire that a path belongs to.
    pub fn of(path: &str) -> Self {
        match path {
            _ if path.starts_with("/api/v1") => Self::OpinionBox,
            _ if path.starts_with("/api/feedback") => Self::MessageBoard,
            _ => Self::Native,
        }
    }
}

/// The keys of an object, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = value.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Seed 003 "错误处理", with the statuses of WIRE.md; `details` belong to field errors.
fn is_opinion_box(body: &Value, status: u16) -> bool {
    let code = match status {
        400 | 422 => 1001,
        401 => 2001,
        403 => 2002,
        404 => 3001,
        429 => 4290,
        _ => 5001,
    };
    let about_a_field = keys(body) == ["code", "details", "message"] && keys(&body["details"]) == ["field", "reason"];
    let form = if code == 1001 { about_a_field } else { keys(body) == ["code", "message"] };
    form && body["code"] == code && body["message"].as_str().is_some_and(|message| !message.is_empty())
}

/// Seed 004 "错误响应"; WIRE.md: messages in Chinese.
fn is_message_board(body: &Value, status: u16) -> bool {
    let chinese = |message: &str| message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    keys(body) == ["code", "message", "success"]
        && body["code"] == status
        && body["success"] == json!(false)
        && body["message"].as_str().is_some_and(chinese)
}

/// RFC 9457; `field` is an extension member.
fn is_problem(body: &Value, status: u16) -> bool {
    let mut members = keys(body);
    members.retain(|key| *key != "field");
    members == ["detail", "status", "title", "type"] && body["status"] == status
}
