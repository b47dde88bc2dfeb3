//! Bad input on every route: a clear error in that wire's form, never a 5xx, nothing stored.

mod bodies;
mod message_board;
mod opinion_box;
mod queries;
mod requests;

use serde_json::{Value, json};

/// Texts of nothing but white space.
const BLANK: [&str; 5] = ["", " ", "\t\r\n", "\u{3000}", "\u{a0}\u{2003}"];

/// Texts of exactly `chars` characters: one byte each, three (CJK), four (astral), and marks that join to the letter
/// before them.
fn texts_of(chars: usize) -> Vec<String> {
    ["x", "夜", "😀"]
        .map(|one| one.repeat(chars))
        .into_iter()
        .chain([format!("e{}", "\u{301}".repeat(chars - 1))])
        .collect()
}

/// What is no text.
fn no_texts() -> [Value; 5] {
    [json!(1), json!(1.5), json!(true), json!(["x"]), json!({"x": "y"})]
}

/// `body` with another value of a field.
fn with(body: &Value, field: &str, value: impl Into<Value>) -> Value {
    let mut body = body.clone();
    body[field] = value.into();
    body
}

/// `body` without a field.
fn without(body: &Value, field: &str) -> Value {
    let mut body = body.clone();
    body.as_object_mut().unwrap().remove(field);
    body
}
