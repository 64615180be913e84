//! Interface texts: `nb.ftl`, made into plain functions by `build.rs`.
//!
//! `NB.lesson_of(2, 10)` is «Leksjon 2 av 10». A message without arguments is a `&'static str`, one with arguments a `String`;
//! a message that is not in the file does not compile. To add a language, put `nn.ftl` beside `nb.ftl`: every message must be in it.
//! Texts are text, not HTML: whoever writes HTML escapes them.
#![allow(clippy::single_char_add_str)] // the generator writes every piece of a text alike

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts of one language. Costs nothing to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts(Language);

/// Norwegian bokmål, the reference.
pub const NB: Texts = Texts(Language::Nb);

impl Texts {
    /// The texts in `language` (a code such as `nb` or `nb-NO`), else the reference.
    pub fn of(language: &str) -> Self {
        let code = language.split('-').next().unwrap_or_default();
        Language::ALL.iter().find(|(known, _)| *known == code).map_or(NB, |(_, language)| Self(*language))
    }

    /// The language's code, for `lang`.
    pub fn code(self) -> &'static str {
        Language::ALL.iter().find(|(_, language)| *language == self.0).map_or("nb", |(code, _)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_arguments() {
        assert_eq!(NB.lesson_of(2, 10), "Leksjon 2 av 10");
        assert_eq!(NB.minutes(1), "1 minutt");
        assert_eq!(NB.minutes(20), "20 minutter");
        assert_eq!(NB.home_ways(), "Kurset");
    }

    #[test]
    fn an_unknown_language_gets_the_reference() {
        assert_eq!(Texts::of("nb-NO"), NB);
        assert_eq!(Texts::of("se").code(), "nb");
    }
}
