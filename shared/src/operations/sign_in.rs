//! Sign-in: how a member of the team comes from a name and a password to an access token.
//!
//! Name and password begin a session, whose secret is in a cookie that no script can read. The session is good for one
//! thing: to be exchanged for an access token of one app, for a quarter of an hour. Every other call carries that token,
//! so no cookie ever opens data, and what another site makes a browser send opens nothing.
//!
//! * **Cost**: a sign-in 7 WRU and 1 RRU, an exchange 3 RRU, each app of the list 0.5 RRU.
//! * **Freshness**: sessions, members and the app of an exchange are read strongly consistent; the list of apps to choose
//!   from is not, and may lack one of this second. A member who is removed, or whose password is changed, gets no further
//!   token; the one they have lives on for at most 15 minutes, but changes no team and no secret.
//! * **Guessing**: five failures of a name from one address lock it there for what is left of 15 minutes, the right
//!   password included; fifty from anywhere lock it everywhere. So nobody is kept out by one stranger, and a guesser with
//!   many addresses has 200 guesses an hour. Nobody learns which names exist: an unknown one is counted, hashed and
//!   answered like any other.
//! * **Source**: issue 5 "sign-in"; OWASP "Authentication" and "Session Management".

use super::{Context, once::count_against, token::Grant};
use crate::{
    domain::{
        AppId, Error, Reason, Role, Timestamp,
        app::AppCard,
        error::SignInFault,
        limits::{SIGN_IN_ATTEMPTS, SIGN_IN_ATTEMPTS_OF_ALL, SIGN_IN_WINDOW_S, SIGN_INS_PER_MINUTE},
        member::{Member, MemberName, PASSWORD_CHARS},
        session::{SESSION_LIFETIME_S, Session},
    },
    password,
    store::{Attempt, Attempts, rights},
    token::{Claims, SessionSecret, TokenKey},
};

rights!(CountAttempts, CountRequests, ListApps, ReadApp, ReadMember, Sessions);

/// How long a token against a session lives, in seconds.
const TOKEN_LIFETIME_S: u64 = 15 * 60;

/// What a member's browser asks for.
pub enum SignIn {
    /// A session.
    Begin {
        /// As it was typed.
        name: String,
        /// As it was typed.
        password: String,
        /// Network address of the caller.
        address: String,
    },
    /// Who it is that the cookie speaks for.
    Show(Option<SessionSecret>),
    /// The end of the session.
    End(Option<SessionSecret>),
    /// An access token.
    Exchange {
        /// What the cookie holds.
        secret: Option<SessionSecret>,
        /// The app, as the browser names it.
        app: String,
        /// The role, up to the member's own; agent or admin if not given.
        role: Option<Role>,
    },
}

/// How it came out.
pub enum SignedIn {
    /// A session has begun.
    Begun(SessionSecret, Whoami),
    /// It is this member's.
    Shown(Whoami),
    /// There is no session any more.
    Ended,
    /// The token.
    Exchanged(Grant),
}

/// A member, and the apps they may choose from.
pub struct Whoami {
    /// What they are called.
    pub name: MemberName,
    /// Whether the deployment is theirs.
    pub owner: bool,
    /// Their apps, by name.
    pub apps: Vec<(AppCard, Role)>,
}

/// Does it.
///
/// # Errors
/// [`Error::NotSignedIn`]; [`Error::RateLimited`] for a locked name; [`Error::NotFound`] for an app that is not the
/// member's; [`Error::Forbidden`] for a role beyond theirs.
pub async fn sign_in(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    asked: SignIn,
) -> Result<SignedIn, Error> {
    match asked {
        SignIn::Begin { name, password, address } => begin(store, context, &name, &password, &address).await,
        SignIn::Show(secret) => {
            let (_, member) = holder(store, context, secret.as_ref()).await?;
            Ok(SignedIn::Shown(whoami(store, member).await?))
        }
        SignIn::End(secret) => {
            if let Some(secret) = secret {
                store.end_session(&secret).await?;
            }
            Ok(SignedIn::Ended)
        }
        SignIn::Exchange { secret, app, role } => {
            let (session, member) = holder(store, context, secret.as_ref()).await?;
            exchange(store, key, context, &session, &member, &app, role).await.map(SignedIn::Exchanged)
        }
    }
}

