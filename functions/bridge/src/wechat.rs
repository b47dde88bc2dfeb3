//! WeChat's API, as a server of a mini-program calls it (seed 002; WIRE.md, `wechat`).
//!
//! Answers are HTTP 200 always; `errcode` tells. A token that WeChat knows no more is fetched anew, once.

use std::{cell::RefCell, net::IpAddr};

use lambda_http::http::Uri;
use serde::Deserialize;
use serde_json::json;
use shared::{
    domain::{AppId, media::MediaType},
    operations::bridge::{Page, Program, Programs, Trouble},
};

use crate::{
    http::{Answer, Failure, Http},
    record::RecordShape,
};

/// Records of a page: what the seed's own example asks for, twice.
const PAGE: usize = 20;
/// The most bytes of an answer that is no picture.
const ANSWER_BYTES: usize = 8 * 1024 * 1024;
/// The token is not, or no longer, known (WIRE.md: clients refresh and retry).
const TOKEN_IS_OVER: [i64; 3] = [40_001, 40_014, 42_001];
/// The calls of a day, or of a minute, are used up.
const QUOTA: [i64; 2] = [45_009, 45_011];

/// Where the API is, and a client.
pub struct Wechat {
    base: String,
    http: Http,
}

/// A mini-program and its secret.
pub struct MiniProgram<'a> {
    wechat: &'a Wechat,
    appid: AppId,
    secret: String,
    token: RefCell<Option<String>>,
}

impl Wechat {
    /// The API at an address.
    ///
    /// # Errors
    /// When the address is none, or one to which secrets would travel in the clear.
    pub fn at(base: &str) -> Result<Self, String> {
        let base = base.trim_end_matches('/');
        if !is_safe(base) {
            return Err(format!("WECHAT_API_URL {base} is not https://, nor http:// on this machine"));
        }
        let http = Http::new().map_err(|error| format!("no certificates to trust: {error}"))?;
        Ok(Self { base: base.to_owned(), http })
    }

    async fn get(&self, path: &str, query: &[(&str, &str)], most: usize) -> Result<Answer, Failure> {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        self.http.get(self.address(&format!("{path}?{query}"))?, most).await
    }

    fn address(&self, path: &str) -> Result<Uri, Failure> {
        let address = format!("{}{path}", self.base).parse();
        address.map_err(|_| Failure::Other("WECHAT_API_URL makes no address".to_owned()))
    }
}

/// Plain HTTP is for a stack on the same machine.
fn is_safe(base: &str) -> bool {
    let Ok(address) = base.parse::<Uri>() else { return false };
    let host = address.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match address.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => is_loopback,
        _ => false,
    }
}

impl<'a> Programs for &'a Wechat {
    type Program = MiniProgram<'a>;

    fn open(&self, appid: &AppId, secret: String) -> MiniProgram<'a> {
        MiniProgram { wechat: self, appid: appid.clone(), secret, token: RefCell::new(None) }
    }
}

impl Program for MiniProgram<'_> {
    async fn page(&self, number: u64) -> Result<Page, Trouble> {
        #[derive(Deserialize)]
        struct List {
            list: Vec<RecordShape>,
        }

        let (number, size) = (number.to_string(), PAGE.to_string());
        let query = [("page", number.as_str()), ("num", size.as_str())];
        let answer = self.call("/wxaapi/feedback/list", &query, ANSWER_BYTES).await??;
        let answer = answer.ok_or_else(|| Trouble::Odd("a page of more than 8 MB".to_owned()))?;
        let List { list } = read(&answer.body)?;
        let more = list.len() >= PAGE;
        Ok(Page { records: list.into_iter().filter_map(RecordShape::into_record).collect(), more })
    }

    async fn picture(&self, record: u64, picture: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let record = record.to_string();
        let query = [("record_id", record.as_str()), ("media_id", picture)];
        let most = usize::try_from(MediaType::Jpeg.most_bytes()).unwrap_or(usize::MAX);
        match self.call("/cgi-bin/media/getfeedbackmedia", &query, most).await? {
            Ok(answer) => Ok(answer.map(|answer| answer.body)),
            Err(trouble) if befalls_all(&trouble) => Err(trouble),
            // An invalid id, no such medium, or any number that nobody has written down: it would be the same tomorrow.
            Err(_) => Ok(None),
        }
    }
}

/// What came of a call; `None` if the answer is too large.
type Outcome = Result<Option<Answer>, Trouble>;

