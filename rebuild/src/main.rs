//! `cargo run --release -p rebuild`: computes all totals, places and trends anew from the table, and reports what was wrong.
//!
//! Everything may go on meanwhile: each write has what was read as its condition. It asks for the right to read and write the
//! table and its indexes, with AWS's usual variables for region and credentials.
//!
//! * **Cost**: about 3 RRU a feedback, and a write unit for every 16 that the trees do not have yet.
//! * **Time**: a minute for some 100,000.

use std::process::ExitCode;

use clap::Parser;
use shared::{
    domain::AppId,
    operations::audit::{Audited, rebuild},
    store::{DynamoStore, ReadTree},
    tree::Shape,
};

/// Computes all totals, places and trends anew from the table, and reports what was wrong.
#[derive(Parser)]
struct Options {
    /// The table; `FeedbackTable` among the resources of the stack.
    #[arg(long, env = "TABLE_NAME")]
    table: String,
    /// Only these apps; without any, all that have a tree. An app that never had one has to be named.
    #[arg(long)]
    app: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::telemetry::init();
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), String> {
    let store = DynamoStore::connect(&options.table).await;
    let named = options.app.iter().map(|app| AppId::parse(app).map_err(|reason| format!("app {app}: {reason}")));
    let mut apps = named.collect::<Result<Vec<AppId>, _>>()?;
    if apps.is_empty() {
        apps = store.counted_apps().await.map_err(|error| format!("{error:?}"))?;
    }
    for app in apps {
        let report = |audited: Audited| eprint!("\r{app}: {} feedbacks looked at", audited.feedbacks);
        let audited = rebuild(&store, &Shape::STANDARD, &app, report).await.map_err(|error| format!("{error:?}"))?;
        let drift = audited.drift;
        eprintln!();
        println!(
            "{app}: {} rows, {} nodes and {} trends were not as the table says",
            drift.rows, drift.nodes, drift.trends
        );
    }
    Ok(())
}
