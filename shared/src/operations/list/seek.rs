//! Finds a page by the counting tree.
//!
//! From the topmost tier down, what lies newest first in a row is either counted and passed over, or looked into: because
//! the page is in it, because the filter's range of time ends in it, or because its tally does not know what is asked. All that
//! is to be looked into is read at once, so there are as many rounds as tiers, and one more for the page itself.
//!
//! * **Cost at a million**: the topmost tier 1 RRU, then 1.5 for a node of nodes and 2 for a node of leaves: 4.5 for a page and
//!   its total, up to 8 with a range of time, whose ends may lie elsewhere. The page: 0.5 a feedback, or less from an
//!   index where they lie close together. A page whose rows lie far apart, each in a leaf of its own, 4 RRU a row.
//! * **While others write**: a tally may be a moment older than the leaf under it. Then the total is off by what happened in
//!   that moment; a page never repeats or skips what a cursor has passed, since a cursor is an id and not a count.

use std::ops::RangeInclusive;

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{PARALLEL, Page, Rights, walk};
use crate::{
    domain::{
        Card, Error, FeedbackId, Filter,
        page::{PageRequest, Start},
    },
    operations::stretch::{Below, Stretch, below, is_within, overlap, tops},
    store::Consistency,
    tree::{Count, TreeId, Want},
};

/// Cards of an index in one read unit.
const CARDS_A_UNIT: usize = 30;

/// Something that lies in the range, newest first in a row with others.
enum Piece {
    /// Not looked into. How many of it fit, if that is known.
    Closed(Stretch, Count),
    /// Looked into: the ids of all its feedbacks, newest first, and whether they fit.
    Open(Vec<(u64, bool)>),
}

/// Where a page is in the row.
#[derive(Clone, Copy)]
enum Window {
    /// Behind so many that fit.
    Behind(u64),
    /// Below an id.
    Below(u64),
}

/// One page and the total.
pub(super) async fn page(
    store: &impl Rights,
    filter: &Filter,
    page: PageRequest,
    tree: &TreeId,
    top: u8,
) -> Result<Page, Error> {
    let want = Want::of(filter);
    let window = match page.start {
        Start::Page(_) => Window::Behind(page.offset()),
        Start::After(id) => Window::Below(id.number()),
    };
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let mut row = Vec::new();
    if !filter.ids.is_empty() {
        let tops = tops(store, tree, top, Consistency::Eventual).await?;
        row = tops.into_iter().rev().filter_map(|stretch| closed(stretch, &want, &filter.ids)).collect();
    }
    loop {
        let places = to_open(&row, window, page.size + 1);
        if places.is_empty() {
            break;
        }
        open(store, tree, &mut row, &places, &want, &filter.ids).await?;
    }
    let ids = chosen(&row, window, size + 1);
    let next = (ids.len() > size).then(|| ids[size - 1]);
    let ids = &ids[..ids.len().min(size)];
    let cards = cards(store, filter, ids, rows_between(&row, ids)).await?;
    Ok(Page { total: total(&row), cards, next: next.and_then(FeedbackId::from_number) })
}

/// A stretch that is not looked into, unless it lies outside the range.
fn closed(stretch: Stretch, want: &Want, ids: &RangeInclusive<u64>) -> Option<Piece> {
    if !overlap(&stretch.ids, ids) {
        return None;
    }
    let count = match stretch.tally.count(want) {
        Count::Exactly(most) if most > 0 && !is_within(&stretch.ids, ids) => Count::AtMost(most),
        count => count,
    };
    Some(Piece::Closed(stretch, count))
}

/// The places of what has to be looked into: all whose count is not known, and, as far as everything before is known,
/// what may hold the page.
fn to_open(row: &[Piece], window: Window, wanted: u64) -> Vec<usize> {
    let (mut places, mut before, mut taken, mut is_known) = (Vec::new(), 0, 0, true);
    for (place, piece) in row.iter().enumerate() {
        match (piece, window) {
            (Piece::Closed(_, Count::AtMost(_)), _) => {
                places.push(place);
                is_known = false;
            }
            (Piece::Closed(_, Count::Exactly(0)), _) => {}
            (Piece::Closed(_, Count::Exactly(count)), Window::Behind(skipped)) => {
                if is_known && before < skipped.saturating_add(wanted) && before + count > skipped {
                    places.push(place);
                }
                before += count;
            }
            (Piece::Closed(stretch, Count::Exactly(count)), Window::Below(id)) => {
                if is_known && taken < wanted && *stretch.ids.start() < id {
                    places.push(place);
                    // How many of it lie below the id is not known yet.
                    is_known = !stretch.ids.contains(&id);
                    taken += count;
                }
            }
            (Piece::Open(rows), Window::Behind(_)) => before += fitting(rows),
            (Piece::Open(rows), Window::Below(id)) => {
                taken += rows.iter().filter(|(row, fits)| *fits && *row < id).count() as u64;
            }
        }
    }
    places
}

