//! Ctrl-C and SIGTERM.

use crate::error::{Context, Result};

/// Listens for the signals that end the stack, from its creation on.
#[derive(Debug)]
pub(crate) struct Ends {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Ends {
    pub(crate) fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        let listen = |kind| signal(kind).context(|| "cannot listen for signals");
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    /// Resolves when one has come.
    pub(crate) async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Ends {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {})
    }

    /// Resolves when one has come.
    pub(crate) async fn come(&mut self) {
        // An error means that there is nothing to listen to; the stack is then ended from outside.
        if tokio::signal::ctrl_c().await.context(|| "Ctrl-C").is_err() {
            std::future::pending::<()>().await;
        }
    }
}
