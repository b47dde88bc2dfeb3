//! Who sends a request, and whether the route is for them.

use std::net::IpAddr;

use super::{Access, Query, call::Envelope};
use crate::{
    dialects::Dialect,
    domain::{AppId, Caller, Error, Timestamp, TokenFault, access::Identity},
    token::{Claims, TokenKey},
};

/// Finds out who calls.
///
/// # Errors
/// [`Error::Unauthenticated`] or [`Error::Forbidden`]; never on a public route.
pub(super) fn authorise(
    envelope: &Envelope,
    dialect: Dialect,
    access: Access,
    key: &TokenKey,
    default_app: &AppId,
    now: Timestamp,
) -> Result<Caller, Error> {
    let query = Query::parse(&envelope.raw_query);
    let claims = match dialect.token_in(|name| envelope.header(name), &query) {
        Some(token) => key.verify(token, now),
        None => Err(TokenFault::Missing),
    };
    match (claims, access) {
        (Ok(claims), access) => {
            let caller = holder(claims, &envelope.address);
            if let Access::Role(role) = access {
                caller.require(role)?;
            }
            Ok(caller)
        }
        (Err(_), Access::Public) => Ok(anonymous(default_app.clone(), &envelope.address)),
        (Err(fault), Access::Role(_)) => Err(Error::Unauthenticated(fault)),
    }
}

fn holder(claims: Claims, address: &str) -> Caller {
    let Claims { app, role, subject, anonymous, member, .. } = claims;
    let identity = match (anonymous, member) {
        (true, _) => Identity::Address(network(address)),
        (false, true) => Identity::Member(subject),
        (false, false) => Identity::Subject(subject),
    };
    Caller { app, role: Some(role), identity }
}

fn anonymous(app: AppId, address: &str) -> Caller {
    Caller { app, role: None, identity: Identity::Address(network(address)) }
}

/// What counts as one address: of IPv6 the /64 that a provider gives to one customer, who could otherwise take a new
/// address for every request.
pub(super) fn network(address: &str) -> String {
    let Ok(IpAddr::V6(v6)) = address.parse() else { return address.to_owned() };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return v4.to_string();
    }
    let [a, b, c, d, ..] = v6.segments();
    format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_ipv6_customer_is_one_address() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
