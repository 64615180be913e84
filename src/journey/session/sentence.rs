//! Where sentences begin, in Norwegian as our lessons are written.

/// Words that end in a full stop within a sentence.
const SHORT: [&str; 19] =
    ["f.eks", "bl.a", "ca", "kl", "nr", "dvs", "osv", "mv", "mfl", "jf", "pga", "evt", "inkl", "tlf", "dr", "st", "mht", "ifm", "m.m"];

/// Where each sentence but the first begins. What closes a sentence (quotation marks, brackets) belongs to it; white space to the one before.
///
/// Unit: UTF-16 code units from the beginning, as browsers count.
pub fn sentences(text: &str) -> Vec<usize> {
    let mut begins = Vec::new();
    let mut units = 0;
    let mut word = String::new();
    // The word before the mark that may end a sentence; and whether white space has followed.
    let mut ended: Option<bool> = None;
    for c in text.chars() {
        match ended {
            Some(true) if !c.is_whitespace() => {
                if c.is_uppercase() || c.is_numeric() || "«“\"–—*(".contains(c) {
                    begins.push(units);
                }
                ended = None;
                word.clear();
            }
            Some(false) if c.is_whitespace() => ended = Some(true),
            Some(false) if !is_mark(c) && !"»”\"')]*".contains(c) => ended = None,
            _ => {}
        }
        if ended.is_none() {
            if is_mark(c) && !(c == '.' && is_short(&word)) {
                ended = Some(false);
            }
            if c.is_whitespace() {
                word.clear();
            } else {
                word.push(c);
            }
        }
        units += c.len_utf16();
    }
    begins
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Whether a full stop after this word is its own: an abbreviation, or the number of a day or a floor.
fn is_short(word: &str) -> bool {
    let word = word.trim_start_matches(['«', '(', '“', '"']).to_lowercase();
    SHORT.contains(&word.as_str()) || (word.len() <= 2 && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences, parted by bars.
    fn parted(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut from = 0;
        let mut parts = Vec::new();
        for to in sentences(text).into_iter().chain([units.len()]) {
            parts.push(String::from_utf16(&units[from..to]).expect("whole characters"));
            from = to;
        }
        parts.join("|")
    }

    #[test]
    fn sentences_are_found() {
        for text in [
            "",
            "En.",
            "Det går fort. |Halv elleve åpner du døra.",
            "«Klart det», sier Rune. |«Halv er halv.» |Den døra har smelt.",
            "Ti sekunder. |Tjue. |Siri tør ikke bite.",
            "«Hallo? |Dere har frosset!» |Ingen rører seg.",
            "Det slutter 11.10. |Klokka 11.31 ringer du.",
            "Kl. 10 og f.eks. Rune, ca. 3 stk.",
            "Den 3. juni kom 𝄞. |Så gikk han …  |Og kom.",
            "Åpne … og lukk!",
            "Sammen, to eller tre: Legg dem fram. |(Ingen teller.) |1900 var et år.",
        ] {
            assert_eq!(parted(&text.replace('|', "")), text);
        }
    }
}
