//! `costs`: what a million, 100 million and 10 billion feedbacks of one app cost, on paper.
//!
//! Nothing is measured here, but nothing is guessed either: leaves, tallies and hours are encoded as they are kept, from the
//! feedback of [`crate::data`] as dense as so many in a year would be, and the tiers follow from [`Shape::STANDARD`]. Each
//! line is the worst case: a page whose rows lie on the border of two nodes in every tier, a range of time of which both
//! ends cut a node in every tier.

use std::collections::BTreeMap;

use local::error::Result;
use shared::tree::{CHUNK_HOURS, Hour, HourCounts, Leaf, Row, Shape, Tally, Trend};

use crate::{data::Data, table::Table};

const SHAPE: Shape = Shape::STANDARD;
/// Feedbacks that the others are reckoned from.
const MILLION: u64 = 1_000_000;
/// Keys and version of a node, a leaf or a chunk of hours, in bytes.
const KEYS: u64 = 60;
/// Rows of a page.
const PAGE: f64 = 10.0;
/// Days in a year, and in a chunk of hours.
const YEAR_CHUNKS: u64 = 365 * 24 / CHUNK_HOURS + 2;

/// The sizes of the parts of a tree, in bytes.
struct Sizes {
    feedbacks: u64,
    leaf: u64,
    /// By tier, from 1 on.
    nodes: BTreeMap<u8, u64>,
    chunk: u64,
}

/// Prints.
///
/// # Errors
/// A word of ours that the domain does not take.
pub fn print() -> Result<()> {
    let data = Data::of(1_000_000)?;
    let all: Vec<Sizes> = [MILLION, 100 * MILLION, 10_000 * MILLION].map(|count| Sizes::of(&data, count)).into();
    let mut table = Table::of(["", "1 million", "100 million", "10 billion"]);
    let mut row = |what: &str, figure: &dyn Fn(&Sizes) -> String| {
        let figures: Vec<String> = all.iter().map(figure).collect();
        table.row([what.to_owned(), figures[0].clone(), figures[1].clone(), figures[2].clone()]);
    };
    row("tiers above the leaves", &|sizes| sizes.top().to_string());
    row("nodes of the topmost tier", &|sizes| sizes.tops().to_string());
    row("a leaf, bytes", &|sizes| sizes.leaf.to_string());
    row("a node of the topmost tier, bytes", &|sizes| sizes.node(sizes.top()).to_string());
    row("total, RRU", &|sizes| short(sizes.total()));
    row("total within a range of time, RRU", &|sizes| short(sizes.range()));
    row("page with its total, RRU", &|sizes| short(sizes.page(1.0)));
    row("the same on a border of every tier, RRU", &|sizes| short(sizes.page(2.0)));
    row("rare page, each row in a leaf of its own, RRU", &|sizes| short(sizes.rare()));
    row("dependent round trips of a page", &|sizes| (sizes.top() + 2).to_string());
    row("year by day, RRU", &|sizes| short(sizes.year()));
    row("lone change of status, WRU", &|sizes| short(sizes.change()));
    row("lone submission, WRU", &|sizes| short(sizes.submission()));
    println!("One app's feedback in one year; beside the 4 WRU of a submission and the 8 of a status.\n\n{table}");
    Ok(())
}

fn short(units: f64) -> String {
    format!("{units}")
}

impl Sizes {
    fn of(data: &Data, feedbacks: u64) -> Self {
        let denser = feedbacks / MILLION;
        let rows: Vec<Row> = data.rows.iter().map(|row| Row { id: row.id.number(), profile: row.profile() }).collect();
        let middle = &rows[rows.len() / 2..][..usize::try_from(SHAPE.leaf_rows).unwrap_or_default()];
        let low = middle[0].id;
        let closer = middle.iter().map(|row| Row { id: low + (row.id - low) / denser, ..*row });
        let leaf = Leaf::rows_to_bytes(low, &closer.collect::<Vec<_>>()).len() as u64 + KEYS;

        let mut nodes = BTreeMap::new();
        let old = &rows[..65_536];
        for tier in 1..=7_u8 {
            let mut tally = Tally::of(
                old.iter().take(usize::try_from(SHAPE.capacity(tier)).unwrap_or(usize::MAX)).map(|row| &row.profile),
            );
            while tally.total() < SHAPE.capacity(tier).min(feedbacks) {
                tally.add(&tally.clone());
            }
            nodes.insert(tier, tally.to_bytes().len() as u64 + KEYS);
        }
        Self { feedbacks, leaf, nodes, chunk: chunk(&rows, denser) + KEYS }
    }

