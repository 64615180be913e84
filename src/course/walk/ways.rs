//! The ways through one lesson from one start: how many, how long, and what the meters say where they end.
//!
//! Every row of choices that somebody who starts there can make is a way of its own. Ways that come back to a scene they have passed
//! are left out (`cyclic` says that there are such), and so are those past heavy content. Counted state by state, never way by way.

use std::collections::BTreeMap;

use super::super::graph::{Meter, MeterId, Meters, Show};
use super::{Course, Explored, Ground, Limits, PAST, Plan, Values, explore};

/// How much is added up before medians and meters are left out. Unit: entries of tables.
const MOST: usize = 4_000_000;

/// The ways from one start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// A bound was hit: there may be more.
    pub bounded: bool,
    /// Whether one can go in circles.
    pub cyclic: bool,
    /// How many, saturating.
    pub count: u64,
    /// Scenes on a way.
    pub scenes: Spread,
    /// Words on a way: scenes, choices, and what follows from them.
    pub words: Spread,
    /// Where they end, in file order; ways out to another lesson come last.
    pub ends: Vec<End>,
    /// Number of states looked at.
    pub states: usize,
}

/// How a number is spread over the ways. All 0 when there is no way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// On the shortest way.
    pub least: usize,
    /// Half of the ways have at most this; `None` where there were too many to say.
    pub median: Option<usize>,
    /// On the longest.
    pub most: usize,
}

/// The ways that end in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct End {
    /// The scene; `None` for ways out to another lesson.
    pub scene: Option<usize>,
    /// How many, saturating.
    pub count: u64,
    /// By meter that is ever shown, in the course's order: how many ways leave it at each value.
    pub meters: Vec<(MeterId, BTreeMap<i64, u64>)>,
}

/// Counts the ways through `lesson` that begin at its opening with the values `start`.
pub fn ways(meters: &[Meter], start: &Meters, lesson: &Ground<'_>, limits: &Limits) -> Ways {
    let course = Course::counting(meters, std::slice::from_ref(lesson), |_| true);
    let plan = Plan::new(&course, 0, &(0..course.counted.len()).collect());
    let seen = explore(&plan, &[(0, &course.values(start))], limits);
    let order = order(&plan, &seen);
    let mut sum = Sum { course: &course, plan: &plan, seen: &seen, lesson, found: Ways::default(), totals: Tally::default(), left: MOST };
    sum.found.bounded = seen.bounded;
    sum.found.states = seen.states.len();
    sum.add(&order);
    let exact = sum.left > 0 && sum.found.count < u64::MAX;
    let median = |table: &BTreeMap<usize, u64>| if exact { middle(table, sum.found.count) } else { None };
    sum.found.scenes.median = median(&sum.totals.scenes);
    sum.found.words.median = median(&sum.totals.words);
    sum.found.ends.sort_by_key(|end| end.scene.unwrap_or(usize::MAX));
    sum.found
}

fn middle(table: &BTreeMap<usize, u64>, count: u64) -> Option<usize> {
    let mut so_far = 0u64;
    table.iter().find_map(|(value, ways)| {
        so_far += ways;
        (so_far >= count.div_ceil(2)).then_some(*value)
    })
}

/// By scene: its place in an order in which all but ways back lead onwards.
fn order(plan: &Plan<'_>, seen: &Explored) -> Vec<usize> {
    let count = plan.rooms.len();
    let mut ways: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (from, to, way) in &seen.transitions {
        if *way != PAST {
            ways[seen.states[*from as usize].0 as usize].push(seen.states[*to as usize].0);
        }
    }
    for ways in &mut ways {
        ways.sort_unstable();
        ways.dedup();
    }
    // Depth first with a stack of its own; a scene is placed before all that it leads to.
    let mut order = vec![usize::MAX; count];
    let mut met = vec![false; count];
    let mut place = count;
    for first in 0..count {
        if std::mem::replace(&mut met[first], true) {
            continue;
        }
        let mut stack = vec![(first, 0)];
        while let Some((scene, number)) = stack.pop() {
            match ways[scene].get(number) {
                Some(&to) => {
                    stack.push((scene, number + 1));
                    if !std::mem::replace(&mut met[to as usize], true) {
                        stack.push((to as usize, 0));
                    }
                }
                None => {
                    place -= 1;
                    order[scene] = place;
                }
            }
        }
    }
    order
}

