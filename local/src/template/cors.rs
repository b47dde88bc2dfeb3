//! `CorsConfiguration` of the HTTP API.

use super::node::Node;
use crate::error::Result;

/// Which pages of other origins may call, and what they may send and read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cors {
    /// Origins that may call; `*` is any.
    pub allow_origins: Vec<String>,
    /// Methods that they may use.
    pub allow_methods: Vec<String>,
    /// Headers that they may send.
    pub allow_headers: Vec<String>,
    /// Headers of the response that they may read.
    pub expose_headers: Vec<String>,
    /// Whether they may send the visitor's cookies.
    pub allow_credentials: bool,
    /// How long a browser may remember the answer to a preflight, in seconds.
    pub max_age_s: Option<String>,
}

impl Cors {
    pub(super) fn read(api: &Node) -> Result<Option<Self>> {
        api.only(&[
            "AccessLogSettings",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "Description",
            "FailOnWarnings",
            "Name",
            "PropagateTags",
            "RouteSettings",
            "StageName",
            "Tags",
        ])?;
        let Some(cors) = api.get("CorsConfiguration")? else {
            return Ok(None);
        };
        cors.only(&["AllowCredentials", "AllowHeaders", "AllowMethods", "AllowOrigins", "ExposeHeaders", "MaxAge"])?;
        Ok(Some(Self {
            allow_origins: cors.at("AllowOrigins")?.strings()?,
            allow_methods: cors.at("AllowMethods")?.strings()?,
            allow_headers: cors.at("AllowHeaders")?.strings()?,
            expose_headers: cors.at("ExposeHeaders")?.strings()?,
            allow_credentials: match cors.get("AllowCredentials")? {
                Some(truth) => truth.string()? == "true",
                None => false,
            },
            max_age_s: cors.get("MaxAge")?.map(|age| age.string()).transpose()?,
        }))
    }
}
