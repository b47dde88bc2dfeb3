//! The whole of Yijian on one machine: `cargo run`.

use std::{io::stdin, process::ExitCode, time::Duration};

use clap::Parser;
use local::{
    cli::{Cli, Command, Options},
    credentials,
    error::{Error, Result},
    lambda::launch,
    stack,
};

/// How long what is left at the end may take.
const END_WITHIN: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None => run(&cli.options),
        Some(Command::OwnerToken { app_id }) => owner_token(&app_id),
        Some(Command::Launch { parent, binary }) => {
            let error = launch::exec(parent, &binary);
            Err(Error::new(format!("{}: {error}", binary.display())))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::new(format!("cannot start: {error}")))?;
    let done = runtime.block_on(stack::run(options));
    runtime.shutdown_timeout(END_WITHIN);
    done
}

fn owner_token(app_id: &str) -> Result<()> {
    println!("{}", credentials::owner_token(app_id, stdin().lock())?);
    Ok(())
}
