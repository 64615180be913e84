//! The state-space walk: every scene with every set of meter values that choices can bring a learner there with.
//!
//! It answers what no look at one scene can: what is never reached, where a learner gets stuck, which condition never holds.
//! A state is a scene and the values of the meters that some condition, here or later, looks at; all others are left out.
//! Deterministic, without recursion, and bounded (`Limits`): past the bound it says so and claims only what it has seen.

mod ways;

use std::collections::{BTreeSet, HashMap};

pub use ways::{End, Spread, Ways, ways};

use super::graph::{Change, Comparison, Condition, Effect, LessonGraph, Meter, Meters, SceneId};

/// How far the walk goes before it stops and says so.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// States in one lesson.
    pub states: usize,
    /// States in all lessons together.
    pub states_in_all: usize,
    /// Transitions in one lesson.
    pub transitions: usize,
    /// Conditions asked in one lesson.
    pub steps: usize,
    /// Memory for the values of one lesson. Unit: bytes.
    pub bytes: usize,
    /// Sets of values passed on from one lesson.
    pub ends: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { states: 200_000, states_in_all: 4_000_000, transitions: 4_000_000, steps: 100_000_000, bytes: 64 << 20, ends: 20_000 }
    }
}

/// One lesson as the walk sees it.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// Its scenes and choices.
    pub graph: &'a LessonGraph,
    /// Ways past heavy content, as (scene, target); without a target, on to the next scene.
    pub past: Vec<(usize, Option<SceneId>)>,
    /// Unit: words of each scene; may be empty.
    pub words: Vec<usize>,
    /// Unit: words of each choice's label and consequence, by scene and choice; may be empty.
    pub choice_words: Vec<Vec<usize>>,
}

impl<'a> Ground<'a> {
    /// A lesson without ways past, words not counted.
    pub fn new(graph: &'a LessonGraph) -> Self {
        Self { graph, past: Vec::new(), words: Vec::new(), choice_words: Vec::new() }
    }
}

/// What happened to a condition on the walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// It was asked at least once.
    pub asked: bool,
    /// It held at least once.
    pub held: bool,
}

/// A scene with a reachable state from which no ending can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadEnd {
    /// Which scene.
    pub scene: usize,
    /// Values it happens at: the first found, of the meters that conditions look at.
    pub values: Meters,
    /// Nothing at all is open here; else it goes on, but never to an ending.
    pub stuck: bool,
}

/// The ways through a lesson, counted over scenes: each choice that some state opens counts once.
/// Ways that come back to a scene they have passed are left out; `cyclic` says that there are such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// How many, saturating.
    pub count: u64,
    /// Whether one can go in circles.
    pub cyclic: bool,
    /// Fewest scenes on a way to an ending.
    pub fewest_scenes: usize,
    /// Most scenes on a way to an ending.
    pub most_scenes: usize,
    /// Fewest words on a way to an ending.
    pub fewest_words: usize,
    /// Most words on a way to an ending.
    pub most_words: usize,
}

/// What the walk found in one lesson.
#[derive(Clone, Debug, Default)]
pub struct LessonWalk {
    /// A bound was hit, here or in a lesson that leads here: what was not seen may still be there.
    pub bounded: bool,
    /// A bound was hit in this very lesson.
    pub stopped_here: bool,
    /// Number of states seen.
    pub states: usize,
    /// By scene: reached in some state. When bounded: may be reached, judged without conditions.
    pub reached: Vec<bool>,
    /// By scene: what happened to its own condition.
    pub conditions: Vec<Tried>,
    /// By scene and choice: what happened to the choice's own condition.
    pub choice_conditions: Vec<Vec<Tried>>,
    /// By scene and choice: open in some state.
    pub open: Vec<Vec<bool>>,
    /// In file order, one for each scene.
    pub dead_ends: Vec<DeadEnd>,
    /// Sets of values at endings, of the meters that conditions from here on look at.
    pub ends: Vec<Meters>,
    /// The ways through.
    pub paths: Paths,
}

/// Walks all lessons, in order. Shape: one entry per lesson.
///
/// Every lesson is entered from each of `starts` (the course's start values and its presets), from every set of values
/// that a lesson before it can leave, and through choices of other lessons that lead into it.
pub fn walk(meters: &[Meter], starts: &[Meters], lessons: &[Ground<'_>], limits: &Limits) -> Vec<LessonWalk> {
    Course::new(meters, lessons).walk(starts, limits)
}

/// Values of the meters any condition of the course looks at, in the order of `Course::counted`; 0 where left out.
type Values = Vec<i64>;

struct Course<'a> {
    meters: &'a [Meter],
    lessons: &'a [Ground<'a>],
    by_slug: HashMap<&'a str, usize>,
    scenes: Vec<HashMap<&'a str, usize>>,
    /// Indices into `meters`: those that some condition looks at.
    counted: Vec<usize>,
    /// By meter id: index into `counted`.
    slot_of: HashMap<&'a str, usize>,
    /// By lesson: indices into `counted` that its own conditions look at.
    local: Vec<BTreeSet<usize>>,
    /// By lesson: the same for it and every lesson that can follow.
    onward: Vec<BTreeSet<usize>>,
}