async fn begin(
    store: &impl Rights,
    context: &Context<'_>,
    name: &str,
    offered: &str,
    address: &str,
) -> Result<SignedIn, Error> {
    let who = format!("sign-in/{address}");
    count_against(store, context, &context.caller.app, &who, SIGN_INS_PER_MINUTE).await?;
    // No password is longer, and to hash one that is would be work for nothing.
    if offered.chars().count() > PASSWORD_CHARS {
        return Err(Reason::TooLong { max_chars: PASSWORD_CHARS }.of("password"));
    }
    let Ok(name) = MemberName::parse(name) else {
        password::verify(offered, None)?;
        return Err(Error::NotSignedIn(SignInFault::Password));
    };
    // From here first: what this address may no longer try does not count against the name everywhere.
    let counted = [
        (Attempts { name: &name, from: Some(address) }, SIGN_IN_ATTEMPTS),
        (Attempts { name: &name, from: None }, SIGN_IN_ATTEMPTS_OF_ALL),
    ];
    for (attempts, limit) in counted {
        let attempt = store.count_attempt(attempts, limit, SIGN_IN_WINDOW_S, context.now).await?;
        if let Attempt::LockedOut { until_s } = attempt {
            return Err(Error::RateLimited { retry_after_s: until_s.saturating_sub(context.now.seconds()).max(1) });
        }
    }
    let member = store.member(&name).await?;
    let fits = password::verify(offered, member.as_ref().map(|member| &member.password))?;
    let Some(member) = member.filter(|_| fits) else {
        return Err(Error::NotSignedIn(SignInFault::Password));
    };
    for (attempts, _) in counted {
        store.forget_attempts(attempts).await?;
    }
    let secret = SessionSecret::draw();
    let expires_at = Timestamp::from_ms(context.now.ms() + SESSION_LIFETIME_S * 1_000);
    let session = Session { member: name, stamp: member.password.stamp.clone(), expires_at };
    store.begin_session(&secret, &session).await?;
    Ok(SignedIn::Begun(secret, whoami(store, member).await?))
}

/// The session behind a cookie, and whose it is, unless their password is another one since.
async fn holder(
    store: &impl Rights,
    context: &Context<'_>,
    secret: Option<&SessionSecret>,
) -> Result<(Session, Member), Error> {
    let nobody = Error::NotSignedIn(SignInFault::Session);
    let secret = secret.ok_or(nobody.clone())?;
    let session = store.session(secret, context.now).await?.ok_or(nobody.clone())?;
    let member = store.member(&session.member).await?;
    let member = member.filter(|member| member.password.stamp == session.stamp);
    member.map(|member| (session, member)).ok_or(nobody)
}

async fn whoami(store: &impl Rights, member: Member) -> Result<Whoami, Error> {
    let ids = if member.owner { store.all_apps().await? } else { member.roles.keys().cloned().collect() };
    let cards = store.app_cards(&ids).await?.into_iter();
    let apps = cards.filter_map(|card| member.role_in(&card.id).map(|role| (card, role))).collect();
    Ok(Whoami { name: member.name, owner: member.owner, apps })
}

async fn exchange(
    store: &impl Rights,
    key: &TokenKey,
    context: &Context<'_>,
    session: &Session,
    member: &Member,
    app: &str,
    role: Option<Role>,
) -> Result<Grant, Error> {
    let id = AppId::parse(app).map_err(|_| Error::NotFound)?;
    let own = member.role_in(&id).ok_or(Error::NotFound)?;
    let app = store.app(&id).await?.ok_or(Error::NotFound)?;
    let role = role.unwrap_or(own);
    if role > if member.owner { Role::Owner } else { own } {
        return Err(Error::Forbidden);
    }
    // Never longer than the session.
    let expires_at_s = (context.now.seconds() + TOKEN_LIFETIME_S).min(session.expires_at.seconds());
    let claims = Claims {
        app: app.id,
        role,
        generation: app.secret_generation,
        subject: member.name.to_string(),
        expires_at_s,
        anonymous: false,
        member: true,
    };
    let token = key.sign(&claims, context.now).map_err(|cause| {
        tracing::error!(%cause, "a token cannot be signed");
        Error::Internal
    })?;
    Ok(Grant { token, role, expires_in_s: expires_at_s - context.now.seconds() })
}
