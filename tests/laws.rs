//! What holds for every text, however odd: of the parser, the page and the course file.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;

use bruker_i_sentrum::course::finding::Finding;
use bruker_i_sentrum::course::html::{self, PageContext};
use bruker_i_sentrum::course::parse::{self, lesson_graph, parse};
use bruker_i_sentrum::course::source::SourceFile;
use proptest::prelude::*;

/// Pieces that mean something in a lesson, to be put together in any order.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "\r\n",
    "\u{feff}",
    "\0",
    "a",
    "Ærlig",
    "✨",
    "å\u{30a}",
    "İ",
    "---\n",
    "---",
    "# ",
    "## ",
    "### ",
    "###### ",
    "## A {#b .core .ending if=x>=1}\n",
    "{#c}",
    "{.core}",
    " {if=x<2}",
    "}",
    "{",
    "> ",
    ">",
    "> > ",
    "- ",
    "* ",
    "1. ",
    "  - ",
    "- [ ] ",
    "- [x] ",
    "[a](#b)",
    "[a](#b \"x +1, y -1\")",
    "[a](#c \"if x >= 1: y = 3\")",
    "[a](02-b.md#c)",
    "[a](javascript:alert)",
    "[a][b]",
    "[b]: #c 'x'\n",
    "![a](x.png)",
    "![](y.svg \"t\")",
    "[^1]",
    "[^1]: note\n",
    "[^1]: a[^2]\n",
    "[^2]: b[^1]\n",
    "<b onclick=\"x\">",
    "</b>",
    "<script>alert(1)</script>\n",
    "<!-- x",
    "-->",
    "<a style=\"x\">",
    "&lt;",
    "&#0;",
    "&quot;",
    "\"",
    "'",
    "<",
    ">",
    "&",
    "`",
    "``",
    "```\n",
    "~~~",
    "~",
    "~~",
    "*",
    "**",
    "_",
    "__",
    "|",
    "| a | b |\n|---|:-:|\n",
    "a | b",
    "\\",
    "\\\n",
    "  \n",
    "](",
    "](#",
    "![",
    "[!",
    "]",
    "(",
    ")",
    "[!REFLECTION] a\n",
    "> [!REFLECTION .core] a\n> x\n",
    "> [!SCALE 0-10] s\n> *a\n> b* | c\n",
    "> [!POLL one] p\n> - [ ] a\n>\n>   b\n> - c\n",
    "> [!DISCUSSION 2+8+5 min mixed] d\n",
    "> [!FACT] **x\n> y**\n",
    "> [!CARE]\n> x\n>\n> [y](#z)\n",
    "> [!MOMENTS 3]\n> - [a](#b)\n",
    "> [!RECALL] a#b\n",
    "> [!FACILITATOR]\n> x\n",
    "> [!LAW mixed] l\n",
    "> [!LAW] l\n",
    "minutes: 3\n",
    "goals:\n- a\n",
    "level: [individ]\n",
    "before: &a x\n",
    "=\n",
    "===\n",
    "http://x",
    "<https://x.no>",
    "<a@b.no>",
];

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
        1 => (prop::collection::vec(prop::sample::select(PIECES), 0..12), 1..40usize).prop_map(|(pieces, n)| pieces.concat().repeat(n)),
        1 => any::<String>(),
        1 => "[-\\[\\]()#>!*_`~|{}<>&\"'a-cæ \n]{0,80}",
    ]
}

fn page() -> PageContext {
    PageContext { number: 1, total: 1, tone: 1, root: "../../".to_owned(), media: "../../media/".to_owned(), ..PageContext::default() }
}

