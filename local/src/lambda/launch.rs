//! Starts a function so that it dies with the stack, even when that is killed.
//!
//! A function that waits for work notices by itself, for its connection to the Runtime API breaks. One that is working
//! would go on until it is done. On Linux the kernel can end it at once, but only a process itself can ask for that. So
//! the stack runs its own program once more, as `local launch`, which asks and then becomes the function: the request
//! survives `exec`. (Asking between `fork` and `exec` instead would take unsafe code.)

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Name of the hidden subcommand.
pub const COMMAND: &str = "launch";

/// This program, where launching through it is of use. Named by the kernel, since its file may have been replaced by a
/// build in the meantime.
#[must_use]
pub fn launcher() -> Option<PathBuf> {
    cfg!(target_os = "linux").then(|| PathBuf::from("/proc/self/exe"))
}

/// The arguments that have a launcher start a function for this process.
pub(super) fn arguments(binary: &Path) -> [OsString; 3] {
    [COMMAND.into(), std::process::id().to_string().into(), binary.into()]
}

/// Becomes the function; returns only when that fails.
#[cfg(unix)]
#[must_use]
pub fn exec(parent: u32, binary: &Path) -> std::io::Error {
    use std::os::unix::process::CommandExt;

    if let Err(error) = die_with(parent) {
        return error;
    }
    std::process::Command::new(binary).exec()
}

/// Asks the kernel to kill this process when its parent ends.
#[cfg(target_os = "linux")]
fn die_with(parent: u32) -> std::io::Result<()> {
    use rustix::process::{Signal, set_parent_process_death_signal};

    set_parent_process_death_signal(Some(Signal::KILL))?;
    // The parent may have ended before we asked.
    if std::os::unix::process::parent_id() == parent {
        Ok(())
    } else {
        Err(std::io::Error::other("the stack has ended"))
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn die_with(_parent: u32) -> std::io::Result<()> {
    Ok(())
}

/// Nothing launches here.
#[cfg(not(unix))]
#[must_use]
pub fn exec(_parent: u32, _binary: &Path) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}
