//! Builds the console with Node.js, where that is there and the sources are newer than what was built.
//!
//! The pages are embedded in the function `console`, so this comes before the functions are built. Nothing depends on it:
//! without Node, or if the build fails, everything runs, and a page that is missing says so.

use std::{
    ffi::OsStr,
    fs::{self, File},
    path::Path,
    process::Stdio,
    time::SystemTime,
};

use tokio::process::Command;

use crate::error::{Context, Error, Result};

/// Folder of the console's sources in the workspace.
const FOLDER: &str = "console";
/// What is not a source.
const MADE: [&str; 2] = ["dist", "node_modules"];
/// File that says by its time how new the sources were from which `dist` was built.
const STAMP: &str = "dist/.built";

/// Builds the console if need be. What goes wrong is said, and no more.
pub async fn build(root: &Path) {
    if let Err(error) = build_in(&root.join(FOLDER)).await {
        eprintln!("the console is not built: {error}");
    }
}

async fn build_in(folder: &Path) -> Result<()> {
    if !folder.join("package.json").is_file() {
        return Err(Error::new(format!("there is no {FOLDER}/package.json")));
    }
    let newest = newest(folder)?;
    if changed(&folder.join(STAMP)).is_some_and(|built| built >= newest) {
        return Ok(());
    }
    eprintln!("building the console; the first time takes a minute");
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    if installed < changed(&folder.join("package-lock.json")) {
        npm(folder, &["ci", "--no-audit", "--no-fund"]).await?;
    }
    npm(folder, &["run", "build"]).await?;
    let stamp = folder.join(STAMP);
    let file = File::create(&stamp).and_then(|file| file.set_modified(newest));
    file.context(|| stamp.display().to_string())
}

async fn npm(folder: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    // Its output is no business of whoever reads our standard output.
    command.args(arguments).arg("--silent").current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null());
    let status =
        command.kill_on_drop(true).status().await.context(|| "npm cannot be started; is Node.js installed?")?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("npm {} failed", arguments.join(" ")))) }
}

/// When the newest source was changed.
fn newest(folder: &Path) -> Result<SystemTime> {
    let place = || folder.display().to_string();
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder).context(place)? {
        let entry = entry.context(place)?;
        let kind = entry.file_type().context(place)?;
        if kind.is_dir() && !MADE.map(OsStr::new).contains(&entry.file_name().as_os_str()) {
            newest = newest.max(self::newest(&entry.path())?);
        } else if kind.is_file() {
            newest = newest.max(entry.metadata().and_then(|file| file.modified()).context(place)?);
        }
    }
    Ok(newest)
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|file| file.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_made_is_no_source() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, at_s: u64| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            File::create(path).unwrap().set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(at_s)).unwrap();
        };
        write("package.json", 10);
        write("src/deep/a.ts", 20);
        write("dist/index.html", 30);
        write("node_modules/x/index.js", 40);
        assert_eq!(newest(folder.path()).unwrap(), SystemTime::UNIX_EPOCH + Duration::from_secs(20));
    }
}
