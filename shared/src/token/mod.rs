//! Access tokens: JSON Web Tokens signed with HMAC-SHA256 by the deployment's one secret.
//!
//! To check one takes no database read. It names the app, the role, the generation of the app's secret and its end;
//! `alg` must be `HS256`, so `none` and every other algorithm are refused. The same secret derives the secrets of
//! apps, so the table holds none: what an app is given is a keyed hash of its id and the generation, which grows
//! when the secret is changed.

mod derived;
mod hs256;
mod seal;
mod session;

pub use derived::MediaPass;
use hmac::Hmac;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, errors::ErrorKind};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

pub use session::SessionSecret;

use crate::domain::{AppId, Role, Timestamp, TokenFault};

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The app whose data it opens.
    pub app: AppId,
    /// What it allows.
    pub role: Role,
    /// Generation of the app's secret when it was given out.
    pub generation: u32,
    /// Who holds it, within the app: `[A-Za-z0-9._-]`.
    pub subject: String,
    /// When it ends, in Unix seconds.
    pub expires_at_s: u64,
    /// Given out without the app's secret: its holder is only as trusted as an address.
    pub anonymous: bool,
    /// Given out against a sign-in: the subject is a member's name.
    pub member: bool,
}

/// When a token was given out, and what tells it from others of that second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// When.
    pub at: Timestamp,
    /// Random, as `jti`.
    pub serial: String,
}

impl Issue {
    /// A new issue.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        Self { at, serial: format!("{:016x}", rand::random::<u64>()) }
    }
}

/// The claims as a JWT carries them.
#[derive(Serialize, Deserialize)]
struct Payload {
    app: String,
    role: String,
    #[serde(rename = "gen")]
    generation: u32,
    sub: String,
    exp: u64,
    iat: u64,
    /// Tells apart two tokens given out in one second.
    jti: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    anonymous: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    member: bool,
}

/// The deployment's secret.
#[derive(Clone)]
pub struct TokenKey {
    secret: Vec<u8>,
}

impl TokenKey {
    /// The key with this secret.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        hs256::install();
        Self { secret: secret.as_bytes().to_vec() }
    }

    /// Signs a token of its own.
    ///
    /// # Errors
    /// None that a valid key can cause.
    pub fn sign(&self, claims: &Claims, now: Timestamp) -> Result<String, jsonwebtoken::errors::Error> {
        self.sign_issue(claims, &Issue::new(now))
    }

    /// Signs the token of an issue: the same claims and issue give the same token.
    ///
    /// # Errors
    /// None that a valid key can cause.
    pub fn sign_issue(&self, claims: &Claims, issue: &Issue) -> Result<String, jsonwebtoken::errors::Error> {
        let payload = Payload {
            app: claims.app.to_string(),
            role: claims.role.name().to_owned(),
            generation: claims.generation,
            sub: claims.subject.clone(),
            exp: claims.expires_at_s,
            iat: issue.at.seconds(),
            jti: issue.serial.clone(),
            anonymous: claims.anonymous,
            member: claims.member,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &payload, &EncodingKey::from_secret(&self.secret))
    }

    /// Checks a token and reads it.
    ///
    /// # Errors
    /// [`TokenFault::Expired`] if it was good until before `now`, else [`TokenFault::Unknown`].
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, TokenFault> {
        let mut rules = Validation::new(Algorithm::HS256);
        // The clock is passed in, so the end is compared below.
        rules.validate_exp = false;
        let decoded = jsonwebtoken::decode::<Payload>(token, &DecodingKey::from_secret(&self.secret), &rules);
        let payload = decoded.map_err(|error| match error.kind() {
            ErrorKind::ExpiredSignature => TokenFault::Expired,
            _ => TokenFault::Unknown,
        })?;
        let payload = payload.claims;
        if payload.exp <= now.seconds() {
            return Err(TokenFault::Expired);
        }
        Ok(Claims {
            app: AppId::parse(&payload.app).map_err(|_| TokenFault::Unknown)?,
            role: Role::from_name(&payload.role).ok_or(TokenFault::Unknown)?,
            generation: payload.generation,
            subject: payload.sub,
            expires_at_s: payload.exp,
            anonymous: payload.anonymous,
            member: payload.member,
        })
    }
}

/// A keyed hash that takes a key of any length, as RFC 2104 has it.
type HmacSha256 = Hmac<Sha256>;

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

    fn claims() -> Claims {
        let app = AppId::parse("app_one").unwrap();
        let expires_at_s = NOW.seconds() + 60;
        let subject = "li.si".into();
        Claims { app, role: Role::Admin, generation: 3, subject, expires_at_s, anonymous: false, member: true }
    }

    #[test]
    fn what_is_signed_is_read_back() {
        let key = TokenKey::new("secret");
        let token = key.sign(&claims(), NOW).unwrap();
        assert_eq!(key.verify(&token, NOW), Ok(claims()));
        assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
    }

    #[test]
    fn two_tokens_of_one_second_differ() {
        let key = TokenKey::new("secret");
        assert_ne!(key.sign(&claims(), NOW).unwrap(), key.sign(&claims(), NOW).unwrap());
    }

    #[test]
    fn a_token_ends() {
        let key = TokenKey::new("secret");
        let token = key.sign(&claims(), NOW).unwrap();
        let end = Timestamp::from_ms(NOW.ms() + 60_000);
        assert_eq!(key.verify(&token, end), Err(TokenFault::Expired));
    }

    #[test]
    fn another_key_or_a_changed_token_is_refused() {
        let token = TokenKey::new("other").sign(&claims(), NOW).unwrap();
        let key = TokenKey::new("secret");
        assert_eq!(key.verify(&token, NOW), Err(TokenFault::Unknown));
        let good = key.sign(&claims(), NOW).unwrap();
        for at in [0, good.len() / 2, good.len() - 2] {
            let mut bytes = good.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(key.verify(&String::from_utf8(bytes).unwrap(), NOW), Err(TokenFault::Unknown));
        }
    }

    #[test]
    fn other_algorithms_and_none_are_refused() {
        let key = TokenKey::new("secret");
        let good = key.sign(&claims(), NOW).unwrap();
        let payload = good.split('.').nth(1).unwrap();
        for algorithm in ["none", "None", "HS384", "RS256", "nonsense"] {
            let header = BASE64_URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{algorithm}","typ":"JWT"}}"#));
            for signature in ["", good.split('.').nth(2).unwrap()] {
                let forged = format!("{header}.{payload}.{signature}");
                assert_eq!(key.verify(&forged, NOW), Err(TokenFault::Unknown), "{algorithm}");
            }
        }
        for nonsense in ["", ".", "..", "a.b.c", "意见", &"x".repeat(10_000)] {
            assert_eq!(key.verify(nonsense, NOW), Err(TokenFault::Unknown));
        }
    }
}
