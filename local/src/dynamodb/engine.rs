//! The embedded DynamoDB, `dynoxide-rs`, behind an endpoint of its own.
//!
//! * **Durability**: `SQLite` in WAL mode with `synchronous = NORMAL`. What was acknowledged is in the operating system's
//!   hands, so it outlives the process however that ends; only a power cut can take the last moments.
//! * **Isolation**: its `SQLite` calls block, so it has a thread and a runtime of its own; a slow write never holds up
//!   the gateway.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use dynoxide::{Database, server::serve_with_shutdown};
use tokio::{
    net,
    runtime::{Builder, Runtime},
    sync::oneshot,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::error::{Context, Error, Result};

/// How often expired items are deleted. A sweep reads the whole table, and AWS itself promises only "within days":
/// whoever needs to know checks the expiry when reading.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// How long running requests may delay the end.
const DRAIN: Duration = Duration::from_secs(1);

/// Where the engine keeps its tables.
#[derive(Debug, Clone, Copy)]
pub enum Storage<'a> {
    /// In a folder, which is created if need be.
    Folder(&'a Path),
    /// Nowhere: they end with the engine.
    Memory,
}

/// A running engine; it ends when dropped.
pub struct Engine {
    pub(super) database: Database,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Engine {
    /// Opens the tables and serves them on a free loopback port.
    ///
    /// # Errors
    /// When the files cannot be opened or no port is to be had.
    pub fn start(storage: Storage) -> Result<Self> {
        let database = open(storage)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("dynamodb")
            .enable_all()
            .build()
            .context(|| "cannot start a runtime for DynamoDB")?;
        let listener = bind().context(|| "cannot open a port for DynamoDB")?;
        let address = listener.local_addr().context(|| "DynamoDB has no address")?;
        let (stop, stopped) = oneshot::channel();
        let served = database.clone();
        let thread = thread::Builder::new()
            .name("dynamodb".to_owned())
            .spawn(move || {
                serve(&runtime, listener, served, stopped);
                // A sweep that is under way need not come to its end.
                runtime.shutdown_timeout(DRAIN);
            })
            .context(|| "cannot start a thread for DynamoDB")?;
        Ok(Self { database, address, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it answers, as in `http://127.0.0.1:8000`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was printed when it happened.
            let _ = thread.join();
        }
    }
}

fn bind() -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn open(storage: Storage) -> Result<Database> {
    let database = match storage {
        Storage::Memory => Database::memory().context(|| "cannot open the DynamoDB tables")?,
        Storage::Folder(folder) => {
            let file = database_file(folder)?;
            let database = Database::new(&file).context(|| "cannot open the DynamoDB tables")?;
            index_stream(&file).context(|| "cannot index the stream of the DynamoDB tables")?;
            database
        }
    };
    // Brings SQLite to `synchronous = NORMAL`, the fastest setting that survives kill -9.
    database.disable_bulk_loading().context(|| "cannot configure the DynamoDB tables")?;
    Ok(database)
}

/// The engine looks up the last number of a stream with every write and keeps no index for it, so that each write is
/// slower than the one before (5,000 samples: 112 s, with the index 16 s). The version is pinned, and with it the table.
fn index_stream(file: &str) -> rusqlite::Result<()> {
    rusqlite::Connection::open(file)?.execute_batch(
        "CREATE INDEX IF NOT EXISTS _stream_records_sequence
         ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    )
}

fn database_file(folder: &Path) -> Result<String> {
    std::fs::create_dir_all(folder).context(|| format!("cannot create {}", folder.display()))?;
    let file: PathBuf = folder.join("tables.sqlite");
    let text = file.to_str().map(str::to_owned);
    text.ok_or_else(|| Error::new(format!("{} is not a path in UTF-8", file.display())))
}

fn serve(runtime: &Runtime, listener: TcpListener, database: Database, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async move {
        let listener = match net::TcpListener::from_std(listener) {
            Ok(listener) => listener,
            Err(error) => return eprintln!("DynamoDB cannot serve its port: {error}"),
        };
        let sweeper = tokio::spawn(sweep(database.clone()));
        let (end, ended) = oneshot::channel::<()>();
        let server = tokio::spawn(serve_with_shutdown(listener, database, async {
            // Both an explicit end and a dropped sender mean stop.
            let _ = ended.await;
        }));
        let _ = stopped.await;
        sweeper.abort();
        drop(end);
        let _ = timeout(DRAIN, server).await;
    });
}

async fn sweep(database: Database) {
    let mut ticks = interval(SWEEP_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let database = database.clone();
        let swept = tokio::task::spawn_blocking(move || database.sweep_ttl()).await;
        if let Ok(Err(error)) = swept {
            eprintln!("cannot delete expired items: {error}");
        }
    }
}
