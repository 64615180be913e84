//! What the checker says: one struct, worded once, printed in three forms by the tool.

use serde::Serialize;

use super::source::SourceFile;

/// A place in one file. Unit: bytes from the file's beginning; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `build` leaves its target alone.
    Error,
    /// Worth mending.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// As programs read it: `error`, `warning`, `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident,)*) => {
        /// The stable names of findings. Source: the course contract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // each variant is named for its text
        pub enum Code { $($variant),* }

        impl Code {
            /// All codes.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The stable name, such as `unknown-scene`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text),* }
            }

            /// How grave a finding with this code is, unless the rule says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    FrontMatter "front-matter" Error,
    CourseFile "course-file" Error,
    MissingTitle "missing-title" Error,
    NotUtf8 "not-utf8" Error,
    MissingMedia "missing-media" Warning,
    UnknownLesson "unknown-lesson" Error,
    DuplicateId "duplicate-id" Error,
    UnknownScene "unknown-scene" Error,
    BadEffect "bad-effect" Error,
    BadCondition "bad-condition" Error,
    UnknownMeter "unknown-meter" Error,
    MixedList "mixed-list" Error,
    OneSidedChoice "one-sided-choice" Note,
    UnknownKind "unknown-kind" Error,
    MissingPromptId "missing-prompt-id" Error,
    DuplicatePromptId "duplicate-prompt-id" Error,
    BadScale "bad-scale" Error,
    UnreachableScene "unreachable-scene" Warning,
    DeadEnd "dead-end" Error,
    NeverTrue "never-true" Warning,
    FallsThrough "falls-through" Warning,
    WalkBounded "walk-bounded" Note,
    RawHtml "raw-html" Warning,
    UnsafeLink "unsafe-link" Error,
    MissingAlt "missing-alt" Warning,
    HeadingLevel "heading-level" Warning,
    LongScene "long-scene" Note,
    HardToRead "hard-to-read" Note,
    AvoidedWord "avoided-word" Warning,
    MissingSource "missing-source" Warning,
    MissingNote "missing-note" Warning,
    StaleLink "stale-link" Warning,
    CoreTooLong "core-too-long" Warning,
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// In the author's words.
    pub text: String,
    /// What to put in the finding's place, where one answer is certain.
    pub replacement: Option<String>,
}

/// One mistake, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// The file, relative to the course folder, with `/`.
    pub file: String,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<Help>,
    /// The other place, such as the first use of a doubled id. Same file.
    pub related: Vec<(Span, String)>,
}

impl Finding {
    /// A finding with its code's own severity, without help.
    pub fn new(code: Code, file: &str, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: file.to_owned(),
            span: span.into(),
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// The same with a help text.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), replacement: None });
        self
    }

    /// The same with a help text and what to write instead.
    pub fn replace(mut self, text: impl Into<String>, with: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), replacement: Some(with.into()) });
        self
    }

    /// The same with another place that belongs to it.
    pub fn see(mut self, span: impl Into<Span>, label: impl Into<String>) -> Self {
        self.related.push((span.into(), label.into()));
        self
    }
}

/// A finding as `kurs check --format json` and the parser program tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // see Finding; lines and columns count from 1, columns in characters, the end is exclusive
pub struct Told<'a> {
    pub code: &'a str,
    pub severity: &'a str,
    pub file: &'a str,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub message: &'a str,
    pub help: Option<&'a str>,
}

impl Finding {
    /// The finding as programs read it. `file` is the file it is about.
    pub fn told(&self, file: &SourceFile) -> Told<'_> {
        let (start, end) = file.positions(self.span);
        Told {
            code: self.code.as_str(),
            severity: self.severity.as_str(),
            file: &self.file,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: &self.message,
            help: self.help.as_ref().map(|help| help.text.as_str()),
        }
    }
}
