//! Walks through all feedback of a filter, newest first, from wherever an earlier walk has stopped.
//!
//! An index is read as a list reads it, but its partitions side by side: each keeps a few hundred cards at hand, and the
//! newest of all comes next. So memory does not grow with the number of feedbacks. Between those partitions nothing moves:
//! what is read ahead of one status would be lost or doubled once the team moves it to another. The whole texts come by BatchGetItem, and a keyword is looked for in those, by the rule of the lists.

use std::{
    collections::{HashMap, VecDeque},
    ops::RangeInclusive,
};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::{
    domain::{Card, Error, Feedback, FeedbackId, Filter},
    store::{Partition, ReadFeedbacks, ReadIndex},
};

/// Cards that a partition keeps at hand.
const STRIDE: u64 = 500;
/// Feedbacks fetched by one call.
const FETCH: usize = 100;
/// Such calls at the same time.
const PARALLEL: usize = 4;

/// A walk.
pub(super) struct Walk<'a, S> {
    store: &'a S,
    filter: &'a Filter,
    sources: Vec<Source>,
}

/// One partition of the index.
struct Source {
    partition: Partition,
    at_hand: VecDeque<Card>,
    /// What is still to be read of it.
    left: Option<RangeInclusive<u64>>,
}

/// Some feedback, newest first, and how far the walk has come with it.
pub(super) struct Batch {
    /// What fits the filter, the keyword included.
    pub rows: Vec<Feedback>,
    /// How many were looked at.
    pub looked_at: u64,
    /// How many of these fit the filter, but for the keyword.
    pub fitting: u64,
    /// What is older than this id is still to come; `None` if nothing is.
    pub before: Option<u64>,
}

impl<'a, S: ReadIndex + ReadFeedbacks> Walk<'a, S> {
    /// A walk through what is older than `before`, or through all.
    pub fn new(store: &'a S, filter: &'a Filter, before: Option<u64>) -> Self {
        let (first, last) = (*filter.ids.start(), *filter.ids.end());
        let last = before.map_or(last, |before| before.saturating_sub(1).min(last));
        let left = (first <= last).then_some(first..=last);
        let source = |partition| Source { partition, at_hand: VecDeque::new(), left: left.clone() };
        Self { store, filter, sources: store.steady_partitions(filter).into_iter().map(source).collect() }
    }

    /// The next `most` or so.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn next(&mut self, most: usize) -> Result<Batch, Error> {
        let (mut cards, mut before) = (Vec::new(), None);
        let mut looked_at = 0;
        while looked_at < most as u64 {
            let Some(card) = self.newest().await? else {
                before = None;
                break;
            };
            looked_at += 1;
            before = Some(card.id.number());
            if self.filter.fits(&card) {
                cards.push(card.id);
            }
        }
        let fitting = cards.len() as u64;
        Ok(Batch { rows: self.fetch(&cards).await?, looked_at, fitting, before })
    }

    /// The newest card that no batch has had yet.
    async fn newest(&mut self) -> Result<Option<Card>, Error> {
        for source in &mut self.sources {
            while let Some(ids) = source.left.clone().filter(|_| source.at_hand.is_empty()) {
                let piece = self.store.cards(&self.filter.app, &source.partition, ids.clone(), STRIDE).await?;
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

    /// These feedbacks in this order; one that was deleted since the index was read is left out.
    async fn fetch(&self, ids: &[FeedbackId]) -> Result<Vec<Feedback>, Error> {
        let calls: Vec<_> = ids.chunks(FETCH).map(|ids| self.store.feedbacks(ids)).collect();
        let found: Vec<Vec<Feedback>> = stream::iter(calls).buffer_unordered(PARALLEL).try_collect().await?;
        let mut found: HashMap<FeedbackId, Feedback> =
            found.into_iter().flatten().map(|feedback| (feedback.id, feedback)).collect();
        let wanted = ids.iter().filter_map(|id| found.remove(id));
        // The id names the feedback, the app whose it is.
        Ok(wanted.filter(|feedback| feedback.app == self.filter.app && self.has_keyword(feedback)).collect())
    }

    fn has_keyword(&self, feedback: &Feedback) -> bool {
        let Some(keyword) = &self.filter.keyword else { return true };
        let name = feedback.draft.contact.name.as_ref();
        keyword.is_in(feedback.draft.content.as_str()) || name.is_some_and(|name| keyword.is_in(name.as_str()))
    }
}
