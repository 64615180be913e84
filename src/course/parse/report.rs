//! Findings of one file, gathered.

use super::super::finding::{Code, Finding};

/// More findings of one code than anyone reads. Beyond this they are counted, so that a hostile file costs no memory.
const MOST: usize = 1000;

/// Findings of one file.
pub struct Report<'a> {
    /// The file, as findings name it.
    pub file: &'a str,
    list: Vec<Finding>,
    /// By code: how many, and the place in `list` of the last that was kept.
    counts: [(usize, usize); Code::ALL.len()],
}

impl<'a> Report<'a> {
    pub fn new(file: &'a str) -> Self {
        Self { file, list: Vec::new(), counts: [(0, 0); Code::ALL.len()] }
    }

    /// Adds a finding; `say` is only asked when it will be kept.
    pub fn add(&mut self, code: Code, span: std::ops::Range<usize>, say: impl FnOnce(Finding) -> Finding) {
        // What does not depend on the closure stands apart: this is in the parser wasm once for every call.
        if let Some(finding) = self.admit(code, span) {
            self.list.push(say(finding));
        }
    }

    /// Counts a finding, and begins it when it will be kept.
    #[inline(never)]
    fn admit(&mut self, code: Code, span: std::ops::Range<usize>) -> Option<Finding> {
        let (count, last) = &mut self.counts[code as usize];
        *count += 1;
        (*count <= MOST).then(|| {
            *last = self.list.len();
            Finding::new(code, self.file, span, "")
        })
    }

    /// The findings in file order.
    pub fn finish(mut self) -> Vec<Finding> {
        for (count, last) in self.counts {
            if count > MOST {
                self.list[last].message.push_str(&format!(" (and {} more of these)", count - MOST));
            }
        }
        self.list.sort_by_key(|f| (f.span.start, f.span.end, f.code));
        self.list
    }
}

impl Finding {
    /// The same with this message.
    pub(crate) fn say(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }
}