/// What is known of the ways that lead to a state, or to any end.
#[derive(Clone, Default)]
struct Tally {
    count: u64,
    /// Fewest and most scenes, fewest and most words.
    bounds: [usize; 4],
    scenes: BTreeMap<usize, u64>,
    words: BTreeMap<usize, u64>,
}

impl Tally {
    /// Adds the ways of another, each longer by so many scenes and words. `left` is what may still be added up.
    fn add(&mut self, other: &Self, scenes: usize, words: usize, left: &mut usize) {
        let longer = [scenes, scenes, words, words];
        let theirs: [usize; 4] = std::array::from_fn(|n| other.bounds[n] + longer[n]);
        self.bounds = match self.count {
            0 => theirs,
            _ => std::array::from_fn(|n| if n % 2 == 0 { self.bounds[n].min(theirs[n]) } else { self.bounds[n].max(theirs[n]) }),
        };
        self.count = self.count.saturating_add(other.count);
        *left = left.saturating_sub(1 + other.scenes.len() + other.words.len());
        if *left == 0 {
            return;
        }
        for (mine, other, more) in [(&mut self.scenes, &other.scenes, scenes), (&mut self.words, &other.words, words)] {
            for (value, ways) in other {
                let sum = mine.entry(value + more).or_default();
                *sum = sum.saturating_add(*ways);
            }
        }
    }
}

struct Sum<'s> {
    course: &'s Course<'s>,
    plan: &'s Plan<'s>,
    seen: &'s Explored,
    lesson: &'s Ground<'s>,
    found: Ways,
    totals: Tally,
    left: usize,
}

impl Sum<'_> {
    fn add(&mut self, order: &[usize]) {
        let seen = self.seen;
        if seen.states.is_empty() {
            return;
        }
        let scene_of = |state: u32| seen.states[state as usize].0 as usize;
        let mut states: Vec<u32> = (0..seen.states.len() as u32).collect();
        states.sort_by_key(|state| order[scene_of(*state)]);
        let mut tallies: Vec<Tally> = vec![Tally::default(); states.len()];
        tallies[0] = Tally { count: 1, scenes: [(0, 1)].into(), words: [(0, 1)].into(), ..Tally::default() };
        for state in states {
            let tally = std::mem::take(&mut tallies[state as usize]);
            if tally.count == 0 {
                continue;
            }
            let (scene, value) = seen.states[state as usize];
            let words = self.lesson.words.get(scene as usize).copied().unwrap_or(0);
            let mut here = Tally::default();
            here.add(&tally, 1, words, &mut self.left);
            if self.plan.rooms[scene as usize].ending {
                self.end(Some(scene as usize), &here, 0, value);
            }
            for (_, to, way) in from(&seen.transitions, state).iter().filter(|(.., way)| *way != PAST) {
                if order[scene_of(*to)] <= order[scene as usize] {
                    self.found.cyclic = true;
                    continue;
                }
                let words = self.choice_words(scene as usize, *way);
                tallies[*to as usize].add(&here, 0, words, &mut self.left);
            }
            for (_, door, value) in from(&seen.left, state) {
                let words = self.choice_words(scene as usize, *door);
                self.end(None, &here, words, *value);
            }
        }
        let [least_scenes, most_scenes, least_words, most_words] = self.totals.bounds;
        self.found.count = self.totals.count;
        self.found.scenes = Spread { least: least_scenes, median: None, most: most_scenes };
        self.found.words = Spread { least: least_words, median: None, most: most_words };
    }

    fn choice_words(&self, scene: usize, door: u32) -> usize {
        self.lesson.choice_words.get(scene).and_then(|doors| doors.get(door as usize)).copied().unwrap_or(0)
    }

    fn end(&mut self, scene: Option<usize>, here: &Tally, words: usize, value: u32) {
        self.totals.add(here, 0, words, &mut self.left);
        let values: Values = self.plan.values(&self.seen.values[value as usize]);
        let shown =
            || self.course.counted.iter().map(|&index| &self.course.meters[index]).zip(&values).filter(|(m, _)| m.show != Show::Never);
        let number = self.found.ends.iter().position(|end| end.scene == scene).unwrap_or_else(|| {
            let meters = shown().map(|(meter, _)| (meter.id.clone(), BTreeMap::new())).collect();
            self.found.ends.push(End { scene, count: 0, meters });
            self.found.ends.len() - 1
        });
        let end = &mut self.found.ends[number];
        end.count = end.count.saturating_add(here.count);
        self.left = self.left.saturating_sub(end.meters.len());
        if self.left == 0 {
            // Half a table says what is not so.
            self.found.ends.iter_mut().for_each(|end| end.meters.clear());
            return;
        }
        for ((_, table), (_, value)) in end.meters.iter_mut().zip(shown()) {
            let sum = table.entry(*value).or_default();
            *sum = sum.saturating_add(here.count);
        }
    }
}

