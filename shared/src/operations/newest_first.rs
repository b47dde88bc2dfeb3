//! All feedback of a filter, newest first, from wherever an earlier walk has stopped.
//!
//! An index is read as a list reads it, but its partitions side by side: each keeps a few hundred cards at hand, and the
//! newest of all comes next. So memory does not grow with the number of feedbacks. Between those partitions nothing moves:
//! what is read ahead of one status would be lost or doubled once the team moves it to another.

use std::{collections::VecDeque, ops::RangeInclusive};

use crate::{
    domain::{AppId, Card, Error, Filter},
    store::{Partition, ReadIndex},
};

/// Cards that a partition keeps at hand.
const STRIDE: u64 = 500;

/// A walk.
pub(super) struct NewestFirst<'a, S> {
    store: &'a S,
    app: &'a AppId,
    sources: Vec<Source>,
}

/// One partition of the index.
struct Source {
    partition: Partition,
    at_hand: VecDeque<Card>,
    /// What is still to be read of it.
    left: Option<RangeInclusive<u64>>,
}

impl<'a, S: ReadIndex> NewestFirst<'a, S> {
    /// A walk through what is older than `before`, or through all. Of the filter only app, source, kinds and time count.
    pub fn new(store: &'a S, filter: &'a Filter, before: Option<u64>) -> Self {
        let (first, last) = (*filter.ids.start(), *filter.ids.end());
        let last = before.map_or(last, |before| before.saturating_sub(1).min(last));
        let left = (first <= last).then_some(first..=last);
        let source = |partition| Source { partition, at_hand: VecDeque::new(), left: left.clone() };
        let sources = store.steady_partitions(filter).into_iter().map(source).collect();
        Self { store, app: &filter.app, sources }
    }

    /// The next card; `None` at the end.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn next(&mut self) -> Result<Option<Card>, Error> {
        for source in &mut self.sources {
            while let Some(ids) = source.left.clone().filter(|_| source.at_hand.is_empty()) {
                let piece = self.store.cards(self.app, &source.partition, ids.clone(), STRIDE).await?;
                let oldest = piece.cards.last().map(|card| card.id.number());
                source.left = match oldest {
                    Some(oldest) if piece.more && oldest > *ids.start() => Some(*ids.start()..=oldest - 1),
                    _ => None,
                };
                source.at_hand.extend(piece.cards);
            }
        }
        let newest = self.sources.iter_mut().max_by_key(|source| source.at_hand.front().map(|card| card.id));
        Ok(newest.and_then(|source| source.at_hand.pop_front()))
    }

    /// Up to so many of them.
    ///
    /// # Errors
    /// As [`NewestFirst::next`].
    pub async fn take(&mut self, most: usize) -> Result<Vec<Card>, Error> {
        let mut cards = Vec::new();
        while cards.len() < most
            && let Some(card) = self.next().await?
        {
            cards.push(card);
        }
        Ok(cards)
    }
}