impl MiniProgram<'_> {
    /// Calls a route with a token. The outer trouble is the token's, the inner one the call's own.
    async fn call(&self, path: &str, query: &[(&str, &str)], most: usize) -> Result<Outcome, Trouble> {
        let kept = self.token.borrow().clone();
        let fresh = kept.is_none();
        let token = match kept {
            Some(token) => token,
            None => self.fetch_token().await?,
        };
        match self.call_with(&token, path, query, most).await {
            Err(Trouble::Refused(code, _)) if TOKEN_IS_OVER.contains(&code) && !fresh => {
                let token = self.fetch_token().await?;
                Ok(self.call_with(&token, path, query, most).await)
            }
            outcome => Ok(outcome),
        }
    }

    async fn call_with(&self, token: &str, path: &str, query: &[(&str, &str)], most: usize) -> Outcome {
        let query = [&[("access_token", token)], query].concat();
        match self.wechat.get(path, &query, most).await {
            Ok(answer) => refuse(&answer).map(|()| Some(answer)),
            Err(Failure::TooLarge) => Ok(None),
            Err(failure) => Err(trouble(failure, "an answer")),
        }
    }

    /// The stable token: to fetch the other kind ends the one that the mini-program's own server has.
    async fn fetch_token(&self) -> Result<String, Trouble> {
        #[derive(Deserialize)]
        struct Token {
            access_token: String,
        }

        let body = json!({"grant_type": "client_credential", "appid": self.appid.as_str(), "secret": self.secret});
        let answer = match self.wechat.address("/cgi-bin/stable_token") {
            Ok(address) => self.wechat.http.post(address, body.to_string().into_bytes(), ANSWER_BYTES).await,
            Err(failure) => Err(failure),
        };
        let answer = answer.map_err(|failure| trouble(failure, "a token"))?;
        refuse(&answer)?;
        let Token { access_token } = read(&answer.body)?;
        *self.token.borrow_mut() = Some(access_token.clone());
        Ok(access_token)
    }
}

/// Whether every other call would end the same way now.
fn befalls_all(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Quota | Trouble::Unreachable(_) => true,
        Trouble::Refused(code, _) => TOKEN_IS_OVER.contains(code),
        Trouble::Odd(_) | Trouble::Ours => false,
    }
}

fn trouble(failure: Failure, of: &str) -> Trouble {
    match failure {
        Failure::TooLarge => Trouble::Odd(format!("{of} of more than 8 MB")),
        Failure::Status(status) => Trouble::Odd(format!("HTTP status {status}")),
        Failure::Other(cause) => Trouble::Unreachable(cause),
    }
}

/// Tells an error by its `errcode`. A picture is no JSON, and is not read.
fn refuse(answer: &Answer) -> Result<(), Trouble> {
    #[derive(Deserialize)]
    struct Code {
        #[serde(default)]
        errcode: i64,
        #[serde(default)]
        errmsg: String,
    }

    if answer.content_type.starts_with("image/") || !answer.body.trim_ascii_start().starts_with(b"{") {
        return Ok(());
    }
    let Code { errcode, errmsg } = read(&answer.body)?;
    match errcode {
        0 => Ok(()),
        code if QUOTA.contains(&code) => Err(Trouble::Quota),
        code => Err(Trouble::Refused(code, errmsg)),
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|error| Trouble::Odd(format!("an answer that is not understood: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_in_the_clear_only_within_the_machine() {
        for good in ["https://api.weixin.qq.com", "http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:80"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in
            ["http://api.weixin.qq.com", "http://127.0.0.1.evil.example", "ftp://127.0.0.1", "api.weixin.qq.com", ""]
        {
            assert!(!is_safe(bad), "{bad}");
        }
    }

    #[test]
    fn an_error_is_told_from_an_answer_and_a_picture() {
        let answer = |content_type: &str, body: &[u8]| {
            refuse(&Answer { content_type: content_type.to_owned(), body: body.to_vec() })
        };
        assert_eq!(answer("application/json", br#"{"list":[],"total_num":0,"errcode":0}"#), Ok(()));
        assert_eq!(answer("application/json", br#"{"access_token":"t"}"#), Ok(()));
        assert_eq!(answer("image/jpeg", b"{"), Ok(()));
        assert_eq!(answer("", b"\xff\xd8\xff"), Ok(()));
        assert_eq!(answer("text/plain", br#"{"errcode":45009,"errmsg":"reach max"}"#), Err(Trouble::Quota));
        let refused = answer("text/plain", br#"{"errcode":40125,"errmsg":"invalid appsecret"}"#);
        assert_eq!(refused, Err(Trouble::Refused(40_125, "invalid appsecret".to_owned())));
        assert!(matches!(answer("text/plain", b"{oops"), Err(Trouble::Odd(_))));
    }

    #[test]
    fn what_is_wrong_with_one_picture_is_no_trouble_of_all() {
        for all in [Trouble::Quota, Trouble::Unreachable(String::new()), Trouble::Refused(42_001, String::new())] {
            assert!(befalls_all(&all), "{all:?}");
        }
        for one in
            [Trouble::Refused(40_007, String::new()), Trouble::Refused(-1, String::new()), Trouble::Odd(String::new())]
        {
            assert!(!befalls_all(&one), "{one:?}");
        }
    }
}
