//! A filter, as far as a tree can answer it.

use super::Profile;
use crate::domain::{Faults, Filter, Kind, KindName, Status, WechatType};

/// What a filter asks of profiles. Its source and times say where in which tree to look; a keyword no tree can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// Only what anybody may read.
    pub public_only: bool,
    /// One of these states.
    pub statuses: Vec<Status>,
    /// One of these kinds.
    pub kinds: Vec<KindName>,
    /// With one of these faults, if given.
    pub faults: Option<Faults>,
    /// With this number of WeChat's, if given.
    pub wechat_type: Option<WechatType>,
}

impl Want {
    /// What a filter asks.
    #[must_use]
    pub fn of(filter: &Filter) -> Self {
        let statuses = filter.statuses.as_ref();
        let kinds = filter.kinds.as_ref();
        Self {
            public_only: filter.public_only,
            statuses: statuses.map_or_else(|| Status::ALL.to_vec(), |set| set.iter().copied().collect()),
            kinds: kinds.map_or_else(|| KindName::ALL.to_vec(), |set| set.iter().copied().collect()),
            faults: filter.faults.as_ref().map(|set| set.iter().copied().collect()),
            wechat_type: filter.wechat_type,
        }
    }

    /// Whether a profile fits.
    #[must_use]
    pub fn fits(&self, profile: &Profile) -> bool {
        (!self.public_only || profile.public)
            && self.statuses.contains(&profile.status)
            && self.kinds.contains(&profile.kind.name())
            && self.faults.is_none_or(|set| profile.kind.faults().bits() & set.bits() != 0)
            && self.wechat_type.is_none_or(|number| profile.wechat_type == Some(number))
    }

    /// Whether faults fit at all.
    pub(super) fn takes_faults(&self) -> bool {
        self.kinds.contains(&Kind::Fault(Faults::default()).name())
    }

    /// Any filter there can be.
    #[cfg(test)]
    pub(super) fn any() -> impl proptest::strategy::Strategy<Value = Self> {
        use proptest::prelude::*;
        let statuses = prop::sample::subsequence(Status::ALL.to_vec(), 0..=6);
        let kinds = prop::sample::subsequence(KindName::ALL.to_vec(), 0..=4);
        let faults = prop::option::of((0..1_u16 << Faults::BITS).prop_map(Faults::from_bits));
        let number = (0..20_u64).prop_map(WechatType::from_number);
        (any::<bool>(), statuses, kinds, faults, number).prop_map(
            |(public_only, statuses, kinds, faults, wechat_type)| Self {
                public_only,
                statuses,
                kinds,
                faults,
                wechat_type,
            },
        )
    }
}
