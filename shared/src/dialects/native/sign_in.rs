//! `POST /v1/login`, `POST /v1/logout`, `GET /v1/session`, `POST /v1/session/token`: the members' way in (issue 5).
//!
//! The cookie is good for these routes only. What changes something asks for JSON and, of a browser that says where a
//! request comes from, for our own pages: a form or an image of another site can send neither, and `SameSite=Strict`
//! keeps the cookie at home besides.

use lambda_http::http::{
    HeaderValue,
    header::{CACHE_CONTROL, SET_COOKIE},
};
use serde::{Deserialize, Serialize};

use super::{
    field::{Field, body, word},
    pages,
    tokens::Token,
};
#[cfg(test)]
use crate::domain::app::AppKind;
use crate::{
    dialects::Dialect,
    domain::{
        AppId, Error, Reason, Role,
        app::AppCard,
        member::{MemberName, Password},
        session::SESSION_LIFETIME_S,
    },
    http::{Access, Call, Response, Route, Wire, empty, json},
    operations::{
        console::{Shown, Visit},
        sign_in::{SignIn, SignedIn, Whoami},
    },
    token::SessionSecret,
};

/// Name of the cookie.
const COOKIE: &str = "yijian_session";

/// Begins a session.
pub const LOGIN: Wire<Visit, Shown> = wire("POST", "/v1/login", read_login);
/// Ends it.
pub const LOGOUT: Wire<Visit, Shown> = wire("POST", "/v1/logout", read_logout);
/// Says whose it is.
pub const SESSION: Wire<Visit, Shown> =
    wire("GET", "/v1/session", |call| Ok(Visit::SignIn(SignIn::Show(secret(call)))));
/// Exchanges it for an access token.
pub const EXCHANGE: Wire<Visit, Shown> = wire("POST", "/v1/session/token", read_exchange);

const fn wire(method: &'static str, path: &'static str, read: fn(&Call) -> Result<Visit, Error>) -> Wire<Visit, Shown> {
    Wire { dialect: Dialect::Native, route: Route { method, path, access: Access::Public }, read, write: pages::write }
}

/// A member who wants in.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Login {
    /// What they are called, in upper or lower case.
    name: Field<MemberName>,
    /// Their password.
    password: Field<Password>,
}

fn read_login(call: &Call) -> Result<Visit, Error> {
    guard(call)?;
    let given: Login = body(call)?;
    let typed = |text: &str| if text.is_empty() { Err(Reason::Empty) } else { Ok(text.to_owned()) };
    let name = given.name.named("name").required(typed)?;
    let password = given.password.named("password").required(typed)?;
    Ok(Visit::SignIn(SignIn::Begin { name, password, address: call.address().to_owned() }))
}

fn read_logout(call: &Call) -> Result<Visit, Error> {
    guard(call)?;
    Ok(Visit::SignIn(SignIn::End(secret(call))))
}

/// Which token a session is to be exchanged for.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Exchange {
    /// One of the member's apps.
    app_id: Field<AppId>,
    /// The role, up to the member's own in that app, which it is if not given. An owner may ask for `owner`, and is
    /// given `admin` if they do not.
    #[serde(default)]
    role: Field<Role>,
}

fn read_exchange(call: &Call) -> Result<Visit, Error> {
    guard(call)?;
    let given: Exchange = body(call)?;
    Ok(Visit::SignIn(SignIn::Exchange {
        secret: secret(call),
        app: given.app_id.named("app_id").required(AppId::parse)?.to_string(),
        role: given.role.named("role").optional(word(Role::NAMES, Role::from_name))?,
    }))
}

/// Refuses what another site could make a browser send. Clients that are no browser send no `Sec-Fetch-Site`.
fn guard(call: &Call) -> Result<(), Error> {
    if call.header("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(Error::Forbidden);
    }
    let content_type = call.header("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Reason::Malformed("application/json").of("Content-Type"))
    }
}

/// What the cookie holds.
fn secret(call: &Call) -> Option<SessionSecret> {
    call.cookie(COOKIE).map(SessionSecret::of_cookie)
}

/// A member and their apps.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Session"))]
pub(super) struct SessionShape {
    /// Who is signed in.
    member: MemberShape,
    /// Their apps, by name; of an owner all that there are.
    apps: Vec<AppRow>,
}

/// Who is signed in.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SignedInMember"))]
struct MemberShape {
    /// What they are called.
    #[cfg_attr(test, schemars(with = "MemberName"))]
    name: String,
    /// Whether the deployment is theirs.
    owner: bool,
}

/// One of a member's apps.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SessionApp"))]
struct AppRow {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "AppId"))]
    app_id: String,
    /// What people call it.
    name: String,
    /// How it takes feedback.
    #[cfg_attr(test, schemars(with = "AppKind"))]
    kind: &'static str,
    /// What the member may do in it; an owner is `admin` everywhere.
    #[cfg_attr(test, schemars(with = "Role"))]
    role: &'static str,
}

impl SessionShape {
    fn of(whoami: Whoami) -> Self {
        let row = |(app, role): (AppCard, Role)| AppRow {
            app_id: app.id.to_string(),
            name: app.name.to_string(),
            kind: app.kind.name(),
            role: role.name(),
        };
        let member = MemberShape { name: whoami.name.to_string(), owner: whoami.owner };
        Self { member, apps: whoami.apps.into_iter().map(row).collect() }
    }
}

/// Writes the outcome.
pub(super) fn write(call: &Call, signed_in: SignedIn) -> Response {
    let mut response = match signed_in {
        SignedIn::Begun(secret, whoami) => {
            let response = json(200, &SessionShape::of(whoami));
            with_cookie(call, response, secret.reveal(), SESSION_LIFETIME_S)
        }
        SignedIn::Shown(whoami) => json(200, &SessionShape::of(whoami)),
        SignedIn::Ended => with_cookie(call, empty(), "", 0),
        SignedIn::Exchanged(grant) => json(200, &Token::of(grant)),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sets the cookie, or with a life of 0 s takes it away. Plain HTTP is for this machine only.
fn with_cookie(call: &Call, mut response: Response, value: &str, lifetime_s: u64) -> Response {
    let secure = if call.is_from_loopback() { "" } else { "; Secure" };
    let cookie = format!("{COOKIE}={value}; Path=/v1; Max-Age={lifetime_s}; HttpOnly; SameSite=Strict{secure}");
    // Base64 and words: always a header.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}
