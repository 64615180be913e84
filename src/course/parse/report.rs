//! Findings of one file, gathered.

use super::super::finding::{Code, Finding, Help};
use super::super::order::sort;

/// More findings of one code than anyone reads. Beyond this they are counted, so that a hostile file costs no memory.
const MOST: usize = 1000;

/// Findings of one file.
pub struct Report<'a> {
    /// The file, as findings name it.
    pub file: &'a str,
    list: Vec<Said>,
    /// By code: how many, and the place in `list` of the last that was kept.
    counts: [(usize, usize); Code::ALL.len()],
}

impl<'a> Report<'a> {
    pub fn new(file: &'a str) -> Self {
        Self { file, list: Vec::new(), counts: [(0, 0); Code::ALL.len()] }
    }

    /// Adds a finding; `say` is only asked when it will be kept.
    pub fn add(&mut self, code: Code, span: std::ops::Range<usize>, say: impl FnOnce(&mut Said) -> &mut Said) {
        // What does not depend on the closure stands apart: this is in the parser wasm once for every call.
        if let Some(said) = self.admit(code, span) {
            say(said);
        }
    }

    /// Counts a finding, and begins it when it will be kept.
    #[inline(never)]
    fn admit(&mut self, code: Code, span: std::ops::Range<usize>) -> Option<&mut Said> {
        let (count, last) = &mut self.counts[code as usize];
        *count += 1;
        if *count > MOST {
            return None;
        }
        *last = self.list.len();
        self.list.push(Said(Finding::new(code, self.file, span, "")));
        self.list.last_mut()
    }

    /// The findings in file order.
    pub fn finish(mut self) -> Vec<Finding> {
        for (count, last) in self.counts {
            if count > MOST {
                self.list[last].0.message.push_str(&format!(" (and {} more of these)", count - MOST));
            }
        }
        sort(&mut self.list, &|Said(a), Said(b)| (a.span, a.code).cmp(&(b.span, b.code)));
        self.list.into_iter().map(|said| said.0).collect()
    }
}

/// A finding being worded. In its place and not handed on: a finding is large, and there are dozens of places that word one.
pub struct Said(Finding);

impl Said {
    /// What is wrong.
    #[inline(never)]
    pub fn say(&mut self, message: impl Into<String>) -> &mut Self {
        self.0.message = message.into();
        self
    }

    /// What to do.
    #[inline(never)]
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.0.help = Some(Help { text: text.into(), replacement: None });
        self
    }

    /// What to do, and what to write instead.
    #[inline(never)]
    pub fn replace(&mut self, text: String, with: &str) -> &mut Self {
        self.0.help = Some(Help { text, replacement: Some(with.to_owned()) });
        self
    }

    /// Another place that belongs to it.
    #[inline(never)]
    pub fn see(&mut self, span: std::ops::Range<usize>, label: &str) -> &mut Self {
        self.0.related.push((span.into(), label.to_owned()));
        self
    }
}
