//! `POST /open-apis/auth/v3/tenant_access_token/internal` (WIRE.md, `feishu`).
//!
//! The body is read whatever its `Content-Type`: one SDK sends none (WIRE.md, trap 1).

use serde::Serialize;

use super::TENANT_TOKEN;
use crate::{
    dialects::{Dialect, fields::Fields},
    domain::{Error, Reason},
    http::{Access, Call, Response, Route, Wire, json},
    operations::token::{Grant, Reuse, TokenRequest},
};

/// The wire.
pub const WIRE: Wire<TokenRequest, Grant> = Wire {
    dialect: Dialect::Feishu,
    route: Route { method: "POST", path: "/open-apis/auth/v3/tenant_access_token/internal", access: Access::Public },
    read,
    write,
};

fn read(call: &Call) -> Result<TokenRequest, Error> {
    // Whatever is wrong with the body, no app is named in it.
    let nameless = || Reason::Empty.of("app_id");
    let fields = Fields::parse(call.body()?).map_err(|_| nameless())?;
    let text = |field| fields.optional(field, |text| Ok(text.to_owned()));
    Ok(TokenRequest {
        app: text("app_id").ok().flatten().ok_or_else(nameless)?,
        secret: text("app_secret").ok().flatten().map(Some).ok_or(Error::WrongSecret),
        role: None,
        foreign_origin: None,
        reuse: Reuse::Never,
        address: call.address().to_owned(),
    })
}

#[derive(Serialize)]
struct Token {
    code: u8,
    msg: &'static str,
    tenant_access_token: String,
    expire: u64,
}

fn write(_: &Call, grant: Grant) -> Response {
    let tenant_access_token = format!("{TENANT_TOKEN}{}", grant.token);
    json(200, &Token { code: 0, msg: "ok", tenant_access_token, expire: grant.expires_in_s })
}