impl<'a> Course<'a> {
    fn new(meters: &'a [Meter], lessons: &'a [Ground<'a>]) -> Self {
        let seen: BTreeSet<&str> = lessons.iter().flat_map(|l| conditions(l.graph)).map(|c| c.0.as_str()).collect();
        Self::counting(meters, lessons, |meter| seen.contains(meter.id.as_str()))
    }

    /// With the values of these meters kept apart.
    fn counting(meters: &'a [Meter], lessons: &'a [Ground<'a>], counts: impl Fn(&Meter) -> bool) -> Self {
        let mut by_slug = HashMap::new();
        for (index, lesson) in lessons.iter().enumerate() {
            by_slug.entry(lesson.graph.slug.as_str()).or_insert(index);
        }
        let scenes = lessons
            .iter()
            .map(|lesson| {
                let mut scenes = HashMap::with_capacity(lesson.graph.scenes.len());
                for (index, scene) in lesson.graph.scenes.iter().enumerate() {
                    scenes.entry(scene.id.as_str()).or_insert(index);
                }
                scenes
            })
            .collect();
        let mut slot_of = HashMap::new();
        let mut counted = Vec::new();
        for (index, meter) in meters.iter().enumerate() {
            if counts(meter) && !slot_of.contains_key(meter.id.as_str()) {
                slot_of.insert(meter.id.as_str(), counted.len());
                counted.push(index);
            }
        }
        let local: Vec<BTreeSet<usize>> =
            lessons.iter().map(|l| conditions(l.graph).filter_map(|c| slot_of.get(c.0.as_str()).copied()).collect()).collect();
        let mut course = Self { meters, lessons, by_slug, scenes, counted, slot_of, local, onward: Vec::new() };
        course.onward = course.onward();
        course
    }

    /// What each lesson and all that can follow it look at. A choice may lead back to an earlier lesson.
    fn onward(&self) -> Vec<BTreeSet<usize>> {
        let count = self.lessons.len();
        let mut earliest: Vec<usize> = (0..count).collect();
        for (index, lesson) in self.lessons.iter().enumerate() {
            for choice in lesson.graph.scenes.iter().flat_map(|s| &s.choices) {
                if let Some(&to) = choice.to.lesson.as_ref().and_then(|slug| self.by_slug.get(slug.as_str())) {
                    earliest[index] = earliest[index].min(to);
                }
            }
        }
        let mut from: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count + 1];
        let mut back = vec![usize::MAX; count + 1];
        for index in (0..count).rev() {
            from[index] = &from[index + 1] | &self.local[index];
            back[index] = back[index + 1].min(earliest[index]);
        }
        let mut onward = Vec::with_capacity(count);
        for index in 0..count {
            let mut first = index;
            while back[first] < first {
                first = back[first];
            }
            onward.push(from[first].clone());
        }
        onward
    }

    fn values(&self, meters: &Meters) -> Values {
        self.counted
            .iter()
            .map(|&index| {
                let meter = &self.meters[index];
                let value = meters.get(&meter.id).copied().unwrap_or(meter.start);
                value.max(meter.min).min(meter.max.max(meter.min))
            })
            .collect()
    }

    fn meters_of(&self, values: &[i64], slots: &BTreeSet<usize>) -> Meters {
        slots.iter().map(|&slot| (self.meters[self.counted[slot]].id.clone(), values[slot])).collect()
    }

    fn walk(&self, starts: &[Meters], limits: &Limits) -> Vec<LessonWalk> {
        let count = self.lessons.len();
        let first: BTreeSet<Values> = starts.iter().map(|s| self.values(s)).collect();
        let mut results: Vec<LessonWalk> = vec![LessonWalk::default(); count];
        let mut ends: Vec<BTreeSet<Values>> = vec![BTreeSet::new(); count];
        let mut entries: Vec<BTreeSet<(usize, Values)>> = vec![BTreeSet::new(); count];
        let mut done: Vec<Option<(usize, usize)>> = vec![None; count];
        let mut left_in_all = limits.states_in_all;
        let most_ends = limits.ends.min((4 << 20) / self.counted.len().max(1));
        // One round is all it takes, unless a choice leads back to an earlier lesson and brings new values there.
        for round in 0..ROUNDS {
            let mut before: BTreeSet<Values> = first.clone();
            let mut bounded = false;
            let mut again = false;
            for index in 0..count {
                let inputs = (before.len(), entries[index].len());
                if done[index] != Some(inputs) {
                    done[index] = Some(inputs);
                    let enter = before.iter().map(|v| (0, v)).chain(entries[index].iter().map(|(scene, v)| (*scene, v)));
                    let enter: Vec<(usize, &Values)> = enter.collect();
                    let limits = Limits { states: limits.states.min(left_in_all.max(1000)), ..*limits };
                    let (result, lesson_ends, exits) = self.walk_lesson(index, &enter, &limits, most_ends, bounded);
                    left_in_all = left_in_all.saturating_sub(result.states);
                    results[index] = result;
                    ends[index] = lesson_ends;
                    for (to, scene, values) in exits {
                        let more = entries[to].len() < most_ends && entries[to].insert((scene, values));
                        again |= more && to <= index;
                    }
                }
                bounded |= results[index].stopped_here;
                before.extend(ends[index].iter().cloned());
                // What no later lesson looks at makes no difference between two sets.
                if let Some(next) = self.onward.get(index + 1)
                    && *next != self.onward[index]
                {
                    before = before.into_iter().map(|v| keep(v, next)).collect();
                }
                if before.len() > most_ends + first.len() {
                    before = before.into_iter().take(most_ends).chain(first.iter().cloned()).collect();
                    results[index].stopped_here = true;
                    bounded = true;
                }
            }
            if !again {
                break;
            }
            if round + 1 == ROUNDS || bounded {
                for result in &mut results {
                    result.bounded = true;
                }
            }
        }
        results
    }

    /// One lesson: what was found, what it leaves, and which other lessons it leads into with which values.
    /// `from_part`: an earlier lesson was not walked to its end, so it may be entered in more ways than these.
    fn walk_lesson(
        &self,
        index: usize,
        enter: &[(usize, &Values)],
        limits: &Limits,
        most_ends: usize,
        from_part: bool,
    ) -> (LessonWalk, BTreeSet<Values>, BTreeSet<(usize, usize, Values)>) {
        let wide = Plan::new(self, index, &self.onward[index]);
        let seen = explore(&wide, enter, limits);
        let mut ends = BTreeSet::new();
        let mut exits = BTreeSet::new();
        for &id in &seen.ends {
            ends.insert(wide.values(&seen.values[id as usize]));
        }
        for (lesson, scene, id) in &seen.exits {
            exits.insert((*lesson, *scene, wide.values(&seen.values[*id as usize])));
        }
        let too_many = ends.len() > most_ends;
        let bounded = seen.bounded;
        // Fewer meters, fewer states: what the rules ask of this lesson may still be answered in full.
        let (plan, seen) = if bounded && self.local[index] != self.onward[index] {
            let narrow = Plan::new(self, index, &self.local[index]);
            let seen = explore(&narrow, enter, limits);
            (narrow, seen)
        } else {
            (wide, seen)
        };
        let mut result = self.result(index, &plan, &seen, from_part);
        result.stopped_here = bounded || too_many;
        result.ends = ends.iter().take(most_ends).map(|v| self.meters_of(v, &self.onward[index])).collect();
        (result, ends.into_iter().take(most_ends).collect(), exits)
    }

    fn result(&self, index: usize, plan: &Plan<'_>, seen: &Explored, from_part: bool) -> LessonWalk {
        let bounded = seen.bounded || from_part;
        let lesson = &self.lessons[index];
        let dead_ends = dead_ends(plan, seen)
            .into_iter()
            .map(|(scene, state)| {
                let values = plan.values(&seen.values[seen.states[state].1 as usize]);
                DeadEnd { scene, values: self.meters_of(&values, &self.local[index]), stuck: seen.stuck[state] }
            })
            .collect();
        LessonWalk {
            bounded,
            stopped_here: seen.bounded,
            states: seen.states.len(),
            reached: if bounded { reached_without_conditions(plan, seen) } else { seen.reached.clone() },
            conditions: seen.conditions.clone(),
            choice_conditions: seen.choice_conditions.clone(),
            open: seen.open.clone(),
            dead_ends,
            ends: Vec::new(),
            paths: paths(plan, seen, lesson),
        }
    }
}

/// Rounds over all lessons before the walk gives up on choices that lead back.
const ROUNDS: usize = 16;

fn keep(mut values: Values, slots: &BTreeSet<usize>) -> Values {
    for (slot, value) in values.iter_mut().enumerate() {
        if !slots.contains(&slot) {
            *value = 0;
        }
    }
    values
}

fn conditions(graph: &LessonGraph) -> impl Iterator<Item = &Condition> {
    graph.scenes.iter().flat_map(|s| s.condition.iter().chain(s.choices.iter().filter_map(|c| c.condition.as_ref())))
}

/// Where a meter's value lies in a packed state.
#[derive(Clone, Copy)]
struct Field {
    offset: usize,
    width: usize,
    min: i64,
    max: i64,
}

impl Field {
    fn get(self, packed: &[u8]) -> i64 {
        let mut bytes = [0; 8];
        bytes[..self.width].copy_from_slice(&packed[self.offset..self.offset + self.width]);
        self.min.wrapping_add(u64::from_le_bytes(bytes) as i64)
    }

