//! `GET /cgi-bin/token` and `POST /cgi-bin/stable_token` (WIRE.md, `wechat`): a server's token against appid and secret.

use serde::Serialize;

use super::parameters::Parameters;
use crate::{
    dialects::Dialect,
    domain::{Error, Reason},
    http::{Access, Call, Response, Route, Wire, json},
    operations::token::{Grant, Reuse, TokenRequest},
};

/// The only grant there is.
const GRANT: &str = "client_credential";

/// A token of its own for every request; those before it live out their time (A).
pub const TOKEN: Wire<TokenRequest, Grant> = wire("GET", "/cgi-bin/token", |call| read(call, Reuse::Never));

/// The same token for all who ask, while it is valid.
pub const STABLE_TOKEN: Wire<TokenRequest, Grant> = wire("POST", "/cgi-bin/stable_token", |call| {
    let force_refresh = Parameters::of(call)?.flag("force_refresh");
    read(call, if force_refresh { Reuse::Replace } else { Reuse::WhileValid })
});

/// The method that the stable token does not take.
pub const STABLE_TOKEN_BY_GET: Wire<TokenRequest, Grant> =
    wire("GET", "/cgi-bin/stable_token", |_| Err(Reason::NotOneOf(&["POST"]).of("method")));

const fn wire(
    method: &'static str,
    path: &'static str,
    read: fn(&Call) -> Result<TokenRequest, Error>,
) -> Wire<TokenRequest, Grant> {
    Wire { dialect: Dialect::Wechat, route: Route { method, path, access: Access::Public }, read, write }
}

fn read(call: &Call, reuse: Reuse) -> Result<TokenRequest, Error> {
    let parameters = Parameters::of(call)?;
    let secret = || match parameters.text("grant_type").as_deref() {
        Some(GRANT) => parameters.required("secret").map(Some),
        _ => Err(Reason::NotOneOf(&[GRANT]).of("grant_type")),
    };
    Ok(TokenRequest {
        app: parameters.required("appid")?,
        secret: secret(),
        role: None,
        foreign_origin: None,
        reuse,
        address: call.address().to_owned(),
    })
}

#[derive(Serialize)]
struct Token {
    access_token: String,
    expires_in: u64,
}

fn write(_: &Call, grant: Grant) -> Response {
    json(200, &Token { access_token: grant.token, expires_in: grant.expires_in_s })
}
