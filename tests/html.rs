//! The page as it is written, of one lesson with every construct in it.

use bruker_i_sentrum::course::graph::{HelpLink, LessonName, Meter, Show};
use bruker_i_sentrum::course::html::{self, PageContext};
use bruker_i_sentrum::course::parse::parse;
use bruker_i_sentrum::course::source::SourceFile;

fn context() -> PageContext {
    let meter = |id: &str| Meter { id: id.into(), name: id.to_owned(), min: 0, max: 10, start: 4, show: Show::End, words: Vec::new() };
    PageContext {
        course: "bruker-i-sentrum".into(),
        language: "nb".to_owned(),
        number: 2,
        total: 10,
        tone: 2,
        root: "../../".to_owned(),
        media: "../../media/".to_owned(),
        next: Some(LessonName { slug: "ida".into(), title: "Ida & Rune".to_owned(), number: 3, file: "nb/03-ida.md".to_owned() }),
        help_lines: vec![
            HelpLink { name: "Mental Helse".to_owned(), phone: Some("116 123".to_owned()), url: None },
            HelpLink { name: "Chatten".to_owned(), phone: None, url: Some("https://example.no".to_owned()) },
        ],
        meters: ["innflytelse", "avtaler", "tillit"].map(meter).to_vec(),
        reviewed: false,
    }
}

#[test]
fn every_construct() {
    let file = SourceFile::new("nb/02-alt.md", include_str!("lessons/nb/02-alt.md"));
    let (lesson, findings) = parse(&file);
    let page = context();
    insta::assert_snapshot!("alt", html::lesson(&lesson, &page));
    insta::assert_snapshot!("alt-graph", serde_json::to_string_pretty(&html::page_graph(&lesson, &page)).expect("a graph is JSON"));
    let told: String = findings
        .iter()
        .map(|f| {
            let at = file.position(f.span.start);
            format!("{}:{}: {}: {}\n", at.line, at.column, f.code.as_str(), f.message)
        })
        .collect();
    insta::assert_snapshot!("alt-findings", told);
}

#[test]
fn no_line_ends_within_a_number_or_a_reference() {
    let html =
        html::markdown("Ring 116 123, se § 4 2. ledd, jf. «§ 10 a», §§ 2 a–c, eller ta 2 eller 3 dårlige, 4 i alt: `1 2`\n\n    3 4");
    assert_eq!(
        html,
        "<p>Ring 116\u{a0}123, se §\u{a0}4\u{a0}2. ledd, jf. «§\u{a0}10\u{a0}a», §§\u{a0}2\u{a0}a–c, eller ta 2 eller 3 dårlige, 4 i alt: <code>1 2</code></p>\n<pre tabindex=\"0\"><code>3 4</code></pre>\n"
    );
}
