//! What follows from the deployment's one secret, so that none of it has to be stored: the secrets of apps, the ids of media,
//! receipts, and links to media that are good for a while. Each is a keyed hash of what it is for.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::Mac;
use subtle::ConstantTimeEq;

use super::{TokenKey, hs256};
use crate::domain::{AppId, FeedbackId, MediaId, Timestamp};

/// Leave to read one medium for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPass {
    /// When it ends, in Unix seconds.
    pub expires_at_s: u64,
    /// A keyed hash of medium and end.
    pub signature: String,
}

impl TokenKey {
    /// The secret of an app: 43 characters of `[A-Za-z0-9_-]`.
    #[must_use]
    pub fn app_secret(&self, app: &AppId, generation: u32) -> String {
        self.text(&format!("app-secret {app} {generation}"))
    }

    /// 128 bits for the id of a medium, from a drawn number: nobody can guess them, and a retry has them again.
    #[must_use]
    pub fn media_bits(&self, number: u64) -> u128 {
        self.bits(&format!("media {number}"))
    }

    /// 128 bits for the id of a medium that came from elsewhere, by a name that it has there.
    #[must_use]
    pub fn foreign_media_bits(&self, name: &str) -> u128 {
        self.bits(&format!("foreign-media {name}"))
    }

    /// The receipt of a feedback, by which its author reads and answers it without a token: the app and a keyed hash,
    /// `[A-Za-z0-9._-]` only. Nothing of it is stored.
    #[must_use]
    pub fn receipt(&self, app: &AppId, id: FeedbackId) -> String {
        format!("{app}.{}", self.text(&format!("receipt {app} {id}")))
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
        MediaPass { expires_at_s, signature: self.text(&format!("media-pass {id} {expires_at_s}")) }
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

    /// A keyed hash as text.
    fn text(&self, message: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hs256::mac(&self.secret, message.as_bytes()).finalize().into_bytes())
    }

    /// The beginning of a keyed hash as a number.
    fn bits(&self, message: &str) -> u128 {
        let hash = hs256::mac(&self.secret, message.as_bytes()).finalize().into_bytes();
        hash.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

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
