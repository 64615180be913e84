//! `missing-source`: a box that states facts or law without a link to where they stand.

use pulldown_cmark::Event;

use super::super::finding::{Code, Finding, Span};
use super::super::model::{Aside, AsideKind, Destination};
use super::super::parse::asides;
use super::{Context, Findings, View, words};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for aside in view.lesson.scenes.iter().flat_map(asides) {
            if matches!(aside.kind, AsideKind::Fact | AsideKind::Law) && !has_source(view, aside) {
                found.add(view.file, Code::MissingSource, || {
                    Finding::new(Code::MissingSource, view.file.path(), aside.marker, "this box says where nothing of it stands")
                        .help("link to the source in the box; such links become the lesson's source list")
                });
            }
        }
    }
}

fn has_source(view: &View<'_>, aside: &Aside) -> bool {
    let mut notes = words::slice(view.lesson, &aside.body).iter().filter_map(|(event, _)| match event {
        Event::FootnoteReference(label) => view.lesson.footnotes.get(&label.to_lowercase()),
        _ => None,
    });
    let places = notes.by_ref().filter_map(|note| {
        let events = words::slice(view.lesson, note);
        Some(Span { start: events.first()?.1.start, end: events.iter().map(|(_, place)| place.end).max()? })
    });
    std::iter::once(aside.span).chain(places).any(|span| {
        let links = &view.lesson.links;
        let first = links.partition_point(|link| link.span.start < span.start);
        links[first..]
            .iter()
            .take_while(|link| link.span.start < span.end)
            .any(|link| !link.picture && matches!(link.to, Destination::Out(_) | Destination::File(_)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, MissingSource};
    use super::super::fixture::check;

    const ONLY: &[Code] = &[MissingSource];

    #[test]
    fn boxes_need_a_link() {
        check(
            ONLY,
            "
# A

> [!FACT] Uten
  ^^^^^^^ missing-source
> Slik er det. ![Et bilde](../media/laas.svg)

> [!LAW]
  ^^^^^^ missing-source
> Slik er det også. Se [neste scene](#b).

> [!LAW] Med
> [Pasient- og brukerrettighetsloven § 3-1](https://lovdata.no/lov/1999-07-02-63/§3-1)

> [!FACT]
> Slik er det.[^1]

> [!NOTE]
> Bare en boks.

[^1]: [Kilde](https://ssb.no)

## B
",
        );
    }
}
