//! A batch in the making.

use std::collections::VecDeque;

use super::record::Record;
use crate::template::StreamEvent;

/// What a function may be sent, less some room for what surrounds the records.
const MAX_BYTES: usize = 6 * 1024 * 1024 - 4 * 1024;

/// Records for a function, and how far the shard has been looked at.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// What the function wants, oldest first.
    pub records: Vec<Record>,
    /// The last record that was looked at, wanted or not.
    pub last: Option<String>,
    /// Whether the shard has no more.
    pub ended: bool,
    bytes: usize,
}

impl Batch {
    /// Looks at the next record. `false` gives it back to those that wait, since it would make the batch too large.
    pub fn take(&mut self, record: Record, event: &StreamEvent, waiting: &mut VecDeque<Record>) -> bool {
        if event.wants(&record.value) {
            let bytes = record.value.to_string().len();
            let is_full = self.records.len() >= event.batch_size || self.bytes + bytes > MAX_BYTES;
            if is_full && !self.records.is_empty() {
                waiting.push_front(record);
                return false;
            }
            self.bytes += bytes;
            self.last = Some(record.sequence.clone());
            self.records.push(record);
        } else {
            self.last = Some(record.sequence);
        }
        true
    }
}
