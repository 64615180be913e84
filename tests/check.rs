//! `kurs check` and `kurs new`: the built program in a scratch folder.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder that goes away with the test, and the program run in it.
struct Scratch {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
struct Ran {
    stdout: String,
    stderr: String,
    status: i32,
}

impl Scratch {
    /// With `lessons/course.toml`, listing these lessons.
    fn course(lessons: &[&str]) -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a scratch folder") };
        scratch.file(
            "lessons/course.toml",
            format!(
                "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = {lessons:?}\n\n[[meter]]\nid = \"tillit\"\nname = \"T\"\nmin = 0\nmax = 10\nstart = 4\n"
            ),
        )
    }

    fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn kurs(&self, arguments: &[&str]) -> Ran {
        let Output { stdout, stderr, status } =
            Command::new(env!("CARGO_BIN_EXE_kurs")).args(arguments).current_dir(self.folder.path()).output().expect("kurs runs");
        let text = |bytes| String::from_utf8(bytes).expect("kurs writes text");
        Ran { stdout: text(stdout), stderr: text(stderr), status: status.code().expect("kurs ends by itself") }
    }

    /// `kurs check --format short`, lines.
    fn short(&self) -> Vec<String> {
        let ran = self.kurs(&["check", "--format", "short"]);
        assert_eq!(ran.stderr, "");
        assert_eq!(ran.status, i32::from(ran.stdout.contains(": ")), "errors decide the status: {}", ran.stdout);
        ran.stdout.lines().map(str::to_owned).collect()
    }
}

fn long(text: &str, times: usize) -> String {
    text.repeat(times)
}

#[test]
fn a_sound_course() {
    let scratch =
        Scratch::course(&["a"]).file("lessons/nb/01-a.md", "---\nminutes: 7\n---\n# A\n\nEn to tre.\n\n- [Videre](#b)\n\n## B\n\nFire.\n");
    let ran = scratch.kurs(&["check"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str(), ran.status),
        ("nothing to mend: 1 lesson, 2 scenes, 5 words, 7 minutes, 1 path\n", "", 0)
    );
    assert_eq!(scratch.kurs(&["check", "lessons", "--format", "short"]).stdout, "");
    assert_eq!(scratch.kurs(&["check", "lessons", "--format", "json"]).stdout, "[]\n");
}

#[test]
fn the_table() {
    let course = "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"a\", \"å\"]\n\n[[meter]]\nid = \"tillit\"\nname = \"T\"\nmin = 0\nmax = 10\nstart = 4\nwords = [[0, \"lite\"], [5, \"mye\"]]\n\n[[preset]]\nname = \"Møtt\"\nmeters = { tillit = 8 }\n";
    let text = "Rune kom et kvarter for tidlig. ".repeat(6);
    let first = format!(
        "# A\n\n{text}\n\n> [!FACILITATOR]\n> x\n\n- [Videre](#b \"tillit +1\")\n- [Hjem](#c \"tillit -1\")\n\n## B {{.core}}\n\nFire.\n\n- [Rundt](#a)\n- [Ut](02-å.md)\n- [Hjem](#c)\n\n> [!FACILITATOR]\n> x\n\n## C {{if=tillit<9}}\n\nHjemme.\n\n## D\n\nUte.\n"
    );
    let scratch = Scratch::course(&[])
        .file("lessons/course.toml", course)
        .file("lessons/nb/01-a.md", first)
        .file("lessons/nb/02-å.md", "---\nminutes: 5\n---\n# Å\n\nKort.\n");
    let ran = scratch.kurs(&["check", "--table"]);
    assert_eq!((ran.stderr.as_str(), ran.status), ("", 0), "{}", ran.stdout);
    insta::assert_snapshot!(ran.stdout);
    let one = scratch.kurs(&["check", "--table", "lessons/nb/02-å.md"]).stdout;
    assert!(one.contains("\nå ") && !one.contains("\na "), "only the lesson that is asked for: {one}");
    for format in ["short", "json"] {
        let (plain, table) = (["check", "--format", format], ["check", "--table", "--format", format]);
        assert_eq!(scratch.kurs(&table).stdout, scratch.kurs(&plain).stdout, "{format} is for programs");
    }
}

