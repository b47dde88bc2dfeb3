//! Errors: `{"errcode","errmsg"}` with HTTP 200 (WIRE.md, `wechat`).

use serde::Serialize;

use crate::{
    domain::{Error, Reason, Timestamp, TokenFault},
    http::{Response, json},
};

#[derive(Serialize)]
struct Failure {
    errcode: i32,
    errmsg: String,
}

/// Writes an error.
pub(in crate::dialects) fn write(error: &Error) -> Response {
    let (errcode, message) = meaning(error);
    // Those about tokens and apps carry a request id, as the real ones do.
    let errmsg = match errcode {
        40_001 | 40_013 | 41_001 | 42_001 => format!("{message} rid: {}", request_id()),
        _ => message.to_owned(),
    };
    json(200, &Failure { errcode, errmsg })
}

fn meaning(error: &Error) -> (i32, &'static str) {
    match error {
        Error::Unauthenticated(TokenFault::Missing) => (41_001, "access_token missing"),
        Error::Unauthenticated(TokenFault::Expired) => (42_001, "access_token expired"),
        Error::Unauthenticated(TokenFault::Unknown) | Error::NotSignedIn(_) => {
            (40_001, "invalid credential, access_token is invalid or not latest")
        }
        Error::UnknownApp => (40_013, "invalid appid"),
        Error::WrongSecret => (40_125, "invalid appsecret"),
        Error::Invalid { field: "appid", reason: Reason::Empty } => (41_002, "appid missing"),
        Error::Invalid { field: "secret", reason: Reason::Empty } => (41_004, "appsecret missing"),
        Error::Invalid { field: "grant_type", .. } => (40_002, "invalid grant_type"),
        Error::Invalid { field: "method", .. } => (43_002, "require POST method"),
        Error::Invalid { field: "body", .. } => (47_001, "data format error"),
        Error::Invalid { .. } | Error::KeyReused => (40_097, "invalid args"),
        Error::Forbidden => (48_001, "api unauthorized"),
        Error::NotFound => (46_001, "media data no exist"),
        Error::NoRoute => (40_066, "invalid url"),
        Error::RateLimited { .. } => (45_009, "reach max api daily quota limit"),
        Error::Unavailable | Error::Internal => (-1, "system error"),
    }
}

/// Three groups of eight hexadecimal digits; the first is the Unix second (P).
fn request_id() -> String {
    let (one, two): (u32, u32) = rand::random();
    format!("{:08x}-{one:08x}-{two:08x}", Timestamp::now().seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_begins_with_the_second() {
        let id = request_id();
        let groups: Vec<&str> = id.split('-').collect();
        assert!(groups.len() == 3 && groups.iter().all(|group| group.len() == 8));
        let second = u64::from_str_radix(groups[0], 16).unwrap();
        assert!(Timestamp::now().seconds() - second < 5);
    }
}
