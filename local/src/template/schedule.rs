//! An event of type `Schedule` or `ScheduleV2`: when a function is called by the clock, and with what.

use std::time::Duration;

use chrono::{DateTime, Utc};
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};

use super::node::Node;
use crate::error::{Context, Result};

/// A function's schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Name of the event in the template.
    pub name: String,
    /// Service that AWS would name as the sender.
    pub source: &'static str,
    /// When it is due.
    pub when: When,
    /// The event, JSON text; `None` is the one that AWS makes.
    pub input: Option<String>,
}

/// When a function is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `rate(..)`: always after the same time.
    Every(Duration),
    /// `cron(..)`: at times of the calendar, in UTC.
    At(Box<Cron>),
}

impl Schedule {
    /// `kind` is the type of the event.
    pub(super) fn read(name: &str, kind: &str, properties: &Node) -> Result<Self> {
        properties.only(&[
            "DeadLetterConfig",
            "Description",
            "FlexibleTimeWindow",
            "Input",
            "RetryPolicy",
            "Schedule",
            "ScheduleExpression",
        ])?;
        let expression = properties.required(if kind == "Schedule" { "Schedule" } else { "ScheduleExpression" })?;
        let input = properties.get("Input")?.map(|input| input.string()).transpose()?;
        if let Some(text) = &input {
            serde_json::from_str::<serde_json::Value>(text).context(|| properties.path().to_owned())?;
        }
        Ok(Self {
            name: name.to_owned(),
            source: if kind == "Schedule" { "aws.events" } else { "aws.scheduler" },
            when: When::read(&expression)?,
            input,
        })
    }
}

impl When {
    fn read(node: &Node) -> Result<Self> {
        let text = node.string()?;
        let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        let when = match (inside("rate"), inside("cron")) {
            (Some(rate), _) => period(rate).map(Self::Every),
            (_, Some(cron)) => calendar(cron).map(|cron| Self::At(Box::new(cron))),
            _ => None,
        };
        when.ok_or_else(|| node.error("expected rate(5 minutes) or cron(0 9 * * ? *)"))
    }

    /// How long it is from a moment until it is due.
    #[must_use]
    pub fn after(&self, now: DateTime<Utc>) -> Option<Duration> {
        match self {
            Self::Every(period) => Some(*period),
            Self::At(cron) => (cron.find_next_occurrence(&now, false).ok()? - now).to_std().ok(),
        }
    }
}

/// The inside of `rate(5 minutes)`.
fn period(rate: &str) -> Option<Duration> {
    let (count, unit) = rate.split_once(' ')?;
    let count = count.parse().ok().filter(|count| *count > 0)?;
    let minutes = match unit.strip_suffix('s').unwrap_or(unit) {
        "minute" => count,
        "hour" => count * 60,
        "day" => count * 60 * 24,
        _ => return None,
    };
    Some(Duration::from_mins(minutes))
}

/// The inside of `cron(0 9 * * ? *)`: minute, hour, day, month, weekday (1 is Sunday), year.
fn calendar(cron: &str) -> Option<Cron> {
    if cron.split_whitespace().count() != 6 {
        return None;
    }
    let parser = CronParser::builder().seconds(Seconds::Required).year(Year::Required).alternative_weekdays(true);
    let parser = parser.sloppy_ranges(true);
    parser.build().parse(&format!("0 {cron}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(cron: &str, now: &str) -> Duration {
        When::At(Box::new(calendar(cron).unwrap())).after(now.parse().unwrap()).unwrap()
    }

    #[test]
    fn rates_have_units() {
        for (rate, minutes) in [("1 minute", 1), ("10 minutes", 10), ("2 hours", 120), ("1 day", 1440)] {
            assert_eq!(period(rate), Some(Duration::from_mins(minutes)), "{rate}");
        }
        for rate in ["0 minutes", "1", "1 week", "soon", "-1 hours"] {
            assert_eq!(period(rate), None, "{rate}");
        }
    }

    #[test]
    fn calendars_are_those_of_aws() {
        // 2026-11-24 is a Tuesday, which is day 3 of AWS's week.
        assert_eq!(after("0 9 * * ? *", "2026-11-24T08:30:00Z"), Duration::from_mins(30));
        assert_eq!(after("0/15 * * * ? *", "2026-11-24T08:31:00Z"), Duration::from_mins(14));
        assert_eq!(after("0 9 ? * 3 *", "2026-11-24T08:00:00Z"), Duration::from_hours(1));
        assert_eq!(after("0 9 ? * MON *", "2026-11-29T09:00:00Z"), Duration::from_hours(24));
        assert_eq!(calendar("0 9 * * ?"), None);
        assert_eq!(calendar("0 99 * * ? *"), None);
    }
}
