//! A scene cut into steps for this screen: what it is made of, how tall each bit is, and which of them stand.

use web_sys::Element;

use crate::browser::measure::{children, edges, is_shown};
use crate::browser::{dom, measure};
use crate::journey::session::cut::{Bit, Border, cut, lacking};
use crate::journey::session::sentence::sentences;

/// How often the type is made smaller before a text is let be. Each time by what `projector.css` says.
const TIGHTEST: usize = 14;
/// How often a cut is tried with less room, when a step turns out taller than was worked out.
const TRIES: usize = 4;

/// A scene in steps.
pub struct Steps {
    section: Element,
    /// All that can be shown or not, in document order.
    blocks: Vec<Element>,
    /// By step, what stands.
    steps: Vec<Vec<Element>>,
}

/// A bit, and the elements it is made of.
struct Piece {
    shown: Vec<Element>,
    border: Border,
    frame: Option<usize>,
}

/// What a scene is made of.
#[derive(Default)]
struct Found {
    pieces: Vec<Piece>,
    frames: Vec<Element>,
    blocks: Vec<Element>,
}

impl Steps {
    /// Cuts what a section shows now. `whole`: nobody can turn its pages, so that smaller type is better than a second one.
    pub fn of(section: &Element, whole: bool) -> Self {
        let mut steps = Self { section: section.clone(), blocks: Vec::new(), steps: Vec::new() };
        for tight in 0..=TIGHTEST {
            let _ = section.set_attribute("data-tight", &tight.to_string());
            if steps.try_cut() && !(whole && steps.count() > 1) {
                break;
            }
        }
        steps
    }

    /// Whether they were cut from this section.
    pub fn are_of(&self, section: &Element) -> bool {
        self.section == *section
    }

    /// How many there are; at least 1.
    pub fn count(&self) -> usize {
        self.steps.len().max(1)
    }

    /// The step where the open choice with this number stands, from 1.
    pub fn step_of_choice(&self, number: usize) -> Option<usize> {
        let items = dom::all_in(&self.section, ".doors li:not([hidden])");
        let item = items.get(number.checked_sub(1)?)?;
        self.steps.iter().position(|step| step.iter().any(|shown| shown.contains(Some(item))))
    }

    /// Shows one, and nothing else of the section.
    pub fn show(&self, step: usize) {
        let step = step.min(self.count() - 1);
        for block in &self.blocks {
            let _ = block.set_attribute("data-off", "");
            let _ = block.remove_attribute("data-first");
        }
        let shown = self.steps.get(step).map_or(&[][..], Vec::as_slice);
        for (i, element) in shown.iter().enumerate() {
            let mut at = Some(element.clone());
            while let Some(block) = at.filter(|block| *block != self.section) {
                let _ = block.remove_attribute("data-off");
                if i == 0 {
                    let _ = block.set_attribute("data-first", "");
                }
                at = block.parent_element();
            }
        }
        let _ = self.section.set_attribute("data-shown", if step == 0 { "first" } else { "later" });
    }

    /// Whether everything fits at the present size of type.
    fn try_cut(&mut self) -> bool {
        let section = self.section.clone();
        self.show_all();
        let _ = section.set_attribute("data-measure", "");
        let mut room = height_for_text(&section);
        // Choices stand together wherever they fit.
        let tall = dom::find_in(&section, ":scope > .doors").map(|doors| edges(&doors)).is_some_and(|at| at.1 - at.0 > f64::from(room));
        let mut found = Found::of(&section, tall);
        if found.part_tall(room) {
            found = Found::of(&section, tall);
        }
        let (bits, frames) = found.measure();
        let _ = section.remove_attribute("data-measure");
        self.blocks = std::mem::take(&mut found.blocks);
        for _ in 0..TRIES {
            let cuts = cut(&bits, &frames, room);
            let fits = lacking(&cuts, &bits, &frames, room) == 0;
            let shown = |step: &std::ops::Range<usize>| found.pieces[step.clone()].iter().flat_map(|piece| piece.shown.clone()).collect();
            self.steps = cuts.iter().map(shown).collect();
            if !fits {
                return false;
            }
            let over = self.over();
            if over == 0 {
                return true;
            }
            room = room.saturating_sub(over + 1);
        }
        false
    }

