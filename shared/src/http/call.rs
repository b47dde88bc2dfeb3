//! A request, as the dialects read it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use lambda_http::{Body, Request, RequestExt, http::HeaderMap, request::RequestContext};
use sha2::{Digest, Sha256};

use super::{Query, authorise::network};
use crate::{
    domain::{
        Caller, Error, MediaId, Reason, Timestamp,
        limits::{BODY_BYTES, KEY_CHARS},
    },
    operations::IdempotencyKey,
    token::TokenKey,
};

/// A request whose caller is known.
pub struct Call {
    /// Who sends it.
    pub caller: Caller,
    /// When it arrived.
    pub now: Timestamp,
    /// The query string.
    pub query: Query,
    parameters: Vec<String>,
    envelope: Envelope,
    signer: TokenKey,
    network: String,
}

/// A request before anybody has looked who sends it.
pub(super) struct Envelope {
    pub method: String,
    pub path: String,
    pub raw_query: String,
    /// Network address of the client, as API Gateway saw it.
    pub address: String,
    pub headers: HeaderMap,
    body: Body,
}

impl Envelope {
    pub fn of(request: Request) -> Self {
        let address = match request.request_context_ref() {
            Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.clone().unwrap_or_default(),
            _ => String::new(),
        };
        Self {
            method: request.method().as_str().to_owned(),
            path: request.raw_http_path().to_owned(),
            raw_query: request.uri().query().unwrap_or_default().to_owned(),
            address,
            headers: request.headers().clone(),
            body: request.into_body(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Call {
    pub(super) fn new(
        envelope: Envelope,
        caller: Caller,
        parameters: Vec<String>,
        now: Timestamp,
        signer: TokenKey,
    ) -> Self {
        let query = Query::parse(&envelope.raw_query);
        let network = network(&envelope.address);
        Self { caller, now, query, parameters, envelope, signer, network }
    }

    /// The path's parameter at this place, counted from 0; empty where the route has none.
    #[must_use]
    pub fn parameter(&self, place: usize) -> &str {
        self.parameters.get(place).map_or("", String::as_str)
    }

    /// A link to a medium that whoever has it may follow for `lifetime_s` seconds, at the address that this request
    /// came to.
    #[must_use]
    pub fn media_link(&self, id: &MediaId, lifetime_s: u64) -> String {
        let pass = self.signer.media_pass(id, self.now.seconds() + lifetime_s);
        let scheme = self.header("x-forwarded-proto").unwrap_or("https");
        let host = self.header("host").unwrap_or_default();
        format!("{scheme}://{host}/v1/media/{id}?expires={}&signature={}", pass.expires_at_s, pass.signature)
    }

    /// A header, if it is there and readable as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.envelope.header(name)
    }

    /// The value of a cookie; of a repeated one the first counts.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.header("cookie")?.split(';').filter_map(|cookie| cookie.trim().split_once('='));
        cookies.into_iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// Whether the request came to this very machine, where there is no TLS.
    #[must_use]
    pub fn is_from_loopback(&self) -> bool {
        let host = self.header("host").unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        ["127.0.0.1", "[::1]", "localhost"].contains(&name)
    }

    /// Network address of the client, of IPv6 the network that a provider gives to one customer.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.network
    }

    /// The body, whatever `Content-Type` says of it (WIRE.md, trap 1).
    ///
    /// # Errors
    /// [`Reason::TooLarge`] beyond 1 MB, [`Reason::Malformed`] if it is not UTF-8.
    pub fn body(&self) -> Result<&str, Error> {
        let bytes: &[u8] = &self.envelope.body;
        if bytes.len() > BODY_BYTES {
            return Err(Reason::TooLarge { max_bytes: BODY_BYTES }.of("body"));
        }
        std::str::from_utf8(bytes).map_err(|_| Reason::Malformed("UTF-8 text").of("body"))
    }

    /// The request's `Idempotency-Key`, if it has one.
    ///
    /// # Errors
    /// If it is empty, longer than 255 characters, or not text.
    pub fn idempotency_key(&self) -> Result<Option<IdempotencyKey>, Error> {
        const NAME: &str = "Idempotency-Key";
        let Some(value) = self.envelope.headers.get(NAME) else { return Ok(None) };
        let key = std::str::from_utf8(value.as_bytes()).map_err(|_| Reason::Malformed("UTF-8 text").of(NAME))?;
        match key.chars().count() {
            0 => Err(Reason::Empty.of(NAME)),
            1..=KEY_CHARS => Ok(Some(IdempotencyKey { key: key.to_owned(), body_hash: self.hash() })),
            _ => Err(Reason::TooLong { max_chars: KEY_CHARS }.of(NAME)),
        }
    }

    /// Hash of what the request asks for: the path's parameters and the body, as sent. Not the path, which two
    /// spellings may have.
    fn hash(&self) -> String {
        let bytes: &[u8] = &self.envelope.body;
        let hash =
            Sha256::new().chain_update(self.parameters.join("/")).chain_update([0]).chain_update(bytes).finalize();
        BASE64_URL_SAFE_NO_PAD.encode(hash)
    }
}
