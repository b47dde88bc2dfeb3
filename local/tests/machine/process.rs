//! The stack as a process: what it writes, and that it and its functions end in every way it can end.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::PermissionsExt,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::probe::is_running;
use local::testing::TestStack;

const LOCAL: &str = env!("CARGO_BIN_EXE_local");

/// Processes whose parent is this one.
fn children(parent: u32) -> Vec<u64> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u64>().ok());
    numbers.filter(|process| parent_of(*process) == Some(parent)).collect()
}

fn parent_of(process: u64) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    status.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()
}

/// Waits until none of them runs.
async fn all_end(processes: &[u64], within: Duration) -> bool {
    let until = Instant::now() + within;
    while processes.iter().any(|process| is_running(*process)) {
        if Instant::now() > until {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    true
}

#[tokio::test]
async fn it_runs_survives_a_kill_and_ends() {
    let mut stack = TestStack::start(LOCAL).await.unwrap();
    let first = stack.credentials().clone();
    // Whatever the console's pages are: no wire has this one.
    let nowhere = format!("{}/no/such/page", stack.base_url());
    assert_eq!(reqwest::get(nowhere).await.unwrap().status(), 404);
    for file in ["credentials.json", "secrets.json"] {
        let mode = fs::metadata(stack.data().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }

    let second = Command::new(LOCAL).args(["--port", "0", "--data"]).arg(stack.data()).output().unwrap();
    assert!(!second.status.success());
    let message = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(message.contains("in use by another running stack"), "{message}");

    let functions = children(stack.process_id().unwrap());
    assert!(functions.len() >= 9, "{functions:?}");
    stack.kill().await.unwrap();
    assert!(all_end(&functions, Duration::from_secs(2)).await);

    stack.restart().await.unwrap();
    assert_eq!(stack.credentials().app_id, first.app_id);
    assert_eq!(stack.credentials().app_secret, first.app_secret);
    assert_ne!(stack.credentials().owner_token, first.owner_token);

    let functions = children(stack.process_id().unwrap());
    let began = Instant::now();
    assert!(stack.terminate().await.unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(all_end(&functions, Duration::ZERO).await);
}

#[tokio::test]
async fn a_function_at_work_dies_with_its_parent() {
    // `yes` never stops to look whether its parent is there.
    let script = r#""$0" launch $$ /usr/bin/yes > /dev/null & echo $!; wait"#;
    let mut parent = Command::new("sh").args(["-c", script, LOCAL]).stdout(Stdio::piped()).spawn().unwrap();
    let mut process = String::new();
    BufReader::new(parent.stdout.take().unwrap()).read_line(&mut process).unwrap();
    let process = process.trim().parse().unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(is_running(process));
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert!(all_end(&[process], Duration::from_secs(2)).await);
}

#[test]
fn an_owner_token_is_made_of_the_secret() {
    let mut program = Command::new(LOCAL);
    let program = program.args(["owner-token", "shop"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = program.spawn().unwrap();
    program.stdin.take().unwrap().write_all(b"the secret\n").unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    let token = String::from_utf8(output.stdout).unwrap();
    let key = shared::token::TokenKey::new("the secret");
    let claims = key.verify(token.trim(), shared::domain::Timestamp::now()).unwrap();
    assert_eq!((claims.app.as_str(), claims.role), ("shop", shared::domain::Role::Owner));
}
