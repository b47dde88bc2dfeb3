//! Puts an inbox together.

use std::sync::LazyLock;

use rand::{RngExt, SeedableRng, rngs::StdRng};
use shared::domain::{KindName, Timestamp};

use super::{
    Sample,
    author::{self, Device, Form},
    calendar::{Moment, moments},
    draft::{self, Flavour},
    grammar::{Draw, Grammar},
    scenario::{SCENARIOS, Scenario},
    story,
};
use crate::error::Result;

/// What people write in Chinese.
pub(super) static CHINESE: LazyLock<Grammar> = LazyLock::new(|| Grammar::parse(include_str!("zh.txt")));
/// What people write in English.
pub(super) static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| Grammar::parse(include_str!("en.txt")));

/// How much of all is in Chinese.
const IN_CHINESE: f64 = 0.7;

/// What is settled about a feedback before its texts are drawn.
pub(super) struct Setting<'a> {
    /// What it is about.
    pub scenario: &'static Scenario,
    /// The wire it came in by.
    pub flavour: Flavour,
    /// Whether in Chinese or in English.
    pub chinese: bool,
    /// What it was written with.
    pub device: Device,
    /// The version of the app at that time.
    pub version: String,
    /// Its words.
    pub draw: Draw<'a>,
}

/// `count` feedbacks of the 180 days before `now`, oldest first.
///
/// # Errors
/// None, unless the word lists hold a text that is too long for its field.
pub fn compose(count: usize, seed: u64, now: Timestamp) -> Result<Vec<Sample>> {
    let mut chance = StdRng::seed_from_u64(seed);
    let moments = moments(count, now, &mut chance);
    moments.into_iter().map(|moment| sample(moment, now, &mut chance)).collect()
}

fn sample(moment: Moment, now: Timestamp, chance: &mut StdRng) -> Result<Sample> {
    let mut setting = setting(moment, now, chance);
    let draft = draft::draft(&mut setting, moment.at, chance)?;
    let steps = story::steps(&mut setting, &draft, moment.at, now, chance)?;
    Ok(Sample { at: moment.at, draft, steps })
}

fn setting(moment: Moment, now: Timestamp, chance: &mut StdRng) -> Setting<'static> {
    let chinese = chance.random_bool(IN_CHINESE);
    let scenario = match moment.burst {
        // A bad release breaks one thing for all, so the first faults of the list.
        Some(burst) => &SCENARIOS[usize::try_from(burst).unwrap_or_default() % SCENARIOS.len()],
        None => weighted(chance),
    };
    let flavour = Flavour::of(scenario, chance);
    let device = author::device(if flavour == Flavour::Board { Form::Browser } else { Form::Phone }, chance);
    let version = author::version(moment.at, now, chance);
    let mut draw = Draw::new(if chinese { &CHINESE } else { &ENGLISH });
    draw.set("device", device.model);
    draw.set("system", device.system);
    draw.set("version", &version);
    Setting { scenario, flavour, chinese, device, version, draw }
}

fn weighted(chance: &mut StdRng) -> &'static Scenario {
    let all: u32 = SCENARIOS.iter().map(|scenario| scenario.weight).sum();
    let mut left = chance.random_range(0..all);
    let chosen = SCENARIOS.iter().find(|scenario| {
        let found = left < scenario.weight;
        left = left.saturating_sub(scenario.weight);
        found
    });
    chosen.unwrap_or(&SCENARIOS[0])
}

impl Setting<'_> {
    /// One text of the scenario: `title`, `content` or `answer`.
    pub(super) fn text(&mut self, part: &str, chance: &mut StdRng) -> String {
        let section = format!("{}.{part}", self.scenario.name);
        self.draw.text(&section, chance)
    }

    /// Whether it tells of something that does not work.
    pub(super) fn is_fault(&self) -> bool {
        self.scenario.kind == KindName::Fault
    }
}
