//! What is asked: the same of both databases.

use std::ops::Range;

use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use shared::{
    dialects::meanings::message_board::STATUSES,
    domain::{FeedbackId, Filter, KindName, Timestamp, ids::ids_between},
};

use crate::data::{BEGIN, DAY_MS, Data, END, RARE};

/// Rows of a page.
pub const SIZE: u64 = 10;
/// Any would do, as long as it stays.
const SEED: u64 = 9;
/// How many sources are asked for: the large ones.
const SOURCES: u8 = 4;

/// One question.
pub enum Question {
    /// A feedback with its replies.
    Detail(FeedbackId),
    /// A page and the total.
    Page(Page),
    /// The total alone.
    Total(Page),
    /// How many came on each day.
    Trend(Range<u64>),
}

/// A page of a list. The filter is there twice: for the store, and in the seed's words.
pub struct Page {
    pub filter: Filter,
    pub status: Option<&'static str>,
    pub kind: Option<KindName>,
    pub source: Option<u8>,
    /// Between which seconds, both included.
    pub seconds: Option<(u64, u64)>,
    /// Counted from 1.
    pub number: u64,
}

/// An operation and what is asked of it.
pub struct Asked {
    pub op: &'static str,
    pub questions: Vec<Question>,
}

/// All operations that only read, each with so many questions.
pub fn all(data: &Data, runs: usize) -> Vec<Asked> {
    let mut draw = Draw { data, chance: StdRng::seed_from_u64(SEED) };
    let mut ask = |op, question: &dyn Fn(&mut Draw) -> Question| {
        let questions = (0..runs).map(|_| question(&mut draw)).collect();
        Asked { op, questions }
    };
    let items = data.rows.len() as u64;
    let last = |page: Page| Page { number: data.count(&page.filter).div_ceil(SIZE).max(1), ..page };
    // Counting a million one by one takes a while: few different filters are enough.
    let mut chance = StdRng::seed_from_u64(SEED);
    let last: Vec<Page> =
        (0..8).map(|_| last(Draw { data, chance: StdRng::seed_from_u64(chance.random()) }.any())).collect();
    let fitting: Vec<u64> = STATUSES.iter().map(|word| data.count(&data.filter(Some(word), None, None))).collect();
    vec![
        ask("detail", &|draw| Question::Detail(draw.id())),
        ask("page_1", &|draw| Question::Page(draw.page(None, None, None, 1))),
        ask("page_1_three_filters", &|draw| Question::Page(draw.three_filters())),
        // Of fewer feedbacks it is the one in the middle.
        ask("page_50000", &|draw| Question::Page(draw.page(None, None, None, (items / SIZE / 2).clamp(1, 50_000)))),
        ask("page_last", &|draw| {
            let place = draw.chance.random_range(0..last.len());
            Question::Page(last[place].again())
        }),
        ask("page_10000_one_status", &|draw| {
            let place = draw.chance.random_range(0..STATUSES.len());
            let number = (fitting[place] / SIZE / 2).clamp(1, 10_000);
            Question::Page(draw.page(Some(STATUSES[place]), None, None, number))
        }),
        ask("time_range", &|draw| Question::Page(draw.time_range())),
        ask("rare_combination", &|draw| Question::Page(draw.page(Some(RARE.1), Some(RARE.0), None, 1))),
        ask("total_three_filters", &|draw| Question::Total(draw.three_filters())),
        ask("trend_30_days", &|_| Question::Trend(END.ms() - 30 * DAY_MS..END.ms())),
        ask("trend_all", &|_| Question::Trend(BEGIN.ms()..END.ms())),
    ]
}

struct Draw<'a> {
    data: &'a Data,
    chance: StdRng,
}

impl Draw<'_> {
    fn id(&mut self) -> FeedbackId {
        let place = self.chance.random_range(0..self.data.rows.len());
        self.data.rows[place].id
    }

    fn page(&self, status: Option<&'static str>, kind: Option<KindName>, source: Option<u8>, number: u64) -> Page {
        Page { filter: self.data.filter(status, kind, source), status, kind, source, seconds: None, number }
    }

    fn status(&mut self) -> Option<&'static str> {
        STATUSES.choose(&mut self.chance).copied()
    }

    fn three_filters(&mut self) -> Page {
        let kind = KindName::ALL.choose(&mut self.chance).copied();
        let source = self.chance.random_range(0..SOURCES);
        let status = self.status();
        self.page(status, kind, Some(source), 1)
    }

    /// Any of the three filters or none.
    fn any(&mut self) -> Page {
        let all = self.three_filters();
        let mut keep = || self.chance.random_bool(0.5);
        let (status, kind) = (all.status.filter(|_| keep()), all.kind.filter(|_| keep()));
        let source = all.source.filter(|_| keep());
        self.page(status, kind, source, 1)
    }

    /// A week to two months, of any status or one; one of its first pages, or one far back.
    fn time_range(&mut self) -> Page {
        let length = self.chance.random_range(7 * 86_400..60 * 86_400);
        let begin = self.chance.random_range(BEGIN.seconds()..END.seconds() - length);
        let status = self.status().filter(|_| self.chance.random_bool(0.5));
        let rows = self.data.rows.len() as u64 * length / (365 * 86_400);
        let number = self.chance.random_range(1..=(rows / SIZE / 8).max(1));
        let page = self.page(status, None, None, number);
        let ids = ids_between(Some(second(begin)), Some(Timestamp::from_ms(second(begin + length).ms() + 999)));
        Page { filter: Filter { ids, ..page.filter }, seconds: Some((begin, begin + length)), ..page }
    }
}

const fn second(seconds: u64) -> Timestamp {
    Timestamp::from_ms(seconds * 1_000)
}

impl Page {
    fn again(&self) -> Self {
        let Self { status, kind, source, seconds, number, .. } = *self;
        Self { filter: self.filter.clone(), status, kind, source, seconds, number }
    }
}
