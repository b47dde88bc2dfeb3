//! Access tokens: JSON Web Tokens signed with HMAC-SHA256 by the deployment's one secret.
//!
//! To check one takes no database read. It names the app, the role, the generation of the app's secret and its end;
//! `alg` must be `HS256`, so `none` and every other algorithm are refused. The same secret derives the secrets of
//! apps, so the table holds none: what an app is given is a keyed hash of its id and the generation, which grows
//! when the secret is changed.

mod hs256;
mod seal;
mod session;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, errors::ErrorKind};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;

pub use session::SessionSecret;

use crate::domain::{AppId, FeedbackId, MediaId, Role, Timestamp, TokenFault};

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

/// Leave to read one medium for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPass {
    /// When it ends, in Unix seconds.
    pub expires_at_s: u64,
    /// A keyed hash of medium and end.
    pub signature: String,
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

    /// The secret of an app: 43 characters of `[A-Za-z0-9_-]`.
    #[must_use]
    pub fn app_secret(&self, app: &AppId, generation: u32) -> String {
        let message = format!("app-secret {app} {generation}");
        BASE64_URL_SAFE_NO_PAD.encode(hs256::mac(&self.secret, message.as_bytes()).finalize().into_bytes())
    }

    /// 128 bits for the id of a medium, from a drawn number: nobody can guess them, and a retry has them again.
    #[must_use]
    pub fn media_bits(&self, number: u64) -> u128 {
        let hash = hs256::mac(&self.secret, format!("media {number}").as_bytes()).finalize().into_bytes();
        hash.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }

    /// 128 bits for the id of a medium that came from elsewhere, by a name that it has there.
    #[must_use]
    pub fn foreign_media_bits(&self, name: &str) -> u128 {
        let hash = hs256::mac(&self.secret, format!("foreign-media {name}").as_bytes()).finalize().into_bytes();
        hash.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }

    /// The receipt of a feedback, by which its author reads and answers it without a token: the app and a keyed hash,
    /// `[A-Za-z0-9._-]` only. Nothing of it is stored.
    #[must_use]
    pub fn receipt(&self, app: &AppId, id: FeedbackId) -> String {
        let message = format!("receipt {app} {id}");
        let hash = hs256::mac(&self.secret, message.as_bytes()).finalize().into_bytes();
        format!("{app}.{}", BASE64_URL_SAFE_NO_PAD.encode(hash))
    }

    /// The app whose feedback a receipt opens, if it is the receipt of that feedback.
    #[must_use]
    pub fn app_of_receipt(&self, receipt: &str, id: FeedbackId) -> Option<AppId> {
        let app = AppId::parse(receipt.rsplit_once('.')?.0).ok()?;
        let genuine: bool = self.receipt(&app, id).as_bytes().ct_eq(receipt.as_bytes()).into();
        genuine.then_some(app)
    }

    /// What lets anybody who has it read a medium until an end, in Unix seconds: for links in answers.
    #[must_use]
    pub fn media_pass(&self, id: &MediaId, expires_at_s: u64) -> MediaPass {
        let hash = hs256::mac(&self.secret, format!("media-pass {id} {expires_at_s}").as_bytes()).finalize();
        MediaPass { expires_at_s, signature: BASE64_URL_SAFE_NO_PAD.encode(hash.into_bytes()) }
    }

    /// Whether a pass is ours, for this medium, and not over.
    #[must_use]
    pub fn is_media_pass(&self, id: &MediaId, pass: &MediaPass, now: Timestamp) -> bool {
        let genuine = self.media_pass(id, pass.expires_at_s);
        let is_ours: bool = genuine.signature.as_bytes().ct_eq(pass.signature.as_bytes()).into();
        is_ours && pass.expires_at_s > now.seconds()
    }

    /// Whether `offered` is the secret of an app, in a time that does not tell how much of it is right.
    #[must_use]
    pub fn is_app_secret(&self, app: &AppId, generation: u32, offered: &str) -> bool {
        self.app_secret(app, generation).as_bytes().ct_eq(offered.as_bytes()).into()
    }
}

/// A keyed hash that takes a key of any length, as RFC 2104 has it.
type HmacSha256 = Hmac<Sha256>;

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_receipt_opens_one_feedback() {
        let key = TokenKey::new("secret");
        let app = AppId::parse("my.app-1").unwrap();
        let (one, two) = (FeedbackId::from_number(1).unwrap(), FeedbackId::from_number(2).unwrap());
        let receipt = key.receipt(&app, one);
        assert_eq!(key.app_of_receipt(&receipt, one), Some(app));
        assert_eq!(key.app_of_receipt(&receipt, two), None);
        for forged in [
            "",
            ".",
            "my.app-1.",
            &receipt.replacen("my", "no", 1),
            &TokenKey::new("x").receipt(&AppId::parse("a").unwrap(), one),
        ] {
            assert_eq!(key.app_of_receipt(forged, one), None, "{forged}");
        }
    }

    #[test]
    fn a_media_pass_is_for_one_medium_until_its_end() {
        let key = TokenKey::new("secret");
        let (one, two) = (MediaId::from_random(1), MediaId::from_random(2));
        let pass = key.media_pass(&one, NOW.seconds() + 60);
        assert!(key.is_media_pass(&one, &pass, NOW));
        assert!(!key.is_media_pass(&two, &pass, NOW));
        assert!(!key.is_media_pass(&one, &pass, Timestamp::from_ms(NOW.ms() + 60_000)));
        let longer = MediaPass { expires_at_s: pass.expires_at_s + 1, ..pass };
        assert!(!key.is_media_pass(&one, &longer, NOW));
    }

    #[test]
    fn an_app_secret_is_of_one_app_and_generation() {
        let key = TokenKey::new("secret");
        let (one, two) = (AppId::parse("one").unwrap(), AppId::parse("two").unwrap());
        let secret = key.app_secret(&one, 1);
        assert!(key.is_app_secret(&one, 1, &secret));
        assert!(!key.is_app_secret(&one, 2, &secret) && !key.is_app_secret(&two, 1, &secret));
        assert!(!key.is_app_secret(&one, 1, "") && !key.is_app_secret(&one, 1, &secret[1..]));
    }
}
