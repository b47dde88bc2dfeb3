//! Creates something once, however often the request is sent.
//!
//! Without an idempotency key, every request draws an id and creates. With one:
//!
//! 1. Look whether the key stands for an id already. If so the request is a replay: not counted by the rate limit,
//!    and refused if its body is another one.
//! 2. Otherwise count the request, then claim the key for a new id by a conditional write. Of two that race, the
//!    second is told the first one's id.
//! 3. Create under that id, unless it is there. So a request that was cut short between 2 and 3 is completed by its
//!    retry, and one that was not is answered as before.
//!
//! A key is the client's own, within its app and operation, for 24 hours; see [`scoped`] for those who are anonymous. What was created and deleted since is not
//! created again: the deletion has marked the claim, and a replay looks at that mark in the transaction that creates.
//! The first try does not, for half the price: a replay and a deletion that both fit between its claim and its write
//! would be undone by it.

use super::Context;
use crate::{
    domain::{AppId, Caller, Error, access::Identity},
    store::{Claim, ClaimKey, ClaimKeys, Claimed, CountRequests, ReadLimits},
};

/// Draws before giving up; two in a row are already rare (see `domain::ids`).
const DRAWS: u32 = 16;

/// From this length on a key is taken for one that nobody else has: 128 random bits in base64.
const UNGUESSABLE_KEY_BYTES: usize = 22;

/// Leave to create something under an id.
pub(super) struct Ticket {
    /// The id.
    pub id: u64,
    /// The idempotency key that stands for it.
    pub claim: Option<Claimed>,
    /// It was created and deleted since: answer as if it were there.
    pub spent: bool,
    draws: u32,
}

/// Counts the request in `app`, unless it is a replay, and gives it an id.
///
/// # Errors
/// [`Error::RateLimited`], [`Error::KeyReused`].
pub(super) async fn begin<S: ClaimKeys + CountRequests + ReadLimits>(
    store: &S,
    context: &Context<'_>,
    app: &AppId,
    operation: &'static str,
) -> Result<Ticket, Error> {
    let Some(key) = context.key else {
        count(store, context, app).await?;
        return Ok(Ticket { id: context.ids.draw(context.now), claim: None, spent: false, draws: 1 });
    };
    let claim_key = scoped(context.caller, app, operation, &key.key);
    let ours = Claim { id: context.ids.draw(context.now), body_hash: key.body_hash.clone(), deleted: false };
    let mut theirs = store.find_claim(&claim_key, context.now).await?;
    if theirs.is_none() {
        count(store, context, app).await?;
        theirs = store.claim(&claim_key, &ours, context.now).await?;
    }
    let replayed = theirs.is_some();
    let claim = theirs.unwrap_or(ours);
    if claim.body_hash != key.body_hash {
        return Err(Error::KeyReused);
    }
    Ok(Ticket { id: claim.id, claim: Some(Claimed { key: claim_key, replayed }), spent: claim.deleted, draws: 1 })
}

impl Ticket {
    /// Another id, because something else has this one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] after too many draws.
    pub async fn redraw<S: ClaimKeys>(&mut self, store: &S, context: &Context<'_>) -> Result<(), Error> {
        if self.draws == DRAWS {
            return Err(Error::Unavailable);
        }
        self.draws += 1;
        let next = context.ids.draw(context.now);
        self.id = match &mut self.claim {
            None => next,
            Some(claim) => {
                store.move_claim(&claim.key, self.id, next).await?;
                // Another try of the same request may have moved it first.
                claim.replayed = true;
                store.find_claim(&claim.key, context.now).await?.ok_or(Error::Unavailable)?.id
            }
        };
        Ok(())
    }
}

/// Counts a submission against its caller's limit, the default one or the app's own (DESIGN.md "One machine").
async fn count<S: CountRequests + ReadLimits>(store: &S, context: &Context<'_>, app: &AppId) -> Result<(), Error> {
    let limits = store.limits(app, context.now).await?;
    let limit = match context.caller.identity {
        Identity::Subject(_) | Identity::Member(_) => limits.token_per_minute,
        Identity::Address(_) => limits.anonymous_per_minute,
    };
    count_against(store, context, app, &who(context.caller), limit).await
}

/// Counts a request of `who` within `app`.
///
/// # Errors
/// [`Error::RateLimited`], with the seconds until the next minute begins.
pub(super) async fn count_against<S: CountRequests>(
    store: &S,
    context: &Context<'_>,
    app: &AppId,
    who: &str,
    limit: u64,
) -> Result<(), Error> {
    if store.count_request(app, who, limit, context.now).await? {
        return Ok(());
    }
    Err(Error::RateLimited { retry_after_s: 60 - context.now.seconds() % 60 })
}

/// The caller within the app. The key comes last, so no key can pass for another scope.
///
/// Somebody anonymous is only an address, and a phone that loses an answer on Wi-Fi tries again with another one. So their
/// long keys count within the app. A short one might be another person's too, or guessed: what is created under it may
/// come with a receipt, which a replay gives out again. It stays with its address.
fn scoped(caller: &Caller, app: &AppId, operation: &str, key: &str) -> ClaimKey {
    let who = match caller.identity {
        Identity::Address(_) if key.len() >= UNGUESSABLE_KEY_BYTES => "anonymous".to_owned(),
        _ => who(caller),
    };
    ClaimKey(format!("key#{app}#{operation}#{who}#{key}"))
}

fn who(caller: &Caller) -> String {
    match &caller.identity {
        Identity::Subject(subject) => format!("subject/{subject}"),
        Identity::Member(name) => format!("member/{name}"),
        Identity::Address(address) => format!("address/{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(identity: Identity, key: &str) -> ClaimKey {
        let app = AppId::from_number(1);
        scoped(&Caller { app: app.clone(), role: None, identity }, &app, "submit", key)
    }

    #[test]
    fn a_long_key_of_somebody_anonymous_goes_with_them_to_another_network() {
        let at = |address: &str, key| scope(Identity::Address(address.to_owned()), key);
        let long = "0b4c8a52-6d0f-4d06-8a2b-7f6f7d1f3a90";
        assert_eq!(at("192.0.2.1", long), at("198.51.100.1", long));
        assert_ne!(at("192.0.2.1", "1"), at("198.51.100.1", "1"));
        assert_ne!(scope(Identity::Subject("a".to_owned()), long), scope(Identity::Member("a".to_owned()), long));
    }
}
