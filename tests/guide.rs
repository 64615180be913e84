//! `kurs guide` and `/veileder/`: what the one who leads a group gets on paper, and what nobody else gets.

use std::collections::BTreeMap;

mod scratch;
use scratch::{Scratch, said};

const COURSE: &str = r#"
id = "prøve"
title = "Et prøvekurs"
languages = ["nb"]
lessons = ["første", "andre"]
about = "Om *kurset*."

[[meter]]
id = "tillit"
name = "Hva Rune våger å si"
max = 10
start = 4

[[plan]]
name = "Begge"
lessons = ["første", "andre"]
core = true

[[help_line]]
name = "Mental Helse"
phone = "116 123"
checked = 2026-11-22
"#;

const FIRST: &str = r#"---
minutes: 5
level: [individ]
goals: [Du kan prøve]
before: Det har hendt noe.
---

# Den første

![En stol](../media/stol.svg)

Rune kom tidlig.

> [!REFLECTION] tanke
> Hva tror du?
>
> - En: «Ja.»

> [!REFLECTION mixed] tanke
> Hva tror en her?

> [!FACILITATOR]
> Notat om åpningen, se [spørsmålet](#spørsmål).

- [Spør «hva så?»](#spørsmål "tillit +2")

  Han ser opp.

- [La være](#taushet "tillit -2")

## Spørsmål {.core}

> [!DISCUSSION 2+8+5 min .core] kvarteret
> Hva kunne dere gjort?

> [!CARE] Om mørket
> Det blir mørkt.

> [!FACT] Tall
> Mange. Kilde: [Nav](https://www.nav.no).

- [Gå](#slutt)
- [Bli](#taushet)

## Taushet {if=tillit>=1}

Stille.

## Slutt {.core .ending}

Ferdig.
"#;

const SECOND: &str = "# Den andre\n\nEn slutt.\n";

impl Scratch {
    fn new() -> Self {
        Self::course(COURSE, FIRST, SECOND)
    }

    /// The pages and pictures that come of it, by path.
    fn written(&self, arguments: &[&str], out: &str) -> BTreeMap<String, String> {
        let output = self.kurs(arguments);
        assert!(output.status.success(), "{}", said(&output));
        self.files(out).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text"))).collect()
    }

    fn guide(&self) -> BTreeMap<String, String> {
        self.written(&["guide"], "veileder")
    }
}

/// What stands between two texts, from the first place where both do.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap_or_else(|| panic!("no {start} … {end} in {text}")).0
}

#[test]
fn a_lesson_s_guide_has_what_a_leader_needs() {
    let guide = Scratch::new().guide();
    let page = &guide["første/index.html"];
    for (what, text) in [
        ("aims", "Du kan prøve"),
        ("what has happened", "Det har hendt noe."),
        ("the scene's text", "Rune kom tidlig."),
        ("the note", "Notat om åpningen, se spørsmålet."),
        ("the prompt", "Hva tror du?"),
        ("its voices", "En: «Ja.»"),
        ("its variant", "Hva tror en her?"),
        ("which room the variant is for", "Når rommet er blandet"),
        ("and which the other", "I alle andre rom"),
        ("choices", "<b>Spør «hva så?»</b>"),
        ("where they lead", r##"<a href="#f%C3%B8rste-2"><span class="number">1.02</span> Spørsmål</a>"##),
        ("what follows", "Han ser opp."),
        ("minutes of talk", "2 min alene · 8 min sammen · 5 min i plenum"),
        ("the map", r#"<svg class="drawing""#),
        ("sources", r#"<a href="https://www.nav.no" rel="noopener noreferrer">Nav</a>"#),
        ("what is heavy", "Leksjonen har noe tungt i seg: Om mørket."),
        ("how many sheets", "2 ark til hvert bord"),
        ("someone to talk to", "116 123"),
        ("the picture", r#"src="../media/stol.svg""#),
    ] {
        assert!(page.contains(text), "{what}: no {text} in {page}");
    }
    assert!(guide.contains_key("media/stol.svg"), "{:?}", guide.keys());
    let whole = &guide["index.html"];
    for text in ["Den første", "Den andre", "Notat om åpningen", "Begge", r#"src="media/stol.svg""#, r#"href="f%C3%B8rste/index.html""#] {
        assert!(whole.contains(text), "the course's guide: no {text} in {whole}");
    }
}

#[test]
fn minutes_add_up_to_what_a_group_has() {
    let guide = Scratch::new().guide();
    let page = &guide["første/index.html"];
    let tables: Vec<&str> = page.split(r#"<table class="steps">"#).skip(1).collect();
    assert_eq!(tables.len(), 2);
    for (table, minutes) in tables.iter().zip([40, 90]) {
        let table = table.split_once("</table>").expect("it ends").0;
        let (body, foot) = table.split_once("</tbody>").expect("lines and a sum");
        let mut sum = 0;
        for line in body.split("<tr>").skip(2) {
            assert_eq!(between(line, r#"<td class="clock">"#, "</td>"), format!("{}:{:02}", sum / 60, sum % 60), "{line}");
            // «under 1» adds nothing.
            sum += between(line, r#"<td class="number">"#, "</td>").parse::<u32>().unwrap_or(0);
        }
        assert_eq!(sum, minutes, "{table}");
        assert!(foot.contains(&format!(r#"<td class="number">{minutes}</td>"#)), "{foot}");
    }
    assert!(tables[0].contains("snakker sammen i 15 min") && !tables[0].contains("Den første"), "the short version has core scenes only");
    assert!(guide["andre/index.html"].contains("ingen kortversjon"));
}

#[test]
fn a_sheet_for_each_place_where_one_chooses() {
    let guide = Scratch::new().guide();
    let sheets: Vec<&str> = guide["første/bord/index.html"].split(r#"<section class="sheet""#).skip(1).collect();
    let about: Vec<(&str, &str)> =
        sheets.iter().map(|sheet| (between(sheet, "<h2>", "</h2>"), between(sheet, r#"<div class="ask"><p>"#, "</p>"))).collect();
    // The opening's question has a variant for mixed rooms: a sheet of its own, that says so.
    assert_eq!(about, [("Den første", "Hva tror du?"), ("Den første", "Hva tror en her?"), ("Spørsmål", "Hva kunne dere gjort?")]);
    assert!(sheets[1].contains("Når rommet er blandet"), "{}", sheets[1]);
    for sheet in sheets {
        assert_eq!(between(sheet, r#"<ol class="choices">"#, "</ol>").matches("<li>").count(), 2, "{sheet}");
        assert_eq!(sheet.matches("<span></span>").count(), 5, "{sheet}");
        assert!(
            !sheet.contains("Notat om åpningen") && !sheet.contains("Han ser opp"),
            "the leader's and what follows stay off it: {sheet}"
        );
    }
    assert!(guide["andre/bord/index.html"].contains("ingen valg"));
}

#[test]
fn a_long_scene_is_cut_from_its_beginning() {
    let scratch = Scratch::new();
    let long = format!(
        "# Den andre\n\nBegynnelsen.\n\n{}\n\nSist.\n\n- [A](#a)\n- [B](#b)\n\n## A\n\na\n\n## B\n\nb\n",
        "Et avsnitt til. ".repeat(170)
    );
    scratch.write("lessons/nb/02-andre.md", &long);
    let sheet = &scratch.guide()["andre/bord/index.html"];
    assert!(sheet.contains("Sist.") && sheet.contains("er utelatt") && !sheet.contains("Begynnelsen."), "{sheet}");
}

#[test]
fn where_the_screen_shows_words_of_ones_own_the_guide_says_so() {
    let scratch = Scratch::new();
    let second = "# Den andre\n\nHan leser:\n\n> [!RECALL] første#første\n> Husk døra.\n\n- [A](#a)\n- [B](#a)\n\n## A\n\n\
                  > [!MOMENTS 2]\n> Det han husker:\n>\n> - [Stillheten](01-første.md#slutt)\n";
    scratch.write("lessons/nb/02-andre.md", second);
    let guide = scratch.guide();
    let lesson = &guide["andre/index.html"];
    let cues: Vec<&str> = lesson.split(r#"<p class="cue">"#).skip(1).map(|rest| rest.split("</p>").next().unwrap_or("")).collect();
    assert_eq!(cues.len(), 2, "{lesson}");
    assert!(cues[0].contains("det dere valgte før") && cues[1].contains("2 av disse"), "{cues:?}");
    assert!(guide["andre/bord/index.html"].contains("<blockquote><p>Husk døra.</p>"), "{}", guide["andre/bord/index.html"]);
}

#[test]
fn notes_and_effects_stay_where_they_belong() {
    let scratch = Scratch::new();
    let site = scratch.written(&["build"], "site");
    for (name, text) in &site {
        let told = text.contains("Notat om åpningen");
        let leaders = ["veileder/index.html", "veileder/første/index.html", "gruppe/notater/første/index.html", "lessons/nb/01-første.md"];
        assert_eq!(told, leaders.contains(&name.as_str()), "{name}");
        if name.starts_with("veileder/") {
            assert!(!text.contains("tillit"), "{name} names a meter");
        }
    }
    assert!(site["index.html"].contains(r#"<a href="./veileder/" rel="external">Veileder for den som leder en gruppe</a>"#));
    assert!(site["veileder/første/index.html"].contains(r#"src="../../media/stol.svg""#));
}

#[test]
fn pages_stand_alone() {
    let scratch = Scratch::new();
    for (name, html) in scratch.guide().iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!html.contains("<script") && !html.contains(" style=") && !html.contains("<link"), "{name}: {html}");
        assert!(html.contains("default-src 'none'; style-src 'sha256-"), "{name}");
    }
    let alone = scratch.written(&["guide", "lessons/nb/01-første.md", "--out", "en"], "en");
    assert_eq!(alone.keys().collect::<Vec<_>>(), ["første/bord/index.html", "første/index.html", "media/stol.svg"]);
    assert!(!alone["første/index.html"].contains("../index.html"), "there is no guide of the whole course beside it");
}

#[test]
fn a_reviewer_gets_room_and_three_questions() {
    let scratch = Scratch::new();
    let questions = ["Hva stemmer ikke?", "Hva ville du ikke sagt?", "Hva mangler?"];
    let review = scratch.written(&["guide", "--review", "--out", "les"], "les");
    for page in [&review["index.html"], &review["første/index.html"]] {
        assert!(page.contains("<html lang=\"nb\" data-review>"), "{page}");
        for question in questions {
            assert!(page.contains(&format!("<h3>{question}</h3>")), "{question}: {page}");
        }
    }
    let guide = scratch.guide();
    assert!(questions.iter().all(|question| !guide["første/index.html"].contains(question)));
}

#[test]
fn where_it_cannot_be_written_it_says_so() {
    let scratch = Scratch::new();
    scratch.write("taken", "a file");
    for (arguments, told) in [
        (vec!["guide", "--out", "taken"], "cannot write taken"),
        (vec!["guide", "--out", "lessons/nb/veileder"], "is inside the course folder"),
        (vec!["guide", "nowhere"], "nowhere"),
    ] {
        let output = scratch.kurs(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(told), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_course_with_errors_gets_no_guide() {
    let scratch = Scratch::new();
    scratch.write("lessons/nb/02-andre.md", "# Den andre\n\n- [Videre](#borte)\n");
    let output = scratch.kurs(&["guide"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!scratch.path("veileder").exists());
}
