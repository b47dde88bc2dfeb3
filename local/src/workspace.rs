//! Finds the folder that holds `template.yaml`.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    template::Template,
};

/// Name of the template in the workspace's root.
pub const TEMPLATE: &str = "template.yaml";

/// The workspace's root: the nearest folder upwards that holds a template, from the crate that cargo runs, else from
/// the current folder, else from this program's own place (`target/debug/local` lies in the workspace).
///
/// # Errors
/// When there is none.
pub fn root() -> Result<PathBuf> {
    let crate_folder = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [crate_folder, env::current_dir().ok(), env::current_exe().ok()];
    let found = starts.iter().flatten().find_map(|start| upwards(start));
    found.ok_or_else(|| Error::new(format!("no {TEMPLATE} here or in any folder above")))
}

fn upwards(start: &Path) -> Option<PathBuf> {
    let folder = start.ancestors().find(|folder| folder.join(TEMPLATE).is_file());
    folder.map(Path::to_owned)
}

/// The workspace's template.
///
/// # Errors
/// When there is none, or it is not understood.
pub fn template() -> Result<Template> {
    Template::read(&root()?.join(TEMPLATE))
}