    fn set(self, packed: &mut [u8], value: i64) {
        let value = value.max(self.min).min(self.max);
        let bytes = (value.wrapping_sub(self.min) as u64).to_le_bytes();
        packed[self.offset..self.offset + self.width].copy_from_slice(&bytes[..self.width]);
    }
}

#[derive(Clone, Copy)]
struct Test {
    field: Field,
    sign: Comparison,
    number: i64,
}

impl Test {
    fn holds(self, packed: &[u8]) -> bool {
        self.sign.holds(self.field.get(packed), self.number)
    }
}

#[derive(Clone, Copy)]
enum To {
    Scene(usize),
    Lesson(usize, usize),
    /// A scene or lesson that does not exist: another rule's business, no dead end.
    Unknown,
}

struct Door {
    test: Option<Test>,
    effects: Vec<(Field, Change)>,
    to: To,
}

struct Node {
    test: Option<Test>,
    ending: bool,
    doors: Vec<Door>,
    past: Vec<Option<To>>,
}

/// A lesson made ready for walking: ids looked up, effects and conditions bound to packed fields.
struct Plan<'c> {
    rooms: Vec<Node>,
    /// (index into `Course::counted`, where it lies)
    fields: Vec<(usize, Field)>,
    size: usize,
    course: &'c Course<'c>,
}

impl<'c> Plan<'c> {
    fn new(course: &'c Course<'c>, index: usize, slots: &BTreeSet<usize>) -> Self {
        let mut fields = Vec::with_capacity(slots.len());
        let mut size = 0;
        for &slot in slots {
            let meter = &course.meters[course.counted[slot]];
            let (min, max) = (meter.min, meter.max.max(meter.min));
            let width = match max.wrapping_sub(min) as u64 {
                0..=0xff => 1,
                0x100..=0xffff => 2,
                0x1_0000..=0xffff_ffff => 4,
                _ => 8,
            };
            fields.push((slot, Field { offset: size, width, min, max }));
            size += width;
        }
        let by_slot: HashMap<usize, Field> = fields.iter().copied().collect();
        let field = |id: &str| course.slot_of.get(id).and_then(|slot| by_slot.get(slot)).copied();
        // A condition on an unknown meter is an error of its own; here it holds, so that nothing more is said of it.
        let test = |c: &Condition| field(c.0.as_str()).map(|field| Test { field, sign: c.1, number: c.2 });
        let effect = |e: &Effect| field(e.0.as_str()).map(|field| (field, e.1));
        let scene_of = |id: &SceneId| course.scenes[index].get(id.as_str()).map_or(To::Unknown, |&i| To::Scene(i));
        let graph = course.lessons[index].graph;
        let mut rooms: Vec<Node> = graph
            .scenes
            .iter()
            .map(|scene| Node {
                test: scene.condition.as_ref().and_then(test),
                ending: scene.ending,
                doors: scene
                    .choices
                    .iter()
                    .map(|choice| Door {
                        test: choice.condition.as_ref().and_then(test),
                        effects: choice.effects.iter().filter_map(effect).collect(),
                        to: match (&choice.to.lesson, &choice.to.scene) {
                            (None, Some(id)) => scene_of(id),
                            (None, None) => To::Scene(0),
                            (Some(slug), scene) => course.by_slug.get(slug.as_str()).map_or(To::Unknown, |&lesson| {
                                let scene = scene.as_ref().map_or(Some(0), |id| course.scenes[lesson].get(id.as_str()).copied());
                                scene.map_or(To::Unknown, |scene| To::Lesson(lesson, scene))
                            }),
                        },
                    })
                    .collect(),
                past: Vec::new(),
            })
            .collect();
        for (scene, target) in &course.lessons[index].past {
            if let Some(room) = rooms.get_mut(*scene) {
                room.past.push(target.as_ref().map(scene_of));
            }
        }
        Self { rooms, fields, size, course }
    }

