//! The environment of a function's process: what Lambda sets and what the template says, nothing of the user's shell.

use std::process::Stdio;

use tokio::process::Command;

use super::Function;

/// Gives the command a clean environment and pipes for its output.
pub(super) fn set(command: &mut Command, function: &Function, runtime_api: &str) {
    let memory = function.memory_mb.to_string();
    let log_group = format!("/aws/lambda/{}", function.name);
    command
        .env_clear()
        .envs(kept_by_the_system())
        .envs([
            ("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory.as_str()),
            ("AWS_LAMBDA_FUNCTION_NAME", function.name.as_str()),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            ("AWS_LAMBDA_LOG_FORMAT", "JSON"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", log_group.as_str()),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
            ("AWS_LAMBDA_RUNTIME_API", runtime_api),
            ("LANG", "en_US.UTF-8"),
            ("TZ", ":UTC"),
            ("_HANDLER", "bootstrap"),
        ])
        .envs(&function.environment)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(folder) = function.binary.parent() {
        command.env("LAMBDA_TASK_ROOT", folder);
    }
}

/// Windows opens no socket without it.
fn kept_by_the_system() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    ["SystemRoot"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)))
}