/// Tags close in order, attributes are quoted and known, addresses are live only where they may be.
fn check_html(html: &str) -> Result<(), TestCaseError> {
    const VOID: [&str; 4] = ["img", "br", "hr", "input"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        prop_assert!(rest[at..].starts_with('<'), "a bare `>` before {:?}", &rest[at..]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let end = after.find('>').expect("a closed tag");
            prop_assert_eq!(open.pop(), Some(&after[..end]), "in {}", html);
            rest = &after[end + 1..];
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).expect("a closed tag");
        let name = &rest[..end];
        prop_assert!(!matches!(name, "" | "script" | "style" | "iframe" | "object" | "base" | "meta" | "form"), "<{name}>");
        rest = &rest[end..];
        loop {
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let after = rest.strip_prefix(' ');
            prop_assert!(after.is_some(), "in a tag: {:?}", rest);
            rest = after.unwrap_or_default();
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).expect("a closed tag");
            let attribute = &rest[..end];
            prop_assert!(!attribute.is_empty() && attribute != "style" && !attribute.starts_with("on"), "{attribute:?}");
            rest = &rest[end..];
            let Some(after) = rest.strip_prefix("=\"") else { continue };
            let end = after.find('"').expect("a closed value");
            let value = &after[..end];
            prop_assert!(!value.contains(['<', '>']), "{attribute}={value:?}");
            if matches!(attribute, "href" | "src") {
                let scheme = value
                    .find(['/', '?', '#'])
                    .map_or(value, |end| &value[..end])
                    .split_once(':')
                    .map(|(scheme, _)| scheme.to_ascii_lowercase());
                let live = scheme.as_deref().is_none_or(|s| attribute == "href" && matches!(s, "https" | "mailto" | "tel"));
                prop_assert!(live && !value.starts_with("//") && !value.contains(|c: char| c <= ' ' || c == '\\'), "{attribute}={value:?}");
            }
            rest = &after[end + 1..];
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    prop_assert_eq!(open, Vec::<&str>::new());
    Ok(())
}

fn check_findings(file: &SourceFile, findings: &[Finding]) -> Result<(), TestCaseError> {
    let mut last = 0;
    for finding in findings {
        let spans = std::iter::once(&finding.span).chain(finding.related.iter().map(|(span, _)| span));
        for span in spans {
            prop_assert!(span.start <= span.end && span.end <= file.text().len(), "{finding:?}");
            prop_assert!(file.text().is_char_boundary(span.start) && file.text().is_char_boundary(span.end), "{finding:?}");
        }
        prop_assert!(!finding.message.is_empty(), "{finding:?}");
        prop_assert!(finding.span.start >= last, "in file order: {finding:?}");
        last = finding.span.start;
    }
    Ok(())
}

fn unique<T: std::hash::Hash + Eq>(names: impl Iterator<Item = T>) -> bool {
    let mut seen = HashSet::new();
    names.into_iter().all(|name| seen.insert(name))
}

/// What the laws below have caught.
#[test]
fn texts_that_were_trouble() {
    let file = SourceFile::new("nb/01-t.md", "\0[^1]: note\n> [!POLL one] p\n> - [ ] a\n>\n>   b\n> - c\n> [^1]: note\n---\n");
    let (lesson, findings) = parse(&file);
    check_findings(&file, &findings).expect("findings");
    check_html(&html::lesson(&lesson, &page())).expect("a page");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_lesson(text in odd_text()) {
        let file = SourceFile::new("nb/01-t.md", text);
        let (lesson, findings) = parse(&file);
        check_findings(&file, &findings)?;
        let graph = lesson_graph(&lesson);
        prop_assert!(unique(graph.scenes.iter().map(|s| &s.id)));
        prop_assert!(graph.scenes.iter().all(|s| !s.id.0.is_empty() && unique(s.choices.iter().map(|c| &c.name))));
        prop_assert!(unique(graph.scenes.iter().flat_map(|s| &s.prompts).map(|p| &p.id)));
        prop_assert!(lesson.links.windows(2).all(|two| two[0].span.start <= two[1].span.start));
        let html = html::lesson(&lesson, &page());
        check_html(&html)?;
        check_html(&html::markdown(file.text()))?;
        // The same text with other line ends and a byte order mark is the same lesson.
        let other = SourceFile::new("nb/01-t.md", format!("\u{feff}{}", file.text().replace('\n', "\r\n")));
        prop_assert_eq!(html, html::lesson(&parse(&other).0, &page()));
    }

    #[test]
    fn any_bytes_are_a_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (file, mut findings) = SourceFile::from_bytes("nb/01-t.md", bytes);
        findings.extend(parse(&file).1);
        findings.sort_by_key(|f| f.span.start);
        check_findings(&file, &findings)?;
    }

    #[test]
    fn positions_are_where_counting_says(text in "[a-cæø€✨\n]{0,3000}", byte in 0..4000usize) {
        let file = SourceFile::new("a", text.as_str());
        let byte = (0..=byte.min(text.len())).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
        let before = &text[..byte];
        let at = file.position(byte);
        prop_assert_eq!(at.line, before.matches('\n').count() + 1);
        prop_assert_eq!(at.column, before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
    }

    #[test]
    fn any_text_is_a_course_file(text in prop_oneof![any::<String>(), "[\\[\\]{}=.,\"'#a-c0-9 \n-]{0,60}", "(\\[\\[?(meter|plan|x)\\]?\\]\n|(id|title|a\\.b|checked) = (1|\"x\"|true|2026-01-01|\\[1, 2\\]|\\{a = 1\\})\n){0,8}"]) {
        let file = SourceFile::new("course.toml", text);
        let (course, findings) = parse::course(&file);
        check_findings(&file, &findings)?;
        prop_assert!(course.places.values().all(|span| span.start <= span.end && span.end <= file.text().len()));
        let (sheet, again) = parse::sheet(&file);
        prop_assert_eq!(findings, again);
        prop_assert_eq!(sheet.outline.lessons.len(), course.lessons.len());
    }
}
