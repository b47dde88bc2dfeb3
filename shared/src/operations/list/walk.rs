//! Reads a list from an index, from its newest end to its oldest.
//!
//! The index with the fewest partitions for the filter is read whole, all partitions at once; what fits is counted, and the
//! page is kept. So the total is exact at once, and the price grows with the number of feedbacks: 0.5 RRU for about every
//! twenty. A keyword is looked for in texts that are fetched in batches, 0.5 RRU a candidate.

use std::collections::HashSet;

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{PARALLEL, Page, Rights};
use crate::{
    domain::{
        Card, Error, FeedbackId, Filter,
        filter::Keyword,
        page::{PageRequest, Start},
    },
    store::Partition,
};

/// Cards read by one Query.
const STRIDE: u64 = 1_000;
/// Candidates whose texts one batch fetches.
const TEXTS: usize = 100;

/// What one partition, or all of them, hold of a page.
#[derive(Default)]
struct Found {
    total: u64,
    /// The newest ones at or after the page's beginning, as many as were to be kept.
    cards: Vec<Card>,
    /// The same, of which only the ids were to be kept.
    ids: Vec<FeedbackId>,
}

/// What of the newest ones is kept. Of a page deep in the list only ids, for a card takes fifty times the room.
#[derive(Clone, Copy)]
enum Keep {
    Cards(usize),
    Ids(usize),
}

/// One page and the total.
pub(super) async fn page(store: &impl Rights, filter: &Filter, page: PageRequest) -> Result<Page, Error> {
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let keep = if skipped == 0 { Keep::Cards(size + 1) } else { Keep::Ids(skipped.saturating_add(size + 1)) };
    let mut found = all(store, filter, page.start, keep).await?;
    let total = found.total;
    if skipped > 0 {
        found.ids.sort_unstable();
        let newest_first = found.ids.into_iter().rev().skip(skipped).take(size + 1);
        let span: Vec<u64> = newest_first.map(FeedbackId::number).collect();
        if let (Some(newest), Some(oldest)) = (span.first(), span.last()) {
            let filter = Filter { ids: *oldest..=*newest, ..filter.clone() };
            found = all(store, &filter, page.start, Keep::Cards(size + 1)).await?;
        } else {
            found = Found::default();
        }
    }
    let mut cards = found.cards;
    cards.sort_unstable_by_key(|card| std::cmp::Reverse(card.id));
    let next = (cards.len() > size).then(|| cards[size - 1].id);
    cards.truncate(size);
    Ok(Page { total, cards, next })
}

/// The cards that fit in a range of ids that is known to hold few others, newest first.
pub(in crate::operations) async fn span(store: &impl Rights, filter: &Filter) -> Result<Vec<Card>, Error> {
    let mut cards = all(store, filter, Start::Page(1), Keep::Cards(usize::MAX)).await?.cards;
    cards.sort_unstable_by_key(|card| std::cmp::Reverse(card.id));
    Ok(cards)
}

/// Reads all partitions to their ends: at once, or one after the other where texts have to be read too, so that no
/// more than a few batches of them are in memory.
async fn all(store: &impl Rights, filter: &Filter, start: Start, keep: Keep) -> Result<Found, Error> {
    let partitions = store.partitions(filter);
    let walks: Vec<_> = partitions.iter().map(|partition| walk(store, partition, filter, start, keep)).collect();
    let at_once = if filter.keyword.is_some() { 1 } else { walks.len().max(1) };
    let found: Vec<Found> = stream::iter(walks).buffer_unordered(at_once).try_collect().await?;
    Ok(found.into_iter().fold(Found::default(), |mut all, found| {
        all.total += found.total;
        all.cards.extend(found.cards);
        all.ids.extend(found.ids);
        all
    }))
}

/// Reads one partition to its end.
async fn walk(
    store: &impl Rights,
    partition: &Partition,
    filter: &Filter,
    start: Start,
    keep: Keep,
) -> Result<Found, Error> {
    let mut found = Found::default();
    let mut ids = filter.ids.clone();
    loop {
        let piece = store.cards(&filter.app, partition, ids.clone(), STRIDE).await?;
        let oldest = piece.cards.last().map(|card| card.id.number());
        let fitting = piece.cards.into_iter().filter(|card| filter.fits(card)).collect();
        for card in with_keyword(store, fitting, filter.keyword.as_ref()).await? {
            found.total += 1;
            let on_page = match start {
                Start::Page(_) => true,
                Start::After(id) => card.id < id,
            };
            match keep {
                Keep::Cards(most) if on_page && found.cards.len() < most => found.cards.push(card),
                Keep::Ids(most) if on_page && found.ids.len() < most => found.ids.push(card.id),
                Keep::Cards(_) | Keep::Ids(_) => {}
            }
        }
        match oldest {
            Some(oldest) if piece.more && oldest > *ids.start() => ids = *ids.start()..=oldest - 1,
            _ => return Ok(found),
        }
    }
}

/// Those cards whose content or name contains the keyword, in their order.
async fn with_keyword(
    store: &impl Rights,
    mut cards: Vec<Card>,
    keyword: Option<&Keyword>,
) -> Result<Vec<Card>, Error> {
    let Some(keyword) = keyword else { return Ok(cards) };
    let ids: Vec<FeedbackId> = cards.iter().map(|card| card.id).collect();
    let reads: Vec<_> = ids.chunks(TEXTS).map(|batch| matching(store, batch, keyword)).collect();
    let found: Vec<_> = stream::iter(reads).buffer_unordered(PARALLEL).try_collect().await?;
    let matching: HashSet<FeedbackId> = found.into_iter().flatten().collect();
    cards.retain(|card| matching.contains(&card.id));
    Ok(cards)
}

/// Which of these have the keyword in their texts, which are forgotten again at once.
async fn matching(store: &impl Rights, ids: &[FeedbackId], keyword: &Keyword) -> Result<Vec<FeedbackId>, Error> {
    let texts = store.texts(ids).await?.into_iter();
    let matching = texts.filter(|texts| keyword.fits(&texts.content, texts.name.as_deref()));
    Ok(matching.map(|texts| texts.id).collect())
}
