//! Bridge: takes over what users have told mini-programs in WeChat itself (issue 3 "Bridge in").
//!
//! * **Each record once**: a record claims an id for ever, before anything is stored under it (`record.rs`).
//! * **Resumable**: a sweep writes down its page after each one, and "all before this second is done" when it ends. Whatever
//!   is cut short is done again, and changes nothing.
//! * **Cost**: with nothing new 1 call of WeChat's API, 1 WRU and the read of the newest record's claim for each bridge. A
//!   new record costs 1 RRU and 6 WRU, and 3 WRU, a call and a PUT for each picture.
//! * **Apart**: what goes wrong with one bridge, be it our fault, is written down with it, and the next one has its turn.
//! * **Order**: WeChat lists the newest first (A). A record that appears later among older ones is not seen.

mod record;

use record::Taken;
pub use record::{MOST_PICTURES, Record};

use crate::{
    domain::{
        AppId, Error, Ids, Timestamp,
        bridge::{Bridge, LastRun, Progress, Sweep, secret_purpose},
    },
    store::{media::object_rights, rights},
    token::TokenKey,
};

rights!(ClaimKeys, ClaimRecords, CreateMedia, ListBridges, MarkBridge, PutFeedback);
object_rights!(Bucket: SendUploads);

/// What is left of an invocation's time when no further record is begun, in milliseconds.
const SPARE_MS: u64 = 20_000;

/// Why a mini-program's feedback is not to be had now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// WeChat takes no more calls today (45009).
    Quota,
    /// It refuses what was asked, with its number and message.
    Refused(i64, String),
    /// It cannot be reached.
    Unreachable(String),
    /// What it says is not understood.
    Odd(String),
    /// It was had, but not stored: the fault is ours, and stands in the log.
    Ours,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Quota => f.write_str("the daily quota of the API is used up"),
            Self::Refused(code, message) => write!(f, "{code} {message}"),
            Self::Unreachable(cause) | Self::Odd(cause) => f.write_str(cause),
            Self::Ours => f.write_str("what was read could not be stored: an error of this deployment"),
        }
    }
}

/// A page of a mini-program's feedback, newest first.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its records.
    pub records: Vec<Record>,
    /// Whether an older page may follow.
    pub more: bool,
}

/// A mini-program, as WeChat tells of it.
#[expect(async_fn_in_trait, reason = "a Lambda serves one request at a time on one thread")]
pub trait Program {
    /// A page of its feedback, from 1.
    async fn page(&self, number: u64) -> Result<Page, Trouble>;
    /// The bytes of a picture; `None` if there is none, or none that is small enough, or WeChat does not give it out. Only
    /// what would befall every picture is a trouble: one odd picture must not keep back all records after it.
    async fn picture(&self, record: u64, picture: &str) -> Result<Option<Vec<u8>>, Trouble>;
}

/// How a mini-program is reached.
pub trait Programs {
    /// What is reached.
    type Program: Program;
    /// Makes no call yet.
    fn open(&self, appid: &AppId, secret: String) -> Self::Program;
}

/// What one run of one bridge came to, for the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Pages that were read.
    pub pages: u64,
    /// Records that were stored.
    pub stored: u64,
    /// Records that had been stored before.
    pub known: u64,
    /// Pictures that were sent to be looked at.
    pub pictures: u64,
    /// Pictures that were not to be had.
    pub missing: u64,
    /// Why it stopped before its end.
    pub trouble: Option<Trouble>,
    /// It stopped for want of time, and goes on next time.
    pub is_cut_short: bool,
}

/// What a run needs beside the store.
pub struct Run<'a, P> {
    /// How mini-programs are reached.
    pub programs: &'a P,
    /// Opens their secrets, and makes the ids of pictures.
    pub key: &'a TokenKey,
    /// Draws new ids.
    pub ids: &'a Ids,
    /// The clock: a run is long.
    pub clock: fn() -> Timestamp,
    /// When the invocation ends.
    pub deadline: Timestamp,
}

/// Reads every enabled bridge, each within its share of the time, and tells what came of it.
///
/// # Errors
/// Only ours: the first of them, once every bridge has had its turn. The next run does again what was not written down.
pub async fn bridge(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    run: &Run<'_, impl Programs>,
    mut told: impl FnMut(&AppId, &Report),
) -> Result<(), Error> {
    let bridges: Vec<_> = store.bridges().await?.into_iter().filter(|bridge| bridge.enabled).collect();
    let mut outcome = Ok(());
    for (place, bridge) in bridges.iter().enumerate() {
        let now = (run.clock)().ms();
        let left = run.deadline.ms().saturating_sub(now + SPARE_MS);
        let until = Timestamp::from_ms(now + left / (bridges.len() - place) as u64);
        match read(store, bucket, run, bridge, until).await {
            Ok(report) => told(&bridge.app, &report),
            // A bridge that fails each time must not keep those after it from their turn.
            Err(error) => outcome = outcome.and(Err(error)),
        }
    }
    outcome
}

