//! Counting words, and LIX: how hard a text is to read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::model::{AsideKind, Choice, Events, Lesson, Piece};

/// Below this many words LIX says more about chance than about the text. Unit: words.
pub const LIX_NEEDS: usize = 30;

/// What a stretch of text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tokens with at least one letter or digit; `e-post` is one.
    pub words: usize,
    /// Words of more than six letters.
    pub long: usize,
    /// Stretches with words up to a full stop, a question mark, an exclamation mark, or the end of a block.
    pub sentences: usize,
}

impl std::ops::Add for Count {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { words: self.words + other.words, long: self.long + other.long, sentences: self.sentences + other.sentences }
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |a, b| a + b)
    }
}

impl Count {
    /// Björnsson's readability index (Läsbarhet, 1968): words per sentence plus the percentage of words over six letters.
    ///
    /// Up to 30 is very easy, 40 ordinary prose, 60 law. 0 without words.
    pub fn lix(self) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        self.words as f64 / self.sentences.max(1) as f64 + 100.0 * self.long as f64 / self.words as f64
    }
}

/// Counts plain text: one block.
pub fn count(text: &str) -> Count {
    let mut counter = Counter::default();
    counter.text(text);
    counter.end_block();
    counter.count
}

/// Counts Markdown events. Pictures' alternative texts, raw HTML and footnote marks count for nothing.
pub fn count_events(events: &[(Event<'_>, Range<usize>)]) -> Count {
    let mut counter = Counter::default();
    let mut in_image = 0usize;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image = in_image.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if in_image == 0 => counter.text(text),
            Event::SoftBreak | Event::HardBreak => counter.end_word(),
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript,
            ) => {}
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::BlockQuote(_)) | Event::End(_) => {
                counter.end_block();
            }
            _ => {}
        }
    }
    counter.end_block();
    counter.count
}

/// The events a range names; none when it lies outside.
pub fn slice<'l, 'a>(lesson: &'l Lesson<'a>, events: &Events) -> &'l [(Event<'a>, Range<usize>)] {
    lesson.events.get(events.clone()).unwrap_or_default()
}

/// Prose, without boxes and prompts.
pub fn prose(lesson: &Lesson<'_>, pieces: &[Piece]) -> Count {
    let of = |piece: &Piece| match piece {
        Piece::Prose(events) => count_events(slice(lesson, events)),
        Piece::Aside(_) => Count::default(),
    };
    pieces.iter().map(of).sum()
}

/// Boxes and prompts, with answers and voices; facilitator notes are no part of the page.
pub fn asides(lesson: &Lesson<'_>, pieces: &[Piece]) -> Count {
    let of = |piece: &Piece| match piece {
        Piece::Prose(_) => Count::default(),
        Piece::Aside(aside) => {
            let count = |events: &Events| count_events(slice(lesson, events));
            let more: Count = match &aside.kind {
                AsideKind::Facilitator => return Count::default(),
                AsideKind::Reflection { voices } => voices.iter().map(count).sum(),
                AsideKind::Poll { answers, .. } => answers.iter().map(|a| count(&a.label) + count(&a.then)).sum(),
                _ => Count::default(),
            };
            more + count(&aside.body)
        }
    };
    pieces.iter().map(of).sum()
}

/// A choice: its label and all that follows it.
pub fn choice(lesson: &Lesson<'_>, choice: &Choice) -> Count {
    count(&choice.label) + prose(lesson, &choice.pieces) + asides(lesson, &choice.pieces)
}

#[derive(Default)]
struct Counter {
    count: Count,
    /// Letters of the word under way.
    letters: usize,
    /// The token under way has a letter or digit.
    in_word: bool,
    /// Words since the last sentence ended.
    since: usize,
    /// A sign that ends a sentence has been read; the next word decides, as in `kl. 9` and `22. november`.
    may_end: bool,
    /// White space has come after that sign.
    apart: bool,
}

impl Counter {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.end_word();
                self.apart = true;
            } else {
                self.character(c);
            }
        }
    }

    fn character(&mut self, c: char) {
        if c.is_alphanumeric() {
            if self.may_end {
                if self.apart && !c.is_lowercase() && !c.is_numeric() {
                    self.end_sentence();
                }
                self.may_end = false;
            }
            self.in_word = true;
            self.letters += usize::from(c.is_alphabetic());
        } else {
            match c {
                '.' | '!' | '?' | '…' => {
                    self.may_end = true;
                    self.apart = false;
                }
                // Words joined by a dash or a slash without spaces are two; a hyphen makes one.
                '–' | '—' | '/' => self.end_word(),
                _ => {}
            }
        }
    }

    fn end_word(&mut self) {
        if self.in_word {
            self.count.words += 1;
            self.count.long += usize::from(self.letters > 6);
            self.since += 1;
        }
        self.in_word = false;
        self.letters = 0;
        self.apart = true;
    }

    fn end_sentence(&mut self) {
        // The word under way belongs to the next sentence.
        if self.since > 0 {
            self.count.sentences += 1;
            self.since = 0;
        }
        self.may_end = false;
    }

    fn end_block(&mut self) {
        self.end_word();
        self.end_sentence();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_long_words_and_sentences() {
        for (text, words, long, sentences) in [
            ("", 0, 0, 0),
            ("Rune venter.", 2, 0, 1),
            ("Rune venter. Han har god tid!", 6, 0, 2),
            ("Kl. 9 den 22. november kom han.", 7, 1, 1),
            ("f.eks. en e-post", 3, 0, 1),
            ("«Nei», sa han. «Hva? Nei.»", 5, 0, 3),
            ("«Er det her?» spurte hun.", 5, 0, 1),
            ("medvirkning 1234567 – ... !", 2, 1, 1),
            ("Vent ... Nå.", 2, 0, 2),
            ("og/eller", 2, 0, 1),
            ("uten punktum", 2, 1, 1),
            ("Bare: kolon. 3 ting.", 4, 0, 1),
        ] {
            assert_eq!(count(text), Count { words, long, sentences }, "{text:?}");
        }
    }

    #[test]
    fn lix_is_words_a_sentence_and_the_share_of_long_ones() {
        let count = Count { words: 100, long: 25, sentences: 10 };
        assert_eq!(count.lix(), 35.0);
        assert_eq!(Count::default().lix(), 0.0);
    }

    #[test]
    fn blocks_end_sentences_and_markup_does_not_split_words() {
        let text = "# En tittel\n\nHan **hvi**ler. <b>\n\n- en\n- to\n\n![ikke dette](x.png) `kode`";
        let events: Vec<_> = pulldown_cmark::Parser::new(text).into_offset_iter().collect();
        assert_eq!(count_events(&events), Count { words: 7, long: 0, sentences: 5 });
    }
}
