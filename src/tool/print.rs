//! Findings in three forms, all from the same `Finding`: for people, for editors, for programs.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::load::Folder;
use crate::course::check::Total;
use crate::course::finding::{Finding, Severity, Span};
use crate::course::source::SourceFile;

/// With the source, and carets under what is wrong.
pub fn human(out: &mut impl Write, folder: &Folder, findings: &[Finding], colours: bool) -> io::Result<()> {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() }.term_width(120);
    for finding in findings {
        let Some(file) = folder.source(&finding.file) else { continue };
        writeln!(out, "{}\n", renderer.render(&report(file, finding)))?;
    }
    Ok(())
}

/// `file:line:column: code: message`.
pub fn short(out: &mut impl Write, folder: &Folder, findings: &[Finding]) -> io::Result<()> {
    for finding in findings {
        let start = folder.source(&finding.file).map(|file| file.position(finding.span.start));
        let (line, column) = start.map_or((1, 1), |p| (p.line, p.column));
        writeln!(out, "{}:{line}:{column}: {}: {}", finding.file, finding.code.as_str(), finding.message)?;
    }
    Ok(())
}

/// One array of objects.
pub fn json(out: &mut impl Write, folder: &Folder, findings: &[Finding]) -> io::Result<()> {
    let list: Vec<_> = findings.iter().filter_map(|finding| Some(finding.told(folder.source(&finding.file)?))).collect();
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)
}

/// The line that closes a check: what is wrong, and what the course holds.
pub fn closing(out: &mut impl Write, findings: &[Finding], total: &Total) -> io::Result<()> {
    let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let wrong: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .filter_map(|(severity, word)| Some((of(severity), word)).filter(|(count, _)| *count > 0))
        .map(|(count, word)| counted(count, word))
        .collect();
    let wrong = if wrong.is_empty() { "nothing to mend".to_owned() } else { wrong.join(", ") };
    let paths = match (total.paths, total.cyclic) {
        (u64::MAX, _) => "more paths than can be counted".to_owned(),
        (count, false) => counted(count as usize, "path"),
        (count, true) => format!("{} and circles", counted(count as usize, "path")),
    };
    writeln!(
        out,
        "{wrong}: {}, {}, {}, {}, {paths}",
        counted(total.lessons, "lesson"),
        counted(total.scenes, "scene"),
        counted(total.words, "word"),
        counted(total.minutes, "minute"),
    )
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn report<'a>(file: &'a SourceFile, finding: &'a Finding) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code.as_str());
    let help = finding.help.as_ref();
    let Some(window) = Window::around(file, finding.span) else {
        let start = file.position(finding.span.start);
        let origin = Origin::path(finding.file.as_str()).line(start.line).char_column(start.column);
        return vec![title.element(origin).elements(help.map(|h| Level::HELP.message(h.text.as_str())))];
    };
    let primary = AnnotationKind::Primary.span(window.place(finding.span)).label(help.map(|h| format!("help: {}", h.text)));
    let (near, far): (Vec<_>, Vec<_>) = finding.related.iter().partition(|(span, _)| window.holds(*span));
    let related = near.iter().map(|(span, label)| AnnotationKind::Context.span(window.place(*span)).label(label.as_str()));
    let mut group = title.element(window.snippet(&finding.file).annotation(primary).annotations(related));
    for (span, label) in far {
        if let Some(window) = Window::around(file, *span) {
            let there = AnnotationKind::Context.span(window.place(*span)).label(label.as_str());
            group = group.element(window.snippet(&finding.file).annotation(there));
        }
    }
    let mut groups = vec![group];
    // A replacement the help has already said in full needs no picture.
    if let Some(help) = help
        && let Some(replacement) = help.replacement.as_deref().filter(|r| !help.text.contains(&format!("`{r}`")))
    {
        let patch = Patch::new(window.place(finding.span), replacement);
        groups.push(Level::HELP.secondary_title("write").element(window.snippet(&finding.file).patch(patch)));
    }
    groups
}

/// The lines around a finding. The renderer reads all it is given, and a lesson may be long.
#[derive(Clone, Copy)]
struct Window<'a> {
    text: &'a str,
    start: usize,
    line: usize,
}

/// Lines above and below, for related places close by.
const MARGIN: usize = 20;
/// More than this is no help to anyone who reads it. Unit: bytes.
const MOST: usize = 20_000;

impl<'a> Window<'a> {
    /// `None` where the lines are too long to be shown.
    fn around(file: &'a SourceFile, span: Span) -> Option<Self> {
        let (first, last) = file.positions(span);
        let shown = |margin: usize| {
            let line = first.line.saturating_sub(margin).max(1);
            let start = file.line_span(line).start;
            let end = file.line_span((last.line + margin).min(file.line_count())).end;
            Some(Self { text: &file.text()[start..end], start, line }).filter(|w| w.text.len() <= MOST)
        };
        shown(MARGIN).or_else(|| shown(0))
    }

    fn holds(&self, span: Span) -> bool {
        span.start >= self.start && span.end <= self.start + self.text.len()
    }

    fn place(&self, span: Span) -> std::ops::Range<usize> {
        let end = self.text.len();
        let start = span.start.saturating_sub(self.start).min(end);
        start..span.end.saturating_sub(self.start).clamp(start, end)
    }

    fn snippet<T: Clone>(&self, path: &'a str) -> Snippet<'a, T> {
        Snippet::source(self.text).path(path).line_start(self.line)
    }
}