    fn pack(&self, values: &[i64]) -> Box<[u8]> {
        let mut packed = vec![0; self.size];
        for (slot, field) in &self.fields {
            field.set(&mut packed, values[*slot]);
        }
        packed.into()
    }

    fn values(&self, packed: &[u8]) -> Values {
        let mut values = vec![0; self.course.counted.len()];
        for (slot, field) in &self.fields {
            values[*slot] = field.get(packed);
        }
        values
    }
}

#[derive(Default)]
struct Explored {
    bounded: bool,
    /// (scene, index into `values`), in the order they were found: nearest first.
    states: Vec<(u32, u32)>,
    values: Vec<Box<[u8]>>,
    /// (from, to, by which way), indices into `states`; a way is the door's number, `ON` or `PAST`. In the order of `from`.
    transitions: Vec<(u32, u32, u32)>,
    /// Doors that lead out of the lesson: (from, door, index into `values`).
    left: Vec<(u32, u32, u32)>,
    /// By state: nothing is open, and it is no ending.
    stuck: Vec<bool>,
    /// By state: an ending, a way out of the lesson, or a way on that the bound cut off.
    good: Vec<bool>,
    reached: Vec<bool>,
    conditions: Vec<Tried>,
    choice_conditions: Vec<Vec<Tried>>,
    open: Vec<Vec<bool>>,
    /// By scene: where it goes on without a choice.
    goes_on: Vec<BTreeSet<usize>>,
    ends: BTreeSet<u32>,
    exits: BTreeSet<(usize, usize, u32)>,
}

/// On without a choice.
const ON: u32 = u32::MAX - 1;
/// Past heavy content.
const PAST: u32 = u32::MAX;

fn explore(plan: &Plan<'_>, enter: &[(usize, &Values)], limits: &Limits) -> Explored {
    let rooms = &plan.rooms;
    let mut search = Search {
        seen: Explored {
            reached: vec![false; rooms.len()],
            conditions: vec![Tried::default(); rooms.len()],
            choice_conditions: rooms.iter().map(|r| vec![Tried::default(); r.doors.len()]).collect(),
            open: rooms.iter().map(|r| vec![false; r.doors.len()]).collect(),
            goes_on: vec![BTreeSet::new(); rooms.len()],
            ..Explored::default()
        },
        value_ids: HashMap::new(),
        state_ids: HashMap::new(),
        limits,
        steps: 0,
        size: plan.size.max(16),
    };
    for (scene, values) in enter {
        if let Some(value) = search.value(&plan.pack(values)) {
            search.state(*scene, value);
        }
    }
    let mut scratch = vec![0; plan.size];
    let mut next = 0;
    while next < search.seen.states.len() {
        search.expand(plan, next, &mut scratch);
        next += 1;
    }
    search.seen
}

struct Search<'l> {
    seen: Explored,
    value_ids: HashMap<Box<[u8]>, u32>,
    state_ids: HashMap<(u32, u32), u32>,
    limits: &'l Limits,
    steps: usize,
    size: usize,
}

