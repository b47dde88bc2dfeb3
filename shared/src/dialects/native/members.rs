//! `GET /v1/members`, `PUT` and `DELETE /v1/members/{name}`: who belongs to the app's team (issue 5 "members with roles").

use serde::{Deserialize, Serialize};

use super::{
    field::{Field, body, word},
    settings::wire,
};
#[cfg(test)]
use crate::domain::Timestamp;
use crate::{
    dialects::times,
    domain::{
        Error, Reason, Role,
        member::{MemberName, Membership, Password},
    },
    http::{Call, Response, Wire, empty, json},
    operations::{
        members::{Team, TeamChange},
        settings::{Change, Changed},
    },
};

/// Lists the members of the token's app.
pub const LIST: Wire<Change, Changed> = wire("GET", "/v1/members", Role::Admin, |_| Ok(Change::Team(TeamChange::List)));
/// Adds a member, or changes one.
pub const PUT: Wire<Change, Changed> = wire("PUT", "/v1/members/{name}", Role::Admin, read);
/// Takes a member out of the app.
pub const REMOVE: Wire<Change, Changed> =
    wire("DELETE", "/v1/members/{name}", Role::Admin, |call| Ok(Change::Team(TeamChange::Remove(known(call)?))));

/// What a member is to be.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewMember"))]
pub(super) struct MemberBody {
    /// `agent` or `admin` of the token's app; with an owner's token also `owner`, of everything.
    role: Field<Role>,
    /// A new member needs one. It ends the sessions that were begun with the one before.
    #[serde(default)]
    password: Field<Password>,
}

fn read(call: &Call) -> Result<Change, Error> {
    let given: MemberBody = body(call)?;
    let name = MemberName::parse(call.parameter(0)).map_err(|reason| reason.of("name"))?;
    let role = given.role.named("role").required(word(Role::NAMES, Role::from_name))?;
    if role == Role::Client {
        return Err(Reason::NotOneOf(&["agent", "admin", "owner"]).of("role"));
    }
    let password = given.password.named("password").optional(Password::parse)?;
    Ok(Change::Team(TeamChange::Put { name, role, password }))
}

/// Nobody has a name that cannot be one.
fn known(call: &Call) -> Result<MemberName, Error> {
    MemberName::parse(call.parameter(0)).map_err(|_| Error::NotFound)
}

/// Who belongs to the app's team.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Members {
    /// By name; the deployment's owners too.
    items: Vec<MemberShape>,
}

/// A member of the team.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Member"))]
pub(super) struct MemberShape {
    /// What they are called.
    #[cfg_attr(test, schemars(with = "MemberName"))]
    name: String,
    /// What they may do: `agent`, `admin`, or `owner`.
    #[cfg_attr(test, schemars(with = "Role"))]
    role: &'static str,
    /// When they were added.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    created_at: String,
}

impl MemberShape {
    fn of(member: Membership) -> Self {
        Self {
            name: member.name.to_string(),
            role: member.role.name(),
            created_at: times::milliseconds(member.created_at),
        }
    }
}

pub(super) fn write(team: Team) -> Response {
    match team {
        Team::All(members) => json(200, &Members { items: members.into_iter().map(MemberShape::of).collect() }),
        Team::One(member) => json(200, &MemberShape::of(member)),
        Team::Removed => empty(),
    }
}
