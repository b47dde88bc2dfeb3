//! Logs: one JSON object a line, as CloudWatch Logs Insights reads them.
//!
//! No personal data and no text that people wrote goes in; ids, routes, codes and units do.

use tracing_subscriber::EnvFilter;

/// Starts logging at `RUST_LOG`, or `info` without it. A second call changes nothing.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().json().flatten_event(true).with_span_list(false).with_env_filter(filter);
    // Refused only where a subscriber is set already: in tests, several times in one process.
    drop(logs.try_init());
}