/// Those of a list in the order of its first that begin with `first`.
fn from(list: &[(u32, u32, u32)], first: u32) -> &[(u32, u32, u32)] {
    let begin = list.partition_point(|entry| entry.0 < first);
    let end = begin + list[begin..].partition_point(|entry| entry.0 == first);
    &list[begin..end]
}

#[cfg(test)]
mod tests {
    use super::super::super::graph::start_values;
    use super::super::tests::{lesson, meter};
    use super::*;

    fn count(text: &str, tillit: i64) -> (Ways, Vec<String>) {
        let meters = [meter("tillit", 5, 2)];
        let graph = lesson("a", text);
        let mut ground = Ground::new(&graph);
        // Words: 10 in each scene, 1 in the first choice, 2 in the second, and so on.
        ground.words = vec![10; graph.scenes.len()];
        ground.choice_words = graph.scenes.iter().map(|s| (1..=s.choices.len()).collect()).collect();
        let found = ways(&meters, &[("tillit".into(), tillit)].into(), &ground, &Limits::default());
        let ends = found.ends.iter().map(|end| {
            let name = end.scene.map_or("away", |scene| graph.scenes[scene].id.as_str());
            let values: Vec<String> = end.meters[0].1.iter().map(|(value, ways)| format!("{value}:{ways}")).collect();
            format!("{name} {} {}", end.count, values.join(" "))
        });
        let ends = ends.collect();
        (found, ends)
    }

    #[test]
    fn ways_their_lengths_and_where_they_end() {
        let text = "a: b do tillit +1, b do tillit -1, e\nb: c, d if tillit >= 3\nc .\nd\ne .";
        let (found, ends) = count(text, 2);
        assert_eq!(ends, ["c 2 1:1 3:1", "e 2 2:1 3:1"]);
        assert_eq!((found.count, found.cyclic, found.bounded), (4, false, false));
        // a e; a b c, twice; a b d e
        assert_eq!(found.scenes, Spread { least: 2, median: Some(3), most: 4 });
        assert_eq!(found.words, Spread { least: 23, median: Some(32), most: 43 });
        let (found, ends) = count(text, 5);
        assert_eq!((found.count, ends), (5, vec!["c 2 4:1 5:1".to_owned(), "e 3 4:1 5:2".to_owned()]));
    }

    #[test]
    fn only_ways_that_can_be_gone_from_there() {
        let text = "a: b do tillit +1, c\nb if tillit >= 5: d\nc if tillit < 5\nd .";
        assert_eq!(count(text, 2).0.count, 1);
        assert_eq!(count(text, 4).0.count, 2);
        assert_eq!(count(text, 5).0.count, 1);
    }

    #[test]
    fn circles_are_left_out_and_told() {
        let (found, ends) = count("a: b, a do tillit +1\nb: a, c, x#y do tillit = 0\nc .", 2);
        assert!(found.cyclic);
        assert_eq!((found.count, ends), (2, vec!["c 1 2:1".to_owned(), "away 1 0:1".to_owned()]));
    }

    #[test]
    fn more_ways_than_can_be_counted() {
        let text: String = (0..200).map(|n| format!("s{n}: s{0}, s{0}\n", n + 1)).collect();
        let (found, _) = count(&(text + "s200 ."), 2);
        assert_eq!((found.count, found.scenes), (u64::MAX, Spread { least: 201, median: None, most: 201 }));
    }

    #[test]
    fn ten_thousand_scenes_take_no_longer_than_they_are_many() {
        let meters = [meter("tillit", 9, 0), meter("avtaler", 9, 0)];
        let line = |n: usize| format!("s{n}: s{0} do tillit +1, s{0} do avtaler +1, s{1} if tillit >= 3 do tillit -1\n", n + 1, n + 2);
        let graph = lesson("a", &((0..9_998).map(line).collect::<String>() + "s9998\ns9999 ."));
        let found = ways(&meters, &start_values(&meters), &Ground::new(&graph), &Limits::default());
        assert!(found.bounded);
    }

    #[test]
    fn without_conditions_it_agrees_with_the_scenes_alone() {
        let text = "a: b, c\nb: d, d\nc: d, e, e\nd .\ne .";
        assert_eq!(count(text, 2).0.count, 5);
    }
}
