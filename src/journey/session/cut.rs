//! Cutting a scene into steps for the screen at hand: at borders between paragraphs, and between sentences where a paragraph alone is taller
//! than the screen. Heights are measured by the caller; what goes together is decided here.

use std::ops::Range;

/// What stands before a bit of a scene, and so what a cut there would part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Border {
    /// Another paragraph, box or prompt: the best place.
    #[default]
    Block,
    /// Another paragraph or item of the same box, prompt or list.
    Inside,
    /// Another sentence of the same paragraph.
    Sentence,
    /// What it belongs to: a heading, or the words above a list. Parted only when there is no other way.
    Close,
    /// A thought that comes after: always a new step.
    Apart,
}

/// A bit of a scene that is shown whole or not at all. Unit of heights: pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bit {
    /// Room between the bit before and this one. Not needed at the top of a step.
    pub gap: u32,
    /// Its height.
    pub height: u32,
    /// What stands before it.
    pub border: Border,
    /// The box it stands in, by its place in the list of boxes.
    pub frame: Option<usize>,
}

/// What a step more costs, beside which the other costs stand.
const STEP: u64 = 6_000;
/// What differences between steps cost at most: two half steps are better than one full and one nearly empty.
const UNEVEN: u64 = 4_000;

/// The steps: runs of bits, in order, none empty, together all of them. `frames`: what the box around a bit takes besides, in each step where any
/// of it stands. `room`: height of the screen's place for text. A bit that does not fit alone is a step of its own: see [`lacking`].
pub fn cut(bits: &[Bit], frames: &[u32], room: u32) -> Vec<Range<usize>> {
    // For each border, the least cost of all before it, and where the last step before it begins.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=bits.len() {
        let least = (0..end).rev().filter(|from| !bits[from + 1..end].iter().any(|bit| bit.border == Border::Apart)).map(|from| {
            let parted = if from == 0 { 0 } else { parting(bits[from].border) };
            (best[from].0.saturating_add(parted).saturating_add(filling(height(&bits[from..end], frames), room)), from)
        });
        best.push(least.min().unwrap_or_default());
    }
    let mut steps = Vec::new();
    let mut end = bits.len();
    while end > 0 {
        let from = best[end].1;
        steps.push(from..end);
        end = from;
    }
    steps.reverse();
    steps
}

/// How much higher the screen would have to be for the tallest of these steps. 0 when all fit.
pub fn lacking(steps: &[Range<usize>], bits: &[Bit], frames: &[u32], room: u32) -> u32 {
    steps.iter().map(|step| height(&bits[step.clone()], frames).saturating_sub(room)).max().unwrap_or(0)
}

/// Height of bits that stand in one step.
pub fn height(bits: &[Bit], frames: &[u32]) -> u32 {
    let mut inside = None;
    let mut height = 0u32;
    for (i, bit) in bits.iter().enumerate() {
        let gap = if i == 0 { 0 } else { bit.gap };
        let frame = bit.frame.filter(|frame| inside != Some(*frame)).and_then(|frame| frames.get(frame)).copied().unwrap_or(0);
        inside = bit.frame;
        height = height.saturating_add(gap).saturating_add(bit.height).saturating_add(frame);
    }
    height
}

fn parting(border: Border) -> u64 {
    match border {
        Border::Block | Border::Apart => 0,
        Border::Inside => 8_000,
        Border::Sentence => 20_000,
        Border::Close => 1_000_000,
    }
}

fn filling(height: u32, room: u32) -> u64 {
    if height > room {
        return u64::from(height - room).saturating_mul(100_000_000);
    }
    let full = u64::from(height) * 100 / u64::from(room.max(1));
    STEP + full * full * UNEVEN / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits of these heights, 10 apart, with what stands before each: `.` block, `-` inside, `s` sentence, `+` close, `|` apart.
    fn bits(text: &str) -> Vec<Bit> {
        let bit = |word: &str| {
            let border = match &word[..1] {
                "-" => Border::Inside,
                "s" => Border::Sentence,
                "+" => Border::Close,
                "|" => Border::Apart,
                _ => Border::Block,
            };
            Bit { gap: 10, height: word[1..].parse().expect("a height"), border, frame: None }
        };
        text.split_whitespace().map(bit).collect()
    }

    /// The steps as heights of their bits, in a room of 100.
    fn steps(text: &str) -> Vec<Vec<u32>> {
        let bits = bits(text);
        cut(&bits, &[], 100).into_iter().map(|step| bits[step].iter().map(|bit| bit.height).collect()).collect()
    }

    #[test]
    fn what_fits_is_one_step() {
        assert_eq!(steps(""), Vec::<Vec<u32>>::new());
        assert_eq!(steps(".40 .50"), [[40, 50]]);
        assert_eq!(steps(".40 .51"), [[40], [51]]);
    }

    #[test]
    fn as_few_steps_as_it_takes_and_as_even_as_can_be() {
        assert_eq!(steps(".20 .20 .20 .20"), [[20, 20], [20, 20]]);
        assert_eq!(steps(".60 .20 .20 .20"), [vec![60], vec![20, 20, 20]]);
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        assert_eq!(steps(".50 .20 +50"), [vec![50], vec![20, 50]]);
        assert_eq!(steps(".30 .20 +75"), [vec![30, 20], vec![75]], "unless there is no other way");
    }

    #[test]
    fn a_box_moves_on_before_it_is_cut() {
        assert_eq!(steps(".50 .20 -20 -20"), [vec![50], vec![20, 20, 20]]);
        assert_eq!(steps(".60 -60"), [[60], [60]], "one that is taller than the screen is cut");
    }

    #[test]
    fn sentences_are_the_last_border() {
        assert_eq!(steps(".30 .30 s30 s30"), [vec![30, 30], vec![30, 30]]);
        assert_eq!(steps(".30 .40 s40"), [vec![30], vec![40, 40]]);
    }

    #[test]
    fn what_comes_after_stands_apart() {
        assert_eq!(steps(".20 |20 .20"), [vec![20], vec![20, 20]]);
    }

    #[test]
    fn what_does_not_fit_alone_is_told() {
        let tall = bits(".20 .130 .20");
        let steps = cut(&tall, &[], 100);
        assert_eq!(steps, [0..1, 1..2, 2..3]);
        assert_eq!(lacking(&steps, &tall, &[], 100), 30);
        assert_eq!(lacking(&steps, &tall, &[], 130), 0);
        assert!(!cut(&tall, &[], 0).is_empty(), "a screen of no height");
    }

    #[test]
    fn a_box_takes_its_room_in_every_step_where_it_stands() {
        let mut inside = bits(".40 -40 -40 .10");
        inside[..3].iter_mut().for_each(|bit| bit.frame = Some(0));
        assert_eq!(height(&inside, &[15]), 175);
        assert_eq!(cut(&inside, &[15], 106), [0..2, 2..4]);
        assert_eq!(cut(&inside, &[15], 104), [0..1, 1..2, 2..4]);
    }
}
