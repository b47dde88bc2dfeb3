//! The example function `probe` and what tests do with it.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command, time::Duration};

use local::{
    lambda::{Answer, Failure, Function, Lambda},
    testing::TemporaryFolder,
};
use serde_json::Value;

/// The probe as a function whose log lies in the folder.
pub fn function(folder: &TemporaryFolder) -> Function {
    Function {
        name: "probe".to_owned(),
        binary: binary(),
        environment: BTreeMap::new(),
        memory_mb: 128,
        timeout: Duration::from_secs(20),
        log: folder.path().join("probe.log"),
        launcher: cfg!(target_os = "linux").then(|| PathBuf::from(env!("CARGO_BIN_EXE_local"))),
    }
}

/// Cargo puts examples beside the binaries.
fn binary() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_local")).parent().unwrap().join("examples");
    let binary = folder.join(format!("probe{}", std::env::consts::EXE_SUFFIX));
    assert!(binary.exists(), "`cargo build -p local --example probe` first");
    binary
}

/// Gives the probe an event.
pub async fn ask(lambda: &Lambda, event: Value) -> Result<Answer, Failure> {
    lambda.invoke("probe", event.to_string().into()).await
}

/// The report in an answer of the probe.
pub fn read(answer: &Answer) -> Value {
    let answer: Value = serde_json::from_slice(&answer.payload).unwrap();
    serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
}

/// The probe's report on an event.
pub async fn report(lambda: &Lambda, event: Value) -> Value {
    read(&ask(lambda, event).await.unwrap())
}

/// Whether the process runs; one that has ended and that nobody has waited for does not.
pub fn is_running(process: u64) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/stat"));
    status.is_ok_and(|status| {
        let state = status.rsplit(')').next().unwrap().trim_start();
        !state.starts_with('Z')
    })
}

/// Kills a process on the spot and waits until that is noticed: a request in the microseconds before would be lost with
/// it, as on Lambda.
pub async fn kill(process: u64) {
    let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status();
    assert!(killed.unwrap().success());
    while is_running(process) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// Waits until something is so, ten seconds at most.
pub async fn eventually(is_so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(is_so(), "it does not happen");
}
