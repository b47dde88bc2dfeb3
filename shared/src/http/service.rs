//! What a function has at hand: the store, the key that signs tokens, the clock's and chance's helpers.

use crate::{
    domain::{AppId, Ids},
    store::{DynamoStore, media::Signer},
    token::TokenKey,
};

/// What a function has at hand.
pub struct Service {
    /// The table.
    pub store: DynamoStore,
    /// Signs addresses in the bucket.
    pub signer: Signer,
    /// Signs and checks tokens.
    pub tokens: TokenKey,
    /// The app of `message_board` callers without a token.
    pub default_app: AppId,
    /// Draws new ids.
    pub ids: Ids,
}

/// The environment lacks something.
#[derive(Debug)]
pub struct Setup(String);

impl Service {
    /// The service that the environment describes: `TABLE_NAME`, `TOKEN_SECRET`, `DEFAULT_APP_ID`,
    /// `MEDIA_BUCKET`, and AWS's own.
    ///
    /// # Errors
    /// If a variable is missing or unusable.
    pub async fn from_env() -> Result<Self, Setup> {
        let default_app =
            AppId::parse(&variable("DEFAULT_APP_ID")?).map_err(|reason| Setup(format!("DEFAULT_APP_ID {reason}")))?;
        let tokens = TokenKey::new(&variable("TOKEN_SECRET")?);
        let signer = Signer::from_env().map_err(|name| Setup(format!("environment variable {name} is not set")))?;
        let store = DynamoStore::connect(&variable("TABLE_NAME")?).await;
        Ok(Self { store, signer, tokens, default_app, ids: Ids::new(rand::random) })
    }
}

fn variable(name: &str) -> Result<String, Setup> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(Setup(format!("environment variable {name} is not set"))),
    }
}

impl std::fmt::Display for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Setup {}
