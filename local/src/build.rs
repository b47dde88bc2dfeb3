//! Builds the functions with cargo and finds their binaries.
//!
//! All are built at once, as `cargo build --workspace --bins`: built one by one, shared crates would be compiled anew
//! for each different set of features.

use std::{
    collections::BTreeMap,
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{ChildStdout, Command},
};

use crate::error::{Context, Error, Result};

/// How often a long build says how far it is.
const PROGRESS_EVERY: Duration = Duration::from_secs(5);

/// Binaries by name, with their paths.
pub type Binaries = BTreeMap<String, PathBuf>;

/// Builds every binary of the workspace in the profile in which this program was built.
///
/// # Errors
/// When cargo cannot be started or the build fails; cargo has then printed why.
pub async fn functions(root: &Path) -> Result<Binaries> {
    eprintln!("building the functions; the first time takes some minutes");
    let mut cargo = command(root);
    let mut cargo = cargo.spawn().context(|| "cannot start cargo")?;
    let output = cargo.stdout.take().ok_or_else(|| Error::new("cargo has no output"))?;
    let binaries = read(output).await?;
    let status = cargo.wait().await.context(|| "cargo")?;
    if status.success() {
        Ok(binaries)
    } else {
        Err(Error::new("the functions do not build; see cargo's messages above"))
    }
}

fn command(root: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let own = Own::find();
    let mut command = Command::new(cargo);
    command
        .args(["build", "--workspace", "--bins", "--quiet", "--message-format=json-render-diagnostics"])
        .args(["--profile", &own.profile])
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    for variable in env::vars_os().map(|(name, _)| name).filter(|name| describes_a_package(name)) {
        command.env_remove(variable);
    }
    if let Some(folder) = own.target_folder {
        command.arg("--target-dir").arg(folder);
    }
    command
}

/// Whether cargo told this program, by such a variable, which package it belongs to. Build scripts look at some of them
/// and would be run again, with all that depends on them, if they saw ours.
fn describes_a_package(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    let prefixes = ["CARGO_BIN_", "CARGO_MANIFEST_", "CARGO_PKG_"];
    prefixes.iter().any(|prefix| name.starts_with(prefix))
        || matches!(&*name, "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "CARGO_TARGET_TMPDIR" | "OUT_DIR")
}

/// How this program itself was built, which its place tells: `<target>/<profile>/local`.
struct Own {
    profile: String,
    /// Only where it is told apart for certain; else cargo's own rules (`CARGO_TARGET_DIR`) find it.
    target_folder: Option<PathBuf>,
}

impl Own {
    fn find() -> Self {
        let place = env::current_exe().ok();
        let place = place.as_deref().and_then(Self::of);
        place.unwrap_or_else(|| {
            let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
            Self { profile: profile.to_owned(), target_folder: None }
        })
    }

    fn of(program: &Path) -> Option<Self> {
        let profile_folder = program.parent()?;
        let target_folder = profile_folder.parent()?;
        // Cargo writes this file into every target folder.
        if !target_folder.join("CACHEDIR.TAG").is_file() {
            return None;
        }
        let profile = match profile_folder.file_name()?.to_str()? {
            "debug" => "dev",
            other => other,
        };
        Some(Self { profile: profile.to_owned(), target_folder: Some(target_folder.to_owned()) })
    }
}

/// The messages of cargo that matter here.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        target: Target,
        executable: Option<PathBuf>,
        fresh: bool,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

async fn read(output: ChildStdout) -> Result<Binaries> {
    let mut lines = BufReader::new(output).lines();
    let mut binaries = Binaries::new();
    let mut compiled = 0_usize;
    let mut said = Instant::now();
    while let Some(line) = lines.next_line().await.context(|| "cannot read cargo's output")? {
        // What is not JSON was printed by a build script.
        let Ok(Message::CompilerArtifact { target, executable, fresh }) = serde_json::from_str(&line) else {
            continue;
        };
        compiled += usize::from(!fresh);
        if said.elapsed() >= PROGRESS_EVERY {
            eprintln!("building: {compiled} crates compiled");
            said = Instant::now();
        }
        if let (true, Some(path)) = (target.kind.iter().any(|kind| kind == "bin"), executable) {
            binaries.insert(target.name, path);
        }
    }
    Ok(binaries)
}
