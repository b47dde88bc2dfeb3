//! What is random once and kept: the default app's id, the key that signs tokens, the console's password.

use std::{fs, io::ErrorKind, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    data::write_private,
    error::{Context, Result},
    random,
    s3::{Keys, hex},
};

/// The content of `secrets.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// The default app: that of message board callers without a token, and of `credentials.json`.
    pub app_id: String,
    /// Key that signs access tokens.
    pub token_secret: String,
    /// Who logs in to the console.
    pub console_user: String,
    /// With which password.
    pub console_password: String,
}

impl Secrets {
    /// Reads the secrets, or makes them up and keeps them.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is damaged. A damaged file is not replaced: with a new key every
    /// token and every receipt that was handed out would be worthless.
    pub fn read_or_create(path: &Path) -> Result<Self> {
        let place = || path.display().to_string();
        match fs::read(path) {
            Ok(text) => serde_json::from_slice(&text).context(place),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let secrets = Self::random();
                let text = serde_json::to_vec_pretty(&secrets).context(place)?;
                write_private(path, &text).context(place)?;
                Ok(secrets)
            }
            Err(error) => Err(error).context(place),
        }
    }

    /// The key of the embedded S3, made from the key that signs tokens, so that there is one secret to keep.
    #[must_use]
    pub fn keys(&self) -> Keys {
        let derive = |what: &str| hex(&Sha256::digest(format!("{what} of the local stack {}", self.token_secret)));
        let access_key_id = format!("LOCAL{}", &derive("S3 access key")[..15]).to_uppercase();
        Keys { access_key_id, secret_access_key: derive("S3 secret key") }
    }

    fn random() -> Self {
        Self {
            app_id: format!("app-{}", random::name(12)),
            token_secret: random::secret(64),
            console_user: "admin".to_owned(),
            console_password: random::secret(20),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secrets.json");
        let first = Secrets::read_or_create(&file).unwrap();
        assert_eq!(Secrets::read_or_create(&file).unwrap(), first);
        assert_ne!(Secrets::random(), first);
    }

    #[test]
    fn damaged_secrets_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secrets.json");
        fs::write(&file, "{\"app_id\":").unwrap();
        assert!(Secrets::read_or_create(&file).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "{\"app_id\":");
    }
}
