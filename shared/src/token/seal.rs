//! Seals secrets that are not ours and that the table has to keep: AES-256-GCM by `ring`, which our TLS brings along.
//!
//! The key is derived from the deployment's secret, so a copy of the table alone opens nothing. A changed deployment secret
//! opens nothing either: what was sealed has to be given again.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::Mac;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::{TokenKey, hs256};

impl TokenKey {
    /// Seals a text for a purpose; opened, it has to be for the same. `None` only for a text of gigabytes.
    #[must_use]
    pub fn seal(&self, purpose: &str, text: &str) -> Option<String> {
        // 96 random bits, as NIST SP 800-38D has it: far from the 2^32 seals after which two may be equal.
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = text.as_bytes().to_vec();
        let aad = Aad::from(purpose.as_bytes());
        self.sealing_key()?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// The text, if it was sealed by this deployment for this purpose.
    #[must_use]
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<String> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let aad = Aad::from(purpose.as_bytes());
        let text = self.sealing_key()?.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut sealed).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    fn sealing_key(&self) -> Option<LessSafeKey> {
        let key = hs256::mac(&self.secret, b"seal").finalize().into_bytes();
        UnboundKey::new(&AES_256_GCM, &key).ok().map(LessSafeKey::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_for_its_purpose_and_by_its_key_only() {
        let key = TokenKey::new("secret");
        let sealed = key.seal("bridge one", "密钥").unwrap();
        assert_eq!(key.unseal("bridge one", &sealed).as_deref(), Some("密钥"));
        assert_ne!(key.seal("bridge one", "密钥").unwrap(), sealed);
        assert_eq!(key.unseal("bridge two", &sealed), None);
        assert_eq!(TokenKey::new("other").unseal("bridge one", &sealed), None);
        for damaged in ["", "AAAA", &sealed[1..], &sealed[..sealed.len() - 2], "意见"] {
            assert_eq!(key.unseal("bridge one", damaged), None, "{damaged}");
        }
    }
}
