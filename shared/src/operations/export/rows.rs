//! Walks through all feedback of a filter, newest first, with its whole texts.
//!
//! They come by BatchGetItem, and a keyword is looked for in them, by the rule of the lists.

use std::collections::HashMap;

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::{
    domain::{Error, Feedback, FeedbackId, Filter, Name},
    operations::newest_first::NewestFirst,
    store::{ReadFeedbacks, ReadIndex},
};

/// Feedbacks fetched by one call.
const FETCH: usize = 100;
/// Such calls at the same time.
const PARALLEL: usize = 4;

/// A walk.
pub(super) struct Walk<'a, S> {
    store: &'a S,
    filter: &'a Filter,
    cards: NewestFirst<'a, S>,
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
        Self { store, filter, cards: NewestFirst::new(store, filter, before) }
    }

    /// The next `most` or so.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn next(&mut self, most: usize) -> Result<Batch, Error> {
        let (mut cards, mut before) = (Vec::new(), None);
        let mut looked_at = 0;
        while looked_at < most as u64 {
            let Some(card) = self.cards.next().await? else {
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
        let (content, name) = (feedback.draft.content.as_str(), feedback.draft.contact.name.as_ref());
        self.filter.keyword.as_ref().is_none_or(|keyword| keyword.fits(content, name.map(Name::as_str)))
    }
}
