//! Builds the counting trees and the trends: by `project`, in the order in which the stream would have told it.

use std::collections::BTreeSet;

use local::error::{Context, Error, Result};
use shared::{
    operations::{
        audit::sample,
        project::{Changes, Touched, project},
    },
    tree::Shape,
};

use super::{deployment::Deployment, load::bar};
use crate::data::{Data, Row};

/// Feedbacks of one call. A leaf and those cut off it are one transaction, of a hundred items at the most.
const BATCH: usize = 10_000;
/// Places that a check looks at.
const SAMPLES: u64 = 8;
/// When a check asks: long after all that was loaded.
const SETTLED_MS: u64 = 86_400_000;

/// Builds all of them.
///
/// # Errors
/// When the table cannot be read or written.
pub async fn build(deployment: &Deployment, data: &Data) -> Result<()> {
    let bar = bar("in the trees", data.rows.len());
    for rows in data.rows.chunks(BATCH) {
        of(deployment, data, rows).await?;
        bar.inc(rows.len() as u64);
    }
    bar.finish();
    Ok(())
}

/// Tells `project` of some feedbacks.
///
/// # Errors
/// When the table cannot be read or written.
pub async fn of<'a>(deployment: &Deployment, data: &Data, rows: impl IntoIterator<Item = &'a Row>) -> Result<Changes> {
    let touched = |row: &Row| Touched { app: data.app.clone(), source: Some(data.source(row.source)), id: row.id };
    let touched: BTreeSet<Touched> = rows.into_iter().map(touched).collect();
    project(&deployment.store, &Shape::STANDARD, &touched).await.context(|| "the trees cannot be written")
}

/// Compares some places of the trees, drawn by chance, with the table, as the hourly check does.
///
/// # Errors
/// When they differ.
pub async fn check(deployment: &Deployment) -> Result<()> {
    let (mut feedbacks, mut drift) = (0, Changes::default());
    for _ in 0..SAMPLES {
        let now = Deployment::later(SETTLED_MS);
        let audited = sample(&deployment.store, &Shape::STANDARD, rand::random, now).await;
        let audited = audited.context(|| "the trees cannot be checked")?;
        feedbacks += audited.feedbacks;
        drift.rows += audited.drift.rows;
        drift.nodes += audited.drift.nodes;
        drift.trends += audited.drift.trends;
    }
    let said = format!("{} rows, {} nodes, {} trends", drift.rows, drift.nodes, drift.trends);
    eprintln!("checked {feedbacks} feedbacks against the trees: drift {said}");
    if drift == Changes::default() { Ok(()) } else { Err(Error::new(format!("the trees had drifted: {said}"))) }
}
