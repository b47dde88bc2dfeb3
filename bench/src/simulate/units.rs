//! Write units of one partition.

/// Write units that a partition takes in a second (COSTS.md).
const A_SECOND: f64 = 1_000.0;
/// What it may take at once, of what it did not take before: a tenth of a second.
const AT_ONCE: f64 = 100.0;

/// A partition, as far as its units go.
#[derive(Clone, Debug)]
pub struct Partition {
    left: f64,
    at_s: f64,
}

impl Default for Partition {
    fn default() -> Self {
        Self { left: AT_ONCE, at_s: 0.0 }
    }
}

impl Partition {
    /// Whether it takes so many units at a moment.
    pub fn has(&mut self, units: f64, now_s: f64) -> bool {
        self.fill(now_s);
        self.left >= units
    }

    /// Takes them; whoever has not asked makes it owe.
    pub fn take(&mut self, units: f64) {
        self.left -= units;
    }

    /// Takes units as soon as there are enough; returns when that is. The caller is one who tries again until then.
    pub fn wait(&mut self, units: f64, now_s: f64) -> f64 {
        self.fill(now_s);
        self.left -= units;
        now_s + (-self.left).max(0.0) / A_SECOND
    }

    fn fill(&mut self, now_s: f64) {
        self.left = (self.left + (now_s - self.at_s).max(0.0) * A_SECOND).min(AT_ONCE);
        self.at_s = self.at_s.max(now_s);
    }
}
