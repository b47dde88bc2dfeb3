//! What a feedback is about: its kind, and for a fault, which ones.

/// A symptom that a fault report may name (seed 002 "反馈类型", seed 000 "故障类型").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// 黑屏
    BlackScreen,
    /// 白屏
    WhiteScreen,
    /// 无法打开
    CannotOpen,
    /// 卡顿
    Stutter,
    /// 闪退
    Crash,
    /// 加载慢
    Slow,
    /// 死机
    Freeze,
    /// 界面错位
    Misaligned,
    /// 其他
    Other,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 9] = [
        Self::BlackScreen,
        Self::WhiteScreen,
        Self::CannotOpen,
        Self::Stutter,
        Self::Crash,
        Self::Slow,
        Self::Freeze,
        Self::Misaligned,
        Self::Other,
    ];

    /// Every name, in the order of [`Fault::ALL`].
    pub const NAMES: &'static [&'static str] =
        &["black_screen", "white_screen", "cannot_open", "stutter", "crash", "slow", "freeze", "misaligned", "other"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The fault with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}

/// A set of faults; it may be empty (seed 004's `bug` names none).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Faults(u16);

impl Faults {
    /// Whether the set holds `fault`.
    #[must_use]
    pub const fn contains(self, fault: Fault) -> bool {
        self.0 & (1 << fault as u16) != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Bits that a set takes.
    pub const BITS: u32 = 9;

    /// The set as bits, that of the first fault lowest.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The set of these bits; there are nine.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }

    /// The faults of the set, in the order of [`Fault::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Fault> {
        Fault::ALL.into_iter().filter(move |fault| self.contains(*fault))
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().fold(0, |bits, fault| bits | 1 << fault as u16))
    }
}

/// WeChat's number for a fault, 1 to 8 (seed 002 "反馈类型 type 的定义").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WechatType(u8);

impl WechatType {
    /// The type with this number.
    #[must_use]
    pub const fn from_number(number: u64) -> Option<Self> {
        match number {
            #[expect(clippy::cast_possible_truncation, reason = "1 to 8")]
            1..=8 => Some(Self(number as u8)),
            _ => None,
        }
    }

    /// The number, 1 to 8.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The number of a fault; black and white screen share 4.
    #[must_use]
    pub const fn of_fault(fault: Fault) -> Self {
        Self(match fault {
            Fault::CannotOpen => 1,
            Fault::Crash => 2,
            Fault::Stutter => 3,
            Fault::BlackScreen | Fault::WhiteScreen => 4,
            Fault::Freeze => 5,
            Fault::Misaligned => 6,
            Fault::Slow => 7,
            Fault::Other => 8,
        })
    }

    /// The number of a set of faults: the lowest, 8 for none (A).
    #[must_use]
    pub fn of(faults: Faults) -> Self {
        faults.iter().map(Self::of_fault).min().unwrap_or(Self(8))
    }

    /// The number that WeChat shows for a kind: the one that was submitted, else the lowest of its faults, else 8
    /// (WIRE.md, `wechat`). `None` for anything that is no fault.
    #[must_use]
    pub fn shown(kind: Kind, submitted: Option<Self>) -> Option<Self> {
        match kind {
            Kind::Fault(faults) => Some(submitted.unwrap_or_else(|| Self::of(faults))),
            Kind::Suggestion | Kind::Question | Kind::Other => None,
        }
    }

    /// The faults that the number stands for.
    #[must_use]
    pub fn faults(self) -> Faults {
        Fault::ALL.into_iter().filter(|fault| Self::of_fault(*fault) == self).collect()
    }
}

/// What a feedback is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something does not work.
    Fault(Faults),
    /// An idea (功能建议, 产品建议).
    Suggestion,
    /// A question about use (使用咨询).
    Question,
    /// Anything else; the only kind seed 003 can say.
    Other,
}

/// The kind without its faults: what lists filter and indexes sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KindName {
    /// See [`Kind::Fault`].
    Fault,
    /// See [`Kind::Suggestion`].
    Suggestion,
    /// See [`Kind::Question`].
    Question,
    /// See [`Kind::Other`].
    Other,
}

impl Kind {
    /// The kind without its faults.
    #[must_use]
    pub const fn name(self) -> KindName {
        match self {
            Self::Fault(_) => KindName::Fault,
            Self::Suggestion => KindName::Suggestion,
            Self::Question => KindName::Question,
            Self::Other => KindName::Other,
        }
    }

    /// The faults; none unless the kind is [`Kind::Fault`].
    #[must_use]
    pub const fn faults(self) -> Faults {
        match self {
            Self::Fault(faults) => faults,
            Self::Suggestion | Self::Question | Self::Other => Faults(0),
        }
    }
}

impl KindName {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Fault, Self::Suggestion, Self::Question, Self::Other];

    /// Every name, in the order of [`KindName::ALL`].
    pub const NAMES: &'static [&'static str] = &["fault", "suggestion", "question", "other"];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The whole kind; `faults` count only for a fault.
    #[must_use]
    pub const fn with_faults(self, faults: Faults) -> Kind {
        match self {
            Self::Fault => Kind::Fault(faults),
            Self::Suggestion => Kind::Suggestion,
            Self::Question => Kind::Question,
            Self::Other => Kind::Other,
        }
    }
}
