//! Token: gives out access tokens.
//!
//! DESIGN.md "Native API": with the app's secret any role up to admin for two hours; without it a `client` token for
//! one hour, limited per address, and for a browser only from an origin that the app lists. 1 RRU, 1 WRU.

use super::{Context, once::count_against};
use crate::{
    domain::{
        AppId, Error, Role,
        app::{App, Origin},
        limits,
    },
    store::rights,
    token::{Claims, Issue, TokenKey},
};

rights!(CountRequests, ReadApp, SharedTokens);

/// How long a token against the secret lives, in seconds.
const WITH_SECRET_S: u64 = 2 * 60 * 60;
/// How long before its end a shared token is renewed, in seconds, as WeChat does.
const RENEWED_BEFORE_END_S: u64 = 5 * 60;
/// How long a token without the secret lives, in seconds.
const WITHOUT_SECRET_S: u64 = 60 * 60;

/// What is asked for.
pub struct TokenRequest {
    /// The app, as its caller names it.
    pub app: String,
    /// Its secret, if the caller gives one; or what is wrong with the rest of the request, which is said only once the
    /// app is known (WIRE.md, `wechat`: 40013 is checked first).
    pub secret: Result<Option<String>, Error>,
    /// The role; by default the most the caller can have.
    pub role: Option<Role>,
    /// The origin of the page that asks, if a browser does and the page is not our own.
    pub foreign_origin: Option<String>,
    /// Whether a token that was given out before will do.
    pub reuse: Reuse,
    /// Network address of the caller.
    pub address: String,
}

/// Whether tokens are shared by those who ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// Every request gets one of its own.
    Never,
    /// The one in force, until five minutes before its end (WeChat's `stable_token`).
    WhileValid,
    /// A new one, which is in force from now on (`force_refresh`). The old one lives out its time (A).
    Replace,
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
/// [`Error::UnknownApp`], [`Error::WrongSecret`]; [`Error::Forbidden`] for a role or an origin that is not to be had;
/// [`Error::RateLimited`].
pub async fn token(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    request: TokenRequest,
) -> Result<Grant, Error> {
    let (app, granted) = match judge(store, key, &request).await {
        Ok(granted @ (_, Proof::Secret)) => granted,
        // Guessing secrets and hoarding tokens cost the same: a request of this address, whatever app it names.
        other => {
            let who = format!("token/{}", request.address);
            count_against(store, context, &context.caller.app, &who, limits::ANONYMOUS_PER_MINUTE).await?;
            other?
        }
    };
    let (most, lifetime_s) = match granted {
        Proof::Secret => (Role::Admin, WITH_SECRET_S),
        Proof::None => (Role::Client, WITHOUT_SECRET_S),
    };
    let role = request.role.unwrap_or(most);
    if role > most {
        return Err(Error::Forbidden);
    }
    let issue = match request.reuse {
        Reuse::Never => Issue::new(context.now),
        Reuse::WhileValid | Reuse::Replace => shared_issue(store, context, &app.id, request.reuse).await?,
    };
    let expires_at_s = issue.at.seconds() + lifetime_s;
    let claims = Claims {
        app: app.id,
        role,
        generation: app.secret_generation,
        subject: role.name().to_owned(),
        expires_at_s,
        anonymous: granted == Proof::None,
        member: false,
    };
    let token = key.sign_issue(&claims, &issue).map_err(|cause| {
        tracing::error!(%cause, "a token cannot be signed");
        Error::Internal
    })?;
    Ok(Grant { token, role, expires_in_s: expires_at_s - context.now.seconds() })
}

/// What a caller has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// The app's secret.
    Secret,
    /// Nothing, from where the app lets anybody have a token.
    None,
}

/// The app, and what the caller has shown of it.
async fn judge(store: &impl Rights, key: &TokenKey, request: &TokenRequest) -> Result<(App, Proof), Error> {
    let id = AppId::parse(&request.app).map_err(|_| Error::UnknownApp)?;
    let app = store.app(&id).await?.ok_or(Error::UnknownApp)?;
    match &request.secret {
        Err(refusal) => Err(refusal.clone()),
        Ok(Some(secret)) if key.is_app_secret(&app.id, app.secret_generation, secret) => Ok((app, Proof::Secret)),
        Ok(Some(_)) => Err(Error::WrongSecret),
        Ok(None) if is_listed(&app.origins, request.foreign_origin.as_deref()) => Ok((app, Proof::None)),
        Ok(None) => Err(Error::Forbidden),
    }
}

/// When and as which token the shared one of an app was given out. The same issue signs to the same token, so only
/// the issue is kept, never the token. 1 RRU, and 1 WRU when it is replaced.
async fn shared_issue(store: &impl Rights, context: &Context<'_>, app: &AppId, reuse: Reuse) -> Result<Issue, Error> {
    let current = store.shared_issue(app).await?;
    let end_s = |issue: &Issue| issue.at.seconds() + WITH_SECRET_S;
    match &current {
        Some(issue) if reuse == Reuse::WhileValid && end_s(issue) > context.now.seconds() + RENEWED_BEFORE_END_S => {
            Ok(issue.clone())
        }
        _ => store.replace_shared_issue(app, current.as_ref(), Issue::new(context.now)).await,
    }
}

/// Mini-programs and native apps send no origin; `*` lists them all.
fn is_listed(listed: &[Origin], origin: Option<&str>) -> bool {
    origin.is_none_or(|origin| listed.iter().any(|listed| listed.lists(origin)))
}
