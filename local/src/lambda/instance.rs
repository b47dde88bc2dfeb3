//! One process of a function, and the request that it is working on.

use std::{
    process::ExitStatus,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    sync::{Notify, oneshot, watch},
    task::JoinHandle,
    time::timeout,
};

use super::{Function, environment, output::Output, runtime_api};

/// How long an instance may take to ask for its first event. Lambda gives 10 s; debug builds that start all at once
/// on a busy machine need more.
const START_WITHIN: Duration = Duration::from_secs(30);

/// Where an instance is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Starting,
    /// It asks for an event and has none.
    Waiting,
    Working,
    Gone,
}

/// How a request ended.
#[derive(Debug)]
pub(super) enum Outcome {
    Answered(Bytes),
    /// The function reported an error.
    Reported(Bytes),
    /// The instance ended while it worked on the request.
    Crashed(String),
    /// The instance ended before it took the request: another one can serve it.
    NotTaken,
}

/// A request as an instance gets it.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) request_id: String,
    pub(super) trace_id: String,
    pub(super) deadline_ms: u128,
    pub(super) function_arn: String,
    pub(super) payload: Bytes,
}

#[derive(Debug)]
enum Slot {
    Empty,
    Offered(Event, oneshot::Sender<Outcome>),
    Taken {
        request_id: String,
        reply: oneshot::Sender<Outcome>,
    },
    /// The instance is gone, with the reason.
    Closed(String),
}

/// One running process of a function.
#[derive(Debug)]
pub(super) struct Instance {
    phase: watch::Sender<Phase>,
    slot: Mutex<Slot>,
    offered: Notify,
    end: Notify,
    /// Why it was ended, where that is known before the process ends.
    reason: Mutex<Option<String>>,
}

impl Instance {
    /// Starts a process and waits until it asks for its first event.
    pub(super) async fn start(function: &Function, output: &Arc<Output>) -> Result<Arc<Self>, String> {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let mut child = command(function, &address.to_string())
            .spawn()
            .map_err(|error| format!("{}: {error}", function.binary.display()))?;
        output.follow(child.stdout.take());
        output.follow(child.stderr.take());
        let instance = Arc::new(Self {
            phase: watch::Sender::new(Phase::Starting),
            slot: Mutex::new(Slot::Empty),
            offered: Notify::new(),
            end: Notify::new(),
            reason: Mutex::new(None),
        });
        let server = tokio::spawn(runtime_api::serve(listener, Arc::clone(&instance)));
        tokio::spawn(watch_over(child, Arc::clone(&instance), server));
        if instance.settled(START_WITHIN).await { Ok(instance) } else { Err(instance.reason()) }
    }

    /// Waits until the instance asks for an event; `false` when it is gone, or was ended because it took too long.
    pub(super) async fn settled(&self, within: Duration) -> bool {
        let mut phases = self.phase.subscribe();
        let settled = phases.wait_for(|phase| matches!(phase, Phase::Waiting | Phase::Gone));
        if let Ok(phase) = timeout(within, settled).await {
            return phase.is_ok_and(|phase| *phase == Phase::Waiting);
        }
        self.end("it did not ask for an event in time");
        self.gone().await;
        false
    }

    pub(super) async fn gone(&self) {
        // Fails only when the sender is dropped, and we hold it.
        let _ = self.phase.subscribe().wait_for(|phase| *phase == Phase::Gone).await;
    }

    pub(super) fn is_gone(&self) -> bool {
        *self.phase.borrow() == Phase::Gone
    }

    /// Has the process killed; [`Instance::gone`] tells when that is done.
    pub(super) fn end(&self, reason: &str) {
        lock(&self.reason).get_or_insert_with(|| reason.to_owned());
        self.end.notify_one();
    }

    fn reason(&self) -> String {
        match &*lock(&self.slot) {
            Slot::Closed(reason) => reason.clone(),
            _ => String::from("it is still there"),
        }
    }

