//! The real stack, as a process of its own, for one test.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use super::TemporaryFolder;
use crate::{
    credentials::Credentials,
    error::{Context, Error, Result},
};

/// The functions may have to be built first.
const READY_WITHIN: Duration = Duration::from_mins(15);

/// A running stack with a data folder of its own. Ends when dropped.
#[derive(Debug)]
pub struct TestStack {
    program: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    // Before the folder, so that it is ended first.
    child: Child,
    data: TemporaryFolder,
    base_url: String,
    credentials: Credentials,
}

impl TestStack {
    /// Starts the program `local` on a free port and waits until it is ready.
    ///
    /// The caller gives its path, `env!("CARGO_BIN_EXE_local")` in an integration test of this crate.
    ///
    /// # Errors
    /// When it does not get ready; the message holds what it said.
    pub async fn start(program: impl Into<PathBuf>) -> Result<Self> {
        Self::launch(program.into(), Vec::new(), Vec::new()).await
    }

    /// As [`TestStack::start`], with further environment variables.
    ///
    /// # Errors
    /// As [`TestStack::start`].
    pub async fn start_with<K: Into<OsString>, V: Into<OsString>>(
        program: impl Into<PathBuf>,
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self> {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self::launch(program.into(), Vec::new(), variables).await
    }

    /// As [`TestStack::start`], with further arguments, as in `["--schedules-every", "1"]`.
    ///
    /// # Errors
    /// As [`TestStack::start`].
    pub async fn start_given<A: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Self> {
        Self::launch(program.into(), arguments.into_iter().map(Into::into).collect(), Vec::new()).await
    }

    async fn launch(program: PathBuf, arguments: Vec<OsString>, variables: Vec<(OsString, OsString)>) -> Result<Self> {
        let data = TemporaryFolder::create()?;
        let (child, base_url) = launch(&program, &arguments, &variables, data.path()).await?;
        let credentials = read_credentials(data.path())?;
        Ok(Self { program, arguments, variables, child, data, base_url, credentials })
    }

    /// Where it answers, as in `http://127.0.0.1:3000`. Another after [`TestStack::restart`].
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The content of `credentials.json`.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// What it says on stderr, the log of requests above all.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        log(self.data.path())
    }

    /// Its process id, while it runs.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Kills it on the spot (SIGKILL).
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn kill(&mut self) -> Result<()> {
        self.child.kill().await.context(|| "cannot kill the stack")
    }

    /// Starts it again on the same data, having killed it if it still runs.
    ///
    /// # Errors
    /// As [`TestStack::start`].
    pub async fn restart(&mut self) -> Result<()> {
        self.kill().await?;
        let (child, base_url) = launch(&self.program, &self.arguments, &self.variables, self.data.path()).await?;
        self.credentials = read_credentials(self.data.path())?;
        (self.child, self.base_url) = (child, base_url);
        Ok(())
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// # Errors
    /// When it has ended before, or cannot be signalled.
    #[cfg(unix)]
    pub async fn terminate(&mut self) -> Result<ExitStatus> {
        use rustix::process::{Pid, Signal, kill_process};

        let id = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let id = id.ok_or_else(|| Error::new("the stack has ended"))?;
        kill_process(id, Signal::TERM).context(|| "cannot signal the stack")?;
        self.child.wait().await.context(|| "cannot wait for the stack")
    }
}

async fn launch(
    program: &Path,
    arguments: &[OsString],
    variables: &[(OsString, OsString)],
    data: &Path,
) -> Result<(Child, String)> {
    let mut command = Command::new(program);
    command.args(arguments);
    command
        .args(["--no-console", "--port", "0", "--data"])
        .arg(data)
        .envs(variables.iter().map(|(name, value)| (name, value)));
    let log = OpenOptions::new().create(true).append(true).open(log(data)).context(|| "cannot write a log")?;
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).kill_on_drop(true).spawn();
    let mut child = spawned.context(|| format!("cannot start {}", program.display()))?;
    let output = child.stdout.take().ok_or_else(|| Error::new("the stack has no output"))?;
    let base_url = timeout(READY_WITHIN, ready(output)).await;
    match base_url.context(|| "the stack does not get ready").flatten() {
        Ok(base_url) => Ok((child, base_url)),
        Err(error) => {
            let said = fs::read_to_string(self::log(data)).unwrap_or_default();
            Err(Error::new(format!("{error}; it said:\n{said}")))
        }
    }
}

fn log(data: &Path) -> PathBuf {
    data.join("stack.log")
}

async fn ready(output: ChildStdout) -> Result<String> {
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await.context(|| "cannot read the stack's output")? {
        if let Some(url) = line.strip_prefix("ready ") {
            return Ok(url.to_owned());
        }
    }
    Err(Error::new("the stack ended before it was ready"))
}

fn read_credentials(data: &Path) -> Result<Credentials> {
    let file = data.join("credentials.json");
    let text = fs::read(&file).context(|| file.display().to_string())?;
    serde_json::from_slice(&text).context(|| file.display().to_string())
}
