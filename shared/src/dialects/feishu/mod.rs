//! Seed 000, 飞书用户反馈: back ends with a Lark SDK, through the console's open API (WIRE.md, `feishu`).
//!
//! Answers are `{"code":0,"msg":"success","data":…}`. Dates and times are UTC+8. Absent texts are `""`.

pub(super) mod error;
pub mod list;
pub mod status;
pub mod token;

use serde::Serialize;

use crate::{
    domain::{Error, Reason},
    http::{Call, Response, json},
};

/// What a tenant token begins with.
pub(super) const TENANT_TOKEN: &str = "t-";

#[derive(Serialize)]
struct Success<T> {
    code: u8,
    msg: &'static str,
    data: T,
}

fn success(data: impl Serialize) -> Response {
    json(200, &Success { code: 0, msg: "success", data })
}

/// The app of the path must be the token's own.
fn own_app(call: &Call) -> Result<(), Error> {
    if call.parameter(0) == call.caller.app.as_str() {
        Ok(())
    } else {
        Err(Reason::Malformed("the token's app").of("app_id"))
    }
}

/// One of the wire's numbers.
fn number<T>(call: &Call, name: &'static str, read: impl Fn(u8) -> Option<T>) -> Result<Option<T>, Error> {
    let Some(text) = call.query.text(name) else { return Ok(None) };
    let value = text.parse().ok().and_then(read);
    value.map(Some).ok_or(Reason::Malformed("a known number").of(name))
}
