//! Identities: feedback, replies and apps.
//!
//! An id has 53 bits, so that it is a safe integer in JavaScript and in seed 004's
//! `BIGINT`: 41 bits of milliseconds since 2020 (until 2089), then 12 bits that
//! keep ids of one millisecond apart. Ids therefore sort by time of creation, and a
//! range of times is a range of ids. Two processes may draw the same id in the same
//! millisecond (about 1 in 2,048); the store's conditional write tells, and the
//! caller draws again.

use std::{fmt, ops::RangeInclusive, sync::Mutex};

use super::{error::Reason, time::Timestamp};

/// 2020-01-01T00:00:00Z, in Unix milliseconds: where ids begin.
pub const EPOCH_MS: u64 = 1_577_836_800_000;
/// Bits below the milliseconds.
const SEQUENCE_BITS: u32 = 12;
/// The largest id: 2^53 − 1, the largest safe integer of JavaScript.
pub const MAX_ID: u64 = (1 << 53) - 1;
/// Characters after `fb_` in a feedback's textual form (seed 003: `fb_abc123def456`).
const TEXT_DIGITS: u32 = 12;

/// Identity of a feedback. Newer feedback has a larger id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedbackId(u64);

impl FeedbackId {
    /// The id with this number, if it is one (1 to 2^53 − 1).
    #[must_use]
    pub const fn from_number(number: u64) -> Option<Self> {
        if number == 0 || number > MAX_ID { None } else { Some(Self(number)) }
    }

    /// Reads the decimal spelling of seeds 004 and 000. `None` means "no such feedback".
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        decimal(text).and_then(Self::from_number)
    }

    /// Reads `fb_` + 12 base36 characters, the spelling of seed 003 and of the native API.
    #[must_use]
    pub fn parse_text(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("fb_")?;
        let canonical = digits.len() == TEXT_DIGITS as usize
            && digits.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        if !canonical {
            return None;
        }
        u64::from_str_radix(digits, 36).ok().and_then(Self::from_number)
    }

    /// The id as a number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// When the feedback was created: the id says so.
    #[must_use]
    pub const fn created_at(self) -> Timestamp {
        created_at(self.0)
    }
}

impl fmt::Display for FeedbackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fb_{}", base36(self.0))
    }
}

/// Identity of a reply. Newer replies have larger ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyId(u64);

impl ReplyId {
    /// The id with this number, if it is one (1 to 2^53 − 1).
    #[must_use]
    pub const fn from_number(number: u64) -> Option<Self> {
        if number == 0 || number > MAX_ID { None } else { Some(Self(number)) }
    }

    /// Reads the decimal spelling of seed 004. `None` means "no such reply".
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        decimal(text).and_then(Self::from_number)
    }

    /// The id as a number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// When the reply was written: the id says so.
    #[must_use]
    pub const fn created_at(self) -> Timestamp {
        created_at(self.0)
    }
}

/// Identity of an app: 1 to 64 of `[A-Za-z0-9._-]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppId(String);

impl AppId {
    /// Longest app id, in characters.
    pub const MAX_CHARS: usize = 64;

    /// Reads an app id.
    ///
    /// # Errors
    /// [`Reason::Empty`], [`Reason::TooLong`], or [`Reason::Malformed`] for other characters.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        if text.is_empty() {
            return Err(Reason::Empty);
        }
        if text.len() > Self::MAX_CHARS {
            return Err(Reason::TooLong { max_chars: Self::MAX_CHARS });
        }
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        if text.bytes().all(allowed) { Ok(Self(text.to_owned())) } else { Err(Reason::Malformed("an app id")) }
    }

    /// The id of an app that is registered under a drawn number: `app_` + 12 base36 characters.
    #[must_use]
    pub fn from_number(number: u64) -> Self {
        Self(format!("app_{}", base36(number)))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Identity of an export: `ex_` + 12 base36 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExportId(u64);

impl ExportId {
    /// The id with this number.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// Reads its own spelling and no other. `None` means "no such export".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = u64::from_str_radix(text.strip_prefix("ex_")?, 36).ok()?;
        Some(Self(number)).filter(|id| id.to_string() == text)
    }
}

impl fmt::Display for ExportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ex_{}", base36(self.0))
    }
}

/// Draws new ids. One a process; ids of one process never repeat and grow within a millisecond.
pub struct Ids {
    last: Mutex<u64>,
    random: fn() -> u64,
}

impl Ids {
    /// A source that takes its random bits from `random`.
    #[must_use]
    pub const fn new(random: fn() -> u64) -> Self {
        Self { last: Mutex::new(0), random }
    }

