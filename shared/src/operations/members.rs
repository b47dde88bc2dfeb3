//! Members: who belongs to an app's team.
//!
//! A member is one person in the whole deployment, with one password and a role in each of their apps. So an admin may
//! bring anybody into their own app, but sets the password only of those who are in no other: else the admin of one app
//! could sign in to another as somebody else. What an owner is, only an owner changes.
//!
//! Costs 1 RRU and 6 WRU a change; the list 0.5 RRU a 4 KB, twice.

use std::collections::BTreeMap;

use super::Context;
use crate::{
    domain::{
        Error, Reason, Role,
        member::{Member, MemberName, Membership, Password, PasswordHash},
    },
    password,
    store::rights,
};

rights!(ListMembers, ReadMember, SaveMember);

/// Changes of one member at the same time before giving up.
const ROUNDS: u32 = 4;

/// What to do.
pub enum TeamChange {
    /// List them.
    List,
    /// Add a member, or change their role or password.
    Put {
        /// Who.
        name: MemberName,
        /// Agent, admin or owner.
        role: Role,
        /// A new member needs one.
        password: Option<Password>,
    },
    /// Take a member out of the app.
    Remove(MemberName),
}

/// How it came out.
pub enum Team {
    /// Everybody.
    All(Vec<Membership>),
    /// This one as they are now.
    One(Membership),
    /// This one is no more.
    Removed,
}

/// Reads or changes the team of the caller's app.
///
/// # Errors
/// [`Error::Forbidden`] for what only an owner may do; [`Error::NotFound`] if somebody to be removed is not in the app;
/// [`Reason::Empty`] about `password` for a new member without one.
pub async fn members(store: &impl Rights, context: &Context<'_>, change: TeamChange) -> Result<Team, Error> {
    match change {
        TeamChange::List => store.members(&context.caller.app).await.map(Team::All),
        TeamChange::Put { name, role, password } => put(store, context, name, role, password).await.map(Team::One),
        TeamChange::Remove(name) => remove(store, context, &name).await.map(|()| Team::Removed),
    }
}

async fn put(
    store: &impl Rights,
    context: &Context<'_>,
    name: MemberName,
    role: Role,
    password: Option<Password>,
) -> Result<Membership, Error> {
    // Hashed once, however often the rest has to be tried again.
    let password = password.as_ref().map(password::hash).transpose()?;
    for _ in 0..ROUNDS {
        let before = store.member(&name).await?;
        let may = Permissions::of(context, before.as_ref());
        may.require(role != Role::Owner || may.as_owner)?;
        may.require(password.is_none() || may.password)?;
        let mut member = match (before, &password) {
            (Some(before), None) => before,
            (Some(before), Some(password)) => Member { password: password.clone(), ..before },
            (None, Some(password)) => new(context, name.clone(), password.clone()),
            (None, None) => return Err(Reason::Empty.of("password")),
        };
        member.owner = role == Role::Owner;
        if !member.owner {
            member.roles.insert(context.caller.app.clone(), role);
        }
        if store.save_member(&member, &context.caller.app).await? {
            return Ok(Membership { name, role, created_at: member.created_at });
        }
    }
    Err(Error::Unavailable)
}

async fn remove(store: &impl Rights, context: &Context<'_>, name: &MemberName) -> Result<(), Error> {
    for _ in 0..ROUNDS {
        let mut member = store.member(name).await?.ok_or(Error::NotFound)?;
        let was_here = member.roles.remove(&context.caller.app).is_some() || member.owner;
        // Before the rights: who is in another app only is nobody here.
        if !was_here {
            return Err(Error::NotFound);
        }
        Permissions::of(context, Some(&member)).require(true)?;
        member.owner = false;
        if store.save_member(&member, &context.caller.app).await? {
            return Ok(());
        }
    }
    Err(Error::Unavailable)
}

/// What the caller may do to a member.
struct Permissions {
    /// Whether they are an owner.
    as_owner: bool,
    /// Whether anything at all.
    anything: bool,
    /// Whether set the password.
    password: bool,
}

impl Permissions {
    fn of(context: &Context<'_>, member: Option<&Member>) -> Self {
        let as_owner = context.caller.is(Role::Owner);
        let is_owner = member.is_some_and(|member| member.owner);
        let only_here = member.is_none_or(|member| member.roles.keys().all(|app| *app == context.caller.app));
        Self { as_owner, anything: as_owner || !is_owner, password: as_owner || only_here && !is_owner }
    }

    fn require(&self, holds: bool) -> Result<(), Error> {
        if self.anything && holds { Ok(()) } else { Err(Error::Forbidden) }
    }
}

fn new(context: &Context<'_>, name: MemberName, password: PasswordHash) -> Member {
    Member { name, owner: false, roles: BTreeMap::new(), password, created_at: context.now, revision: 0 }
}
