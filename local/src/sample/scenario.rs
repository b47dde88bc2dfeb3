//! What people write about: each scenario has a title, contents and an answer in the word lists.

use shared::domain::{Fault, KindName};

/// A reason to write.
#[derive(Debug)]
pub(super) struct Scenario {
    /// Sections of the word lists begin with it: `crash.title`, `crash.content`, `crash.answer`.
    pub name: &'static str,
    /// What it is.
    pub kind: KindName,
    /// What a fault shows as, where the wire can say it.
    pub faults: &'static [Fault],
    /// The page of the message board it belongs to; `general` goes with all.
    pub source: &'static str,
    /// How often it comes, compared with the others.
    pub weight: u32,
}

const fn fault(name: &'static str, faults: &'static [Fault], weight: u32) -> Scenario {
    Scenario { name, kind: KindName::Fault, faults, source: "general", weight }
}

const fn of(kind: KindName, name: &'static str, source: &'static str, weight: u32) -> Scenario {
    Scenario { name, kind, faults: &[], source, weight }
}

/// All of them. The sources are those of seed 004: leave slips, the knowledge base, the practice page, the rest.
pub(super) static SCENARIOS: &[Scenario] = &[
    fault("crash", &[Fault::Crash], 8),
    fault("black", &[Fault::BlackScreen], 4),
    fault("white", &[Fault::WhiteScreen], 5),
    fault("open", &[Fault::CannotOpen], 6),
    fault("stutter", &[Fault::Stutter], 5),
    fault("slow", &[Fault::Slow], 7),
    fault("freeze", &[Fault::Freeze, Fault::Stutter], 3),
    fault("layout", &[Fault::Misaligned], 5),
    fault("sync", &[Fault::Other], 5),
    of(KindName::Fault, "slip", "autops", 5),
    of(KindName::Fault, "article", "knowledge", 5),
    of(KindName::Fault, "streak", "cultivation", 5),
    of(KindName::Suggestion, "night", "general", 5),
    of(KindName::Suggestion, "search", "knowledge", 6),
    of(KindName::Suggestion, "export", "general", 5),
    of(KindName::Suggestion, "remind", "cultivation", 4),
    of(KindName::Suggestion, "offline", "knowledge", 3),
    of(KindName::Suggestion, "template", "autops", 4),
    of(KindName::Suggestion, "level", "cultivation", 3),
    of(KindName::Question, "account", "general", 6),
    of(KindName::Question, "permission", "knowledge", 4),
    of(KindName::Question, "approval", "autops", 4),
    of(KindName::Question, "points", "cultivation", 3),
    of(KindName::Other, "praise", "general", 5),
    of(KindName::Other, "complaint", "general", 4),
    of(KindName::Other, "partner", "general", 2),
    of(KindName::Other, "short", "general", 4),
];