    /// A new id for something created `now`.
    ///
    /// The first id of a millisecond starts at a random place in its lower half; the next ones
    /// of the same process follow it, so that answers in one millisecond keep their order.
    pub fn draw(&self, now: Timestamp) -> u64 {
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let first = first_of(now);
        let same_millisecond = *last >> SEQUENCE_BITS == first >> SEQUENCE_BITS;
        let start = first + (self.random)() % (1 << (SEQUENCE_BITS - 1));
        *last = if same_millisecond { *last + 1 } else { start };
        (*last).clamp(1, MAX_ID)
    }
}

/// The ids of everything created from `from` to `to`, both milliseconds included.
#[must_use]
pub fn ids_between(from: Option<Timestamp>, to: Option<Timestamp>) -> RangeInclusive<u64> {
    let low = from.map_or(0, |at| if at.ms() < EPOCH_MS { 0 } else { first_of(at) });
    let high = match to {
        None => MAX_ID,
        Some(at) if at.ms() < EPOCH_MS => return RangeInclusive::new(1, 0),
        Some(at) => first_of(at) | ((1 << SEQUENCE_BITS) - 1),
    };
    low..=high
}

/// The smallest id of the millisecond that begins so long after ids do.
#[must_use]
pub const fn first_at(ms: u64) -> u64 {
    ms << SEQUENCE_BITS
}

/// Milliseconds from where ids begin to where this one was drawn.
#[must_use]
pub const fn ms_of(id: u64) -> u64 {
    id >> SEQUENCE_BITS
}

/// The smallest id of a millisecond; times outside 2020–2089 are taken to the nearest end.
fn first_of(at: Timestamp) -> u64 {
    at.ms().saturating_sub(EPOCH_MS).min(MAX_ID >> SEQUENCE_BITS) << SEQUENCE_BITS
}

const fn created_at(id: u64) -> Timestamp {
    Timestamp::from_ms(EPOCH_MS + (id >> SEQUENCE_BITS))
}

/// Twelve digits, the smallest of which come last.
fn base36(number: u64) -> String {
    let places = (0..TEXT_DIGITS).rev();
    places.filter_map(|place| char::from_digit((number / 36_u64.pow(place) % 36) as u32, 36)).collect()
}

/// Digits only: `parse` alone would take a sign.
fn decimal(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_ms(1_790_000_000_123);

    #[test]
    fn an_id_says_when_it_was_made() {
        let id = FeedbackId::from_number(Ids::new(|| 77).draw(NOON)).unwrap();
        assert_eq!(id.created_at(), NOON);
    }

    #[test]
    fn ids_of_one_millisecond_grow_and_stay_in_it() {
        let ids = Ids::new(|| u64::MAX);
        let drawn: Vec<u64> = (0..2_000).map(|_| ids.draw(NOON)).collect();
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(drawn.iter().all(|id| created_at(*id) == NOON));
    }

    #[test]
    fn a_range_of_times_is_a_range_of_ids() {
        let id = Ids::new(|| 0).draw(NOON);
        assert!(ids_between(Some(NOON), Some(NOON)).contains(&id));
        assert!(!ids_between(Some(Timestamp::from_ms(NOON.ms() + 1)), None).contains(&id));
        assert!(!ids_between(None, Some(Timestamp::from_ms(NOON.ms() - 1))).contains(&id));
        assert!(ids_between(None, Some(Timestamp::from_ms(0))).is_empty());
        assert!(ids_between(Some(Timestamp::from_ms(0)), None).contains(&id));
    }

    #[test]
    fn the_text_form_is_twelve_characters_and_only_its_own_spelling_is_read() {
        let id = FeedbackId::from_number(MAX_ID).unwrap();
        assert_eq!(id.to_string().len(), 15);
        assert_eq!(FeedbackId::parse_text(&id.to_string()), Some(id));
        for wrong in [
            "fb_",
            "fb_abc",
            "FB_00000000000a",
            "fb_00000000000A",
            "fb_000000000000",
            "fb_zzzzzzzzzzzz",
            "00000000000a",
        ] {
            assert_eq!(FeedbackId::parse_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_digits_are_a_decimal_id() {
        assert_eq!(FeedbackId::parse_decimal("17").map(FeedbackId::number), Some(17));
        for wrong in ["", "0", "+1", "-1", "1.0", "９", "9007199254740992", "99999999999999999999"] {
            assert_eq!(FeedbackId::parse_decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn app_ids_keep_to_their_characters() {
        assert!(AppId::parse("wx_1a-2.B").is_ok());
        assert_eq!(AppId::parse(""), Err(Reason::Empty));
        assert!(AppId::parse("a b").is_err());
        assert!(AppId::parse(&"a".repeat(65)).is_err());
    }
}
