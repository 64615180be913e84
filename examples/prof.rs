use bruker_i_sentrum::course::{parse, source::SourceFile};
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let file = SourceFile::new("nb/01-x.md", std::fs::read_to_string(&path).unwrap());
    let (lesson, f) = parse::parse(&file);
    println!("{} bytes {} events {} scenes {} findings {} links", file.text().len(), lesson.events.len(), lesson.scenes.len(), f.len(), lesson.links.len());
    let best = |what: &str, f: &mut dyn FnMut()| { let mut b = u128::MAX; for _ in 0..n { let t = Instant::now(); f(); b = b.min(t.elapsed().as_nanos()); } println!("{what} {:.3} ms", b as f64 / 1e6); };
    if std::env::args().nth(3).is_some() { best("parse", &mut || { std::hint::black_box(parse::parse(&file)); }); return; }
    best("pulldown", &mut || { pulldown_cmark::Parser::new_ext(file.text(), parse::OPTIONS).into_offset_iter().for_each(|e| { std::hint::black_box(e); }); });
    best("pulldown vec", &mut || { std::hint::black_box(pulldown_cmark::Parser::new_ext(file.text(), parse::OPTIONS).into_offset_iter().collect::<Vec<_>>()); });
    best("pulldown vec cap", &mut || { let mut v = Vec::with_capacity(file.text().len() / 24); pulldown_cmark::Parser::new_ext(file.text(), parse::OPTIONS).into_offset_iter().for_each(|e| v.push(e)); std::hint::black_box(v); });
    best("parse", &mut || { std::hint::black_box(parse::parse(&file)); });
}