fn fitting(rows: &[(u64, bool)]) -> u64 {
    rows.iter().filter(|(_, fits)| *fits).count() as u64
}

/// Puts what lies below some pieces in their places.
async fn open(
    store: &impl Rights,
    tree: &TreeId,
    row: &mut Vec<Piece>,
    places: &[usize],
    want: &Want,
    ids: &RangeInclusive<u64>,
) -> Result<(), Error> {
    let stretches = places.iter().filter_map(|place| match &row[*place] {
        Piece::Closed(stretch, _) => Some(stretch),
        Piece::Open(_) => None,
    });
    let reads: Vec<_> =
        stretches.map(|stretch| below(store, tree, stretch, *ids.end(), Consistency::Eventual)).collect();
    let found: Vec<Below> = stream::iter(reads).buffered(PARALLEL).try_collect().await?;
    // From the last to the first, so that the places before stay where they are.
    for (place, below) in places.iter().rev().zip(found.into_iter().rev()) {
        row.splice(place..=place, opened(below, want, ids));
    }
    Ok(())
}

fn opened(below: Below, want: &Want, ids: &RangeInclusive<u64>) -> Vec<Piece> {
    match below {
        Below::Stretches(stretches) => {
            stretches.into_iter().rev().filter_map(|stretch| closed(stretch, want, ids)).collect()
        }
        Below::Rows(rows) => {
            let within = rows.iter().rev().filter(|row| ids.contains(&row.id));
            vec![Piece::Open(within.map(|row| (row.id, want.fits(&row.profile))).collect())]
        }
    }
}

fn total(row: &[Piece]) -> u64 {
    let count = |piece: &Piece| match piece {
        Piece::Closed(_, Count::Exactly(count)) => *count,
        Piece::Closed(_, Count::AtMost(_)) => 0,
        Piece::Open(rows) => fitting(rows),
    };
    row.iter().map(count).sum()
}

/// The ids of the page, newest first.
fn chosen(row: &[Piece], window: Window, most: usize) -> Vec<u64> {
    let (mut ids, mut before) = (Vec::new(), 0);
    for piece in row {
        match piece {
            Piece::Closed(_, Count::Exactly(count) | Count::AtMost(count)) => before += count,
            Piece::Open(rows) => {
                for (id, _) in rows.iter().filter(|(_, fits)| *fits) {
                    let is_in = match window {
                        Window::Behind(skipped) => before >= skipped,
                        Window::Below(end) => *id < end,
                    };
                    if is_in && ids.len() < most {
                        ids.push(*id);
                    }
                    before += 1;
                }
            }
        }
    }
    ids
}

/// How many feedbacks lie from the newest to the oldest of the page, if all between them are known.
fn rows_between(row: &[Piece], ids: &[u64]) -> Option<usize> {
    let (newest, oldest) = (*ids.first()?, *ids.last()?);
    let span = oldest..=newest;
    let is_hidden = |piece: &Piece| match piece {
        Piece::Closed(stretch, _) => overlap(&stretch.ids, &span) && stretch.tally.total() > 0,
        Piece::Open(_) => false,
    };
    if row.iter().any(is_hidden) {
        return None;
    }
    let open = row.iter().filter_map(|piece| match piece {
        Piece::Open(rows) => Some(rows),
        Piece::Closed(..) => None,
    });
    Some(open.flatten().filter(|(id, _)| span.contains(id)).count())
}

/// The cards of a page: from an index if its rows lie close together, else one by one. What has gone meanwhile, or no
/// longer fits, is left out.
async fn cards(
    store: &impl Rights,
    filter: &Filter,
    ids: &[u64],
    rows_between: Option<usize>,
) -> Result<Vec<Card>, Error> {
    let (Some(newest), Some(oldest)) = (ids.first(), ids.last()) else { return Ok(Vec::new()) };
    // In half units: an index rounds up for each partition, a card by itself takes one.
    let by_index = |rows: usize| store.partitions(filter).len() + 2 * rows / CARDS_A_UNIT;
    if rows_between.is_some_and(|rows| by_index(rows) < ids.len()) {
        let mut cards = walk::span(store, &Filter { ids: *oldest..=*newest, ..filter.clone() }).await?;
        cards.retain(|card| ids.contains(&card.id.number()));
        return Ok(cards);
    }
    let wanted: Vec<FeedbackId> = ids.iter().filter_map(|id| FeedbackId::from_number(*id)).collect();
    let found = store.cards_of(&wanted, Consistency::Eventual).await?.into_iter();
    let mut cards: Vec<Card> = found.map(|(_, card)| card).filter(|card| filter.fits(card)).collect();
    cards.sort_unstable_by_key(|card| std::cmp::Reverse(card.id));
    Ok(cards)
}
