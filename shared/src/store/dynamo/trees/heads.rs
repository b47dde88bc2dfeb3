//! What is known of trees as a whole, and which sources have one.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::{
    domain::{AppId, Error, Source},
    store::{
        Consistency,
        dynamo::{
            DynamoStore,
            items::{Item, key, number},
        },
    },
    tree::{Head, MOST_SOURCES, TreeId},
};

/// `part` of a head.
const HEAD: &str = "head";
/// `part` of the list of counted sources.
const SOURCES: &str = "sources";
/// How long a large tree's head is believed.
const BELIEVED: Duration = Duration::from_mins(1);
/// Trees that a process knows at a time.
const MOST_TREES: usize = 1_000;

/// The trees that this process has met.
#[derive(Default)]
pub(in crate::store::dynamo) struct KnownTrees {
    heads: Mutex<HashMap<TreeId, (Instant, Head)>>,
    /// Trees of sources; and the trees of all of those apps that have as many sources as there may be.
    counted: Mutex<HashSet<TreeId>>,
}

impl KnownTrees {
    fn find(&self, tree: &TreeId) -> Option<Head> {
        let heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads.get(tree).filter(|(read, _)| read.elapsed() < BELIEVED).map(|(_, head)| *head)
    }

    /// Whether a source has a tree, if that is known. Those of an app that has its 200 never change.
    fn is_counted(&self, tree: &TreeId, all: &TreeId) -> Option<bool> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.contains(tree) { Some(true) } else { counted.contains(all).then_some(false) }
    }

    fn keep_counted(&self, app: &AppId, sources: &[Source]) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= MOST_TREES {
            counted.clear();
        }
        counted.extend(sources.iter().map(|source| TreeId { app: app.clone(), source: Some(source.clone()) }));
        if sources.len() >= MOST_SOURCES {
            counted.insert(TreeId { app: app.clone(), source: None });
        }
    }

    fn keep(&self, tree: &TreeId, head: Head) {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        if heads.len() >= MOST_TREES {
            heads.clear();
        }
        heads.insert(tree.clone(), (Instant::now(), head));
    }
}

impl DynamoStore {
    pub(super) async fn head_of(&self, tree: &TreeId, consistency: Consistency) -> Result<Option<Head>, Error> {
        if consistency == Consistency::Eventual
            && let Some(head) = self.trees.find(tree)
        {
            return Ok(Some(head));
        }
        let head = self.get(key(tree.to_string(), HEAD), consistency).await?.and_then(|item| head_in(&item));
        if let Some(head) = head.filter(|head| head.is_large) {
            self.trees.keep(tree, head);
        }
        Ok(head)
    }

    /// Raises the head, unless somebody has raised it as far.
    pub(super) async fn raise_head_of(&self, tree: &TreeId, head: Head) -> Result<(), Error> {
        let update = self
            .update(key(tree.to_string(), HEAD))
            .update_expression("SET top = :top, is_large = :large")
            .condition_expression(
                "attribute_not_exists(top) OR (top <= :top AND (is_large = :large OR is_large = :false))",
            )
            .expression_attribute_values(":top", number(head.top.into()))
            .expression_attribute_values(":large", AttributeValue::Bool(head.is_large))
            .expression_attribute_values(":false", AttributeValue::Bool(false));
        self.send_update(update).await.map(|_| ())
    }

    pub(super) async fn sources_of(&self, app: &AppId) -> Result<Vec<Source>, Error> {
        let item = self.get(sources_key(app), Consistency::Eventual).await?.unwrap_or_default();
        let names = item.get("names").and_then(|names| names.as_ss().ok()).into_iter().flatten();
        Ok(names.filter_map(|name| Source::parse(name).ok()).collect())
    }

    /// Puts a source among the counted ones, if it is there already or has a place.
    pub(super) async fn count_source(&self, app: &AppId, source: &Source) -> Result<bool, Error> {
        let tree = TreeId { app: app.clone(), source: Some(source.clone()) };
        let all = TreeId { source: None, ..tree.clone() };
        if let Some(is_counted) = self.trees.is_counted(&tree, &all) {
            return Ok(is_counted);
        }
        let known = self.sources_of(app).await?;
        self.trees.keep_counted(app, &known);
        if known.contains(source) || known.len() >= MOST_SOURCES {
            return Ok(known.contains(source));
        }
        let update = self
            .update(sources_key(app))
            .update_expression("ADD #names :names")
            .condition_expression("attribute_not_exists(#names) OR contains(#names, :name) OR size(#names) < :most")
            .expression_attribute_names("#names", "names")
            .expression_attribute_values(":names", AttributeValue::Ss(vec![source.to_string()]))
            .expression_attribute_values(":name", AttributeValue::S(source.to_string()))
            .expression_attribute_values(":most", number(MOST_SOURCES as u64));
        let is_counted = self.send_update(update).await?;
        if is_counted {
            self.trees.keep_counted(app, std::slice::from_ref(source));
        }
        Ok(is_counted)
    }
}

fn sources_key(app: &AppId) -> Item {
    key(TreeId { app: app.clone(), source: None }.to_string(), SOURCES)
}

fn head_in(item: &Item) -> Option<Head> {
    let top = item.get("top")?.as_n().ok()?.parse().ok()?;
    Some(Head { top, is_large: *item.get("is_large")?.as_bool().ok()? })
}
