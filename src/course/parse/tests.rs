//! What the parser finds wrong, and what it makes of what is right.

use std::collections::HashSet;

use pulldown_cmark::CodeBlockKind;

use super::*;
use crate::course::model::AsideKind;

/// Author text with carets under what is wrong and the code beside them: ` ^^^ unknown-scene`. All findings must be named, no other.
/// A text without front matter or title gets the title `# T`.
#[track_caller]
fn check(text: &str) {
    let mut text = text.trim_start_matches('\n').trim_end().to_owned();
    if !text.starts_with("# ") && !text.contains("\n# ") && !text.starts_with("---") {
        text.insert_str(0, "# T\n");
    }
    let source: String = text.lines().filter(|line| !line.trim_start().starts_with('^')).map(|line| format!("{line}\n")).collect();
    let file = SourceFile::new("nb/01-t.md", source);
    let (_, findings) = parse(&file);
    compare(&text, &file, &findings);
}

/// As `check`, of a course.toml. What a course must have stands before the text.
#[track_caller]
fn check_course(text: &str) {
    let text = format!("id = \"k\"\ntitle = \"K\"\nlanguages = [\"nb\"]\nlessons = [\"a\"]\n{}", text.trim_start_matches('\n').trim_end());
    let source: String = text.lines().filter(|line| !line.trim_start().starts_with('^')).map(|line| format!("{line}\n")).collect();
    let file = SourceFile::new("course.toml", source);
    compare(&text, &file, &course(&file).1);
}

#[track_caller]
fn compare(text: &str, file: &SourceFile, findings: &[Finding]) {
    let mut shown = String::new();
    for line in 1..file.line_count() {
        shown += &format!("{}\n", file.line(line));
        for finding in findings {
            let (start, end) = file.positions(finding.span);
            if start.line == line {
                let carets = "^".repeat((end.column.saturating_sub(start.column)).max(1));
                shown += &format!("{}{carets} {}\n", " ".repeat(start.column - 1), finding.code.as_str());
            }
        }
    }
    assert!(shown.trim_end() == text, "expected:\n{text}\n\nfound:\n{shown}\n{findings:#?}");
}

fn read(text: &str) -> (String, LessonGraph) {
    let file = SourceFile::new("nb/01-t.md", text);
    let (lesson, findings) = parse(&file);
    (findings.iter().map(|f| format!("{} {}; ", f.code.as_str(), f.message)).collect(), lesson_graph(&lesson))
}

