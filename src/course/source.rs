//! One file as the author wrote it, and where a byte of it stands.

use super::finding::{Code, Finding, Span};

/// Bytes between two noted character counts: a look-up counts at most this many.
const STRIDE: usize = 1024;

/// A place as editors show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A text file, read.
///
/// All spans are bytes in [`text`](Self::text): there a byte order mark is gone and every line ends in `\n`, so lines and
/// columns are the same as in the file itself.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Characters before byte `n * STRIDE`.
    characters: Vec<usize>,
}

impl SourceFile {
    /// From text. `path` is relative to the course folder, with `/`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.contains('\r') {
            // Of `\r\n` the `\r` goes; alone it becomes a line end.
            let mut mended = String::with_capacity(text.len());
            let mut parts = text.split('\r');
            mended.push_str(parts.next().unwrap_or_default());
            for part in parts {
                if !part.starts_with('\n') {
                    mended.push('\n');
                }
                mended.push_str(part);
            }
            text = mended;
        }
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        let mut characters = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut count = 0;
        for (n, chunk) in bytes.chunks(STRIDE).enumerate() {
            characters.push(count);
            count += characters_in(chunk);
            lines.extend(chunk.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| n * STRIDE + i + 1));
        }
        if characters.is_empty() {
            characters.push(0);
        }
        Self { path: path.into(), text, lines, characters }
    }

    /// From bytes. Bytes that are not UTF-8 become U+FFFD, with a `not-utf8` finding at the first.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> (Self, Vec<Finding>) {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => (Self::new(path, text), Vec::new()),
            Err(error) => {
                let file = Self::new(path, String::from_utf8_lossy(error.as_bytes()));
                // The good part may hold a mark and CRLF, which are gone from the text.
                let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
                let start = Self::new("", good).text.len();
                let end = start + file.text[start..].chars().next().map_or(0, char::len_utf8);
                let finding = Finding::new(Code::NotUtf8, &file.path, start..end, "this byte is not UTF-8")
                    .help("save the file as UTF-8; most editors have it under “Save with encoding”");
                (file, vec![finding])
            }
        }
    }

    /// Relative to the course folder, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text: without byte order mark, every line end a `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of lines; a file that ends in a line end has an empty last one.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Where a byte stands. A byte inside a character counts as that character, one past the end as the end.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= byte);
        let column = self.characters_before(byte) - self.characters_before(self.lines[line - 1]) + 1;
        Position { line, column }
    }

    /// Where a span begins and ends; the end is exclusive.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end.max(span.start)))
    }

    /// A line's bytes, without its line end. `line` counts from 1; an unknown line is empty, at the end.
    pub fn line_span(&self, line: usize) -> Span {
        let end = self.text.len();
        let Some(start) = line.checked_sub(1).and_then(|i| self.lines.get(i).copied()) else { return Span { start: end, end } };
        Span { start, end: self.lines.get(line).map_or(end, |next| next - 1) }
    }

    /// A line without its line end. `line` counts from 1.
    pub fn line(&self, line: usize) -> &str {
        let Span { start, end } = self.line_span(line);
        &self.text[start..end]
    }

    /// Where a character begins, counted from 0; the end when there is none.
    pub fn byte(&self, character: usize) -> usize {
        let chunk = self.characters.partition_point(|before| *before <= character) - 1;
        let start = chunk * STRIDE;
        let mut begins = self.text.as_bytes()[start..].iter().enumerate().filter(|(_, b)| begins_character(**b));
        begins.nth(character - self.characters[chunk]).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// Characters that begin before a byte.
    pub fn characters_before(&self, byte: usize) -> usize {
        let chunk = (byte / STRIDE).min(self.characters.len() - 1);
        self.characters[chunk] + characters_in(&self.text.as_bytes()[chunk * STRIDE..byte])
    }
}

/// Characters that begin in `bytes`.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| begins_character(**b)).count()
}

fn begins_character(byte: u8) -> bool {
    byte as i8 >= -0x40
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &SourceFile, needle: &str) -> (usize, usize) {
        let Position { line, column } = file.position(file.text().find(needle).expect("in the text"));
        (line, column)
    }

    #[test]
    fn columns_are_characters() {
        let file = SourceFile::new("a.md", "# Æ\n\n- [Gå rett på](#x)\n");
        assert_eq!(at(&file, "#x"), (3, 16));
        assert_eq!(file.position(file.text().len()), Position { line: 4, column: 1 });
        assert_eq!(file.position(usize::MAX), Position { line: 4, column: 1 });
        assert_eq!(file.line(3), "- [Gå rett på](#x)");
        assert_eq!((file.line(4), file.line(5), file.line(0)), ("", "", ""));
    }

    #[test]
    fn long_lines_are_counted_in_strides() {
        let file = SourceFile::new("a.md", format!("x\n{}y", "æø€".repeat(5000)));
        assert_eq!(at(&file, "y"), (2, 15001));
        for (character, (byte, _)) in file.text().char_indices().enumerate() {
            assert_eq!(file.byte(character), byte);
        }
        assert_eq!((file.byte(15003), file.byte(usize::MAX)), (file.text().len(), file.text().len()));
    }

    #[test]
    fn mark_and_line_ends_count_for_nothing() {
        let plain = SourceFile::new("a.md", "# A\n\n## B\n");
        for text in ["\u{feff}# A\n\n## B\n", "# A\r\n\r\n## B\r\n", "\u{feff}# A\r\n\r\n## B\r\n", "# A\r\r## B\r"] {
            let (file, findings) = SourceFile::from_bytes("a.md", text.as_bytes().to_vec());
            assert_eq!(file.text(), plain.text(), "{text:?}");
            assert_eq!(findings, [], "{text:?}");
        }
    }

    #[test]
    fn empty_file_has_one_line() {
        let file = SourceFile::new("a.md", "");
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!((file.line_count(), file.line(1)), (1, ""));
    }

    #[test]
    fn a_byte_that_is_not_utf8() {
        let (file, findings) = SourceFile::from_bytes("a.md", b"\xef\xbb\xbf# A\r\n\r\nbl\xe5 og \xf8\n".to_vec());
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, Code::NotUtf8);
        assert_eq!(file.position(findings[0].span.start), Position { line: 3, column: 3 });
        assert_eq!(file.position(findings[0].span.end), Position { line: 3, column: 4 });
    }
}
