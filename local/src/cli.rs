//! The command line: `cargo run -- --port 3000 --data .local`.

use std::{num::NonZero, path::PathBuf};

use clap::{Parser, Subcommand};

/// Runs the whole of Yijian on this machine.
#[derive(Debug, Parser)]
#[command(name = "local", version)]
pub struct Cli {
    /// What to do instead of running the stack.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to run the stack.
    #[command(flatten)]
    pub options: Options,
}

/// How the stack runs.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Port on the loopback address; 0 picks a free one.
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Folder for all that is kept.
    #[arg(long, default_value = ".local")]
    pub data: PathBuf,
    /// Fills the inbox of the default app up to N feedbacks, in Chinese and English.
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// Leaves the console as it was built before, if ever; else it is built where Node.js is there.
    #[arg(long)]
    pub no_console: bool,
    /// Sets a parameter of the template, as `sam deploy --parameter-overrides` does; may be given several times.
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub parameters: Vec<(String, String)>,
    /// Runs every schedule this often, to try out what would be due in hours.
    #[arg(long, value_name = "SECONDS")]
    pub schedules_every: Option<NonZero<u64>>,
}

fn name_and_value(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// What else the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Prints an owner token for a deployment whose token secret comes on stdin.
    OwnerToken {
        /// The app that the token opens.
        app_id: String,
    },
    /// Becomes a function that ends with the stack; the stack calls this itself.
    #[command(name = crate::lambda::launch::COMMAND, hide = true)]
    Launch {
        /// Process id of the stack.
        parent: u32,
        /// The function's program.
        binary: PathBuf,
    },
}