#[test]
fn for_people() {
    let scratch = Scratch::course(&["fastlegen"])
        .file("lessons/nb/02-fastlegen.md", "# Lege\n\n- [Gå rett på skjemaet](#skjemat \"tillit -1\")\n\n## Skjemaet\n\n## Skjemaet\n");
    let ran = scratch.kurs(&["check"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn for_editors_and_programs() {
    let scratch = Scratch::course(&["a"]).file("lessons/nb/01-a.md", "\u{feff}# Å\r\n\r\n- [Å gå](#å-ga)\r\n\r\n## Å gå\r\n");
    let ran = scratch.kurs(&["check", "--format", "short"]);
    assert_eq!(
        ran.stdout,
        "nb/01-a.md:3:10: unknown-scene: no scene is called `å-ga`\nnb/01-a.md:5:4: unreachable-scene: nothing leads to “Å gå”\n"
    );
    assert_eq!(ran.status, 1);
    let ran = scratch.kurs(&["check", "--format", "json"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn warnings_and_notes_do_not_fail() {
    let scratch = Scratch::course(&["a"]).file("lessons/nb/01-a.md", "# A\n\n- [En](#c)\n- [To](#c)\n\n## B\n\n## C\n");
    let ran = scratch.kurs(&["check", "--format", "short"]);
    assert!(ran.stdout.contains("unreachable-scene") && ran.stdout.contains("missing-note"), "{}", ran.stdout);
    assert_eq!(ran.status, 0);
}

#[test]
fn one_lesson_with_the_course_it_belongs_to() {
    let scratch = Scratch::course(&["a", "b"])
        .file("lessons/nb/01-a.md", "# A\n\n- [x](#nei \"tillit +1\")\n")
        .file("lessons/nb/02-b.md", "# B\n\n- [x](#heller-ikke)\n")
        .file("alene/c.md", "# C\n\n- [x](#nei \"mot +1\")\n- [y](d.md)\n");
    assert_eq!(
        scratch.kurs(&["check", "lessons/nb/01-a.md", "--format", "short"]).stdout,
        "nb/01-a.md:3:7: unknown-scene: no scene is called `nei`\n"
    );
    let alone = scratch.kurs(&["check", "alene/c.md", "--format", "short"]).stdout;
    assert_eq!(
        alone,
        "c.md:1:3: missing-note: a group chooses here, and the facilitator has no note\nc.md:3:7: unknown-scene: no scene is called `nei`\n"
    );
}

#[test]
fn the_call_or_the_disk_at_fault() {
    let scratch = Scratch::course(&["a"]).file("tom/x.txt", "");
    for (arguments, message) in [
        (&["check", "nowhere"][..], "kurs: cannot read nowhere: "),
        (&["check", "tom"], "kurs: tom: there is no course.toml here"),
        (&["check", "--format", "xml"], "error: invalid value 'xml' for '--format <FORMAT>'"),
        (&["chekc"], "error: unrecognized subcommand 'chekc'"),
        (&["new", "✨"], "kurs: lessons: `✨` has no letters to make a file's name of"),
        (&["new", "A", "--path", "tom"], "kurs: tom: there is no course.toml here"),
    ] {
        let ran = scratch.kurs(arguments);
        assert_eq!((ran.stdout.as_str(), ran.status), ("", 2), "{arguments:?}");
        assert!(ran.stderr.starts_with(message), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn a_new_lesson_is_sound() {
    let scratch = Scratch::course(&["a"]).file("lessons/nb/07-a.md", "# A\n\nTekst.\n");
    let ran = scratch.kurs(&["new", "Timen  på Nav"]);
    assert_eq!((ran.stderr.as_str(), ran.status), ("", 0));
    assert_eq!(
        ran.stdout,
        "wrote lessons/nb/08-timen-paa-nav.md\nnow list it in lessons/course.toml:\n\nlessons = [\"a\", \"timen-paa-nav\"]\n"
    );
    let course = fs::read_to_string(scratch.path("lessons/course.toml"))
        .expect("course.toml")
        .replace("lessons = [\"a\"]", "lessons = [\"a\", \"timen-paa-nav\"]");
    let scratch = scratch.file("lessons/course.toml", course);
    let ran = scratch.kurs(&["check"]);
    assert!(ran.stdout.starts_with("nothing to mend: 2 lessons, 5 scenes, "), "{}", ran.stdout);
    let again = scratch.kurs(&["new", "Timen på Nav"]);
    assert_eq!(
        (again.stderr.as_str(), again.status),
        ("kurs: lessons: there is a lesson called `timen-paa-nav`: nb/08-timen-paa-nav.md\n", 2)
    );
}

#[test]
fn not_utf8_and_unclosed_front_matter() {
    let scratch =
        Scratch::course(&["a", "b"]).file("lessons/nb/01-a.md", b"# A\n\nbl\xe5\n").file("lessons/nb/02-b.md", "---\nminutes: 3\n\n# B\n");
    let found = scratch.short();
    assert_eq!(found[0], "nb/01-a.md:3:3: not-utf8: this byte is not UTF-8");
    assert!(found[1].starts_with("nb/02-b.md:") && found[1].contains("front-matter"), "{found:?}");
}

#[test]
fn a_course_file_that_is_not_toml() {
    let scratch = Scratch::course(&["a"]).file("lessons/course.toml", "id = \nlessons = [").file("lessons/nb/01-a.md", "# A\n\nx\n");
    let found = scratch.short();
    assert!(found.iter().any(|l| l.starts_with("course.toml:1:") && l.contains("course-file")), "{found:?}");
}

#[test]
fn markup_that_is_not_to_be_run() {
    let lesson = "# A\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) og [y](JaVaScRiPt:alert(1))\n\n![lås](../media/mangler.svg)\n\n## ✨\n\n## B\n\n## B\n";
    let found = Scratch::course(&["a"]).file("lessons/nb/01-a.md", lesson).short();
    for wanted in [
        "nb/01-a.md:3:1: raw-html",
        "nb/01-a.md:5:5: unsafe-link",
        "nb/01-a.md:5:33: unsafe-link",
        "nb/01-a.md:7:8: missing-media",
        "nb/01-a.md:9:4: missing-title",
        "nb/01-a.md:13:4: duplicate-id",
    ] {
        assert!(found.iter().any(|line| line.starts_with(wanted)), "{wanted} in {found:#?}");
    }
}

#[test]
fn mark_and_line_ends_change_nothing() {
    let lesson = "# Æ\n\n- [x](#nei)\n\n## Å {if=mot>=2}\n";
    let plain = Scratch::course(&["a"]).file("lessons/nb/01-a.md", lesson).short();
    assert!(plain.len() >= 2, "{plain:?}");
    let other = format!("\u{feff}{}", lesson.replace('\n', "\r\n"));
    assert_eq!(Scratch::course(&["a"]).file("lessons/nb/01-a.md", other).short(), plain);
}

#[test]
fn five_megabytes() {
    let scene = |n: usize| {
        format!(
            "## Scene {n}\n\nRune kom et kvarter for tidlig til timen. Han ventet.\n\n- [Videre](#scene-{}  \"tillit +1\")\n- [Rundt](#scene-{} \"if tillit >= 5: tillit -1\")\n\n",
            n + 1,
            n / 2 + 1
        )
    };
    let mut lesson = String::from("# A\n\n");
    let mut count = 1;
    while lesson.len() < 5 << 20 {
        lesson += &scene(count);
        count += 1;
    }
    lesson += &format!("## Scene {count}\n\nSlutt.\n");
    let ran = Scratch::course(&["a"]).file("lessons/nb/01-a.md", &lesson).kurs(&["check", "--format", "short"]);
    assert_eq!(ran.status, 0, "{}", &ran.stdout[..ran.stdout.len().min(2000)]);
    assert!(ran.stdout.contains("(and "), "more findings than anyone reads are counted");
}

#[test]
fn ten_thousand_scenes_that_are_all_wrong() {
    let lesson: String = (0..10_000).map(|n| format!("## Scene {n}\n\n- [x](#scne-{n})\n- [y](#scene-{n} \"mot{n} +1\")\n\n")).collect();
    let ran = Scratch::course(&["a"]).file("lessons/nb/01-a.md", format!("# A\n\n{lesson}")).kurs(&["check", "--table"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.ends_with("paths and circles\n") || ran.stdout.ends_with(" path and circles\n"),
        "{}",
        &ran.stdout[ran.stdout.len() - 200..]
    );
}

#[test]
fn nesting_of_two_thousand_levels() {
    let depth = 2000;
    let quotes = format!("# A\n\n{}x\n", long("> ", depth));
    let lists: String = (0..depth).map(|n| format!("{}- x\n", long("  ", n))).collect();
    let stars = format!("# A\n\n{}x{}\n\n{}x\n", long("**a ", depth), long("**", depth), long("[", depth));
    for lesson in [quotes, format!("# A\n\n{lists}"), stars] {
        let ran = Scratch::course(&["a"]).file("lessons/nb/01-a.md", lesson).kurs(&["check", "--format", "short"]);
        assert_eq!(ran.status, 0, "{}", ran.stdout);
    }
}

#[test]
fn a_thousand_meters_and_scenes_in_a_ring() {
    let meters: String = (0..1000).map(|n| format!("[[meter]]\nid = \"m{n}\"\nname = \"M\"\nmax = 9\n\n")).collect();
    let scenes: String = (0..1000)
        .map(|n| format!("## Scene {n}\n\n- [x](#scene-{} \"m{n} +1\")\n- [y](#slutt \"if m{n} >= 3\")\n\n", (n + 1) % 1000))
        .collect();
    let ran = Scratch::course(&[])
        .file("lessons/course.toml", format!("id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"a\"]\n\n{meters}"))
        .file("lessons/nb/01-a.md", format!("# A\n\n{scenes}## Slutt\n"))
        .kurs(&["check", "--format", "short"]);
    assert_eq!(ran.status, 0, "{}", &ran.stdout[..ran.stdout.len().min(2000)]);
    assert!(!ran.stdout.contains("unreachable-scene") && !ran.stdout.contains("never-true"), "nothing is claimed beyond what was walked");
}

/// A course in which everything is wrong: every code there is comes out of the built program.
#[test]
fn every_code_is_told() {
    let words = "medvirkning rettigheter ord ".repeat(50);
    let meters: String = (0..8).map(|n| format!("[[meter]]\nid = \"m{n}\"\nname = \"M\"\nmax = 9\n\n")).collect();
    let many: String = (0..8).map(|n| format!("- [{n}](#c \"m{n} +1\")\n- [{n} ferdig](#slutt \"if m{n} == 9\")\n")).collect();
    let course = format!(
        "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"a\", \"b\", \"c\", \"borte\"]\nfarge = 1\n\n{meters}[[help_line]]\nname = \"H\"\nphone = \"1\"\nchecked = 2020-01-01\n\n[[avoided_word]]\nword = \"klient\"\n"
    );
    let a = format!(
        "---\nminutter: 3\n---\n# A\n\n<b>fet</b> klient [x](javascript:1) ![](../media/nei.svg)\n\n> [!FACT]\n> {words}\n\n> [!NOPE]\n> x\n\n> [!REFLECTION]\n> x\n\n> [!REFLECTION] r\n> x\n\n> [!REFLECTION] r\n> x\n\n> [!SCALE 9-1] s\n> x\n\n- [En](#en \"m0 +1\")\n- [To](#to \"m0 -1\")\n- [Tre](#tre \"m0 pluss\")\n- [Fire](#fire \"if m0 = 3\")\n- [Fem](#fem \"mot +1\")\n- [Seks](#seks \"if m0 > 9\")\n- [Sju](09-ukjent.md)\n- åtte\n\n## En\n\n#### Dypt\n\n## To\n\n{words}\n\n- [Rundt](#to)\n\n## Ingen\n\n## To\n"
    );
    let b = format!("Uten tittel\n\n## Kjernen {{.core}}\n\n{}\n", "ord ".repeat(5000));
    let ran = Scratch::course(&[])
        .file("lessons/course.toml", course)
        .file("lessons/nb/01-a.md", a)
        .file("lessons/nb/02-b.md", b)
        .file("lessons/nb/03-c.md", format!("# C\n\n{many}\n## Slutt\n"))
        .file("lessons/nb/04-d.md", b"# D\n\n\xff\n")
        .kurs(&["check", "--format", "short"]);
    let told: std::collections::BTreeSet<&str> = ran.stdout.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    let missing: Vec<&str> =
        bruker_i_sentrum::course::finding::Code::ALL.iter().map(|code| code.as_str()).filter(|code| !told.contains(code)).collect();
    assert!(missing.is_empty(), "never told: {missing:?} in\n{}", ran.stdout);
}
