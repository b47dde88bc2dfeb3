//! Seed 004 "错误码说明": `{"success":false,"message","code"}`, where `code` is the HTTP status.
//!
//! 400 for what is missing or unreadable, 422 for what is readable and wrong (WIRE.md, `message_board`).

use serde::Serialize;

use crate::{
    domain::{Error, Reason},
    http::{Response, json},
};

#[derive(Serialize)]
struct Failure {
    success: bool,
    message: String,
    code: u16,
}

/// Writes an error, in Chinese as the seed's are.
pub(in crate::dialects) fn write(error: &Error) -> Response {
    let (code, message) = match error {
        Error::Invalid { field, reason } => (status_of(field, reason), explain(field, reason)),
        Error::KeyReused => (422, "幂等键已被另一个请求使用".to_owned()),
        Error::Unauthenticated(_) | Error::NotSignedIn(_) | Error::UnknownApp | Error::WrongSecret => {
            (401, "未授权访问".to_owned())
        }
        Error::Forbidden => (403, "权限不足".to_owned()),
        Error::NotFound => (404, "资源不存在".to_owned()),
        Error::NoRoute => (404, "接口不存在".to_owned()),
        Error::RateLimited { .. } => (429, "提交过于频繁,请稍后再试".to_owned()),
        Error::Unavailable => (503, "服务暂时不可用,请稍后再试".to_owned()),
        Error::Internal => (500, "服务器内部错误".to_owned()),
    };
    json(code, &Failure { success: false, message, code })
}

fn status_of(field: &str, reason: &Reason) -> u16 {
    match (field, reason) {
        ("body", Reason::TooLarge { .. }) => 413,
        (_, Reason::Empty) | ("body" | "page" | "pageSize" | "cursor" | "Idempotency-Key", _) => 400,
        _ => 422,
    }
}

fn explain(field: &str, reason: &Reason) -> String {
    let label = label(field);
    match reason {
        Reason::Empty => format!("{label}不能为空"),
        Reason::TooLong { max_chars } => format!("{label}不能超过{max_chars}个字符"),
        Reason::TooLarge { max_bytes } => format!("{label}不能超过{max_bytes}字节"),
        Reason::NotOneOf(values) => format!("{label}必须是以下值之一:{}", values.join("、")),
        Reason::WrongType(_) => format!("{label}的数据类型不正确"),
        Reason::Malformed(_) => format!("{label}格式不正确"),
        Reason::OutOfRange { min, max } if *max == u64::MAX => format!("{label}不能小于{min}"),
        Reason::OutOfRange { min, max } => format!("{label}必须在{min}到{max}之间"),
        Reason::TooMany { most } => format!("{label}不能超过{most}项"),
        Reason::Conflict(other) => format!("{label}不能与{other}同时提供"),
    }
}

/// The seed's own word for a field.
fn label(field: &str) -> &str {
    match field {
        "name" => "姓名",
        "email" => "邮箱",
        "type" => "反馈类型",
        "content" => "反馈内容",
        super::reply::CONTENT => "回复内容",
        "author" => "回复人姓名",
        "is_admin" => "管理员标记",
        "source" => "反馈来源",
        "status" => "反馈状态",
        "page" => "页码",
        "pageSize" => "每页数量",
        "cursor" => "游标",
        "body" => "请求体",
        "Idempotency-Key" => "幂等键",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_says_how_an_empty_content_is_refused() {
        assert_eq!(explain("content", &Reason::Empty), "反馈内容不能为空");
        assert_eq!(status_of("content", &Reason::Empty), 400);
    }

    #[test]
    fn readable_but_wrong_is_422() {
        assert_eq!(status_of("type", &Reason::NotOneOf(&[])), 422);
        assert_eq!(status_of("email", &Reason::Malformed("an e-mail address")), 422);
        assert_eq!(status_of("page", &Reason::Malformed("a whole number")), 400);
    }
}
