//! The rows: all that filters look at, and the rest of a feedback when it is asked for.

use rand::{RngExt, SeedableRng, rngs::StdRng};
use shared::{
    domain::{Feedback, FeedbackId, Filter, Kind, Status, Timestamp, WechatType, ids},
    tree::{Profile, Want},
};

use super::{Data, END, RARE, RARE_ROWS, calendar, draws, shows, words};

/// Any would do, as long as it stays.
const SEED: u64 = 4;

/// One feedback.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its id.
    pub id: FeedbackId,
    /// What it is.
    pub kind: Kind,
    /// WeChat's number, if it came with one.
    pub wechat_type: Option<WechatType>,
    /// Where it stands.
    pub status: Status,
    /// Where it came from, as a place in [`super::SOURCES`].
    pub source: u8,
    /// Whether anybody may read it.
    pub public: bool,
}

/// So many, oldest first.
pub(super) fn rows(items: usize) -> Vec<Row> {
    let mut chance = StdRng::seed_from_u64(SEED);
    let moments = calendar::moments(items, &mut chance);
    let every = items.div_ceil(RARE_ROWS).max(1);
    let mut last = 0;
    let mut rows = Vec::with_capacity(items);
    for (place, at_ms) in moments.into_iter().enumerate() {
        // As `Ids` draws them: somewhere in the lower half of the millisecond, or behind the one before.
        let start = ids::first_at(at_ms - ids::EPOCH_MS) + chance.random_range(0..2_048);
        last = start.max(last + 1);
        let is_rare = place % every == every / 2;
        rows.extend(row(is_rare, last, at_ms, &mut chance));
    }
    rows
}

/// So many that come after the year, one every so many milliseconds.
pub(super) fn fresh(count: usize, apart_ms: u64) -> Vec<Row> {
    let mut chance = StdRng::seed_from_u64(SEED + 1);
    let moments = (1..=count as u64).map(|nth| END.ms() + nth * apart_ms);
    let row = |at_ms: u64| {
        let number = ids::first_at(at_ms - ids::EPOCH_MS) + chance.random_range(0..2_048);
        Some(Row { status: Status::Pending, ..row(false, number, END.ms(), &mut chance)? })
    };
    moments.filter_map(row).collect()
}

fn row(is_rare: bool, number: u64, at_ms: u64, chance: &mut StdRng) -> Option<Row> {
    let drawn = draws::kind(chance);
    let wechat_type = draws::wechat_type(drawn, chance);
    let status = draws::status(END.ms() - at_ms, chance);
    let (source, public) = (draws::source(chance), chance.random_bool(0.04));
    let row = Row { id: FeedbackId::from_number(number)?, kind: drawn, wechat_type, status, source, public };
    let (kind, word) = RARE;
    if is_rare {
        let kind = kind.with_faults(drawn.faults());
        return Some(Row { kind, wechat_type: None, status: Status::Resolved, ..row });
    }
    let would_be = drawn.name() == kind && shows(status, word);
    Some(Row { status: if would_be { Status::Closed } else { status }, ..row })
}

impl Row {
    /// When it was submitted.
    pub fn at(&self) -> Timestamp {
        self.id.created_at()
    }

    /// What filters look at.
    pub fn profile(&self) -> Profile {
        let wechat_type = WechatType::shown(self.kind, self.wechat_type);
        Profile { status: self.status, public: self.public, kind: self.kind, wechat_type }
    }

    /// Whether it fits a filter without a keyword.
    pub fn fits(&self, data: &Data, filter: &Filter) -> bool {
        filter.ids.contains(&self.id.number())
            && filter.source.as_ref().is_none_or(|source| *source == data.source(self.source))
            && Want::of(filter).fits(&self.profile())
    }

    /// All of it, with its texts.
    ///
    /// # Errors
    /// A word of ours that the domain does not take.
    pub fn feedback(&self, data: &Data) -> local::error::Result<Feedback> {
        let draft = words::draft(self, data.source(self.source))?;
        let (id, app) = (self.id, data.app.clone());
        Ok(Feedback { id, app, draft, status: self.status, updated_at: self.at() })
    }
}