    /// By how much the tallest step sticks out. Unit: pixels.
    fn over(&self) -> u32 {
        let floor = floor_of(&self.section);
        let mut over = 0.0_f64;
        for step in 0..self.steps.len() {
            self.show(step);
            let lowest = self.blocks.iter().filter(|block| !block.has_attribute("data-off")).map(|block| edges(block).1);
            over = lowest.map(|bottom| bottom - floor).fold(over, f64::max);
        }
        if over > 0.5 { over.ceil() as u32 } else { 0 }
    }

    fn show_all(&self) {
        for block in dom::all_in(&self.section, "[data-off], [data-first]") {
            let _ = block.remove_attribute("data-off");
            let _ = block.remove_attribute("data-first");
        }
    }
}

/// Where the place for text ends. Unit: pixels from the top of the window.
fn floor_of(section: &Element) -> f64 {
    edges(section).1 - measure::pixels(section, "padding-bottom") - measure::pixels(section, "border-bottom-width")
}

/// Height of the place for text: from below the sign to the floor. Unit: pixels.
fn height_for_text(section: &Element) -> u32 {
    let sign = dom::find_in(section, ":scope > .sign");
    let top = match sign {
        Some(sign) => edges(&sign).1 + measure::pixels(&sign, "margin-bottom"),
        None => edges(section).0 + measure::pixels(section, "padding-top") + measure::pixels(section, "border-top-width"),
    };
    (floor_of(section) - top).max(0.0) as u32
}

impl Found {
    fn of(section: &Element, tall_doors: bool) -> Self {
        let mut found = Self::default();
        let mut border = Border::Block;
        for child in children(section).into_iter().filter(|child| !child.matches(".sign, [data-slot]").unwrap_or(false)) {
            let before = found.pieces.len();
            if tall_doors && child.matches(".doors").unwrap_or(false) && is_shown(&child) {
                found.blocks.push(child.clone());
                found.blocks.extend(dom::all_in(&child, "ul"));
                for item in dom::all_in(&child, "li:not([hidden])") {
                    found.blocks.push(item.clone());
                    found.piece(vec![item], None, std::mem::replace(&mut border, Border::Inside));
                }
                continue;
            }
            found.gather(&child, None, border);
            // What a heading is above belongs to it.
            let is_heading = child.matches("h1, h2").unwrap_or(false);
            if found.pieces.len() > before {
                border = if is_heading { Border::Close } else { Border::Block };
            }
        }
        found
    }

    fn gather(&mut self, element: &Element, frame: Option<usize>, border: Border) {
        if !is_shown(element) {
            return;
        }
        let is = |selector: &str| element.matches(selector).unwrap_or(false);
        if is(".kind, .before > summary") {
            return;
        }
        self.blocks.push(element.clone());
        if is(".voices, .before") {
            let _ = element.set_attribute("open", "");
        }
        if is(".box, .prompt, .care, blockquote, .before") && frame.is_none() {
            self.frames.push(element.clone());
            return self.within(element, Some(self.frames.len() - 1), border);
        }
        if is(".voices") {
            return self.within(element, frame, Border::Apart);
        }
        // What answers say in return comes when all have answered.
        if is("fieldset") && dom::find_in(element, ".then").is_some() {
            return self.poll(element, frame, border);
        }
        let is_list = is("ul, ol") && !is(".doors *");
        let has_blocks = dom::find_in(element, ":scope > :is(p, ul, ol, figure, blockquote, table, pre, div, fieldset)").is_some();
        if is_list || (is(".text, .ask, fieldset, .about") || (is("li, div, section") && has_blocks)) {
            return self.within(element, frame, border);
        }
        if has_part(element) {
            for (i, part) in children(element).into_iter().enumerate() {
                self.blocks.push(part.clone());
                self.piece(vec![part], frame, if i == 0 { border } else { Border::Sentence });
            }
            return;
        }
        self.piece(vec![element.clone()], frame, border);
    }

    /// What is in an element: the first has before it what the element has.
    fn within(&mut self, element: &Element, frame: Option<usize>, border: Border) {
        let before = self.pieces.len();
        let mut close = false;
        for child in children(element) {
            let at = self.pieces.len();
            let inside = if frame.is_some() || !element.matches(".text").unwrap_or(false) { Border::Inside } else { Border::Block };
            let own = if at == before {
                border
            } else if close {
                Border::Close
            } else {
                inside
            };
            self.gather(&child, frame, own);
            if self.pieces.len() > at {
                close = child.matches("h3, h4, .minutes, .box-title, legend, summary, .invented").unwrap_or(false);
            }
        }
    }