impl Search<'_> {
    fn value(&mut self, packed: &[u8]) -> Option<u32> {
        if let Some(&id) = self.value_ids.get(packed) {
            return Some(id);
        }
        if (self.seen.values.len() + 1).saturating_mul(self.size) > self.limits.bytes {
            self.seen.bounded = true;
            return None;
        }
        let id = self.seen.values.len() as u32;
        self.seen.values.push(packed.into());
        self.value_ids.insert(packed.into(), id);
        Some(id)
    }

    fn state(&mut self, scene: usize, value: u32) -> Option<u32> {
        let key = (scene as u32, value);
        if let Some(&id) = self.state_ids.get(&key) {
            return Some(id);
        }
        if self.seen.states.len() >= self.limits.states {
            self.seen.bounded = true;
            return None;
        }
        let id = self.seen.states.len() as u32;
        self.seen.states.push(key);
        self.seen.stuck.push(false);
        self.seen.good.push(false);
        self.seen.reached[scene] = true;
        self.state_ids.insert(key, id);
        Some(id)
    }

    /// Goes from a state to a scene with new values. Past the bound the state counts as good: nobody knows where it leads.
    fn go(&mut self, from: usize, way: u32, scene: usize, packed: &[u8]) {
        let to = self.value(packed).and_then(|value| self.state(scene, value));
        match to {
            Some(to) if self.seen.transitions.len() < self.limits.transitions => self.seen.transitions.push((from as u32, to, way)),
            _ => {
                self.seen.bounded = true;
                self.seen.good[from] = true;
            }
        }
    }

    fn asks(&mut self, scene: usize, test: Option<Test>, packed: &[u8]) -> bool {
        self.steps += 1;
        let held = test.is_none_or(|t| t.holds(packed));
        let tried = &mut self.seen.conditions[scene];
        tried.asked = true;
        tried.held |= held;
        held
    }

    fn expand(&mut self, plan: &Plan<'_>, state: usize, scratch: &mut [u8]) {
        let (scene, value) = self.seen.states[state];
        let scene = scene as usize;
        let room = &plan.rooms[scene];
        if room.ending {
            self.seen.good[state] = true;
            self.seen.ends.insert(value);
        }
        if self.steps > self.limits.steps {
            self.seen.bounded = true;
            self.seen.good[state] = true;
            return;
        }
        let mut stuck = !room.ending;
        let packed = self.seen.values[value as usize].clone();
        for (number, door) in room.doors.iter().enumerate() {
            // Copying many meters costs as much as asking many conditions.
            self.steps += 1 + self.size / 16;
            let held = door.test.is_none_or(|t| t.holds(&packed));
            let tried = &mut self.seen.choice_conditions[scene][number];
            tried.asked = true;
            tried.held |= held;
            if !held {
                continue;
            }
            scratch.copy_from_slice(&packed);
            for (field, change) in &door.effects {
                let next = match change {
                    Change::Add(n) => field.get(scratch).saturating_add(*n),
                    Change::Set(n) => *n,
                };
                field.set(scratch, next);
            }
            match door.to {
                To::Scene(to) => {
                    if !self.asks(to, plan.rooms[to].test, scratch) {
                        continue;
                    }
                    self.go(state, number as u32, to, scratch);
                }
                To::Lesson(..) | To::Unknown => {
                    self.seen.good[state] = true;
                    if let Some(value) = self.value(scratch) {
                        self.seen.left.push((state as u32, number as u32, value));
                        if let To::Lesson(lesson, to) = door.to {
                            self.seen.exits.insert((lesson, to, value));
                        }
                    }
                }
            }
            self.seen.open[scene][number] = true;
            stuck = false;
        }
        if room.doors.is_empty() && !room.ending && self.on(plan, state, ON, scene, &packed) {
            stuck = false;
        }
        for past in &room.past {
            match past {
                Some(To::Scene(to)) => self.go(state, PAST, *to, &packed),
                Some(_) => self.seen.good[state] = true,
                None => {
                    if !self.on(plan, state, PAST, scene, &packed) {
                        continue;
                    }
                }
            }
            stuck = false;
        }
        self.seen.stuck[state] = stuck;
    }

    /// On to the first following scene that is open.
    fn on(&mut self, plan: &Plan<'_>, state: usize, way: u32, scene: usize, packed: &[u8]) -> bool {
        for to in scene + 1..plan.rooms.len() {
            if self.asks(to, plan.rooms[to].test, packed) {
                self.seen.goes_on[scene].insert(to);
                self.go(state, way, to, packed);
                return true;
            }
            if self.steps > self.limits.steps {
                self.seen.bounded = true;
                self.seen.good[state] = true;
                return true;
            }
        }
        false
    }
}

/// Scenes with a state from which no ending can be reached, each with the first such state.
fn dead_ends(plan: &Plan<'_>, seen: &Explored) -> Vec<(usize, usize)> {
    let count = seen.states.len();
    let mut begin = vec![0u32; count + 2];
    for (_, to, _) in &seen.transitions {
        begin[*to as usize + 2] += 1;
    }
    for index in 2..begin.len() {
        begin[index] += begin[index - 1];
    }
    let mut sources = vec![0u32; seen.transitions.len()];
    for (from, to, _) in &seen.transitions {
        let place = &mut begin[*to as usize + 1];
        sources[*place as usize] = *from;
        *place += 1;
    }
    let mut good = seen.good.clone();
    let mut open: Vec<u32> = (0..count as u32).filter(|&s| good[s as usize]).collect();
    while let Some(state) = open.pop() {
        for &from in &sources[begin[state as usize] as usize..begin[state as usize + 1] as usize] {
            if !std::mem::replace(&mut good[from as usize], true) {
                open.push(from);
            }
        }
    }
    let mut first: Vec<Option<usize>> = vec![None; plan.rooms.len()];
    for (state, _) in good.iter().enumerate().filter(|(_, good)| !**good) {
        let place = &mut first[seen.states[state].0 as usize];
        // A state where all is shut explains itself better than one that leads there.
        if place.is_none_or(|known| seen.stuck[state] && !seen.stuck[known]) {
            *place = Some(state);
        }
    }
    first.iter().enumerate().filter_map(|(scene, state)| state.map(|s| (scene, s))).collect()
}

/// What could be reached if every condition held: all that can be said of a walk that was cut short.
fn reached_without_conditions(plan: &Plan<'_>, seen: &Explored) -> Vec<bool> {
    let mut reached = seen.reached.clone();
    let mut open: Vec<usize> = (0..reached.len()).filter(|&s| reached[s]).collect();
    while let Some(scene) = open.pop() {
        let room = &plan.rooms[scene];
        let mut step = |to: usize| {
            if !std::mem::replace(&mut reached[to], true) {
                open.push(to);
            }
        };
        for door in &room.doors {
            if let To::Scene(to) = door.to {
                step(to);
            }
        }
        for past in &room.past {
            if let Some(To::Scene(to)) = past {
                step(*to);
            }
        }
        let on = (room.doors.is_empty() && !room.ending) || room.past.iter().any(Option::is_none);
        if on {
            for to in scene + 1..plan.rooms.len() {
                step(to);
                // Beyond one that is already known to be reached and leads on, nothing new is found by going on here,
                // and a long row of conditional scenes costs its length once.
                if plan.rooms[to].test.is_none() {
                    break;
                }
            }
        }
    }
    reached
}

