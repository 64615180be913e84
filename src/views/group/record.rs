//! The record afterwards: on the page, on paper, as a file.

use leptos::prelude::*;

use super::room::Room;
use super::start;
use crate::browser::{clock, dom, file};
use crate::journey::session::{RecordOf, record};
use crate::text::NB;
use crate::views::parts::{self, Part, part};

/// The record as Markdown; empty until the session is known. Who asks is told of changes.
pub fn text(room: Room) -> String {
    let sheet = room.sheet();
    room.look(|recorder| record(&RecordOf { session: recorder.session(), paces: &sheet.lessons, texts: NB, date: &clock::day }))
        .unwrap_or_default()
}

/// The record, with its buttons.
pub fn view(room: Room) -> AnyView {
    start::clear_lead(true);
    let said = RwSignal::new(String::new());
    let print = parts::button("", NB.record_print(), || {
        let _ = dom::window().print();
    });
    let download = parts::button("quiet", NB.record_download(), move || {
        let text = untrack(|| text(room));
        let name = format!("{}-{}.md", NB.record_file(), clock::day(clock::now()));
        let _ = file::hand_over(&name, "text/markdown;charset=utf-8", &text);
    });
    let copy = parts::button("quiet", NB.copy_text(), move || parts::copy(untrack(|| text(room)), said));
    let session = parts::link("back", room.url_of(""), String::new(), NB.session_back()).done();
    let acts = parts::acts(vec![print, download, copy]);
    let paper = parts::live(move || parts::block("record", show(&text(room))));
    parts::all(vec![parts::block("backs", vec![session, start::home(room)]), acts, parts::status("kept", move || said.get()), paper])
}

/// Markdown as our own record writes it: headings, lists two deep, tables and paragraphs. Whatever was typed is escaped in it.
fn show(markdown: &str) -> Vec<AnyView> {
    let mut made: Vec<AnyView> = Vec::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("### ") {
            made.push(part("h3").add(inline(rest)).done());
        } else if let Some(rest) = line.strip_prefix("## ") {
            made.push(part("h2").add(inline(rest)).done());
        } else if let Some(rest) = line.strip_prefix("# ") {
            made.push(part("h1").set("tabindex", "-1").add(inline(rest)).done());
        } else if line.trim_start().starts_with("- ") {
            let mut items = vec![line];
            while let Some(next) = lines.next_if(|next| next.trim_start().starts_with("- ")) {
                items.push(next);
            }
            made.push(list(&items));
        } else if line.starts_with('|') {
            let mut rows = vec![line];
            while let Some(next) = lines.next_if(|next| next.starts_with('|')) {
                rows.push(next);
            }
            made.push(table(&rows));
        } else if !line.trim().is_empty() {
            made.push(part("p").add(inline(line)).done());
        }
    }
    made
}

/// Items at the depth of the first, with what stands deeper inside the one before it.
fn list(lines: &[&str]) -> AnyView {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = lines.first().map_or(0, |line| depth(line));
    let mut made: Part = part("ul");
    let mut at = 0;
    while at < lines.len() {
        let inside = lines[at + 1..].iter().take_while(|line| depth(line) > own).count();
        let mut item = part("li").add(inline(lines[at].trim_start().trim_start_matches("- ")));
        if inside > 0 {
            item = item.add(list(&lines[at + 1..=at + inside]));
        }
        made = made.add(item.done());
        at += 1 + inside;
    }
    made.done()
}

fn table(rows: &[&str]) -> AnyView {
    let is_rule = |row: &&&str| !row.chars().all(|c| "|-: ".contains(c));
    let mut body = part("tbody");
    let mut head = part("thead");
    for (i, row) in rows.iter().filter(is_rule).enumerate() {
        let tag = if i == 0 { "th" } else { "td" };
        let mut made = part("tr");
        for cell in cells(row) {
            made = made.add(part(tag).add(inline(&cell)).done());
        }
        if i == 0 { head = head.add(made.done()) } else { body = body.add(made.done()) }
    }
    part("table").add(head.done()).add(body.done()).done()
}

fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in row.trim().trim_start_matches('|').chars() {
        if c == '|' && !escaped {
            cells.push(std::mem::take(&mut cell).trim().to_owned());
        } else {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    cells
}

/// A line's text: Markdown's escapes undone, what stands between its stars stressed.
fn inline(text: &str) -> AnyView {
    let mut all = Vec::new();
    let (mut run, mut tag) = (String::new(), "span");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => run.extend(chars.next()),
            '*' => {
                let strong = chars.next_if_eq(&'*').is_some();
                all.push(part(tag).text(std::mem::take(&mut run)).done());
                tag = if tag != "span" {
                    "span"
                } else if strong {
                    "b"
                } else {
                    "em"
                };
            }
            c => run.push(c),
        }
    }
    all.push(part(tag).text(run).done());
    parts::all(all)
}
