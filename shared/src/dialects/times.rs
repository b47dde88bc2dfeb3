//! Times as the wires spell them: ISO 8601.

use jiff::{SignedDuration, civil, tz::TimeZone};

use crate::domain::Timestamp;

/// `YYYY-MM-DDTHH:MM:SSZ`, without a fraction (seeds 003 and 004).
pub(super) fn seconds(at: Timestamp) -> String {
    let seconds = i64::try_from(at.seconds()).unwrap_or(i64::MAX);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX).to_string()
}

/// `YYYY-MM-DDTHH:MM:SS.mmmZ`, RFC 3339 in UTC (ours).
pub(super) fn milliseconds(at: Timestamp) -> String {
    let ms = i64::try_from(at.ms()).unwrap_or(i64::MAX);
    format!("{:.3}", jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX))
}

/// Reads a moment in RFC 3339, with any offset; `None` also before 1970.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = text.parse().ok()?;
    u64::try_from(at.as_millisecond()).ok().map(Timestamp::from_ms)
}

/// Which end of a range of times a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The first millisecond of what it names.
    First,
    /// The last millisecond of what it names.
    Last,
}

/// Reads one end of a range: a date and time with any offset (UTC without one), or a date alone.
///
/// The range includes both ends, and an end covers all that it names: its whole second without a fraction (WIRE.md,
/// `opinion_box`), its whole day without a time (ours). A `+` that the client forgot to escape has become a space and is
/// read as what was meant. Times before 1970 are taken as 1970.
pub(super) fn bound(text: &str, bound: Bound) -> Option<Timestamp> {
    bound_in(text, bound, &TimeZone::UTC)
}

/// The same for whom a date, or a time without an offset, is one of their own time zone.
pub(super) fn bound_in(text: &str, bound: Bound, zone: &TimeZone) -> Option<Timestamp> {
    let text = mend_offset(text.trim());
    let (start, span) = named(&text, zone)?;
    let at = match bound {
        Bound::First => start,
        // Ids count milliseconds, so the last one within the span is meant.
        Bound::Last => start.checked_add(span - SignedDuration::from_nanos(1)).ok()?,
    };
    let ms = match bound {
        Bound::First => {
            at.as_nanosecond().div_euclid(1_000_000) + i128::from(at.as_nanosecond().rem_euclid(1_000_000) > 0)
        }
        Bound::Last => at.as_nanosecond().div_euclid(1_000_000),
    };
    Some(Timestamp::from_ms(u64::try_from(ms.max(0)).ok()?))
}

/// The moment a text begins at, and how long what it names lasts.
fn named(text: &str, zone: &TimeZone) -> Option<(jiff::Timestamp, SignedDuration)> {
    let has_time = text.contains(['T', 't', ':']);
    if !has_time {
        let day = text.parse::<civil::Date>().ok()?;
        let start = day.to_zoned_datetime(zone.clone()).ok()?;
        let end = day.tomorrow().ok()?.to_zoned_datetime(zone.clone()).ok()?;
        return Some((start.timestamp(), start.duration_until(&end)));
    }
    let start = text.parse().or_else(|_| within(zone, text)).ok()?;
    let has_fraction = text.contains(['.', ',']);
    let span = if has_fraction { SignedDuration::from_nanos(1) } else { SignedDuration::from_secs(1) };
    Some((start, span))
}

fn within(zone: &TimeZone, text: &str) -> Result<jiff::Timestamp, jiff::Error> {
    zone.to_timestamp(text.parse()?)
}

fn mend_offset(text: &str) -> String {
    match text.split_once(['T', 't']) {
        Some((date, time)) if time.contains(' ') => format!("{date}T{}", time.replacen(' ', "+", 1)),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> Option<(u64, u64)> {
        Some((bound(text, Bound::First)?.ms(), bound(text, Bound::Last)?.ms()))
    }

    #[test]
    fn a_second_is_covered_whole() {
        let second = Some((1_698_395_400_000, 1_698_395_400_999));
        for text in [
            "2023-10-27T08:30:00Z",
            "2023-10-27T16:30:00+08:00",
            "2023-10-27T16:30:00 08:00",
            "2023-10-27T08:30:00",
            "20231027T083000Z",
            "2023-10-27T00:30:00-08:00",
        ] {
            assert_eq!(both(text), second, "{text}");
        }
    }

    #[test]
    fn a_fraction_is_exact_and_a_day_is_covered_whole() {
        assert_eq!(both("2023-10-27T08:30:00.250Z"), Some((1_698_395_400_250, 1_698_395_400_250)));
        assert_eq!(both("2023-10-27T08:30:00.0001Z"), Some((1_698_395_400_001, 1_698_395_400_000)));
        assert_eq!(both("2023-10-27"), Some((1_698_364_800_000, 1_698_451_199_999)));
        assert_eq!(both("1969-01-01T00:00:00Z"), Some((0, 0)));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in ["", "yesterday", "2023-13-01", "2023-10-27T25:00:00Z", "1698395400", "2023-10-27T08:30:00+99:00"] {
            assert_eq!(both(bad), None, "{bad}");
        }
    }

    #[test]
    fn moments_are_read_and_written_to_the_millisecond() {
        for text in ["2023-10-27T08:30:00.250Z", "2023-10-27T16:30:00.250999+08:00"] {
            assert_eq!(milliseconds(moment(text).unwrap()), "2023-10-27T08:30:00.250Z");
        }
        assert_eq!(milliseconds(Timestamp::from_ms(0)), "1970-01-01T00:00:00.000Z");
        for bad in ["2023-10-27", "2023-10-27T08:30:00", "1969-12-31T23:59:59Z", "", "now"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_are_written_to_the_second() {
        assert_eq!(seconds(Timestamp::from_ms(1_698_395_400_999)), "2023-10-27T08:30:00Z");
    }
}
