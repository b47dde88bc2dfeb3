//! List: one page of what fits a filter, newest first, with the exact total.
//!
//! Seed 003 "2. 查询意见列表", seed 004 "2. 获取反馈列表".
//!
//! The index with the fewest partitions for the filter is read from its newest end to its oldest, all partitions at
//! once; what fits is counted, and the page is kept. So the total is exact at once, and the price grows with the
//! number of feedbacks: 0.5 RRU for about every twenty. A keyword is looked for in texts that are fetched in batches.
//!
//! * **Cost**: one page of a small inbox 0.5 RRU a partition; conversations 0.5 RRU each; a keyword 0.5 RRU a candidate.
//! * **Freshness**: an index is behind the table by a moment, usually milliseconds.
//! * **Errors**: [`Error::Unavailable`] if 20 seconds are not enough; never a short page.

use std::{collections::HashSet, time::Duration};

use futures_util::{StreamExt, TryStreamExt, future::try_join_all, stream};

use super::Context;
use crate::{
    domain::{
        Card, Conversation, Error, FeedbackId, Filter,
        filter::Keyword,
        limits::LIST_SECONDS,
        page::{PageRequest, Start},
    },
    store::{Consistency, Partition, rights},
};

rights!(ReadConversation, ReadIndex, ReadTexts);

/// Cards read by one Query.
const STRIDE: u64 = 1_000;
/// Candidates whose texts one batch fetches.
const TEXTS: usize = 100;
/// Batches or conversations fetched at the same time.
const PARALLEL: usize = 8;

/// What to list.
pub struct ListQuery {
    /// Which feedback.
    pub filter: Filter,
    /// Which part of it.
    pub page: PageRequest,
    /// Whether the wire shows contents and replies, or cards are enough.
    pub conversations: bool,
}

/// One page.
#[derive(Debug)]
pub struct Listing {
    /// What was asked for.
    pub page: PageRequest,
    /// How many fit the filter in all.
    pub total: u64,
    /// The page, newest first.
    pub cards: Vec<Card>,
    /// The page with contents and replies, if asked for.
    pub conversations: Vec<Conversation>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<FeedbackId>,
}

/// What one partition, or all of them, hold of a page.
#[derive(Default)]
struct Found {
    total: u64,
    /// The newest ones at or after the page's beginning, as many as could be on it and one more.
    cards: Vec<Card>,
}

/// Lists.
///
/// # Errors
/// [`Error::Unavailable`] after 20 seconds.
pub async fn list(store: &impl Rights, _: &Context<'_>, query: ListQuery) -> Result<Listing, Error> {
    within(Duration::from_secs(LIST_SECONDS), page(store, query)).await
}

/// All of a list or none of it.
async fn within(limit: Duration, page: impl Future<Output = Result<Listing, Error>>) -> Result<Listing, Error> {
    tokio::time::timeout(limit, page).await.unwrap_or_else(|_| {
        tracing::warn!(limit_s = limit.as_secs(), "a list took longer than {} s", limit.as_secs());
        Err(Error::Unavailable)
    })
}

async fn page(store: &impl Rights, query: ListQuery) -> Result<Listing, Error> {
    let ListQuery { filter, page, .. } = query;
    let partitions = store.partitions(&filter);
    let found = try_join_all(partitions.iter().map(|partition| walk(store, partition, &filter, page))).await?;
    let total = found.iter().map(|found| found.total).sum();
    let mut cards: Vec<Card> = found.into_iter().flat_map(|found| found.cards).collect();
    cards.sort_unstable_by_key(|card| std::cmp::Reverse(card.id));

    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX).min(cards.len());
    let mut cards = cards.split_off(skipped);
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let more = cards.len() > size;
    cards.truncate(size);
    let next = cards.last().filter(|_| more).map(|card| card.id);
    let conversations = if query.conversations { conversations(store, &cards).await? } else { Vec::new() };
    Ok(Listing { page, total, cards, conversations, next })
}

/// Reads one partition to its end.
async fn walk(store: &impl Rights, partition: &Partition, filter: &Filter, page: PageRequest) -> Result<Found, Error> {
    let keep = usize::try_from(page.offset().saturating_add(page.size).saturating_add(1)).unwrap_or(usize::MAX);
    let mut found = Found::default();
    let mut ids = filter.ids.clone();
    loop {
        let piece = store.cards(&filter.app, partition, ids.clone(), STRIDE).await?;
        let oldest = piece.cards.last().map(|card| card.id.number());
        let fitting = piece.cards.into_iter().filter(|card| filter.fits(card)).collect();
        for card in with_keyword(store, fitting, filter.keyword.as_ref()).await? {
            found.total += 1;
            let on_page = match page.start {
                Start::Page(_) => true,
                Start::After(id) => card.id < id,
            };
            if on_page && found.cards.len() < keep {
                found.cards.push(card);
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
    let reads: Vec<_> = ids.chunks(TEXTS).map(|batch| store.texts(batch)).collect();
    let batches: Vec<_> = stream::iter(reads).buffer_unordered(PARALLEL).try_collect().await?;
    let contains = |text: &str| keyword.is_in(text);
    let matching: HashSet<FeedbackId> = batches
        .into_iter()
        .flatten()
        .filter(|texts| contains(&texts.content) || texts.name.as_deref().is_some_and(contains))
        .map(|texts| texts.id)
        .collect();
    cards.retain(|card| matching.contains(&card.id));
    Ok(cards)
}

/// The conversations of a page; one deleted since the index was read is left out.
async fn conversations(store: &impl Rights, cards: &[Card]) -> Result<Vec<Conversation>, Error> {
    let reads: Vec<_> = cards.iter().map(|card| store.conversation(card.id, Consistency::Eventual)).collect();
    let found: Vec<_> = stream::iter(reads).buffered(PARALLEL).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_list_that_takes_too_long_is_refused_whole() {
        let never = std::future::pending();
        assert_eq!(within(Duration::from_millis(1), never).await.unwrap_err(), Error::Unavailable);
    }
}
