//! `POST /v1/tokens` (DESIGN.md "Native API").

use serde::{Deserialize, Serialize};

use super::field::{Field, body, word};
use crate::{
    dialects::Dialect,
    domain::{AppId, Error, Role},
    http::{Access, Call, Response, Route, Wire, json},
    operations::token::{Grant, Reuse, TokenRequest},
};

/// The wire.
pub const WIRE: Wire<TokenRequest, Grant> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "POST", path: "/v1/tokens", access: Access::Public },
    read,
    write,
};

/// Who asks for a token, and for which.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewToken"))]
pub(super) struct TokenBody {
    /// The app.
    app_id: Field<AppId>,
    /// Its secret; without it a `client` token for an hour is to be had.
    #[serde(default)]
    app_secret: Field<String>,
    /// The role, up to `admin`; the most there is to be had if not given.
    #[serde(default)]
    role: Field<Role>,
}

fn read(call: &Call) -> Result<TokenRequest, Error> {
    let given: TokenBody = body(call)?;
    Ok(TokenRequest {
        app: given.app_id.named("app_id").required(AppId::parse)?.to_string(),
        secret: Ok(given.app_secret.named("app_secret").optional(|text| Ok(text.to_owned()))?),
        role: given.role.named("role").optional(word(Role::NAMES, Role::from_name))?,
        foreign_origin: call.header("origin").filter(|origin| !is_ours(call, origin)).map(str::to_owned),
        reuse: Reuse::Never,
        address: call.address().to_owned(),
    })
}

/// The deployment's own pages need no listing.
fn is_ours(call: &Call, origin: &str) -> bool {
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == call.header("host")
}

/// A token.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Token {
    /// To send as `Authorization: Bearer`.
    token: String,
    /// What it allows.
    #[cfg_attr(test, schemars(with = "Role"))]
    role: &'static str,
    /// How long it lives, in seconds.
    expires_in: u64,
}

impl Token {
    pub fn of(grant: Grant) -> Self {
        Self { token: grant.token, role: grant.role.name(), expires_in: grant.expires_in_s }
    }
}

fn write(_: &Call, grant: Grant) -> Response {
    json(200, &Token::of(grant))
}
