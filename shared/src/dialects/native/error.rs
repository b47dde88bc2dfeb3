//! RFC 9457 problem details.

use serde::Serialize;

use crate::{
    domain::{Error, Reason, TokenFault, error::SignInFault},
    http::{Response, json},
};

/// Problem details (RFC 9457).
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Problem {
    /// `about:blank`: no document of its own describes the problem, the status does.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request.
    detail: String,
    /// The field or parameter that is wrong, if one is (an extension member); `contact.email` is one of `contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// Why, as a word for programs (an extension member).
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// Writes an error.
pub(in crate::dialects) fn write(error: &Error) -> Response {
    let (status, title) = match error {
        Error::KeyReused | Error::Invalid { reason: Reason::Conflict(_), .. } => (422, "Unprocessable Content"),
        Error::Invalid { .. } => (400, "Bad Request"),
        Error::Unauthenticated(_) | Error::NotSignedIn(_) | Error::UnknownApp | Error::WrongSecret => {
            (401, "Unauthorized")
        }
        Error::Forbidden => (403, "Forbidden"),
        Error::NotFound | Error::NoRoute => (404, "Not Found"),
        Error::RateLimited { .. } => (429, "Too Many Requests"),
        Error::Unavailable => (503, "Service Unavailable"),
        Error::Internal => (500, "Internal Server Error"),
    };
    let field = if let Error::Invalid { field, .. } = error { Some(*field) } else { None };
    send(&Problem { kind: "about:blank", title, status, detail: detail(error), field, reason: None })
}

/// Writes a problem that is no error of the domain.
pub(super) fn problem(status: u16, title: &'static str, detail: &str, reason: Option<&'static str>) -> Response {
    send(&Problem { kind: "about:blank", title, status, detail: detail.to_owned(), field: None, reason })
}

fn send(problem: &Problem) -> Response {
    let mut response = json(problem.status, problem);
    let content_type = lambda_http::http::HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(lambda_http::http::header::CONTENT_TYPE, content_type);
    response
}

fn detail(error: &Error) -> String {
    match error {
        Error::Invalid { field, reason } => format!("{field} {reason}"),
        Error::KeyReused => "The Idempotency-Key was used with another request.".to_owned(),
        Error::Unauthenticated(TokenFault::Missing) => "A Bearer token is needed.".to_owned(),
        Error::Unauthenticated(TokenFault::Unknown) => "The token is not known.".to_owned(),
        Error::NotSignedIn(SignInFault::Session) => "Nobody is signed in.".to_owned(),
        // Which of the two it is, is nobody's business.
        Error::NotSignedIn(SignInFault::Password) => "There is no such member with this password.".to_owned(),
        // Nor is it here.
        Error::UnknownApp | Error::WrongSecret => "There is no such app with this secret.".to_owned(),
        Error::Unauthenticated(TokenFault::Expired) => "The token has expired.".to_owned(),
        Error::Forbidden => "The role of the token, or the origin of the page, does not allow this.".to_owned(),
        Error::NotFound => "There is nothing with this id.".to_owned(),
        Error::NoRoute => "There is no such method and path.".to_owned(),
        Error::RateLimited { retry_after_s } => format!("Too many requests; try again in {retry_after_s} s."),
        Error::Unavailable => "Not now; try again.".to_owned(),
        Error::Internal => "The log says more.".to_owned(),
    }
}
