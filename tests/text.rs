//! The generator behind the interface texts: what it says when a file is wrong.

#[path = "../build.rs"]
#[allow(dead_code)]
mod build;

fn faults(nb: &str, nn: Option<&str>) -> Vec<String> {
    let mut sources = vec![("nb".to_owned(), "nb.ftl".to_owned(), nb.to_owned())];
    sources.extend(nn.map(|text| ("nn".to_owned(), "nn.ftl".to_owned(), text.to_owned())));
    build::generate(&sources).err().unwrap_or_default()
}

#[test]
fn faults_name_file_and_line() {
    let table = [
        ("a = A\n\nb = { $x\n", None, "nb.ftl:3: "),
        ("a = { $n ->\n    [few] x\n   *[other] y\n }\n", None, "nb.ftl:1: `[few]` is no plural of nb, nn or en"),
        ("a = A\nb = { c }\n", None, "nb.ftl:2: nothing is called `c`"),
        ("a = { b }\nb = { a }\n", None, "nb.ftl:1: `b` refers to itself"),
        ("a = A\nb = B\n", Some("a = A\n"), "nn.ftl:1: `b` is missing; it is at nb.ftl:2"),
        ("a = A { $x }\n", Some("\na = A\n"), "nn.ftl:2: `a` takes other arguments than at nb.ftl:1"),
        ("a = A\n", Some("a = A\nb = B\n"), "nn.ftl:2: `b` is not in nb.ftl"),
        ("a = A\na = B\n", None, "nb.ftl:2: `a` is already there"),
        ("a = A\ntype = B\n", None, "nb.ftl:2: `type` is a word of Rust's"),
    ];
    for (nb, nn, expected) in table {
        let found = faults(nb, nn);
        assert!(found.iter().any(|fault| fault.starts_with(expected)), "{nb:?}: {found:?}");
    }
}

#[test]
fn a_second_language_becomes_a_second_arm() {
    let texts = |code: &str, text: &str| (code.to_owned(), format!("{code}.ftl"), text.to_owned());
    let code = build::generate(&[texts("nb", "a = { -x } hjem\n-x = Gå\n"), texts("nn", "a = Gå heim\n")]).expect("no faults");
    assert!(code.contains(r#"match self.0 {Language::Nb => "Gå hjem",Language::Nn => "Gå heim",}"#), "{code}");
}
