//! What filters look at.

use crate::domain::{Card, Faults, Kind, Status, WechatType};

/// All that a filter looks at in a feedback, beside its app, source and time: those say in which tree it stands, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    /// Where it stands.
    pub status: Status,
    /// Whether anybody may read it.
    pub public: bool,
    /// What it is.
    pub kind: Kind,
    /// WeChat's number as it is shown; `None` for anything that is no fault.
    pub wechat_type: Option<WechatType>,
}

impl Profile {
    /// The profile of a feedback.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        Self { status: card.status, public: card.public, kind: card.kind, wechat_type: card.shown_wechat_type() }
    }

    /// The profile as a number; the usual ones are small.
    pub(super) fn code(self) -> u64 {
        let what = match self.kind {
            Kind::Suggestion => 0,
            Kind::Question => 1,
            Kind::Other => 2,
            Kind::Fault(faults) => {
                // A number of its own only where it does not follow from the faults.
                let submitted = self.wechat_type.filter(|number| *number != WechatType::of(faults));
                let number = submitted.map_or(0, |number| u64::from(number.number()));
                3 + u64::from(faults.bits()) + (number << Faults::BITS)
            }
        };
        (what * 2 + u64::from(self.public)) * 6 + self.status as u64
    }

    /// The profile with this number, if there is one.
    pub(super) fn from_code(code: u64) -> Option<Self> {
        let status = Status::ALL[usize::try_from(code % 6).ok()?];
        let public = code / 6 % 2 == 1;
        let (kind, wechat_type) = match code / 12 {
            0 => (Kind::Suggestion, None),
            1 => (Kind::Question, None),
            2 => (Kind::Other, None),
            what => {
                let what = what - 3;
                let faults = Faults::from_bits(u16::try_from(what & ((1 << Faults::BITS) - 1)).ok()?);
                let number = match what >> Faults::BITS {
                    0 => WechatType::of(faults),
                    number => WechatType::from_number(number)?,
                };
                (Kind::Fault(faults), Some(number))
            }
        };
        Some(Self { status, public, kind, wechat_type })
    }

    /// Any profile there can be.
    #[cfg(test)]
    pub(super) fn any() -> impl proptest::strategy::Strategy<Value = Self> {
        use proptest::prelude::*;
        let kind = (0..4_u8, 0..1_u16 << Faults::BITS, 0..9_u64);
        (prop::sample::select(Status::ALL.to_vec()), any::<bool>(), kind).prop_map(
            |(status, public, (kind, bits, number))| {
                let faults = Faults::from_bits(bits);
                let kind = [Kind::Suggestion, Kind::Question, Kind::Other, Kind::Fault(faults)][usize::from(kind)];
                let wechat_type = WechatType::shown(kind, WechatType::from_number(number));
                Self { status, public, kind, wechat_type }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_says_all_of_it(profile in Profile::any()) {
            prop_assert_eq!(Profile::from_code(profile.code()), Some(profile));
        }

        #[test]
        fn no_code_does_harm(code in any::<u64>()) {
            if let Some(profile) = Profile::from_code(code) {
                prop_assert_eq!(Profile::from_code(profile.code()), Some(profile));
            }
        }
    }
}
