//! The secret of a session: 256 random bits, which only the browser keeps. The table has their hash.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A session's secret.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionSecret(String);

impl SessionSecret {
    /// A new one.
    #[must_use]
    pub fn draw() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// What a cookie holds, whatever it is: one that nobody drew stands for no session.
    #[must_use]
    pub fn of_cookie(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// For the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// For the table, where whoever reads it can sign in with nothing that is in there.
    #[must_use]
    pub fn hash(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl std::fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_differ_and_neither_is_its_hash() {
        let (one, two) = (SessionSecret::draw(), SessionSecret::draw());
        assert_eq!(one.reveal().len(), 43);
        assert_ne!(one.reveal(), two.reveal());
        assert_ne!(one.reveal(), one.hash());
        assert_eq!(SessionSecret::of_cookie(one.reveal()).hash(), one.hash());
    }
}
