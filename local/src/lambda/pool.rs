//! The instances of one function: which one takes a request, when one is started and when it ends.

use std::{
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::body::Bytes;
use jiff::Timestamp;
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::{interval, sleep, timeout},
};

use super::{
    Answer, Failure, Function, MAX_INSTANCES,
    instance::{Event, Instance, Outcome},
    output::Output,
};
use crate::{
    log::{self, Start},
    random,
};

/// How many callers of one function may wait for an instance.
const MAX_WAITING: usize = 1_000;

/// How long one of them may wait; the gateway gives up after the same time.
const WAIT_LIMIT: Duration = Duration::from_secs(30);

/// After this time without work an instance ends, unless it is the last.
const IDLE_LIMIT: Duration = Duration::from_mins(1);

/// An instance that has answered asks for more within microseconds; so long is it waited for before another is started.
const RETURN_WITHIN: Duration = Duration::from_millis(20);

/// An instance that has answered and does not ask for more in this time is ended.
const RETURN_LIMIT: Duration = Duration::from_secs(10);

/// How often a request that an instance died before taking is offered to another.
/// One more than there are instances: all of them may have been killed at once.
const OFFERS: usize = 9;

/// How long the end of all instances may take.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// All instances of one function.
#[derive(Debug)]
pub(super) struct Pool {
    function: Function,
    output: Arc<Output>,
    /// One for each instance that may be started or working.
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Free instances, the most recently used last.
    idle: Mutex<Vec<Idle>>,
    /// Instances that have answered and not yet asked for more.
    returning: AtomicUsize,
    returned: Notify,
    backoff: Mutex<Backoff>,
    running: Mutex<Vec<Weak<Instance>>>,
    stopping: AtomicBool,
}

#[derive(Debug)]
struct Idle {
    instance: Arc<Instance>,
    since: Instant,
}

/// Keeps a function that cannot start from being started over and over.
#[derive(Debug, Default)]
struct Backoff {
    failures: u32,
    not_before: Option<Instant>,
}

impl Pool {
    pub(super) fn new(function: Function) -> io::Result<Self> {
        Ok(Self {
            output: Output::open(&function)?,
            function,
            permits: Arc::new(Semaphore::new(MAX_INSTANCES)),
            waiting: AtomicUsize::new(0),
            idle: Mutex::default(),
            returning: AtomicUsize::new(0),
            returned: Notify::new(),
            backoff: Mutex::default(),
            running: Mutex::default(),
            stopping: AtomicBool::new(false),
        })
    }

    /// Starts the first instance, and what ends superfluous ones later.
    pub(super) async fn warm_up(self: &Arc<Self>) -> Result<(), Failure> {
        let instance = self.start().await?;
        self.put_back(instance);
        tokio::spawn(end_idle(Arc::downgrade(self)));
        Ok(())
    }

    pub(super) async fn invoke(self: Arc<Self>, payload: Bytes) -> Result<Answer, Failure> {
        let permit = self.enter().await?;
        for _ in 0..OFFERS {
            let (instance, start) = self.acquire().await?;
            let work = instance.work(self.event(payload.clone()));
            let outcome = timeout(self.function.timeout, work).await;
            let result = match outcome {
                Ok(Outcome::NotTaken) => continue,
                Ok(Outcome::Answered(payload)) => Ok(Answer { payload, start }),
                Ok(Outcome::Reported(error)) => Err(Failure::Reported(error)),
                Ok(Outcome::Crashed(reason)) => Err(Failure::Crashed(reason)),
                Err(_) => {
                    instance.end("it took longer than its time-out");
                    Err(Failure::TimedOut)
                }
            };
            self.give_back(instance, permit);
            return result;
        }
        Err(Failure::Crashed("its instances ended one after the other".to_owned()))
    }