/// Reads one bridge, and writes down how it went.
async fn read<P: Programs>(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    run: &Run<'_, P>,
    bridge: &Bridge,
    until: Timestamp,
) -> Result<Report, Error> {
    let mut sweeping =
        Sweeping { store, bucket, run, bridge, until, progress: bridge.progress, report: Report::default() };
    let outcome = match run.key.unseal(&secret_purpose(&bridge.app, &bridge.program), &bridge.sealed_secret) {
        Some(secret) => sweeping.sweep(&run.programs.open(&bridge.program, secret)).await,
        None => Err(Stop::Trouble(Trouble::Unreachable("the secret cannot be opened: give it again".to_owned()))),
    };
    let mut ours = Ok(());
    match outcome {
        Ok(()) | Err(Stop::Changed) => {}
        Err(Stop::Ours(error)) => {
            ours = Err(error);
            sweeping.report.trouble = Some(Trouble::Ours);
        }
        Err(Stop::Trouble(trouble)) => sweeping.report.trouble = Some(trouble),
    }
    let trouble = sweeping.report.trouble.as_ref().map(ToString::to_string);
    let last_run = LastRun { at: (run.clock)(), trouble };
    store.mark_bridge(bridge, sweeping.progress, Some(&last_run)).await?;
    ours.map(|()| sweeping.report)
}

/// Why a sweep does not come to its end.
enum Stop {
    /// WeChat's fault, or the way's.
    Trouble(Trouble),
    /// The bridge was switched off meanwhile, or leads to another mini-program now.
    Changed,
    /// Ours.
    Ours(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// One run of one bridge.
struct Sweeping<'a, S, B, P> {
    store: &'a S,
    bucket: &'a B,
    run: &'a Run<'a, P>,
    bridge: &'a Bridge,
    until: Timestamp,
    progress: Progress,
    report: Report,
}

impl<S: Rights, B: ObjectRights, P: Programs> Sweeping<'_, S, B, P> {
    /// Goes back from the newest record, or from where the last run was cut short, to what is done.
    async fn sweep(&mut self, program: &P::Program) -> Result<(), Stop> {
        // One page earlier: what WeChat has removed meanwhile has pulled the rest forward.
        let begin = self.progress.sweep.map_or(1, |sweep| sweep.page.saturating_sub(1).max(1));
        for number in begin.. {
            if (self.run.clock)() >= self.until {
                self.report.is_cut_short = true;
                return Ok(());
            }
            let page = program.page(number).await?;
            self.report.pages += 1;
            let newest_s = match self.progress.sweep {
                Some(sweep) => sweep.newest_s,
                None => page.records.iter().map(|record| record.created_at_s).max().unwrap_or_default(),
            };
            for record in &page.records {
                if record.has_time() && self.is_done(record) {
                    continue;
                }
                if (self.run.clock)() >= self.until {
                    self.report.is_cut_short = true;
                    return Ok(());
                }
                self.take(program, record).await?;
            }
            // A record that does not say when it was made is no sign that all after it are older.
            let is_done = page.records.iter().any(|record| record.has_time() && self.is_done(record));
            if is_done || !page.more {
                let done_through_s = self.progress.done_through_s.max(newest_s);
                self.progress = Progress { done_through_s, sweep: None };
                return Ok(());
            }
            self.progress.sweep = Some(Sweep { page: number + 1, newest_s });
            if !self.store.mark_bridge(self.bridge, self.progress, None).await? {
                return Err(Stop::Changed);
            }
        }
        Ok(())
    }

    /// Whether a finished sweep has had all of that second.
    fn is_done(&self, record: &Record) -> bool {
        record.created_at_s < self.progress.done_through_s
    }

    async fn take(&mut self, program: &P::Program, record: &Record) -> Result<(), Stop> {
        match record::take(self.store, self.bucket, self.run, self.bridge, program, record).await? {
            Taken::Known => self.report.known += 1,
            Taken::Stored { pictures, missing } => {
                self.report.stored += 1;
                self.report.pictures += pictures;
                self.report.missing += missing;
            }
        }
        Ok(())
    }
}