/// Counts over scenes and the doors that some state opens, from the opening scene.
fn paths(plan: &Plan<'_>, seen: &Explored, lesson: &Ground<'_>) -> Paths {
    struct Way {
        to: Option<usize>,
        words: usize,
    }
    let count = plan.rooms.len();
    let words = |scene: usize| lesson.words.get(scene).copied().unwrap_or(0);
    let ways: Vec<Vec<Way>> = (0..count)
        .map(|scene| {
            let doors = plan.rooms[scene].doors.iter().enumerate().filter(|(n, _)| seen.open[scene][*n]).map(|(n, door)| {
                let words = lesson.choice_words.get(scene).and_then(|w| w.get(n)).copied().unwrap_or(0);
                Way { to: if let To::Scene(to) = door.to { Some(to) } else { None }, words }
            });
            let on = if plan.rooms[scene].doors.is_empty() { Some(&seen.goes_on[scene]) } else { None };
            doors.chain(on.into_iter().flatten().map(|&to| Way { to: Some(to), words: 0 })).collect()
        })
        .collect();
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; count];
    let mut found: Vec<Paths> = vec![Paths::default(); count];
    let mut cyclic = false;
    if count == 0 {
        return Paths::default();
    }
    // A depth-first walk with its own stack; a way back into the stack is a circle and is left out.
    let mut stack = vec![(0usize, 0usize)];
    marks[0] = Mark::Open;
    if plan.rooms[0].ending {
        found[0].count = 1;
    }
    while let Some((scene, number)) = stack.pop() {
        let Some(way) = ways[scene].get(number) else {
            let own = words(scene);
            let here = &mut found[scene];
            here.fewest_scenes += 1;
            here.most_scenes += 1;
            here.fewest_words += own;
            here.most_words += own;
            marks[scene] = Mark::Done;
            continue;
        };
        if let Some(to) = way.to {
            match marks[to] {
                Mark::Open => {
                    cyclic = true;
                    stack.push((scene, number + 1));
                    continue;
                }
                Mark::New => {
                    marks[to] = Mark::Open;
                    if plan.rooms[to].ending {
                        found[to].count = 1;
                    }
                    stack.push((scene, number));
                    stack.push((to, 0));
                    continue;
                }
                Mark::Done => {}
            }
        }
        let there = way.to.map_or(Paths { count: 1, ..Paths::default() }, |to| found[to]);
        let here = &mut found[scene];
        if there.count > 0 {
            let first = here.count == 0;
            here.count = here.count.saturating_add(there.count);
            let least = |old: usize, new: usize| if first { new } else { old.min(new) };
            here.fewest_scenes = least(here.fewest_scenes, there.fewest_scenes);
            here.fewest_words = least(here.fewest_words, there.fewest_words + way.words);
            here.most_scenes = here.most_scenes.max(there.most_scenes);
            here.most_words = here.most_words.max(there.most_words + way.words);
        }
        stack.push((scene, number + 1));
    }
    Paths { cyclic, ..found[0] }
}

#[cfg(test)]
mod tests {
    use super::super::graph::{ChoiceName, ChoiceNode, LessonSlug, MeterId, SceneNode, Show, Target, start_values};
    use super::*;

    pub(super) fn meter(id: &str, max: i64, start: i64) -> Meter {
        Meter { id: id.into(), name: id.into(), min: 0, max, start, show: Show::End, words: vec![] }
    }

    /// `tillit >= 4` or nothing.
    fn condition(text: &str) -> Option<Condition> {
        let mut words = text.split_whitespace();
        let meter = MeterId::from(words.next()?);
        let sign = match words.next()? {
            ">=" => Comparison::AtLeast,
            "<=" => Comparison::AtMost,
            ">" => Comparison::Above,
            "<" => Comparison::Below,
            "==" => Comparison::Equal,
            _ => Comparison::NotEqual,
        };
        Some(Condition(meter, sign, words.next()?.parse().ok()?))
    }