    /// First the answers, then each with what it says in return.
    fn poll(&mut self, fieldset: &Element, frame: Option<usize>, border: Border) {
        let mut border = border;
        for legend in dom::all_in(fieldset, ":scope > :not(ul)") {
            self.gather(&legend, frame, border);
            border = Border::Close;
        }
        let list = dom::all_in(fieldset, ":scope > ul");
        self.blocks.extend(list);
        let answers = dom::all_in(fieldset, ":scope > ul > li");
        for answer in &answers {
            self.blocks.push(answer.clone());
            for label in dom::all_in(answer, ":scope > label") {
                self.blocks.push(label.clone());
                self.piece(vec![label], frame, std::mem::replace(&mut border, Border::Inside));
            }
        }
        border = Border::Apart;
        for answer in &answers {
            let Some(then) = dom::find_in(answer, ":scope > .then").filter(is_shown) else { continue };
            self.blocks.push(then.clone());
            let label = dom::find_in(answer, ":scope > label");
            self.piece(label.into_iter().chain([then]).collect(), frame, std::mem::replace(&mut border, Border::Inside));
        }
    }

    fn piece(&mut self, shown: Vec<Element>, frame: Option<usize>, border: Border) {
        self.pieces.push(Piece { shown, border, frame });
    }

    /// Heights of all bits, and of what is around them, as the section stands: all shown.
    fn measure(&self) -> (Vec<Bit>, Vec<u32>) {
        let up = |px: f64| px.max(0.0).ceil() as u32;
        let around = |shown: &[Element]| {
            let (first, last) = (shown.first().map(edges), shown.last().map(edges));
            (first.map_or(0.0, |at| at.0), last.map_or(0.0, |at| at.1))
        };
        let frames: Vec<(f64, f64)> = self.frames.iter().map(edges).collect();
        let mut inner: Vec<Option<(f64, f64)>> = vec![None; frames.len()];
        let mut bits = Vec::new();
        let mut below: Option<(f64, Option<usize>)> = None;
        for piece in &self.pieces {
            let (top, bottom) = around(&piece.shown);
            let outer_top = |frame: Option<usize>| frame.map_or(top, |frame| frames[frame].0);
            let gap = match below {
                Some((bottom, frame)) if frame == piece.frame => top - bottom,
                Some((bottom, frame)) => outer_top(piece.frame) - frame.map_or(bottom, |frame| frames[frame].1),
                None => 0.0,
            };
            // An answer that stands twice is measured where it stands first.
            let gap = if gap < 0.0 { 0.0 } else { gap };
            if let Some(frame) = piece.frame {
                let (from, to) = inner[frame].unwrap_or((top, bottom));
                inner[frame] = Some((from.min(top), to.max(bottom)));
            }
            below = Some((bottom, piece.frame));
            bits.push(Bit { gap: up(gap), height: up(bottom - top), border: piece.border, frame: piece.frame });
        }
        let frame = |(own, inner): (&(f64, f64), &Option<(f64, f64)>)| inner.map_or(0, |(from, to)| up(from - own.0) + up(own.1 - to));
        (bits, frames.iter().zip(&inner).map(frame).collect())
    }

    /// Parts paragraphs that are taller than the screen into their sentences. Whether there were any.
    fn part_tall(&self, room: u32) -> bool {
        let (bits, frames) = self.measure();
        let mut parted = false;
        for (piece, bit) in self.pieces.iter().zip(&bits) {
            let around = bit.frame.and_then(|frame| frames.get(frame)).copied().unwrap_or(0);
            if bit.height + around > room
                && let [one] = &piece.shown[..]
                && one.matches("p, li, .then").unwrap_or(false)
            {
                parted |= part(one);
            }
        }
        parted
    }
}

fn has_part(element: &Element) -> bool {
    dom::find_in(element, ":scope > .part").is_some()
}

/// Puts each sentence of a paragraph in an element of its own. Whether there is more than one.
fn part(paragraph: &Element) -> bool {
    let borders = sentences(&paragraph.text_content().unwrap_or_default());
    !borders.is_empty() && !has_part(paragraph) && measure::part(paragraph, &borders, "part")
}
