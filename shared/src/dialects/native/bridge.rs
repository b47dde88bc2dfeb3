//! The bridge in `GET` and `PUT /v1/app` (issue 3 "Bridge in").

use serde::{Deserialize, Serialize};

use super::field::Field;
#[cfg(test)]
use crate::domain::Timestamp;
use crate::{
    dialects::times,
    domain::{
        AppId, Error,
        bridge::{Bridge, BridgeChange, ProgramSecret},
    },
};

/// A mini-program to take over from; what is left out stays.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewBridge"))]
pub(super) struct BridgeBody {
    /// The mini-program's appid. Another one begins anew, and needs its secret.
    #[serde(default)]
    appid: Field<AppId>,
    /// The mini-program's secret. It is kept sealed and never shown again.
    #[serde(default)]
    secret: Field<ProgramSecret>,
    /// Whether its feedback is taken over; `true` if not given with a new bridge.
    #[serde(default)]
    enabled: Field<bool>,
}

impl BridgeBody {
    pub fn read(&self) -> Result<BridgeChange, Error> {
        Ok(BridgeChange {
            program: self.appid.named("bridge.appid").optional(AppId::parse)?,
            secret: self.secret.named("bridge.secret").optional(ProgramSecret::parse)?,
            enabled: self.enabled.named("bridge.enabled").flag()?,
        })
    }
}

/// A mini-program whose feedback is taken over.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Bridge"))]
pub(super) struct BridgeShape {
    /// Its appid.
    #[cfg_attr(test, schemars(with = "AppId"))]
    appid: String,
    /// Whether there is a secret.
    secret_set: bool,
    /// Whether its feedback is taken over.
    enabled: bool,
    /// When that was last tried.
    #[cfg_attr(test, schemars(with = "Option<Timestamp>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    last_run_at: Option<String>,
    /// Why the last try did not come to its end, in WeChat's words or ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
}

impl BridgeShape {
    pub fn of(bridge: Bridge) -> Self {
        let (last_run_at, trouble) = match bridge.last_run {
            Some(run) => (Some(times::milliseconds(run.at)), run.trouble),
            None => (None, None),
        };
        Self {
            appid: bridge.program.to_string(),
            secret_set: !bridge.sealed_secret.is_empty(),
            enabled: bridge.enabled,
            last_run_at,
            trouble,
        }
    }
}
