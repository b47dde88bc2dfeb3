//! Token: gives out access tokens.
//!
//! DESIGN.md "Native API": with the app's secret any role up to admin for two hours; without it a `client` token for
//! one hour, limited per address, and for a browser only from an origin that the app lists. 1 RRU, 1 WRU.

use super::{Context, once::count_against};
use crate::{
    domain::{AppId, Error, Role, TokenFault, access::Identity, limits},
    store::rights,
    token::{Claims, TokenKey},
};

rights!(CountRequests, ReadApp);

/// How long a token against the secret lives, in seconds.
const WITH_SECRET_S: u64 = 2 * 60 * 60;
/// How long a token without the secret lives, in seconds.
const WITHOUT_SECRET_S: u64 = 60 * 60;

/// What is asked for.
pub struct TokenRequest {
    /// The app.
    pub app: AppId,
    /// Its secret, if the caller knows it.
    pub secret: Option<String>,
    /// The role; by default the most the caller can have.
    pub role: Option<Role>,
    /// The origin of the page that asks, if a browser does and the page is not our own.
    pub foreign_origin: Option<String>,
}

/// What is given.
pub struct Grant {
    /// The token.
    pub token: String,
    /// What it allows.
    pub role: Role,
    /// How long it lives, in seconds.
    pub expires_in_s: u64,
}

/// Gives out a token.
///
/// # Errors
/// [`Error::Unauthenticated`] for an unknown app or a wrong secret, without telling which; [`Error::Forbidden`] for
/// a role or an origin that is not to be had; [`Error::RateLimited`].
pub async fn token(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    request: TokenRequest,
) -> Result<Grant, Error> {
    // Guessing secrets and hoarding tokens cost the same: a request of this address.
    if let Identity::Address(address) = &context.caller.identity {
        let who = format!("token/{address}");
        count_against(store, context, &request.app, &who, limits::ANONYMOUS_PER_MINUTE).await?;
    }
    let unknown = Error::Unauthenticated(TokenFault::Unknown);
    let app = store.app(&request.app).await?.ok_or(unknown.clone())?;
    let generation = app.secret_generation;
    let (most, lifetime_s) = match &request.secret {
        Some(secret) if key.is_app_secret(&app.id, generation, secret) => (Role::Admin, WITH_SECRET_S),
        Some(_) => return Err(unknown),
        None if is_listed(&app.origins, request.foreign_origin.as_deref()) => (Role::Client, WITHOUT_SECRET_S),
        None => return Err(Error::Forbidden),
    };
    let role = request.role.unwrap_or(most);
    if role > most {
        return Err(Error::Forbidden);
    }
    let claims = Claims {
        app: app.id,
        role,
        generation,
        subject: role.name().to_owned(),
        expires_at_s: context.now.seconds() + lifetime_s,
        anonymous: request.secret.is_none(),
    };
    let token = key.sign(&claims, context.now).map_err(|cause| {
        tracing::error!(%cause, "a token cannot be signed");
        Error::Internal
    })?;
    Ok(Grant { token, role, expires_in_s: lifetime_s })
}

/// Mini-programs and native apps send no origin; `*` lists them all.
fn is_listed(listed: &[String], origin: Option<&str>) -> bool {
    origin.is_none_or(|origin| listed.iter().any(|listed| listed == "*" || listed == origin))
}
