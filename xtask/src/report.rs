//! What each part of a test run counted, and the closing line that sums it up.

use crate::step::{Heard, Outcome};

/// One part of a run: formatting, native tests, the browser suite ...
pub struct Part {
    name: String,
    passed: u64,
    failed: u64,
    took: String,
}

/// All parts so far.
#[derive(Default)]
pub struct Report {
    parts: Vec<Part>,
}

/// What a runner counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, timed out or were cut off.
    pub failed: u64,
}

impl Report {
    /// Runs a part, and says how it went. A failure of the part is told here and counted, so that the others still run.
    pub fn part(&mut self, name: &str, work: impl FnOnce() -> Outcome<Counts>) {
        println!("\n» {name}");
        let start = std::time::Instant::now();
        let counts = work().unwrap_or_else(|why| {
            println!("  {why}");
            Counts { passed: 0, failed: 1 }
        });
        let took = crate::step::seconds(start);
        println!("  {name}: {} passed, {} failed, {took}", counts.passed, counts.failed);
        self.parts.push(Part { name: name.into(), passed: counts.passed, failed: counts.failed, took });
    }

    /// One line per part, then the sum alone on a line. Errors: a part failed, or executed no test.
    pub fn close(self) -> Outcome {
        println!();
        for part in &self.parts {
            let mark = if part.failed > 0 || part.passed == 0 { "✗" } else { "✓" };
            println!("{mark} {:<34}{:>6} passed {:>4} failed {:>8}", part.name, part.passed, part.failed, part.took);
        }
        let empty: Vec<&str> = self.parts.iter().filter(|part| part.passed + part.failed == 0).map(|part| part.name.as_str()).collect();
        let passed: u64 = self.parts.iter().map(|part| part.passed).sum();
        let failed: u64 = self.parts.iter().map(|part| part.failed).sum();
        println!("\n{passed} passed, {failed} failed");
        if !empty.is_empty() {
            return Err(format!("no test was executed in: {}", empty.join(", ")));
        }
        if failed > 0 { Err(format!("{failed} failed")) } else { Ok(()) }
    }
}

impl Counts {
    /// For a part that either holds or does not.
    pub const ONE: Counts = Counts { passed: 1, failed: 0 };

    /// Reads what a runner counted. A runner that ended badly without naming a failure counts as one.
    pub fn of(heard: &Heard, read: fn(&str) -> Counts) -> Counts {
        let mut counts = read(&heard.text);
        if !heard.success && counts.failed == 0 {
            counts.failed = 1;
        }
        counts
    }

    fn add(&mut self, number: u64, word: &str) {
        match word {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" | "timed" | "exec" => self.failed += number,
            _ => {}
        }
    }
}

/// `Summary [   0.012s] 3 tests run: 2 passed (1 slow), 1 failed, 0 skipped`
pub fn nextest(text: &str) -> Counts {
    let mut counts = Counts::default();
    let summary = text.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    if let Some((_, numbers)) = summary.and_then(|line| line.split_once("run: ")) {
        numbers.split(", ").for_each(|part| add_pair(&mut counts, part));
    }
    counts
}

/// `test result: ok. 5 passed; 0 failed; 0 ignored`, once for each binary
pub fn cargo_test(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")) {
        let numbers = line.split_once(". ").map_or("", |(_, numbers)| numbers);
        numbers.split("; ").for_each(|part| add_pair(&mut counts, part));
    }
    counts
}

/// `ℹ pass 5`, `ℹ fail 0`, `ℹ cancelled 0`
pub fn node(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if let (Some("ℹ" | "#"), Some(word), Some(number), None) = (words.next(), words.next(), words.next(), words.next()) {
            counts.add(number.parse().unwrap_or(0), word);
        }
    }
    counts
}

fn add_pair(counts: &mut Counts, pair: &str) {
    let mut words = pair.split_whitespace();
    if let (Some(Ok(number)), Some(word)) = (words.next().map(str::parse), words.next()) {
        counts.add(number, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_are_read() {
        type Case = (fn(&str) -> Counts, &'static str, u64, u64);
        let cases: [Case; 6] = [
            (nextest, "     Summary [   0.012s] 2 tests run: 2 passed, 0 skipped\n", 2, 0),
            (nextest, "  Summary [ 9.1s] 7 tests run: 4 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n", 4, 3),
            (nextest, "error: could not compile", 0, 0),
            (cargo_test, "test result: ok. 5 passed; 0 failed; 1 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored", 6, 2),
            (node, "ℹ tests 6\nℹ suites 1\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ duration_ms 55.3\n", 4, 2),
            (node, "# pass 3\n# fail 0\n", 3, 0),
        ];
        for (read, text, passed, failed) in cases {
            assert_eq!(read(text), Counts { passed, failed }, "{text}");
        }
    }

    #[test]
    fn a_part_without_tests_fails_the_run() {
        let mut report = Report::default();
        report.part("fmt", || Ok(Counts::ONE));
        report.part("nothing", || Ok(Counts::default()));
        assert_eq!(report.close(), Err("no test was executed in: nothing".into()));
    }

    #[test]
    fn a_part_that_cannot_run_counts_as_a_failure_and_the_others_still_run() {
        let mut report = Report::default();
        report.part("broken", || Err("no such program".into()));
        report.part("fmt", || Ok(Counts::ONE));
        assert_eq!(report.close(), Err("1 failed".into()));
    }
}
