//! Counts consumed capacity: what a request cost, in the units of the bill.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_dynamodb::types::ConsumedCapacity;

/// Read and write request units consumed since the last [`Units::take`].
#[derive(Default)]
pub struct Units {
    half_reads: AtomicU64,
    half_writes: AtomicU64,
}

impl Units {
    /// Read units (RRU) and write units (WRU) since the last call, which counts anew.
    #[must_use]
    pub fn take(&self) -> (f64, f64) {
        let taken =
            |halves: &AtomicU64| f64::from(u32::try_from(halves.swap(0, Ordering::Relaxed)).unwrap_or(u32::MAX)) / 2.0;
        (taken(&self.half_reads), taken(&self.half_writes))
    }

    pub(super) fn read<'a>(&self, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        self.half_reads.fetch_add(halves(consumed), Ordering::Relaxed);
    }

    pub(super) fn written<'a>(&self, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        self.half_writes.fetch_add(halves(consumed), Ordering::Relaxed);
    }
}

/// DynamoDB counts in halves.
fn halves<'a>(consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) -> u64 {
    let units: f64 = consumed.into_iter().filter_map(ConsumedCapacity::capacity_units).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small sum of positive halves")]
    let halves = (units * 2.0).round() as u64;
    halves
}