    /// One line a scene: `id if tillit >= 4 . : target if tillit >= 4 do tillit +1, other`; a dot makes it an ending.
    pub(super) fn lesson(slug: &str, text: &str) -> LessonGraph {
        let mut scenes: Vec<SceneNode> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                let (head, choices) = line.split_once(':').unwrap_or((line, ""));
                let ending = head.trim_end().ends_with('.');
                let (id, needs) = head.trim_end_matches(['.', ' ']).split_once(" if ").unwrap_or((head.trim_matches(['.', ' ']), ""));
                let choices = choices.split(',').map(str::trim).filter(|c| !c.is_empty()).map(choice).collect();
                SceneNode { id: id.trim().into(), condition: condition(needs), ending, choices, prompts: vec![] }
            })
            .collect();
        if let Some(last) = scenes.last_mut() {
            last.ending |= last.choices.is_empty();
        }
        LessonGraph { slug: slug.into(), scenes }
    }

    fn choice(text: &str) -> ChoiceNode {
        let (rest, effects) = text.split_once(" do ").unwrap_or((text, ""));
        let (to, needs) = rest.split_once(" if ").unwrap_or((rest, ""));
        let (lesson, scene) = match to.trim().split_once('#') {
            Some((lesson, scene)) => (Some(LessonSlug::from(lesson)), Some(scene.into())),
            None => (None, Some(to.trim().into())),
        };
        let effects = effects
            .split(';')
            .filter_map(|e| e.trim().split_once(' '))
            .map(|(meter, n)| {
                let change = match n.strip_prefix("= ") {
                    Some(n) => Change::Set(n.parse().unwrap()),
                    None => Change::Add(n.parse().unwrap()),
                };
                Effect(meter.into(), change)
            })
            .collect();
        ChoiceNode {
            name: ChoiceName(to.trim().into()),
            to: Target { lesson, scene },
            condition: condition(needs),
            effects,
            consequence: false,
        }
    }

    fn walk_all(meters: &[Meter], lessons: &[LessonGraph], limits: &Limits) -> Vec<LessonWalk> {
        let grounds: Vec<Ground<'_>> = lessons.iter().map(Ground::new).collect();
        walk(meters, &[start_values(meters)], &grounds, limits)
    }

    fn walk_one(text: &str) -> LessonWalk {
        let lesson = lesson("a", text);
        walk_all(&[meter("tillit", 5, 2)], &[lesson], &Limits::default()).remove(0)
    }

    fn dead(walk: &LessonWalk) -> Vec<usize> {
        walk.dead_ends.iter().map(|d| d.scene).collect()
    }

    #[test]
    fn a_straight_lesson_is_sound() {
        let walk = walk_one("a\nb\nc");
        assert_eq!(walk.reached, [true; 3]);
        assert!(walk.dead_ends.is_empty());
        assert_eq!(walk.paths, Paths { count: 1, fewest_scenes: 3, most_scenes: 3, ..Paths::default() });
    }

    #[test]
    fn a_scene_behind_choices_is_not_reached_by_running_on() {
        let walk = walk_one("a: c\nb\nc");
        assert_eq!(walk.reached, [true, false, true]);
    }

    #[test]
    fn choices_see_the_values_before_and_targets_those_after() {
        let walk = walk_one("a: b if tillit >= 3 do tillit +1, c do tillit +1\nb .\nc if tillit >= 3 .\nd .");
        assert_eq!(walk.open, [vec![false, true], vec![], vec![], vec![]]);
        assert_eq!(walk.choice_conditions[0][0], Tried { asked: true, held: false });
        assert_eq!(walk.conditions[2], Tried { asked: true, held: true });
    }

    #[test]
    fn stuck_only_with_some_values() {
        let walk = walk_one("a: b do tillit +1, b do tillit -1\nb: c if tillit >= 3\nc");
        assert_eq!(dead(&walk), [1]);
        assert!(walk.dead_ends[0].stuck);
        assert_eq!(walk.dead_ends[0].values, Meters::from([("tillit".into(), 1)]));
    }

    #[test]
    fn going_in_circles_for_ever_is_a_dead_end_at_every_scene() {
        let walk = walk_one("a: b, d\nb: c\nc: b\nd .");
        assert_eq!(dead(&walk), [1, 2]);
        assert!(!walk.dead_ends[0].stuck);
        assert!(walk.paths.cyclic);
        assert_eq!(walk.paths.count, 1);
    }

    #[test]
    fn a_circle_that_can_be_left_is_none() {
        let walk = walk_one("a: a do tillit +1, b if tillit >= 5\nb .");
        assert!(walk.dead_ends.is_empty());
        assert_eq!(walk.states, 5);
        assert!(walk.paths.cyclic);
    }

    #[test]
    fn values_stop_at_both_ends() {
        let walk = walk_one("a: a do tillit +100, a do tillit -100, b\nb .");
        assert_eq!(walk.states, 2, "no condition looks at tillit, so its values make no states");
        let walk = walk_one("a: a do tillit +9223372036854775807, a do tillit -9223372036854775807, b if tillit > 4\nb .");
        assert_eq!(walk.states, 4);
    }

    #[test]
    fn paths_are_counted() {
        let walk = walk_one("a: b, c\nb: d, d\nc: d, e, e\nd .\ne .");
        assert_eq!(walk.paths, Paths { count: 5, fewest_scenes: 3, most_scenes: 3, ..Paths::default() });
    }

    #[test]
    fn very_many_paths_saturate() {
        let text: String = (0..200).map(|n| format!("s{n}: s{0}, s{0}\n", n + 1)).collect();
        assert_eq!(walk_one(&(text + "s200 .")).paths.count, u64::MAX);
    }

    #[test]
    fn later_lessons_begin_with_what_earlier_ones_leave() {
        let meters = [meter("tillit", 9, 0)];
        let first = lesson("a", "a: b do tillit +1, b\nb .");
        let second = lesson("b", "a: b if tillit == 1, c if tillit == 2, b\nb .\nc .");
        let walks = walk_all(&meters, &[first, second], &Limits::default());
        assert_eq!(walks[0].ends.len(), 2);
        assert_eq!(walks[1].open[0], [true, false, true]);
    }

    #[test]
    fn a_choice_into_another_lesson_brings_its_values_both_ways() {
        let meters = [meter("tillit", 9, 0)];
        let first = lesson("a", "a: b#c do tillit +3\nb if tillit >= 4 .\nc: b if tillit >= 4, d\nd .");
        let second = lesson("b", "a .\nb .\nc: a#c do tillit +1");
        let walks = walk_all(&meters, &[first, second], &Limits::default());
        assert_eq!(walks[1].reached, [true, false, true]);
        assert_eq!(walks[0].reached, [true, true, true, true]);
        assert!(walks.iter().all(|w| w.dead_ends.is_empty() && !w.bounded));
    }

    #[test]
    fn a_bound_is_told_and_nothing_is_claimed_beyond_it() {
        let meters: Vec<Meter> = (0..20).map(|n| meter(&format!("m{n}"), 9, 0)).collect();
        let text: String = (0..20).map(|n| format!("s{n}: s{n} do m{n} +1, s{0} if m{n} >= 9\n", n + 1)).collect();
        let text = text + "s20: s20 if m0 == 3, s21 if m0 == 9\ns21 .";
        let limits = Limits { states: 50, ..Limits::default() };
        let walk = walk_all(&meters, &[lesson("a", &text)], &limits).remove(0);
        assert!(walk.bounded && walk.stopped_here);
        assert_eq!(walk.reached, [true; 22]);
        assert_eq!(walk.dead_ends, []);
    }

    #[test]
    fn ten_thousand_scenes_in_a_ring_with_a_thousand_meters() {
        let meters: Vec<Meter> = (0..1000).map(|n| meter(&format!("m{n}"), 300, 0)).collect();
        let text: String =
            (0..10_000).map(|n| format!("s{n}: s{} do m{} +1, s{n} if m{} >= 2\n", (n + 1) % 10_000, n % 1000, n % 1000)).collect();
        let walk = walk_all(&meters, &[lesson("a", &text)], &Limits::default()).remove(0);
        assert!(walk.bounded);
    }

    #[test]
    fn ten_thousand_scenes_that_all_need_something() {
        let text: String = (0..10_000).map(|n| format!("s{n} if tillit >= {}\n", 1 + n % 3)).collect();
        let walk = walk_one(&text);
        assert!(!walk.bounded);
        assert_eq!(walk.reached.iter().filter(|r| **r).count(), 6667);
    }

    /// The walk as one would write it from the graph's own functions, without packing or bounds: reached scenes, open
    /// choices, scenes with a dead end, and the values at endings.
    fn plainly(meters: &[Meter], lesson: &LessonGraph) -> (Vec<bool>, Vec<Vec<bool>>, Vec<usize>, BTreeSet<Meters>) {
        let mut seen: BTreeSet<(usize, Meters)> = BTreeSet::from([(0, start_values(meters))]);
        let mut open: Vec<(usize, Meters)> = seen.iter().cloned().collect();
        let mut back: Vec<((usize, Meters), (usize, Meters))> = vec![];
        let mut chosen: Vec<Vec<bool>> = lesson.scenes.iter().map(|s| vec![false; s.choices.len()]).collect();
        while let Some((index, values)) = open.pop() {
            let scene = &lesson.scenes[index];
            let mut next = vec![];
            for (number, choice) in scene.choices.iter().enumerate().filter(|(_, c)| lesson.is_open(c, meters, &values)) {
                chosen[index][number] = true;
                let (to, _) = lesson.scene(choice.to.scene.as_ref().unwrap().as_str()).unwrap();
                next.push((to, super::super::graph::apply(meters, &values, &choice.effects)));
            }
            if scene.choices.is_empty() && !scene.ending {
                let on = lesson.candidates(index).iter().position(|s| s.condition.as_ref().is_none_or(|c| c.holds(&values)));
                next.extend(on.map(|n| (index + 1 + n, values.clone())));
            }
            for state in next {
                back.push((state.clone(), (index, values.clone())));
                if seen.insert(state.clone()) {
                    open.push(state);
                }
            }
        }
        let mut good: BTreeSet<(usize, Meters)> = seen.iter().filter(|(scene, _)| lesson.scenes[*scene].ending).cloned().collect();
        let ends = good.iter().map(|(_, values)| values.clone()).collect();
        while back.iter().any(|(to, from)| good.contains(to) && good.insert(from.clone())) {}
        let dead: BTreeSet<usize> = seen.iter().filter(|s| !good.contains(s)).map(|(scene, _)| *scene).collect();
        let reached = (0..lesson.scenes.len()).map(|n| seen.iter().any(|(scene, _)| *scene == n)).collect();
        (reached, chosen, dead.into_iter().collect(), ends)
    }

    proptest::proptest! {
        #[test]
        fn it_agrees_with_the_graph_s_own_rules(
            scenes in proptest::collection::vec(
                (
                    proptest::option::weighted(0.3, (0..2usize, 0..6usize, -1..5i64)),
                    proptest::bool::weighted(0.2),
                    proptest::collection::vec(
                        (0..8usize, proptest::option::weighted(0.4, (0..2usize, 0..6usize, -1..5i64)), proptest::collection::vec((0..2usize, -2..3i64, proptest::bool::ANY), 0..3)),
                        0..3,
                    ),
                ),
                1..8,
            )
        ) {
            let ids = ["tillit", "avtaler"];
            let signs = [
                Comparison::AtLeast,
                Comparison::AtMost,
                Comparison::Above,
                Comparison::Below,
                Comparison::Equal,
                Comparison::NotEqual,
            ];
            let condition = |(meter, sign, number): (usize, usize, i64)| Condition(ids[meter].into(), signs[sign], number);
            let meters = [meter("tillit", 3, 1), meter("avtaler", 2, 0)];
            let count = scenes.len();
            let graph = LessonGraph {
                slug: "a".into(),
                scenes: scenes
                    .into_iter()
                    .enumerate()
                    .map(|(n, (needs, ending, choices))| SceneNode {
                        id: format!("s{n}").as_str().into(),
                        condition: needs.map(condition),
                        ending: ending || (n + 1 == count && choices.is_empty()),
                        choices: choices
                            .into_iter()
                            .map(|(to, needs, effects)| ChoiceNode {
                                name: "x".into(),
                                to: Target { lesson: None, scene: Some(format!("s{}", to % count).as_str().into()) },
                                condition: needs.map(condition),
                                effects: effects
                                    .into_iter()
                                    .map(|(meter, n, set)| Effect(ids[meter].into(), if set { Change::Set(n) } else { Change::Add(n) }))
                                    .collect(),
                                consequence: false,
                            })
                            .collect(),
                        prompts: vec![],
                    })
                    .collect(),
            };
            let (reached, open, dead_ends, ends) = plainly(&meters, &graph);
            let lessons = [graph];
            let walk = walk_all(&meters, &lessons, &Limits::default()).remove(0);
            proptest::prop_assert_eq!(&walk.reached, &reached);
            proptest::prop_assert_eq!(&walk.open, &open);
            proptest::prop_assert_eq!(dead(&walk), dead_ends);
            let keep = |values: &Meters| -> Meters {
                let asked = |id: &MeterId| conditions(&lessons[0]).any(|c| c.0 == *id);
                values.iter().filter(|(id, _)| asked(id)).map(|(id, n)| (id.clone(), *n)).collect()
            };
            let ends: BTreeSet<Meters> = ends.iter().map(keep).collect();
            proptest::prop_assert_eq!(walk.ends.iter().cloned().collect::<BTreeSet<_>>(), ends);
        }
    }
}
