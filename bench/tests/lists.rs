//! That the bench runs from end to end: a small inbox is loaded, measured and measured again, and every figure is there.

use std::{path::Path, process::Command};

use serde_json::Value;

/// As the issue of the bench names them.
const OPS: [&str; 13] = [
    "submit",
    "detail",
    "set_status",
    "page_1",
    "page_1_three_filters",
    "page_50000",
    "page_last",
    "page_10000_one_status",
    "time_range",
    "rare_combination",
    "total_three_filters",
    "trend_30_days",
    "trend_all",
];

fn run(folder: &Path, json: &Path) -> Vec<Value> {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_bench"));
    bench.args(["lists", "--items", "300", "--runs", "2"]).arg("--data").arg(folder).arg("--json").arg(json);
    let done = bench.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = std::fs::read_to_string(json).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_small_inbox_is_loaded_and_measured_twice() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("figures.json");
    for _ in 0..2 {
        let rows = run(folder.path(), &json);
        let ops: Vec<&str> = rows.iter().map(|row| row["op"].as_str().unwrap()).take(OPS.len()).collect();
        assert_eq!(ops, OPS);
        for row in rows {
            let figure = |name: &str| row[name].as_f64().unwrap();
            assert!(figure("p50_ms") > 0.0 && figure("p50_ms") <= figure("p99_ms"), "{row}");
            assert!(figure("rru") + figure("wru") > 0.0 && figure("round_trips") >= 1.0, "{row}");
        }
    }
}
