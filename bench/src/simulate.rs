//! x
use local::error::Result;
/// x
#[derive(Debug, clap::Args)]
pub struct Options {}
pub fn run(_: &Options) -> Result<()> { Ok(()) }