    /// The topmost tier: the lowest that needs no more nodes than a topmost may have.
    fn top(&self) -> u8 {
        (1..7).find(|tier| self.feedbacks.div_ceil(SHAPE.capacity(*tier)) <= SHAPE.top_nodes as u64).unwrap_or(7)
    }

    fn tops(&self) -> u64 {
        self.feedbacks.div_ceil(SHAPE.capacity(self.top()))
    }

    fn node(&self, tier: u8) -> u64 {
        self.nodes.get(&tier).copied().unwrap_or_default()
    }

    /// The topmost tier. The head is known for a minute.
    fn total(&self) -> f64 {
        read(self.tops() * self.node(self.top()))
    }

    /// What is below one node of each tier: one Query a tier.
    fn way_down(&self) -> f64 {
        let nodes: f64 = (1..self.top()).map(|tier| read(SHAPE.nodes * self.node(tier))).sum();
        nodes + read(SHAPE.leaves * self.leaf)
    }

    /// Both ends of the range are looked into down to their leaves.
    fn range(&self) -> f64 {
        self.total() + 2.0 * self.way_down()
    }

    /// The way down, once or twice, and each row by itself.
    fn page(&self, ways: f64) -> f64 {
        self.total() + ways * self.way_down() + PAGE * 0.5
    }

    /// Each row in a node of its own, as far up as there are as many nodes as rows.
    fn rare(&self) -> f64 {
        let ways = |nodes: u64| PAGE.min(f64::from(u32::try_from(nodes).unwrap_or(u32::MAX)));
        let nodes_of = |tier: u8| self.feedbacks.div_ceil(SHAPE.capacity(tier));
        let nodes: f64 =
            (1..self.top()).map(|tier| ways(nodes_of(tier + 1)) * read(SHAPE.nodes * self.node(tier))).sum();
        self.total() + nodes + ways(nodes_of(1)) * read(SHAPE.leaves * self.leaf) + PAGE * 0.5
    }

    fn year(&self) -> f64 {
        read(YEAR_CHUNKS * self.chunk)
    }

    /// A leaf and a node a tier, of all feedback and of a source of the same size, and the hour.
    fn change(&self) -> f64 {
        let tree: f64 = (1..=self.top()).map(|tier| written(self.node(tier))).sum::<f64>() + written(self.leaf);
        2.0 * tree + written(self.chunk)
    }

    /// The hours of the sources too, which take about a third as many bytes as those of the kinds and statuses.
    fn submission(&self) -> f64 {
        self.change() + written(self.chunk)
    }
}

/// A Query of so many bytes, eventually consistent.
fn read(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes.div_ceil(4_096)).unwrap_or(u32::MAX)) / 2.0
}

/// A put of so many bytes.
fn written(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes.div_ceil(1_024)).unwrap_or(u32::MAX))
}

/// Four days in the middle of the year.
fn chunk(rows: &[Row], denser: u64) -> u64 {
    let hour = |row: &Row| shared::domain::FeedbackId::from_number(row.id).map(Hour::of);
    let middle = hour(&rows[rows.len() / 2]).map(Hour::chunk);
    let mut trend = Trend::default();
    for row in rows {
        let Some(hour) = hour(row).filter(|hour| Some(hour.chunk()) == middle) else { continue };
        let mut counts = HourCounts::of(&Tally::of([&row.profile]));
        counts.statuses.iter_mut().chain(&mut counts.kinds).for_each(|count| *count *= denser);
        trend.0[hour.place()].add(&counts);
    }
    trend.to_bytes().len() as u64
}
