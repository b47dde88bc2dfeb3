//! How fast and how dear: `cargo run --release -p bench -- lists --items 1000000`.
//!
//! | command | answers |
//! |---|---|
//! | `lists` | what each operation takes and costs at a million feedbacks, beside the seed's own design in MariaDB |
//! | `simulate` | which rate of submissions one app holds, by shards of the index keys |
//! | `costs` | what a million, 100 million and 10 billion feedbacks cost, on paper |

mod costs;
mod data;
mod lists;
mod mariadb;
mod simulate;
mod table;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures Yijian.
#[derive(Debug, Parser)]
#[command(name = "bench", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures lists, totals, trends and writes in an embedded DynamoDB.
    Lists(lists::Options),
    /// Simulates how many submissions a second one app holds on DynamoDB.
    Simulate(simulate::Options),
    /// Prints on paper what many feedbacks cost.
    Costs,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Lists(options) => lists::run(&options),
        Command::Simulate(options) => simulate::run(&options),
        Command::Costs => costs::print(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
