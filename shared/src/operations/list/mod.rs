//! List: one page of what fits a filter, newest first, with the exact total.
//!
//! Seed 003 "2. 查询意见列表", seed 004 "2. 获取反馈列表".
//!
//! There are two ways to both. The counting tree (`seek.rs`) finds any page of any number of feedbacks in the same few
//! reads, and is as old as the last stream batch, usually two seconds. The index (`walk.rs`) is exact within a moment, and its price grows
//! with the number of feedbacks. So a small inbox is read from the index, a large one by the tree, but for what the tree
//! does not count: a keyword, and a source that is not among the two hundred.
//!
//! * **Cost**: a small inbox 0.5 RRU for its head and 0.5 a partition; a large one, total included, 3 to 11 RRU; conversations
//!   0.5 RRU each.
//! * **Errors**: [`Error::Unavailable`] if 20 seconds are not enough; never a wrong page.

mod seek;
pub(super) mod walk;

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};

use super::{Context, within};
use crate::{
    domain::{
        Card, Conversation, Error, FeedbackId, Filter,
        limits::{CONVERSATION_BYTES, LIST_SECONDS},
        page::PageRequest,
    },
    store::{Consistency, rights},
    tree::TreeId,
};

rights!(ReadCards, ReadConversation, ReadIndex, ReadTexts, ReadTree);

/// Reads at the same time.
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

/// A page, however it was found.
struct Page {
    total: u64,
    cards: Vec<Card>,
    next: Option<FeedbackId>,
}

/// Lists.
///
/// # Errors
/// [`Error::Unavailable`] after 20 seconds.
pub async fn list(store: &impl Rights, _: &Context<'_>, query: ListQuery) -> Result<Listing, Error> {
    within(Duration::from_secs(LIST_SECONDS), "a list", Box::pin(page(store, query))).await
}

async fn page(store: &impl Rights, query: ListQuery) -> Result<Listing, Error> {
    let ListQuery { filter, page, conversations: with_conversations } = query;
    let found = match tree_for(store, &filter).await? {
        Some((tree, top)) => seek::page(store, &filter, page, &tree, top).await?,
        None => walk::page(store, &filter, page).await?,
    };
    let Page { total, cards, next } = found;
    let conversations = if with_conversations { conversations(store, &cards).await? } else { Vec::new() };
    Ok(Listing { page, total, cards, conversations, next })
}

/// The tree that counts what fits the filter, and its topmost tier, if the app is large and there is such a tree.
async fn tree_for(store: &impl Rights, filter: &Filter) -> Result<Option<(TreeId, u8)>, Error> {
    if filter.keyword.is_some() {
        return Ok(None);
    }
    let all = TreeId { app: filter.app.clone(), source: None };
    let Some(head) = store.head(&all, Consistency::Eventual).await?.filter(|head| head.is_large) else {
        return Ok(None);
    };
    let Some(source) = &filter.source else { return Ok(Some((all, head.top))) };
    let tree = TreeId { source: Some(source.clone()), ..all };
    Ok(store.head(&tree, Consistency::Eventual).await?.map(|head| (tree, head.top)))
}

/// The conversations of a page; one deleted since the index was read is left out.
async fn conversations(store: &impl Rights, cards: &[Card]) -> Result<Vec<Conversation>, Error> {
    // All of them together are one answer.
    let share = CONVERSATION_BYTES / cards.len().max(1);
    let reads: Vec<_> = cards.iter().map(|card| store.conversation(card.id, Consistency::Eventual, share)).collect();
    let found: Vec<_> = stream::iter(reads).buffered(PARALLEL).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}
