//! `missing-media`: a picture or a file beside the lessons that is not there.

use std::borrow::Cow;

use super::super::finding::{Code, Finding};
use super::super::model::Destination;
use super::super::parse::decode;
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for link in &view.lesson.links {
            let (Destination::File(path), Some(files)) = (&link.to, context.material.media) else { continue };
            let resolved = resolve(view.file.path(), &decode(path));
            if resolved.as_ref().is_some_and(|path| files.contains(path)) {
                continue;
            }
            found.add(view.file, Code::MissingMedia, || {
                let finding = Finding::new(Code::MissingMedia, view.file.path(), link.span, format!("there is no file `{path}`"));
                let near = resolved.and_then(|path| context.near.find(&path, files.iter().map(String::as_str)));
                match near.map(|near| relative(view.file.path(), near)) {
                    Some(near) if !view.file.text()[link.span.start..].starts_with(['[', '!']) => {
                        finding.replace(format!("did you mean `{near}`?"), near)
                    }
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("paths are relative to the lesson's own file: `../media/name.svg`"),
                }
            });
        }
    }
}

/// A path written in `file`, seen from the course folder; `None` when it leads out of it.
fn resolve(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path from the course folder, as it is written in `file`.
fn relative(file: &str, path: &str) -> String {
    let folder: Vec<&str> = file.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect();
    let parts: Vec<&str> = path.split('/').collect();
    let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n(Cow::Borrowed(".."), folder.len() - shared);
    up.chain(parts[shared..].iter().map(|p| p.replace(' ', "%20").into())).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, MissingMedia};
    use super::super::fixture::{check, helps};
    use super::*;

    const ONLY: &[Code] = &[MissingMedia];

    #[test]
    fn pictures_and_files() {
        // The fixture has media/laas.svg and media/et ark.pdf.
        check(
            ONLY,
            "
# A

![En lås](../media/laas.svg) og [et ark](../media/et%20ark.pdf)

![En lås](../media/lås.svg)
          ^^^^^^^^^^^^^^^^ missing-media: there is no file `../media/lås.svg`

![En lås](media/laas.svg)
          ^^^^^^^^^^^^^^ missing-media

![En lås](../../media/laas.svg)
          ^^^^^^^^^^^^^^^^^^^^ missing-media
",
        );
    }

    #[test]
    fn near_names() {
        assert_eq!(
            helps(ONLY, "# A\n\n![En lås](../media/Laas.SVG)\n"),
            [("did you mean `../media/laas.svg`?".to_owned(), Some("../media/laas.svg".to_owned()))]
        );
    }

    #[test]
    fn paths() {
        for (file, path, expected) in [
            ("nb/a.md", "../media/x.svg", Some("media/x.svg")),
            ("nb/a.md", "x.svg", Some("nb/x.svg")),
            ("nb/a.md", "./../nb//x.svg", Some("nb/x.svg")),
            ("nb/a.md", "../../x.svg", None),
            ("nb/a.md", "/x.svg", None),
            ("a.md", "media/x.svg", Some("media/x.svg")),
        ] {
            let resolved = resolve(file, path);
            assert_eq!(resolved.as_deref(), expected, "{path:?}");
            if let Some(resolved) = resolved {
                assert_eq!(resolve(file, &relative(file, &resolved)), Some(resolved), "{path:?}");
            }
        }
    }
}
