//! Where buckets of time begin, as clocks of a time zone have it: at an hour, a day or a month.

use jiff::{Timestamp as Moment, ToSpan, ZonedDateTime, tz::TimeZone};

use crate::domain::Timestamp;

/// Buckets of one answer.
pub(super) const MOST_BUCKETS: usize = 1_100;
/// How long a bucket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// An hour, as clocks in the zone have it.
    Hour,
    /// A day, of 23 to 25 hours.
    Day,
    /// A month.
    Month,
}

impl Group {
    /// Every name.
    pub const NAMES: &'static [&'static str] = &["hour", "day", "month"];

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Some([Self::Hour, Self::Day, Self::Month][place])
    }

    /// Where the bucket begins in which a moment lies.
    fn start(self, at: &ZonedDateTime) -> Result<ZonedDateTime, jiff::Error> {
        match self {
            Self::Hour => {
                let past = at.time();
                at.checked_sub(
                    i64::from(past.minute()).minutes().seconds(past.second()).nanoseconds(past.subsec_nanosecond()),
                )
            }
            Self::Day => at.start_of_day(),
            Self::Month => at.first_of_month()?.start_of_day(),
        }
    }

    /// Where the next bucket begins.
    fn next(self, start: &ZonedDateTime) -> Result<ZonedDateTime, jiff::Error> {
        match self {
            Self::Hour => start.checked_add(1.hour()),
            Self::Day => start.tomorrow()?.start_of_day(),
            Self::Month => start.checked_add(1.month())?.first_of_month()?.start_of_day(),
        }
    }
}

/// A zone by its name in IANA's database, or by its offset.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    let fixed = || {
        let offset = format!("1970-01-01T00:00:00{name}[{name}]").parse::<ZonedDateTime>().ok()?;
        Some(offset.time_zone().clone())
    };
    // A `+` that the client forgot to escape.
    let name = &name.replace(' ', "+");
    TimeZone::get(name).ok().or_else(fixed)
}

/// Where each bucket begins from the one that `from` lies in, and where the last one ends: one more than may be shown, if
/// there are more.
pub(super) fn starts(from: Timestamp, to: Timestamp, group: Group, zone: &TimeZone) -> Option<Vec<ZonedDateTime>> {
    let end = moment(to)?;
    let mut starts = vec![group.start(&moment(from)?.to_zoned_datetime(zone.clone())).ok()?];
    while let Some(last) = starts.last()
        && last.timestamp() < end
        && starts.len() <= MOST_BUCKETS + 1
    {
        starts.push(group.next(last).ok()?);
    }
    Some(starts)
}

fn moment(at: Timestamp) -> Option<Moment> {
    Moment::from_millisecond(i64::try_from(at.ms()).ok()?).ok()
}

/// Unix milliseconds; 0 before 1970.
pub(super) fn ms(at: Moment) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: &str, to: &str, group: Group, zone: &str) -> Vec<String> {
        let at = |text: &str| Timestamp::from_ms(ms(text.parse().unwrap()));
        let starts = starts(at(from), at(to), group, &super::zone(zone).unwrap()).unwrap();
        starts.iter().map(|start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).collect()
    }

    #[test]
    fn buckets_begin_where_clocks_of_the_zone_say() {
        let days = between("2026-11-01T00:00:00Z", "2026-11-02T17:00:00Z", Group::Day, "Asia/Shanghai");
        assert_eq!(days[0], "2026-11-01T00:00:00+08:00");
        assert_eq!(days.len(), 4, "{days:?}");
        let hours = between("2026-11-01T00:10:00Z", "2026-11-01T00:40:00Z", Group::Hour, "Asia/Kathmandu");
        assert_eq!(hours, ["2026-11-01T05:00:00+05:45", "2026-11-01T06:00:00+05:45", "2026-11-01T07:00:00+05:45"]);
        let months = between("2026-01-31T23:00:00Z", "2026-03-01T00:00:00Z", Group::Month, "+02:00");
        assert_eq!(months, ["2026-02-01T00:00:00+02:00", "2026-03-01T00:00:00+02:00", "2026-04-01T00:00:00+02:00"]);
    }

    #[test]
    fn a_day_may_have_twenty_five_hours() {
        let days = between("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", Group::Day, "Europe/Berlin");
        assert_eq!(days, ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"]);
        let hours = between("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", Group::Hour, "Europe/Berlin");
        assert_eq!(hours.len(), 26);
    }

    #[test]
    fn nonsense_is_no_zone() {
        for name in ["Mars/Olympus", "", "+99:00", "8"] {
            assert!(zone(name).is_none(), "{name}");
        }
    }
}
