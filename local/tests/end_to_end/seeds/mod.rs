//! Every example of seeds 003 and 004, compared as JSON values.

mod message_board;
mod opinion_box;

use serde_json::Value;

use crate::answer::{Answer, keys};

/// Asserts status and body, after ids and times, which have their form, have been replaced by the seed's.
#[track_caller]
fn assert_answer(answer: Answer, status: u16, seed: &str) {
    let seed: Value = serde_json::from_str(seed).unwrap();
    let body = substitute(answer.expect(status), &seed);
    assert_eq!(body, seed, "\n{body:#}\n is not the seed's\n{seed:#}");
}

#[track_caller]
fn substitute(value: Value, seed: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let replaced = fields.into_iter().map(|(key, value)| {
                let known = &seed[&key];
                let value = if !known.is_null() && is_given_out(&key, &value) {
                    known.clone()
                } else {
                    substitute(value, known)
                };
                (key, value)
            });
            Value::Object(replaced.collect())
        }
        Value::Array(rows) => rows.into_iter().enumerate().map(|(at, row)| substitute(row, &seed[at])).collect(),
        other => other,
    }
}

/// Whether this is an id or a time that we gave out, in the form the seed shows.
fn is_given_out(key: &str, value: &Value) -> bool {
    match (key, value) {
        ("id" | "feedback_id", Value::Number(id)) => id.as_u64().is_some_and(|id| 0 < id && id < 1 << 53),
        ("feedback_id", Value::String(id)) => id.strip_prefix("fb_").is_some_and(is_base36),
        ("created_at" | "updated_at", Value::String(time)) => is_time(time),
        _ => false,
    }
}

fn is_base36(digits: &str) -> bool {
    digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// `YYYY-MM-DDTHH:MM:SSZ`, and now.
fn is_time(time: &str) -> bool {
    let parsed: Result<jiff::Timestamp, _> = time.parse();
    let age_s = parsed.map(|at| jiff::Timestamp::now().as_second() - at.as_second());
    time.len() == 20 && time.ends_with('Z') && age_s.is_ok_and(|age_s| (-1..600).contains(&age_s))
}

#[test]
fn a_substitution_looks_at_the_form() {
    let seed = serde_json::json!({"id": 1, "created_at": "2024-10-16T10:30:00Z"});
    for bad in [serde_json::json!({"id": "1"}), serde_json::json!({"created_at": "2024-10-16 10:30:00"})] {
        assert_eq!(substitute(bad.clone(), &seed), bad);
        assert_eq!(keys(&bad).len(), 1);
    }
}