    /// Has the instance work on a request. The caller sees to it that it has no other.
    pub(super) async fn work(&self, event: Event) -> Outcome {
        let (reply, outcome) = oneshot::channel();
        match &mut *lock(&self.slot) {
            Slot::Closed(_) => return Outcome::NotTaken,
            slot => *slot = Slot::Offered(event, reply),
        }
        self.offered.notify_one();
        outcome.await.unwrap_or(Outcome::NotTaken)
    }

    /// The process asks for its next event.
    pub(super) async fn next(&self) -> Event {
        self.fail("it asked for the next event without having answered the last");
        self.enter(Phase::Waiting);
        loop {
            if let Some(event) = self.take() {
                self.enter(Phase::Working);
                return event;
            }
            self.offered.notified().await;
        }
    }

    fn take(&self) -> Option<Event> {
        let mut slot = lock(&self.slot);
        if !matches!(&*slot, Slot::Offered(..)) {
            return None;
        }
        let Slot::Offered(event, reply) = std::mem::replace(&mut *slot, Slot::Empty) else {
            return None;
        };
        *slot = Slot::Taken { request_id: event.request_id.clone(), reply };
        Some(event)
    }

    /// The process tells how its request ended; `false` when it has no such request.
    pub(super) fn complete(&self, request_id: &str, outcome: Outcome) -> bool {
        let mut slot = lock(&self.slot);
        if !matches!(&*slot, Slot::Taken { request_id: own, .. } if own == request_id) {
            return false;
        }
        if let Slot::Taken { reply, .. } = std::mem::replace(&mut *slot, Slot::Empty) {
            // Nobody waits any more when the request has timed out.
            let _ = reply.send(outcome);
        }
        true
    }

    /// Lets a taken request fail.
    fn fail(&self, reason: &str) {
        let mut slot = lock(&self.slot);
        if matches!(&*slot, Slot::Taken { .. })
            && let Slot::Taken { reply, .. } = std::mem::replace(&mut *slot, Slot::Empty)
        {
            let _ = reply.send(Outcome::Crashed(reason.to_owned()));
        }
    }

    fn close(&self, exit: String) {
        let reason = lock(&self.reason).take().unwrap_or(exit);
        let slot = std::mem::replace(&mut *lock(&self.slot), Slot::Closed(reason.clone()));
        match slot {
            Slot::Offered(_, reply) => drop(reply.send(Outcome::NotTaken)),
            Slot::Taken { reply, .. } => drop(reply.send(Outcome::Crashed(reason))),
            Slot::Empty | Slot::Closed(_) => {}
        }
        self.phase.send_replace(Phase::Gone);
    }

    fn enter(&self, phase: Phase) {
        self.phase.send_if_modified(|current| {
            let alive = *current != Phase::Gone;
            if alive {
                *current = phase;
            }
            alive
        });
    }
}

/// A panic while a lock was held would have left nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn command(function: &Function, runtime_api: &str) -> Command {
    let mut command = match &function.launcher {
        None => Command::new(&function.binary),
        Some(launcher) => {
            let mut command = Command::new(launcher);
            command.args(super::launch::arguments(&function.binary));
            command
        }
    };
    environment::set(&mut command, function, runtime_api);
    // A Ctrl-C at the terminal is for this process, which lets running requests finish first.
    #[cfg(unix)]
    command.process_group(0);
    command
}

async fn watch_over(mut child: Child, instance: Arc<Instance>, server: JoinHandle<()>) {
    let exit = tokio::select! {
        exit = child.wait() => exit,
        () = instance.end.notified() => {
            // Fails only when the process has ended by itself.
            let _ = child.start_kill();
            child.wait().await
        }
    };
    instance.close(describe(exit));
    server.abort();
}

fn describe(exit: std::io::Result<ExitStatus>) -> String {
    match exit {
        Ok(status) => format!("its process ended ({status})"),
        Err(error) => format!("its process cannot be watched: {error}"),
    }
}
