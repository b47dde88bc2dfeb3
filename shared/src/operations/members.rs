//! Members: who belongs to an app's team.
//!
//! A member is one person in the whole deployment, with one password and a role in each of their apps. Whoever set a
//! password knows it, so the admin of one app could sign in to another as somebody else, if that other took them in. Hence
//! an admin makes and changes those who are in their own app alone; who is in another is brought in by an owner, who
//! should set them another password. What an owner is, only an owner changes, and the last one stays.
//!
//! A member's token lives on for a quarter of an hour after they were removed. That must not be enough to come back for
//! good: before a change, what the member may do is read again (`still_may`).
//!
//! Costs 1 RRU and 6 WRU a change, 1 RRU more by a member; the list 0.5 RRU a 4 KB, twice.

use std::collections::BTreeMap;

use super::Context;
use crate::{
    domain::{
        AppId, Error, Reason, Role,
        access::Identity,
        member::{Member, MemberName, Membership, Password, PasswordHash},
    },
    password,
    store::{ListMembers, ReadMember, rights},
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
/// [`Error::Forbidden`] for what only an owner may do, and for the end of the last owner; [`Error::NotFound`] if somebody to be removed is not in the app;
/// [`Reason::Empty`] about `password` for a new member without one.
pub async fn members(store: &impl Rights, context: &Context<'_>, change: TeamChange) -> Result<Team, Error> {
    match change {
        TeamChange::List => store.members(&context.caller.app).await.map(Team::All),
        TeamChange::Put { name, role, password } => {
            still_may(store, context).await?;
            put(store, context, name, role, password).await.map(Team::One)
        }
        TeamChange::Remove(name) => {
            still_may(store, context).await?;
            remove(store, context, &name).await.map(|()| Team::Removed)
        }
    }
}

/// Refuses a member who is no more, or no longer what their token says. 1 RRU if the caller is a member.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) async fn still_may(store: &impl ReadMember, context: &Context<'_>) -> Result<(), Error> {
    let Identity::Member(name) = &context.caller.identity else { return Ok(()) };
    let name = MemberName::parse(name).map_err(|_| Error::Forbidden)?;
    let member = store.member(&name).await?.ok_or(Error::Forbidden)?;
    let own = if member.owner { Some(Role::Owner) } else { member.role_in(&context.caller.app) };
    if own >= context.caller.role { Ok(()) } else { Err(Error::Forbidden) }
}

/// Refuses to take away the last owner: nobody could make another. The list is eventually consistent, so two owners who
/// take each other away within the same second are not held up.
async fn keep_an_owner(store: &impl ListMembers, app: &AppId, leaving: &MemberName) -> Result<(), Error> {
    let mut members = store.members(app).await?.into_iter();
    let is_another = |member: Membership| member.role == Role::Owner && member.name != *leaving;
    if members.any(is_another) { Ok(()) } else { Err(Error::Forbidden) }
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
        if role != Role::Owner && before.as_ref().is_some_and(|member| member.owner) {
            keep_an_owner(store, &context.caller.app, &name).await?;
        }
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
        let may = Permissions::of(context, Some(&member));
        let was_here = member.roles.remove(&context.caller.app).is_some() || member.owner;
        // Before the rights: who is in another app only is nobody here.
        if !was_here {
            return Err(Error::NotFound);
        }
        may.require(true)?;
        if member.owner {
            keep_an_owner(store, &context.caller.app, name).await?;
        }
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
    /// Whether anything at all: not to who is in other apps only, even bring them in.
    anything: bool,
    /// Whether set the password.
    password: bool,
}

impl Permissions {
    fn of(context: &Context<'_>, member: Option<&Member>) -> Self {
        let as_owner = context.caller.is(Role::Owner);
        let is_owner = member.is_some_and(|member| member.owner);
        let only_here = member.is_none_or(|member| member.roles.keys().all(|app| *app == context.caller.app));
        let is_here = member.is_none_or(|member| member.roles.contains_key(&context.caller.app));
        Self { as_owner, anything: as_owner || is_here && !is_owner, password: as_owner || only_here && !is_owner }
    }

    fn require(&self, holds: bool) -> Result<(), Error> {
        if self.anything && holds { Ok(()) } else { Err(Error::Forbidden) }
    }
}

fn new(context: &Context<'_>, name: MemberName, password: PasswordHash) -> Member {
    Member { name, owner: false, roles: BTreeMap::new(), password, created_at: context.now, revision: 0 }
}