    /// Waits for the right to occupy an instance.
    async fn enter(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let permits = Arc::clone(&self.permits);
        if let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
            return Ok(permit);
        }
        let place = Place::take(&self.waiting).ok_or(Failure::Busy)?;
        let permit = timeout(WAIT_LIMIT, permits.acquire_owned()).await;
        drop(place);
        permit.ok().and_then(Result::ok).ok_or(Failure::Busy)
    }

    async fn acquire(&self) -> Result<(Arc<Instance>, Start), Failure> {
        loop {
            let returned = self.returned.notified();
            if let Some(instance) = self.take_idle() {
                return Ok((instance, Start::Warm));
            }
            let none_returns = self.returning.load(Ordering::Acquire) == 0;
            if none_returns || timeout(RETURN_WITHIN, returned).await.is_err() {
                return Ok((self.start().await?, Start::Cold));
            }
        }
    }

    fn take_idle(&self) -> Option<Arc<Instance>> {
        let mut idle = lock(&self.idle);
        std::iter::from_fn(|| idle.pop()).map(|idle| idle.instance).find(|instance| !instance.is_gone())
    }

    fn put_back(&self, instance: Arc<Instance>) {
        lock(&self.idle).push(Idle { instance, since: Instant::now() });
    }

    /// The instance is free again once it asks for its next event. One that has ended is replaced, so that the next
    /// caller need not wait.
    fn give_back(self: &Arc<Self>, instance: Arc<Instance>, permit: OwnedSemaphorePermit) {
        let pool = Arc::clone(self);
        pool.returning.fetch_add(1, Ordering::AcqRel);
        tokio::spawn(async move {
            let alive = instance.settled(RETURN_LIMIT).await;
            if alive {
                pool.put_back(instance);
            }
            pool.returning.fetch_sub(1, Ordering::AcqRel);
            pool.returned.notify_waiters();
            if !alive && lock(&pool.idle).is_empty() {
                // A failure is printed; the next caller will try again.
                if let Ok(instance) = pool.start().await {
                    pool.put_back(instance);
                }
            }
            drop(permit);
        });
    }

    async fn start(&self) -> Result<Arc<Instance>, Failure> {
        let pause = lock(&self.backoff).pause();
        sleep(pause).await;
        if self.stopping.load(Ordering::Acquire) {
            return Err(Failure::NotStarted("the stack is ending".to_owned()));
        }
        let started = Instance::start(&self.function, &self.output).await;
        lock(&self.backoff).note(started.is_ok());
        match started {
            Ok(instance) => {
                self.remember(&instance);
                Ok(instance)
            }
            Err(reason) => {
                let (name, log) = (&self.function.name, self.function.log.display());
                log::trouble(format_args!("{name} does not start: {reason}; see {log}"));
                Err(Failure::NotStarted(reason))
            }
        }
    }

    fn remember(&self, instance: &Arc<Instance>) {
        let mut running = lock(&self.running);
        running.retain(|instance| instance.upgrade().is_some_and(|instance| !instance.is_gone()));
        running.push(Arc::downgrade(instance));
        // It may have started while the others were being ended.
        if self.stopping.load(Ordering::Acquire) {
            instance.end("the stack is ending");
        }
    }

    pub(super) async fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.permits.close();
        let running: Vec<_> = lock(&self.running).iter().filter_map(Weak::upgrade).collect();
        for instance in &running {
            instance.end("the stack is ending");
        }
        for instance in running {
            let _ = timeout(STOP_WITHIN, instance.gone()).await;
        }
    }

    fn event(&self, payload: Bytes) -> Event {
        let now_ms = Timestamp::now().as_millisecond().unsigned_abs();
        Event {
            request_id: random::uuid(),
            trace_id: random::trace_id(now_ms / 1000),
            deadline_ms: u128::from(now_ms) + self.function.timeout.as_millis(),
            function_arn: format!("arn:aws:lambda:us-east-1:000000000000:function:{}", self.function.name),
            payload,
        }
    }

    fn end_idle(&self) {
        let mut idle = lock(&self.idle);
        while idle.len() > 1 && idle.first().is_some_and(|idle| idle.since.elapsed() > IDLE_LIMIT) {
            idle.remove(0).instance.end("it had no work");
        }
    }
}

async fn end_idle(pool: Weak<Pool>) {
    let mut ticks = interval(IDLE_LIMIT / 4);
    loop {
        ticks.tick().await;
        match pool.upgrade() {
            Some(pool) => pool.end_idle(),
            None => return,
        }
    }
}

impl Backoff {
    fn pause(&self) -> Duration {
        self.not_before.map_or(Duration::ZERO, |at| at.saturating_duration_since(Instant::now()))
    }

    /// 100 ms after the first failure, doubled each time, at most 6.4 s.
    fn note(&mut self, started: bool) {
        if started {
            *self = Self::default();
        } else {
            self.failures += 1;
            let pause = Duration::from_millis(50 << self.failures.min(7));
            self.not_before = Some(Instant::now() + pause);
        }
    }
}

/// One caller among those that wait; it leaves when dropped, also when the caller gives up.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Option<Self> {
        let place = Self(waiting);
        (waiting.fetch_add(1, Ordering::AcqRel) < MAX_WAITING).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A panic while a lock was held would have left nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
