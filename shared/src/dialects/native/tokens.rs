//! `POST /v1/tokens` (DESIGN.md "Native API").

use serde::Serialize;

use crate::{
    dialects::{Dialect, fields::Fields},
    domain::{AppId, Error, Reason, Role},
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

fn read(call: &Call) -> Result<TokenRequest, Error> {
    let fields = Fields::parse(call.body()?)?;
    let role = |name: &str| Role::from_name(name).ok_or(Reason::NotOneOf(Role::NAMES));
    Ok(TokenRequest {
        app: fields.required("app_id", AppId::parse)?.to_string(),
        secret: Ok(fields.optional("app_secret", |text| Ok(text.to_owned()))?),
        role: fields.optional("role", role)?,
        foreign_origin: call.header("origin").filter(|origin| !is_ours(call, origin)).map(str::to_owned),
        reuse: Reuse::Never,
    })
}

/// The deployment's own pages need no listing.
fn is_ours(call: &Call, origin: &str) -> bool {
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == call.header("host")
}

#[derive(Serialize)]
struct Token {
    token: String,
    role: &'static str,
    expires_in: u64,
}

fn write(_: &Call, grant: Grant) -> Response {
    json(200, &Token { token: grant.token, role: grant.role.name(), expires_in: grant.expires_in_s })
}
