//! `lists`: what each operation takes and costs.
//!
//! 1. The feedback of [`crate::data`] is loaded into an embedded DynamoDB, unless it is there from the last run.
//! 2. Each operation is run many times through the store, as the functions use it, over HTTP. What was asked is drawn by
//!    chance, the same in every run.
//! 3. On demand the same is asked of the seed's own design in MariaDB, and the answers are compared.

mod deployment;
mod load;
mod measure;
mod ours;
mod questions;
mod report;
mod stamp;
mod theirs;
mod trees;
mod writes;

use std::path::PathBuf;

pub use load::bar;
use local::error::{Context, Result};
pub use ours::Answer;
pub use questions::{Page, Question, SIZE};

use crate::data::Data;

/// What to measure, and where.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many feedbacks there are.
    #[arg(long, default_value_t = 1_000_000)]
    items: usize,
    /// A file for the figures, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the loaded feedback is kept between runs.
    #[arg(long, value_name = "FOLDER", default_value = ".bench")]
    data: PathBuf,
    /// How often each operation is run.
    #[arg(long, default_value_t = 200)]
    runs: usize,
    /// A MariaDB to compare with, as in `mysql://root@127.0.0.1:3307/bench`; the database is made if need be.
    #[arg(long, value_name = "URL")]
    against_mariadb: Option<String>,
    /// How often each operation is run there.
    #[arg(long, value_name = "RUNS", default_value_t = 20)]
    mariadb_runs: usize,
}

/// In which order they are shown.
const ORDER: [&str; 16] = [
    "submit",
    "detail",
    "set_status",
    "page_1",
    "page_1_three_filters",
    "page_50000",
    "page_last",
    "page_10000_one_status",
    "time_range",
    "rare_combination",
    "total_three_filters",
    "trend_30_days",
    "trend_all",
    "project_submit_100_a_second",
    "project_set_status_100_a_second",
    "project_set_status_alone",
];

/// Measures.
///
/// # Errors
/// When the data cannot be loaded, an operation fails, or the two databases answer differently.
pub fn run(options: &Options) -> Result<()> {
    // One thread, as Lambda has; the engine has its own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context(|| "cannot start a runtime")?.block_on(measure(options))
}

async fn measure(options: &Options) -> Result<()> {
    let data = Data::of(options.items)?;
    let deployment = deployment::Deployment::with(&data, &options.data).await?;
    trees::check(&deployment).await?;
    let asked = questions::all(&data, options.runs);
    let (mut rows, answers) = ours::measure(&deployment, &asked).await?;
    rows.extend(writes::measure(&deployment, &data, options.runs).await?);
    rows.sort_by_key(|row| ORDER.iter().position(|op| *op == row.op));
    if let Some(url) = &options.against_mariadb {
        theirs::measure(url, &data, &asked, &answers, options.mariadb_runs, &mut rows)?;
    }
    report::print(&rows);
    match &options.json {
        Some(file) => report::write(&rows, file),
        None => Ok(()),
    }
}
