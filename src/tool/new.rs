//! `kurs new`: a small valid lesson to start from.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::{Error, Status, load, writing};
use crate::course::parse;
use crate::course::slug::{lesson_slug, slug};

/// Write a small valid lesson to start from.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The lesson's name, such as `Hos fastlegen`.
    pub name: String,
    /// The course folder.
    #[arg(long, default_value = "lessons")]
    pub path: PathBuf,
}

/// Writes the lesson's file and says which line to add to course.toml.
///
/// Errors: a name without letters, a lesson that exists, the disk's.
pub fn run(args: &Args) -> Result<Status, Error> {
    let title = args.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = slug(&spelt(&title));
    let call = |what: String| Error::Call { path: args.path.clone(), what };
    if name.is_empty() {
        return Err(call(format!("`{title}` has no letters to make a file's name of")));
    }
    let folder = load::folder(&args.path)?;
    let Some(course_file) = folder.course_file.as_ref().filter(|_| folder.only.is_none()) else {
        return Err(call("this is no course folder".into()));
    };
    let (course, _) = parse::course(course_file);
    let language = course.languages.first().map_or("nb", String::as_str);
    let files = || folder.lessons.iter().map(|f| f.path()).filter(|p| p.split('/').next() == Some(language));
    if let Some(there) = files().find(|path| lesson_slug(path) == name) {
        return Err(call(format!("there is a lesson called `{name}`: {there}")));
    }
    let number = files().filter_map(number).max().map_or(1, |n| n.saturating_add(1));
    let path = args.path.join(language).join(format!("{number:02}-{name}.md"));
    let parent = args.path.join(language);
    fs::create_dir_all(&parent).map_err(writing(&parent))?;
    let mut file = fs::File::create_new(&path).map_err(writing(&path))?;
    file.write_all(lesson(&title).as_bytes()).map_err(writing(&path))?;

    let mut listed: Vec<&str> = course.lessons.iter().map(|l| l.as_str()).collect();
    listed.push(&name);
    let said = format!("wrote {}\nnow list it in {}:\n\nlessons = {listed:?}\n", path.display(), args.path.join("course.toml").display());
    match std::io::stdout().write_all(said.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Status::Done),
    }
}

/// The number a file's name begins with.
fn number(path: &str) -> Option<u32> {
    let name = path.rsplit('/').next()?;
    name[..name.find(|c: char| !c.is_ascii_digit())?].parse().ok()
}

/// Norwegian letters as file names and addresses have them: `på` is `paa`.
fn spelt(title: &str) -> String {
    title.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
}

fn lesson(title: &str) -> String {
    format!(
        r#"---
minutes: 10
level: [individ]
goals:
  - Du kan si hva leksjonen handler om
---

# {title}

Det som står før den første overskriften, er åpningen. Her begynner fortellingen.

- [Det første du kan gjøre](#det-ene)

  Dette er det som følger av valget. Det kan stå tomt.

- [Det andre du kan gjøre](#det-andre)

> [!FACILITATOR]
> Dette ser bare den som leder en gruppe. Hva skal hun lytte etter?

## Det ene

En scene begynner med to firkanter og en tittel. Valgene viser til tittelen.

- [Gå videre](#etterpaa)

## Det andre

Her går det en annen vei.

- [Gå videre](#etterpaa)

## Etterpå {{#etterpaa}}

Veiene møtes igjen. Den siste scenen avslutter leksjonen.

> [!REFLECTION] etterpaa
> Hva ville du selv ha gjort?
>
> - En som har vært der: «Jeg ville ha ventet litt.»

> [!FACILITATOR]
> Hva kan hun spørre om, når alle har tenkt seg om?
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::source::SourceFile;

    #[test]
    fn the_lesson_is_valid() {
        for title in ["Hos fastlegen", "Å spørre først", "*Hva* nå?"] {
            let file = SourceFile::new("nb/01-a.md", lesson(title));
            let (lesson, findings) = parse::parse(&file);
            assert_eq!(findings, [], "{title}");
            assert_eq!(lesson.scenes.len(), 4);
        }
    }

    #[test]
    fn numbers_and_names() {
        for (path, expected) in [("nb/01-a.md", Some(1)), ("nb/a.md", None), ("nb/117.md", Some(117)), ("nb/99999999999-a.md", None)] {
            assert_eq!(number(path), expected, "{path}");
        }
        assert_eq!(slug(&spelt("Timen på Nav")), "timen-paa-nav");
    }
}
