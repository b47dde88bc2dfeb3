//! Submits and sets statuses, and lets `project` do what the stream would ask of it; then takes all of it back.
//!
//! At 100 changes a second a stream batch of two seconds has 200.

use local::error::{Context, Result};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use shared::{
    dialects::meanings::message_board,
    domain::{Status, StatusChange},
    operations::project::{Touched, project},
    store::{Delete, PutFeedback, SetStatus},
    tree::Shape,
};

use super::{
    deployment::Deployment,
    load::bar,
    measure::{Row, Runs},
    trees,
};
use crate::data::{self, Data};

/// Changes of one stream batch.
const SHARED_BY: usize = 200;
/// Batches of each kind, if operations are run often enough.
const BATCHES: usize = 3;
/// For how many runs of the other operations there is one batch.
const RUNS_A_BATCH: usize = 60;
/// Changes that come alone.
const ALONE: usize = 40;
/// Any would do, as long as it stays.
const SEED: u64 = 12;
/// Milliseconds between submissions at 100 a second.
pub const APART_MS: u64 = 10;
/// The new status; in the words of seed 004 it is `pending`.
pub const NEW: Status = Status::InProgress;

/// Runs all that writes.
///
/// # Errors
/// As the operations.
pub async fn measure(deployment: &Deployment, data: &Data, runs: usize) -> Result<Vec<Row>> {
    let together = SHARED_BY * (runs / RUNS_A_BATCH).clamp(1, BATCHES);
    let submitted = data.fresh(together, APART_MS);
    let changed = chosen(data, together + ALONE.min(runs));
    let bar = bar("writes", 2 * submitted.len() + changed.len() * 2);
    let (mut submits, mut submits_projected) = (Runs::default(), Runs::default());
    for batch in submitted.chunks(SHARED_BY) {
        for row in batch {
            let feedback = row.feedback(data)?;
            submits.time(deployment, deployment.store.put_feedback(&feedback, None)).await?;
            bar.inc(1);
        }
        told(deployment, data, &mut submits_projected, batch).await?;
    }
    let (mut sets, mut sets_projected, mut alone) = (Runs::default(), Runs::default(), Runs::default());
    let (lone, together) = changed.split_at(ALONE.min(runs).min(changed.len()));
    for batch in together.chunks(SHARED_BY) {
        for row in batch {
            sets.time(deployment, set(deployment, data, row, NEW)).await?;
            bar.inc(1);
        }
        told(deployment, data, &mut sets_projected, batch).await?;
    }
    for row in lone {
        sets.time(deployment, set(deployment, data, row, NEW)).await?;
        told(deployment, data, &mut alone, std::slice::from_ref(row)).await?;
        bar.inc(1);
    }
    for row in &changed {
        set(deployment, data, row, row.status).await.context(|| "a status cannot be set back")?;
        bar.inc(1);
    }
    for row in &submitted {
        deployment.store.delete_feedback(&data.app, row.id).await.context(|| "a feedback cannot be deleted")?;
        bar.inc(1);
    }
    trees::of(deployment, data, submitted.iter().chain(&changed)).await?;
    bar.finish();
    let shared_by = f64::from(u32::try_from(SHARED_BY).unwrap_or(u32::MAX));
    Ok(vec![
        submits.row("submit", 1.0),
        sets.row("set_status", 1.0),
        submits_projected.row("project_submit_100_a_second", shared_by),
        sets_projected.row("project_set_status_100_a_second", shared_by),
        alone.row("project_set_status_alone", 1.0),
    ])
}

/// Some that are to change, each once, from anywhere. In the words of seed 004 too they change.
pub fn chosen(data: &Data, wanted: usize) -> Vec<data::Row> {
    let mut chance = StdRng::seed_from_u64(SEED);
    let mut places: Vec<usize> = (0..data.rows.len()).collect();
    let (places, _) = places.partial_shuffle(&mut chance, 2 * wanted);
    let changes = |row: &data::Row| message_board::status(row.status) != message_board::status(NEW);
    places.iter().map(|place| data.rows[*place]).filter(changes).take(wanted).collect()
}

async fn set(
    deployment: &Deployment,
    data: &Data,
    row: &data::Row,
    status: Status,
) -> std::result::Result<(), shared::domain::Error> {
    let at = Deployment::later(rand::rng().random_range(0..data::DAY_MS));
    let change = StatusChange { status, comment: None, by: "bench".to_owned(), at };
    deployment.store.set_status(&data.app, row.id, deployment.ids.draw(at), &change).await
}

/// Lets `project` do what a stream batch asks.
async fn told(deployment: &Deployment, data: &Data, runs: &mut Runs, batch: &[data::Row]) -> Result<()> {
    let touched =
        |row: &data::Row| Touched { app: data.app.clone(), source: Some(data.source(row.source)), id: row.id };
    let touched = batch.iter().map(touched).collect();
    runs.time(deployment, project(&deployment.store, &Shape::STANDARD, &touched)).await.map(|_| ())
}
