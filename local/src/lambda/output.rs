//! What functions print: all of it to a file, warnings and errors to the console as well.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

use super::Function;
use crate::log;

/// A longer line is cut in pieces, so that no function can make us hold its output in memory.
const LINE_LIMIT: u64 = 64 * 1024;

/// How much of a line the console shows, in characters; the file has all of it.
const CONSOLE_LIMIT: usize = 400;

/// A log that is larger at the start begins anew, in bytes.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// The log of a function, shared by its instances.
#[derive(Debug)]
pub(super) struct Output {
    function: String,
    file: Mutex<File>,
}

impl Output {
    pub(super) fn open(function: &Function) -> io::Result<Arc<Self>> {
        let file = OpenOptions::new().create(true).append(true).open(&function.log)?;
        if file.metadata()?.len() > FILE_LIMIT {
            file.set_len(0)?;
        }
        Ok(Arc::new(Self { function: function.name.clone(), file: Mutex::new(file) }))
    }

    /// Takes down what comes through a pipe until it closes.
    pub(super) fn follow(self: &Arc<Self>, pipe: Option<impl AsyncRead + Send + Unpin + 'static>) {
        if let Some(pipe) = pipe {
            tokio::spawn(Arc::clone(self).read(pipe));
        }
    }

    async fn read(self: Arc<Self>, pipe: impl AsyncRead + Unpin) {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while let Ok(1..) = (&mut pipe).take(LINE_LIMIT).read_until(b'\n', &mut line).await {
            self.write(&line);
            line.clear();
        }
    }

    fn write(&self, line: &[u8]) {
        let written = self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line);
        if let Err(error) = written {
            log::trouble(format_args!("the log of {} cannot be written: {error}", self.function));
        }
        if let Some(line) = remarkable(&String::from_utf8_lossy(line)) {
            log::function_said(&self.function, &shortened(line));
        }
    }
}

/// The line as the console shows it, if it tells of a warning, an error or a panic.
fn remarkable(line: &str) -> Option<String> {
    let line = line.trim_end();
    match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(event)) => {
            let level = event.get("level")?.as_str()?;
            matches!(level, "WARN" | "ERROR").then(|| readable(level, &event))
        }
        _ => {
            [" WARN ", "WARN ", "ERROR", "panicked at"].iter().any(|sign| line.contains(sign)).then(|| line.to_owned())
        }
    }
}

fn shortened(mut line: String) -> String {
    if let Some((cut, _)) = line.char_indices().nth(CONSOLE_LIMIT) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// `LEVEL message field=value …`, from the JSON that `tracing-subscriber` writes.
fn readable(level: &str, event: &serde_json::Map<String, Value>) -> String {
    let fields = event.get("fields").and_then(Value::as_object).unwrap_or(event);
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut line = format!("{level} {}", fields.get("message").map(text).unwrap_or_default());
    for (name, value) in fields {
        if !matches!(name.as_str(), "message" | "level" | "timestamp" | "target" | "span" | "spans") {
            line.extend([" ", name, "=", &text(value)]);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_console_shows_warnings_errors_and_panics() {
        let json = r#"{"timestamp":"t","level":"WARN","fields":{"message":"throttled","attempt":2},"target":"x"}"#;
        assert_eq!(remarkable(json).unwrap(), "WARN throttled attempt=2");
        let flat = r#"{"timestamp":"t","level":"ERROR","message":"no table"}"#;
        assert_eq!(remarkable(flat).unwrap(), "ERROR no table");
        assert!(remarkable("thread 'main' panicked at src/main.rs:3:5:\n").is_some());
    }

    #[test]
    fn the_console_leaves_out_the_rest() {
        assert_eq!(remarkable(r#"{"level":"INFO","fields":{"message":"WARN is only a word here"}}"#), None);
        assert_eq!(remarkable("INFO ready"), None);
        assert_eq!(remarkable(""), None);
    }
}