#[test]
fn clean_lesson() {
    check(
        "
# T
## A
- [B](#b \"tillit +1\")
- [C](#c)
## B
## C",
    );
}

#[test]
fn titles() {
    check(
        "
---
minutes: 3
---
Tekst
^^^^^ missing-title",
    );
    check("---\nminutes: 3\n---\n#\n^ missing-title");
    check("## ✨✨\n   ^^ missing-title\n\n[a](#b)");
    check("##\n^^ missing-title");
    check("## A\n## B\n## A\n   ^ duplicate-id");
    check("## T\n   ^ duplicate-id");
    check("## A {#b}\n## B\n   ^ duplicate-id");
}

#[test]
fn headings() {
    check("### Ok\n#### Ok\n##### Ok\n### Ok\n## A\n### Ok\n##### Nei\n^^^^^^^^^ heading-level");
    check("## A\n#### Nei\n^^^^^^^^ heading-level");
    check("# T\n## A\n# Nei\n^^^^^ heading-level");
    check("> ## Nei\n  ^^^^^^ heading-level");
    check("## A {#b .core .ending if=x>=-2}\n## C {if=a<4}");
    check("## A {.cor}\n      ^^^^ unknown-kind");
    check("## A {if=a=4}\n         ^^^ bad-condition");
    check("## A {#b~c}\n      ^^^^ duplicate-id");
    check("# T {#x}\n  ^^^^^^ duplicate-id");
}

#[test]
fn heading_attributes_are_taken_out() {
    for (heading, title, id) in [
        ("## Å *gå* {#b .core}", "Å gå", "b"),
        ("## A {if=x<3} ##", "A", "a"),
        ("## {#b}", "", "b"),
        ("## {x}", "{x}", "x"),
        ("## A `{#b}`", "A {#b}", "a-b"),
        ("## A {}", "A {}", "a-"),
        ("## A \\{#b}", "A {#b}", "a-b"),
        ("## A{#b}", "A{#b}", "ab"),
        ("## A *b {#c}*", "A b {#c}", "a-b-c"),
        ("## A *b {#c* .core}", "A b {#c .core}", "a-b-c-core"),
        ("A\nB {#c}\n---", "A B", "c"),
        ("## a < b & c > d {#x}", "a < b & c > d", "x"),
        ("## &amp; {#x_y-z}", "&", "x_y-z"),
        ("## A {#b}  ", "A", "b"),
    ] {
        let text = format!("# T\n\n{heading}\n");
        let file = SourceFile::new("nb/01-t.md", text);
        let (lesson, _) = parse(&file);
        let scene = &lesson.scenes[1];
        assert_eq!((&*scene.title, scene.id.as_str()), (title, id), "{heading}");
        assert_eq!(plain(&lesson.events[scene.heading.clone()]), title, "{heading}");
    }
}

#[test]
fn choices() {
    check("- [A](#a)\n- bare tekst\n^^^^^^^^^^^^ mixed-list\n- mer tekst");
    check("- bare\n- [x](https://nav.no)");
    check("- [A](#a \"Les mer\")\n          ^^^^^^^ bad-effect");
    check("- [A](#å \"if x = 3: y +1, z ++\")\n             ^^^^^ bad-condition\n                          ^^^^ bad-effect");
    check("- [A](#a)\n- [A](#a)\n      ^^ duplicate-id");
    check("> - [A](#a)\n> - b");
    check("- [A](<#a b> 'x 1')\n              ^^^ bad-effect");
}

#[test]
fn choices_are_named_and_read() {
    let (wrong, graph) = read(
        "# T\n## A\n- [En](#b \"if x >= 2: y -1, z = 0\")\n- [To *x*](#b)\n\nmellom\n\n1. [Tre](02-c.md)\n\n   Han går.\n2. [Fire](02-c.md#d). Og så.\n3. [Fem](#e).\n4. [Seks](01-t.md)\n   - liste\n## B\n",
    );
    assert_eq!(wrong, "");
    let names: Vec<_> = graph.scenes[1].choices.iter().map(|c| (c.name.as_str(), c.consequence)).collect();
    assert_eq!(names, [("b~en", false), ("b~to-x", false), ("c#c", true), ("c#d", true), ("e", false), ("t", true)]);
    assert!(graph.scenes[2].ending && !graph.scenes[1].ending);
}

#[test]
fn prompts() {
    check("> [!REFLECTION]\n  ^^^^^^^^^^^^^ missing-prompt-id");
    check("> [!REFLECTION] Hva nå?\n                ^^^^^^^ missing-prompt-id");
    check("> [!REFLECTION] a\n> Hva?\n\n> [!SCALE 0-10] a\n                ^ duplicate-prompt-id\n> Hva?\n> lite | mye");
    check("> [!DISCUSSION 2+8+5 min] a\n> Hva?\n\n> [!DISCUSSION 5 min mixed] a\n> Hva?");
    check("> [!REFLECTION .core] a\n> Hva?\n\n- x");
    check("> [!REFLEKTION] a\n  ^^^^^^^^^^^^^ unknown-kind");
    check("> [!NOTE rart]\n         ^^^^ unknown-kind");
    check("> [!SCALE] a\n  ^^^^^^^^ bad-scale\n> Hva?\n> lite | mye");
    check("> [!SCALE 10-0] a\n          ^^^^ bad-scale\n> Hva?\n> lite | mye");
    check("> [!SCALE 0-1000] a\n          ^^^^^^ bad-scale\n> Hva?\n> lite | mye");
    check("> [!SCALE 0-10] a\n  ^^^^^^^^^^^^^ bad-scale\n> Hva?");
    check("> [!POLL one] a\n  ^^^^^^^^^^^ unknown-kind\n> Hva?");
    check("> [!POLL] a\n  ^^^^^^^ unknown-kind\n> Hva?\n> - [ ] Ja");
    check("> [!POLL one] a\n> Hva?\n>\n> - [ ] Ja\n> - [ ] Ja\n  ^^^^^^^^ duplicate-id\n> - Nei\n  ^^^^^ mixed-list");
    check("> [!DISCUSSION] a\n  ^^^^^^^^^^^^^ unknown-kind");
    check("> [!DISCUSSION 0 min] a\n               ^ unknown-kind");
    check("> [!RECALL] her\n  ^^^^^^^^^ missing-prompt-id");
    check("> [!MOMENTS 3]\n  ^^^^^^^^^^^^ unknown-kind");
    check("- x\n\n  > [!FACT] y\n  ^^^^^^^^^^^ unknown-kind");
    check("> vanlig [!FACT] sitat\n\n> [!FACT](https://x.no)\n\n> [lenke](#a)");
}

#[test]
fn prompts_are_cut_out() {
    let text = "# T\n\n> [!SCALE -2–2] en *x\n> y* Hva\n> *nei | ja\n> da* | alt\n\n> [!POLL many mixed .core] to\n> Hva?\n>\n> - [ ] Ja *nå*\n>\n>   Da så.\n> - [x] Nei\n>\n> Etterpå.\n\n> [!REFLECTION] tre\n> Hva?\n> - en\n> - to\n\n> [!CARE]\n> Det kommer.\n>\n> [Forbi](#b).\n\n> [!MOMENTS 2]\n> - [Da](02-x.md#y)\n> - [Så](#b)\n\n> [!FACT] **Tittel\n> her** og\n";
    let file = SourceFile::new("nb/01-t.md", text);
    let (lesson, findings) = parse(&file);
    let text_of = |e: &Events| plain(&lesson.events[e.clone()]).into_owned();
    let asides: Vec<_> = asides(&lesson.scenes[0]).collect();
    let said: Vec<_> = findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(said, ["missing-prompt-id"], "{findings:#?}");
    assert!(matches!(asides[0].kind, AsideKind::Scale { range: (-2, 2), .. }));
    let AsideKind::Poll { many: true, answers } = &asides[1].kind else { panic!("{asides:?}") };
    assert_eq!(text_of(&asides[1].body), "Hva?Etterpå.");
    assert_eq!(
        answers.iter().map(|a| (a.name.clone(), text_of(&a.label), text_of(&a.then))).collect::<Vec<_>>(),
        [("ja-nå".to_owned(), "Ja nå".to_owned(), "Da så.".to_owned()), ("nei".to_owned(), "Nei".to_owned(), String::new())]
    );
    assert!(asides[1].core && asides[1].room.is_some());
    let AsideKind::Reflection { voices } = &asides[2].kind else { panic!() };
    assert_eq!(voices.iter().map(text_of).collect::<Vec<_>>(), ["en", "to"]);
    let AsideKind::Care { past: Some(past), label } = &asides[3].kind else { panic!() };
    assert_eq!((past.as_str(), text_of(label).as_str(), text_of(&asides[3].body).as_str()), ("b", "Forbi", "Det kommer."));
    let AsideKind::Moments { count: 2, links } = &asides[4].kind else { panic!() };
    assert_eq!(links.len(), 2);
    assert_eq!(text_of(&asides[5].body), "her og");
    // What was cut is balanced.
    for aside in asides {
        let mut depth = 0;
        for (event, _) in &lesson.events[aside.body.clone()] {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0);
        }
        assert_eq!(depth, 0, "{aside:?}");
    }
}

#[test]
fn links_and_html() {
    check("[a](javascript:alert(1))\n    ^^^^^^^^^^^^^^^^^^^ unsafe-link");
    check("[a](http://nav.no)\n    ^^^^^^^^^^^^^ unsafe-link");
    check("[a]()\n^^^^^ unsafe-link");
    check("![Lås](https://x.no/a.svg)\n       ^^^^^^^^^^^^^^^^^^ unsafe-link");
    check("![](../media/laas.svg)\n^^^^^^^^^^^^^^^^^^^^^^ missing-alt");
    check("Hei <b>der</b>\n    ^^^ raw-html");
    check("<script>\n^^^^^^^^ raw-html\nalert(1)\n</script>");
    check("[a][b] <https://nav.no> <post@nav.no>\n\n[b]: https://nav.no");
}

#[test]
fn bad_input_is_read_in_linear_time() {
    let deep = |unit: &str, n: usize| unit.repeat(n);
    let mut nested = String::new();
    for i in 0..2000 {
        nested.push_str(&" ".repeat(i.min(400) * 2));
        nested.push_str("- x\n");
    }
    for (name, text) in [
        ("quotes", deep("> ", 2000) + "x"),
        ("lists", deep("- ", 2000) + "x"),
        ("indented", nested),
        ("scenes", (0..10_000).map(|i| format!("## Scene {i}\n\nTekst.\n\n- [Videre](#scene-{})\n", i + 1)).collect()),
        ("same scenes", deep("## A\n\n- [b](#c)\n- [b](#c)\n", 10_000)),
        ("effects", format!("- [a](#b \"{}\")\n", (0..1000).map(|i| format!("m{i} +1")).collect::<Vec<_>>().join(", "))),
        ("prompts", deep("> [!REFLECTION] a\n> b\n>\n> - c\n\n", 10_000)),
        ("html", deep("a <b>\n", 100_000)),
        ("emphasis", deep("*a **b ", 20_000)),
        ("links", deep("[", 20_000) + &deep("](#a)", 20_000)),
        ("notes", deep("[^a]\n\n[^a]: b\n\n", 10_000)),
        ("closed scenes", deep("## A {if=a>=1}\n\nB\n", 10_000)),
        (
            "one long note, referred to again and again",
            format!("[^a]: {}\n\n{}", deep("lang note ", 10_000), deep("## A\n\nB[^a]\n\n", 10_000)),
        ),
        (
            "endings with many sources",
            format!("> [!FACT]\n{}\n{}", deep("> [a](https://x.no/a) [b](https://y.no)\n", 5000), deep("## A {.ending}\n", 5000)),
        ),
        ("boxes for a room", deep("> [!FACT mixed] a\n> b\n\n> [!FACT] a\n\n", 10_000)),
        ("front matter in front matter", format!("---\n{}\n---\n# A\n", deep("[", 100_000))),
        ("lists in front matter", format!("---\n{}a\n---\n# A\n", deep("- ", 100_000))),
        ("maps in front matter", format!("---\n{}\n---\n# A\n", deep("a: {b: [", 50_000))),
        ("many goals", format!("---\ngoals:\n{}---\n# A\n", deep("  - å\n", 100_000))),
        ("many keys", format!("---\n{}---\n# A\n", (0..50_000).map(|i| format!("nøkkel{i}: x\n")).collect::<String>())),
        ("one choice list", deep("- [a](#b) og <b>\n", 20_000)),
    ] {
        let file = SourceFile::new("nb/01-t.md", text);
        let (lesson, _) = parse(&file);
        let graph = lesson_graph(&lesson);
        let page = crate::course::html::lesson(&lesson, &Default::default());
        assert!(page.len() < 250 * file.text().len() + 1_000_000, "{name}: a page of {} bytes from {}", page.len(), file.text().len());
        let ids: HashSet<_> = graph.scenes.iter().map(|s| &s.id).collect();
        assert_eq!(ids.len(), graph.scenes.len(), "{name}");
        assert!(ids.iter().all(|id| !id.0.is_empty()), "{name}");
    }
}

#[test]
fn courses() {
    check_course(
        "was = { gammel = \"a\" }\n[[meter]]\nid = \"t\"\nname = { nb = \"T\", nn = \"T\" }\nmax = 10\nstart = 4\nwords = [[0, \"lite\"], [4, \"mye\"]]",
    );
    check_course("tittel = \"x\"\n^^^^^^ course-file");
    check_course("about = 3\n        ^ course-file\nroot = \"kurs\"\n       ^^^^^^ course-file");
    check_course("[[meter]]\n  ^^^^^ course-file\nid = \"a b\"\n     ^^^^^ course-file\nmax = 10");
    check_course("[[meter]]\nid = \"a\"\nname = \"A\"\nmin = 3\nmax = 3\n      ^ course-file");
    check_course(
        "[[meter]]\nid = \"a\"\nname = \"A\"\nmax = 3\nstart = 4\n        ^ course-file\nshow = \"x\"\n       ^^^ course-file\nwords = [[1, \"a\"], [1, \"b\"], [2]]\n                   ^^^^^^^^ course-file\n                             ^^^ course-file",
    );
    check_course("[[meter]]\nid = \"a\"\nname = \"A\"\nmax = 3\n[[meter]]\nid = \"a\"\n     ^^^ course-file\nname = \"A\"\nmax = 3");
    check_course("[[help_line]]\n  ^^^^^^^^^ course-file\nname = \"x\"\nchecked = \"2026-11-22\"\n          ^^^^^^^^^^^^ course-file");
    check_course(
        "[[resource]]\nname = \"x\"\nurl = \"http://x.no\"\n      ^^^^^^^^^^^^^ course-file\nchecked = 2026-02-30\n          ^^^^^^^^^^ course-file",
    );
    check_course("[[reviewed]]\nlesson = \"Natten\"\n         ^^^^^^^^ course-file\nwho = \"x\"\nrole = \"y\"\ndate = 2026-02-28");
    check_course(
        "[[plan]]\nname = \"x\"\nroom = \"alle\"\n       ^^^^^^ course-file\nlessons = [\"a\", \"a\"]\n                ^^^ course-file",
    );
    check_course("[preset]\n ^^^^^^ course-file\nname = \"x\"");
    check_course("about = \"x\"\nabout = \"y\"\n^^^^^ course-file");
    check_course("about = \"x\n          ^ course-file\nroot = /\n       ^ course-file");
}

#[test]
fn a_course_is_read_whole() {
    let file = SourceFile::new("course.toml", include_str!("../../../lessons/course.toml"));
    let (read, findings) = course(&file);
    assert_eq!(findings, []);
    assert_eq!(read.id.as_str(), "bruker-i-sentrum");
    assert!(read.meters.len() >= 3 && read.help_lines.len() > 3 && !read.presets.is_empty());
    assert!(read.plans.len() >= 5 && read.resources.len() > 5 && read.avoided_words.len() >= 20);
    let at = read.place("meter.0.id");
    assert_eq!(&file.text()[at.start..at.end], "\"innflytelse\"");
    assert_eq!(read.help_lines[0].checked.year, 2026);
    let (empty, findings) = course(&SourceFile::new("course.toml", ""));
    assert_eq!(findings.len(), 4);
    assert_eq!(empty.languages, ["nb"]);
}

#[test]
fn bad_courses_are_read_in_bounded_time() {
    for text in [
        "[".repeat(100_000),
        "a=[".repeat(10_000),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{b=".repeat(50_000)),
        "a.".repeat(100_000),
        "[[meter]]\n".repeat(10_000),
    ] {
        course(&SourceFile::new("course.toml", text));
    }
}

/// Events that are let go of together have nothing to give back.
#[test]
fn events_let_go_of_together_own_nothing() {
    let owning = |event: &Event| match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text)
        | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text)) => owns(text),
        Event::Start(Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. }) => {
            [dest_url, title, id].into_iter().any(owns)
        }
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => id.is_some() || classes.capacity() + attrs.capacity() > 0,
        Event::Start(Tag::Table(columns)) => columns.capacity() > 0,
        _ => false,
    };
    for (text, together) in [
        ("# A {#b .c d=e}\n\nb *c* **d** ~~e~~\\\nf\n\n- [ ] g\n- h\n", true),
        ("# A\n\n- [a](#b \"x +1\") c &amp; d\n- [e](#f \"if x > 1: y -1\")\n\n## B\n\n## F\n", true),
        ("# A\n\n- [a](#b \"x +1\")&amp;\n  d &aring; e\n\n## B\n", true),
        ("# A\n\n> [!FACT] b\n> *c\n> d*\n\n> [!SCALE 1-3] e\n> f\n> g | h\n", true),
        ("# A\n\nb [c](https://d.no \"e\")\n", false),
        ("# A\n\nb `c\nd`\n", false),
        ("# A\n\n```b&amp;c\nd\n```\n", false),
        ("# A\n\n|a|b|\n|-|-|\n|c|d|\n", false),
        ("# A\n\nb[^c]\n\n[^c]: d\n", false),
        ("# A\n\n<b>\n\na <i>b</i>\n", false),
        ("# A\n\n---\n", true),
    ] {
        let file = SourceFile::new("a.md", text);
        let (lesson, _) = parse(&file);
        assert_eq!(lesson.events.are_borrowed(), together, "{text:?}: {:?}", lesson.events);
        assert!(!together || !lesson.events.iter().any(|(event, _)| owning(event)), "{text:?}: {:?}", lesson.events);
    }
}
