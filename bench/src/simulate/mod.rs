//! `simulate`: which rate of submissions one app holds on DynamoDB.
//!
//! Two things stand in the way, and each has a simulation of its own:
//!
//! * **Index keys** ([`keys`]). Every submission of an app goes to the same key of `by_status`, `pending`, and ids only ever
//!   grow, so DynamoDB cannot split what is behind that key: 1,000 write units a second (COSTS.md "hot index key"). Shards of
//!   the key spread it.
//! * **The tree** ([`stream`]). Each shard of the stream has a process that brings the counting tree up to date, and all of
//!   them want to write its newest end, each write on the condition that nobody was faster.
//!
//! What is assumed: partitions have split as far as they can before the rate is reached, nothing is saved up for bursts, and
//! a refused call is tried again as `store/dynamo/client.rs` has it.

mod keys;
mod leaves;
mod process;
mod stream;
mod units;

use local::error::Result;
use rand::{SeedableRng, rngs::StdRng};

use crate::table::Table;

/// What to simulate.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Submissions a second to one app.
    #[arg(long, default_value_t = 10_000)]
    submits_per_second: u32,
    /// Numbers of shards of an index key.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 4, 8, 12, 16])]
    shards: Vec<u32>,
    /// How long each simulation lasts, in seconds of the simulated time.
    #[arg(long, default_value_t = 20)]
    seconds: u32,
}

/// Any would do, as long as it stays.
const SEED: u64 = 5;

/// Simulates and prints.
///
/// # Errors
/// None so far.
pub fn run(options: &Options) -> Result<()> {
    let rate = f64::from(options.submits_per_second);
    let seconds = f64::from(options.seconds);
    println!("Index keys: shards of a key, at {rate} submissions a second to one app for {seconds} s\n");
    let mut table = Table::of(["shards", "stored a second", "tried again", "refused", "p99 wait ms", "holds a second"]);
    for shards in &options.shards {
        let mut chance = StdRng::seed_from_u64(SEED);
        let found = keys::run(rate, *shards, seconds, &mut chance);
        let held = most(|rate| keys::run(rate, *shards, 5.0, &mut chance).is_held());
        table.row([
            shards.to_string(),
            format!("{:.0}", found.stored_a_second),
            percent(found.tried_again),
            percent(found.refused),
            format!("{:.0}", found.p99_wait_ms),
            format!("{held:.0}"),
        ]);
    }
    println!("{table}");
    tree(rate, seconds);
    Ok(())
}

fn tree(rate: f64, seconds: f64) {
    println!("The tree: shards of the stream, each with a process, at as many submissions a second as they carry\n");
    let mut table = Table::of([
        "processes",
        "submissions a second",
        "counted a second",
        "behind s",
        "leaf writes a second",
        "refused",
        "WRU a second",
        "WRU each",
    ]);
    // A partition of the table, and so a shard of its stream, takes 1,000 submissions a second.
    let sharded =
        [1_u32, 2, 4, 6, 8, 10, 12, 16].map(|shards| (shards.to_string(), shards, f64::from(shards) * 1_000.0));
    let alone = ("1 for all shards".to_owned(), 1, rate);
    for (what, processes, carried) in sharded.into_iter().chain([alone]) {
        let rate = rate.min(carried);
        let found = stream::run(rate, processes, seconds, &mut StdRng::seed_from_u64(SEED));
        table.row([
            what,
            format!("{rate:.0}"),
            format!("{:.0}", found.counted_a_second),
            format!("{:.1}", found.behind_s),
            format!("{:.0}", found.leaf_writes_a_second),
            percent(found.refused),
            format!("{:.0}", found.units_a_second),
            format!("{:.3}", found.units_a_second / found.counted_a_second.max(1.0)),
        ]);
    }
    println!("{table}");
}

/// The highest rate that something holds, to some two percent.
fn most(mut holds: impl FnMut(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 40_000.0);
    while high - low > (high * 0.02_f64).max(20.0) {
        let middle = f64::midpoint(low, high);
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
