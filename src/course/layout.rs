//! A lesson drawn as a floor plan: scenes are rooms in rows, choices are doors, and what lies between is corridor.
//!
//! A row holds the rooms as far from the entrance as each other (the longest way, circles cut), at most three side by side. A door opens
//! into the corridor below its room; from there a line goes to the room it leads to, along the corridor and, where that is not in the
//! next row, along the outer wall. All ways to one room run together. Same graph, same drawing; work grows with scenes and choices.
//! Presentation attributes only, never `style`: the style sheet decides the rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::graph::{LessonGraph, SceneId};
use super::html::escape;

/// Width of the drawing. Unit: the drawing's own, about one CSS pixel on a narrow phone.
const WIDTH: i32 = 328;
/// Rooms side by side.
const ABREAST: usize = 3;
/// Between rooms of a row.
const WALL: i32 = 6;
/// Between lines that run beside each other.
const TRACK: i32 = 6;
/// Lines beside each other along an outer wall; more share.
const LANES: usize = 6;
/// An opening in a wall, and so how far its door swings.
const DOOR: i32 = 12;
/// Text: size, distance of lines, and what a letter takes on average.
const SIZE: i32 = 13;
const LINE: i32 = 16;
const LETTER: i32 = 8;
/// From the wall to the text.
const INSET: i32 = 7;

/// A lesson's drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Rooms in the order of the file.
    pub rooms: Vec<Room>,
    /// Doors, room by room in the order of the file.
    pub doors: Vec<Door>,
    /// Height of the drawing.
    pub height: i32,
}

/// A scene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Which scene.
    pub scene: SceneId,
    /// The sign at its door, such as `1.04`.
    pub number: String,
    /// Its title, wrapped to its width.
    pub lines: Vec<String>,
    /// Whether the lesson ends here.
    pub ending: bool,
    /// Which row, from 0 at the entrance.
    pub row: usize,
    /// Left, top, width, height.
    pub frame: (i32, i32, i32, i32),
}

/// A choice, or the way on from a scene without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The room it opens from.
    pub from: usize,
    /// The room it leads to; `None` for another lesson, or a scene that is not there.
    pub to: Option<usize>,
    /// `scene/choice`: for a way on, the scene it leads to stands for the choice.
    pub name: String,
    /// Left end of its opening, in the lower wall of its room, and the width of it.
    pub opening: (i32, i32),
    /// The corners of the way, from the opening to the room it leads to.
    pub way: Vec<(i32, i32)>,
}

/// The sign of a room: lesson and scene, both from 1.
pub fn room_number(lesson: usize, scene: usize) -> String {
    format!("{lesson}.{scene:02}")
}

/// The drawing of a lesson. `titles` are the scenes' titles, in file order; `number` is the lesson's place in the course.
pub fn plan(lesson: &LessonGraph, number: usize, titles: &[String]) -> Plan {
    let mut doors = doors(lesson);
    let rows = rows(lesson.scenes.len(), &doors);
    let mut rooms: Vec<Room> = lesson
        .scenes
        .iter()
        .enumerate()
        .map(|(i, scene)| Room { scene: scene.id.clone(), number: room_number(number, i + 1), ending: scene.ending, ..Room::default() })
        .collect();
    for (row, members) in rows.iter().enumerate() {
        for room in members {
            rooms[*room].row = row;
        }
    }

    let lanes = Lanes::new(&rooms, &rows, &doors);
    let (left, right) = (lanes.margin(Side::Left), lanes.margin(Side::Right));
    for members in &rows {
        let count = members.len().max(1) as i32;
        let inside = WIDTH - left - right - WALL * (count - 1);
        for (place, room) in members.iter().enumerate() {
            let place = place as i32;
            let (from, to) = (inside * place / count, inside * (place + 1) / count);
            let room = &mut rooms[*room];
            room.frame = (left + from + WALL * place, 0, to - from, 0);
        }
    }
    for (i, room) in rooms.iter_mut().enumerate() {
        room.lines = wrap(titles.get(i).map_or("", String::as_str), ((room.frame.2 - 2 * INSET) / LETTER).max(4) as usize);
    }
    open_doors(&rooms, &mut doors, &lanes);
    let height = stack(&mut rooms, &rows, &mut doors, &lanes);
    Plan { rooms, doors, height }
}

/// How many rooms lie before each scene on the longest way to it, circles cut; what no way leads to comes last. Shape: one entry per scene.
pub fn distances(lesson: &LessonGraph) -> Vec<usize> {
    ranks(lesson.scenes.len(), &ways(lesson.scenes.len(), &doors(lesson)).0)
}

/// By room: the rooms one can go to, and those one can come from.
fn ways(count: usize, doors: &[Door]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut out = vec![Vec::new(); count];
    let mut into = vec![Vec::new(); count];
    for (from, to) in doors.iter().filter_map(|door| Some((door.from, door.to?))) {
        out[from].push(to);
        into[to].push(from);
    }
    (out, into)
}

/// All ways out of all rooms, without their places.
fn doors(lesson: &LessonGraph) -> Vec<Door> {
    let index: BTreeMap<&str, usize> = lesson.scenes.iter().enumerate().rev().map(|(i, s)| (s.id.as_str(), i)).collect();
    let mut doors = Vec::new();
    for (from, scene) in lesson.scenes.iter().enumerate() {
        let mut add = |to: Option<usize>, choice: &str| {
            doors.push(Door { from, to, name: format!("{}/{choice}", scene.id), opening: (0, 0), way: Vec::new() });
        };
        for choice in &scene.choices {
            let to = match (&choice.to.lesson, &choice.to.scene) {
                (None, Some(id)) => index.get(id.as_str()).copied(),
                _ => None,
            };
            add(to, choice.name.as_str());
        }
        if scene.choices.is_empty() && !scene.ending {
            for (ahead, next) in lesson.candidates(from).iter().enumerate() {
                add(Some(from + 1 + ahead), next.id.as_str());
            }
        }
    }
    doors
}

/// The rooms of each row, from left to right.
fn rows(count: usize, doors: &[Door]) -> Vec<Vec<usize>> {
    let (out, into) = ways(count, doors);
    let rank = ranks(count, &out);
    let mut rows = vec![Vec::new(); rank.iter().max().map_or(0, |last| last + 1)];
    for (room, rank) in rank.iter().enumerate() {
        rows[*rank].push(room);
    }
    // Rooms go below the rooms one comes from, then above those one goes to: four sweeps settle it.
    let mut place = vec![0.0; count];
    let settle = |row: &[usize], place: &mut [f64]| {
        row.iter().enumerate().for_each(|(i, room)| place[*room] = (i as f64 + 0.5) / row.len() as f64);
    };
    rows.iter().for_each(|row| settle(row, &mut place));
    for sweep in 0..4 {
        let (neighbours, order): (_, Vec<usize>) =
            if sweep % 2 == 0 { (&into, (0..rows.len()).collect()) } else { (&out, (0..rows.len()).rev().collect()) };
        for row in order {
            let mean = |room: usize| {
                let near = &neighbours[room];
                if near.is_empty() { place[room] } else { near.iter().map(|n| place[*n]).sum::<f64>() / near.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = rows[row].iter().map(|room| (mean(*room), *room)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            rows[row] = keyed.into_iter().map(|(_, room)| room).collect();
            settle(&rows[row], &mut place);
        }
    }
    rows.into_iter().flat_map(|row| row.chunks(ABREAST).map(<[usize]>::to_vec).collect::<Vec<_>>()).collect()
}

/// How far each room is from the entrance by the longest way, once ways back are left out. What no way leads to comes last.
fn ranks(count: usize, out: &[Vec<usize>]) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Open,
        Done,
    }
    let mut seen = vec![Seen::No; count];
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut order = Vec::with_capacity(count);
    let mut visit = |start: usize, order: &mut Vec<usize>| {
        let mut stack = vec![(start, 0)];
        seen[start] = Seen::Open;
        while let Some((room, next)) = stack.last_mut() {
            let here = *room;
            match out[here].get(*next) {
                Some(to) => {
                    *next += 1;
                    if seen[*to] != Seen::Open {
                        forward[here].push(*to);
                    }
                    if seen[*to] == Seen::No {
                        seen[*to] = Seen::Open;
                        stack.push((*to, 0));
                    }
                }
                None => {
                    seen[here] = Seen::Done;
                    order.push(here);
                    stack.pop();
                }
            }
        }
    };
    if count == 0 {
        return Vec::new();
    }
    visit(0, &mut order);
    let reached = order.len();
    let mut rank = vec![0; count];
    for room in order.iter().rev() {
        for to in &forward[*room] {
            rank[*to] = rank[*to].max(rank[*room] + 1);
        }
    }
    if reached < count {
        let after = rank.iter().max().map_or(0, |last| last + 1);
        let mut found = vec![false; count];
        order.iter().for_each(|room| found[*room] = true);
        (0..count).filter(|room| !found[*room]).for_each(|room| rank[room] = after);
    }
    rank
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
}

/// Who runs where along the outer walls: one lane for each room that is reached from elsewhere than the row above it.
struct Lanes {
    /// Room to side and lane, the innermost first.
    of: BTreeMap<usize, (Side, usize)>,
    /// Lanes on each side.
    count: [usize; 2],
}

impl Lanes {
    fn new(rooms: &[Room], rows: &[Vec<usize>], doors: &[Door]) -> Self {
        // From which corridor to which: corridor n lies above row n.
        let mut reach: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (from, to) in doors.iter().filter_map(|door| Some((door.from, door.to?))) {
            let (leave, arrive) = (rooms[from].row + 1, rooms[to].row);
            if leave != arrive {
                let ends = reach.entry(to).or_insert((leave.min(arrive), leave.max(arrive)));
                *ends = (ends.0.min(leave).min(arrive), ends.1.max(leave).max(arrive));
            }
        }
        let mut waiting: Vec<(usize, (usize, usize))> = reach.into_iter().collect();
        waiting.sort_by_key(|(room, (first, last))| (last - first, *first, *room));
        let mut lanes = Self { of: BTreeMap::new(), count: [0, 0] };
        let mut taken: [Vec<Vec<(usize, usize)>>; 2] = [Vec::new(), Vec::new()];
        for (room, ends) in waiting {
            let row = &rows[rooms[room].row];
            let place = row.iter().position(|r| *r == room).unwrap_or(0);
            let side = match (2 * place + 1).cmp(&row.len()) {
                std::cmp::Ordering::Less => Side::Left,
                std::cmp::Ordering::Greater => Side::Right,
                std::cmp::Ordering::Equal if taken[0].len() <= taken[1].len() => Side::Left,
                std::cmp::Ordering::Equal => Side::Right,
            };
            let side_lanes = &mut taken[side as usize];
            let free = side_lanes.iter().position(|lane| lane.iter().all(|(first, last)| *last < ends.0 || *first > ends.1));
            let lane = match free {
                Some(lane) => lane,
                None if side_lanes.len() < LANES => {
                    side_lanes.push(Vec::new());
                    side_lanes.len() - 1
                }
                None => room % LANES,
            };
            // Beyond the last lane nobody looks for room any more, so the list need not grow.
            if free.is_some() || side_lanes[lane].is_empty() {
                side_lanes[lane].push(ends);
            }
            lanes.of.insert(room, (side, lane));
        }
        lanes.count = [taken[0].len(), taken[1].len()];
        lanes
    }

    fn margin(&self, side: Side) -> i32 {
        8 + TRACK * self.count[side as usize] as i32
    }

    fn x(&self, room: usize) -> Option<i32> {
        self.of.get(&room).map(|(side, lane)| {
            let out = self.margin(*side) - 4 - TRACK * (*lane as i32) - 2;
            match side {
                Side::Left => out,
                Side::Right => WIDTH - out,
            }
        })
    }
}

/// Puts each room's doors along its lower wall, so that they stand in the order of where they lead.
fn open_doors(rooms: &[Room], doors: &mut [Door], lanes: &Lanes) {
    let middle = |room: &Room| room.frame.0 + room.frame.2 / 2;
    let mut first = 0;
    while first < doors.len() {
        let from = doors[first].from;
        let last = first + doors[first..].iter().take_while(|door| door.from == from).count();
        let mut order: Vec<usize> = (first..last).collect();
        order.sort_by_key(|door| match doors[*door].to {
            Some(to) if rooms[to].row == rooms[from].row + 1 => middle(&rooms[to]),
            Some(to) => lanes.x(to).unwrap_or_else(|| middle(&rooms[to])),
            None => WIDTH,
        });
        let (left, _, width, _) = rooms[from].frame;
        let count = order.len() as i32;
        for (place, door) in order.into_iter().enumerate() {
            let opening = DOOR.min(width / (count + 1)).max(1);
            let at = left + width * (2 * place as i32 + 1) / (2 * count);
            doors[door].opening = (at - opening / 2, opening);
        }
        first = last;
    }
}

/// Gives rows and corridors their heights, rooms and ways their places. Gives the height of it all.
fn stack(rooms: &mut [Room], rows: &[Vec<usize>], doors: &mut [Door], lanes: &Lanes) -> i32 {
    let middle = |room: &Room| room.frame.0 + room.frame.2 / 2;
    // Each corridor's runs, one for each room they lead to: from where to where across.
    let mut runs: Vec<BTreeMap<usize, (i32, i32)>> = vec![BTreeMap::new(); rows.len() + 1];
    for door in doors.iter() {
        let Some(to) = door.to else { continue };
        let end = middle(&rooms[to]);
        let start = door.threshold(end);
        let (leave, arrive) = (rooms[door.from].row + 1, rooms[to].row);
        let mut run = |corridor: usize, a: i32, b: i32| {
            let ends = runs[corridor].entry(to).or_insert((a.min(b), a.max(b)));
            *ends = (ends.0.min(a).min(b), ends.1.max(a).max(b));
        };
        match lanes.x(to).filter(|_| leave != arrive) {
            Some(lane) => {
                run(leave, start, lane);
                run(arrive, lane, end);
            }
            None => run(leave, start, end),
        }
    }
    // Runs that would lie on each other get tracks of their own.
    let tracks: Vec<(BTreeMap<usize, i32>, i32)> = runs.iter().map(tracks).collect();

    let mut top = 0;
    let mut corridors = Vec::with_capacity(rows.len() + 1);
    for row in 0..=rows.len() {
        let needed = tracks[row].1;
        // The first corridor is the way in, the last one out: without runs they are only a step.
        let below_doors = row > 0 && rows[row - 1].iter().any(|room| doors.iter().any(|door| door.from == *room));
        corridors.push(top + if below_doors { DOOR + 4 } else { 4 });
        top += if needed > 0 { DOOR + 4 + TRACK * needed + 10 } else { DOOR + 4 };
        let Some(members) = rows.get(row) else { break };
        let lines = members.iter().map(|room| rooms[*room].lines.len()).max().unwrap_or(0) as i32;
        let height = 2 * INSET + LINE * (lines + 1) + 6;
        for room in members {
            rooms[*room].frame.1 = top;
            rooms[*room].frame.3 = height;
        }
        top += height;
    }

    for door in doors.iter_mut() {
        let from = &rooms[door.from];
        let end = door.to.map_or(door.opening.0, |to| middle(&rooms[to]));
        let (start, bottom) = (door.threshold(end), from.frame.1 + from.frame.3);
        door.way.push((start, bottom));
        let Some(to) = door.to else {
            door.way.push((start, bottom + DOOR));
            continue;
        };
        let target = &rooms[to];
        let track = |corridor: usize| corridors[corridor] + TRACK * tracks[corridor].0.get(&to).copied().unwrap_or(0);
        let (leave, arrive) = (from.row + 1, target.row);
        door.way.push((start, track(leave)));
        if let Some(lane) = lanes.x(to).filter(|_| leave != arrive) {
            door.way.extend([(lane, track(leave)), (lane, track(arrive))]);
        }
        door.way.extend([(end, track(arrive)), (end, target.frame.1)]);
    }
    top
}

/// A track for each run, and how many tracks there are.
fn tracks(runs: &BTreeMap<usize, (i32, i32)>) -> (BTreeMap<usize, i32>, i32) {
    let mut order: Vec<(i32, i32, usize)> = runs.iter().map(|(to, (start, end))| (*start, *end, *to)).collect();
    order.sort_unstable();
    let mut ends: Vec<i32> = Vec::new();
    let mut of = BTreeMap::new();
    for (start, end, to) in order {
        let free = ends.iter().position(|taken| *taken + 4 < start).unwrap_or_else(|| {
            ends.push(0);
            ends.len() - 1
        });
        ends[free] = end;
        of.insert(to, free as i32);
    }
    (of, ends.len() as i32)
}

/// The title in lines of at most `width` letters. A longer word is cut, with a hyphen.
fn wrap(title: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in title.split_whitespace() {
        let mut letters: Vec<char> = word.chars().collect();
        if length > 0 && length + 1 + letters.len() <= width {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
                line.extend(&letters);
            }
            length += 1 + letters.len();
            continue;
        }
        while letters.len() > width {
            let rest = letters.split_off(width - 1);
            lines.push(letters.iter().collect::<String>() + "-");
            letters = rest;
        }
        length = letters.len();
        lines.push(letters.into_iter().collect());
    }
    lines
}

impl Plan {
    /// The drawing as SVG. `href` says where a room's link leads; the same rooms as a list must stand beside it, for those who can't see it.
    pub fn svg(&self, href: impl Fn(&SceneId) -> String) -> String {
        let mut out = String::with_capacity(400 * (self.rooms.len() + self.doors.len()));
        let _ = write!(
            out,
            r#"<svg class="drawing" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" font-size="{SIZE}"><rect class="shell" x="1" y="1" width="{}" height="{}"/>"#,
            WIDTH - 2,
            self.height - 2,
            height = self.height,
        );
        let mut openings: Vec<Vec<(i32, i32)>> = vec![Vec::new(); self.rooms.len()];
        let mut entered = vec![false; self.rooms.len()];
        for door in &self.doors {
            openings[door.from].push(door.opening);
            if let Some(to) = door.to {
                entered[to] = true;
            }
            let _ = write!(out, r#"<path data-door="{}" d="{}"/>"#, escape(&door.name), door.path());
        }
        for (room, (mut openings, entered)) in self.rooms.iter().zip(openings.into_iter().zip(entered)) {
            let (x, y, w, h) = room.frame;
            let _ = write!(
                out,
                r#"<a href="{}" tabindex="-1"><g data-room="{}"{}><rect x="{x}" y="{y}" width="{w}" height="{h}" stroke="none"/><path class="wall" d=""#,
                escape(&href(&room.scene)),
                escape(room.scene.as_str()),
                if room.ending { " data-ending" } else { "" },
            );
            // Round the room, with a gap for the way in above and for every door below.
            let _ = if entered {
                write!(out, "M{} {y}H{x}V{}", x + w / 2 - DOOR / 2, y + h)
            } else {
                write!(out, "M{} {y}H{x}V{}", x + w, y + h)
            };
            openings.sort_unstable();
            for (left, width) in openings {
                let _ = write!(out, "H{left}M{} {}", left + width, y + h);
            }
            let _ = write!(out, "H{}V{y}", x + w);
            if entered {
                let _ = write!(out, "H{}", x + w / 2 + DOOR / 2);
            }
            let _ = write!(
                out,
                r#""/><text x="{0}" y="{1}" fill="currentColor" stroke="none"><tspan class="room">{2}</tspan>"#,
                x + INSET,
                y + INSET + SIZE - 2,
                room.number
            );
            for line in &room.lines {
                let _ = write!(out, r#"<tspan x="{}" dy="{LINE}">{}</tspan>"#, x + INSET, escape(line));
            }
            out.push_str("</text></g></a>");
        }
        out + "</svg>"
    }
}

impl Door {
    /// Where the way leaves its opening: straight ahead when that leads to `end`, else in the middle.
    fn threshold(&self, end: i32) -> i32 {
        let (left, width) = self.opening;
        if (left..=left + width).contains(&end) { end } else { left + width / 2 }
    }

    /// The leaf, its swing, and the way to the room it leads to.
    fn path(&self) -> String {
        let (left, width) = self.opening;
        let bottom = self.way.first().map_or(0, |(_, y)| *y);
        let mut out = format!("M{left} {bottom}V{}A{width} {width} 0 0 0 {} {bottom}", bottom + width, left + width);
        let Some(((first, rest), _)) = self.way.split_first().zip(self.to) else { return out };
        // Corners that lie on a line, or on each other, are none.
        let mut corners = vec![(first.0, first.1)];
        for corner in rest {
            let n = corners.len();
            if corners[n - 1] == *corner {
                continue;
            }
            let straight = |a: (i32, i32), b: (i32, i32)| (a.0 == b.0 && b.0 == corner.0) || (a.1 == b.1 && b.1 == corner.1);
            if n > 1 && straight(corners[n - 2], corners[n - 1]) {
                corners.pop();
            }
            corners.push(*corner);
        }
        let _ = write!(out, "M{} {}", corners[0].0, corners[0].1);
        for pair in corners.windows(2) {
            let _ = if pair[0].0 == pair[1].0 { write!(out, "V{}", pair[1].1) } else { write!(out, "H{}", pair[1].0) };
        }
        out.push_str("m-3-5l3 5 3-5");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::graph::{ChoiceNode, SceneNode, Target};

    /// `a>b,c` is a scene with two choices; `b` one that goes on; `c.` an ending.
    fn lesson(scenes: &[&str]) -> LessonGraph {
        let scene = |text: &&str| {
            let (id, choices) = text.split_once('>').unwrap_or((text, ""));
            let choice = |to: &str| ChoiceNode {
                name: to.into(),
                to: Target { lesson: None, scene: Some(to.into()) },
                condition: None,
                effects: Vec::new(),
                consequence: false,
            };
            SceneNode {
                id: id.trim_end_matches('.').into(),
                condition: None,
                ending: id.ends_with('.'),
                choices: choices.split(',').filter(|c| !c.is_empty()).map(choice).collect(),
                prompts: Vec::new(),
            }
        };
        LessonGraph { slug: "x".into(), scenes: scenes.iter().map(scene).collect() }
    }

    fn draw(scenes: &[&str]) -> Plan {
        let lesson = lesson(scenes);
        let titles: Vec<String> = lesson.scenes.iter().map(|s| format!("Rommet {}", s.id)).collect();
        plan(&lesson, 1, &titles)
    }

    #[test]
    fn ways_that_part_and_meet() {
        let plan = draw(&["a>b,c", "b>d", "c", "d>a,e", "e."]);
        assert_eq!(plan.rooms.iter().map(|r| r.row).collect::<Vec<_>>(), [0, 1, 1, 2, 3]);
        let names: Vec<_> = plan.doors.iter().map(|d| (d.name.as_str(), d.to)).collect();
        let expected = [("a/b", Some(1)), ("a/c", Some(2)), ("b/d", Some(3)), ("c/d", Some(3)), ("d/a", Some(0)), ("d/e", Some(4))];
        assert_eq!(names, expected);
        assert_eq!(plan.rooms[3].number, "1.04");
    }

    #[test]
    fn rooms_never_overlap_and_ways_end_at_them() {
        let shapes: [&[&str]; 5] = [
            &["a."],
            &["a>b,c,d,e,f", "b>f", "c>f", "d>f", "e>a", "f."],
            &["a>a,b", "b>c", "c>a", "lost>lost", "end."],
            &["a>nowhere", "b."],
            &["a", "b", "c", "d."],
        ];
        for shape in shapes {
            let plan = draw(shape);
            for (i, one) in plan.rooms.iter().enumerate() {
                let (x, y, w, h) = one.frame;
                assert!(x >= 0 && y >= 0 && w > 40 && h > 20 && x + w <= WIDTH && y + h <= plan.height, "{shape:?}: {:?}", one.frame);
                for other in &plan.rooms[i + 1..] {
                    let (a, b, c, d) = other.frame;
                    assert!(x + w <= a || a + c <= x || y + h <= b || b + d <= y, "{shape:?}: {} and {}", one.scene, other.scene);
                }
            }
            for door in &plan.doors {
                let Some(to) = door.to else { continue };
                let (x, y, w, _) = plan.rooms[to].frame;
                assert_eq!(door.way.last(), Some(&(x + w / 2, y)), "{shape:?}: {}", door.name);
                assert!(door.way.windows(2).all(|p| p[0].0 == p[1].0 || p[0].1 == p[1].1), "{shape:?}: {:?}", door.way);
            }
        }
    }

    #[test]
    fn titles_fit_their_rooms() {
        let table: [(&str, &[&str]); 4] = [
            ("Et kvarter hos fastlegen", &["Et kvarter", "hos", "fastlegen"]),
            ("Ungdomspsykiatrien", &["Ungdomspsy-", "kiatrien"]),
            ("", &[]),
            ("Spørsmål – og svar", &["Spørsmål –", "og svar"]),
        ];
        for (title, lines) in table {
            assert_eq!(wrap(title, 11), lines, "{title}");
        }
    }

    #[test]
    fn the_drawing_has_no_style_and_no_stray_markup() {
        let lesson = lesson(&["a>b,c", "b>c", "c."]);
        let svg = plan(&lesson, 1, &["<b> & \"x\"".to_owned(), String::new(), "C".to_owned()]).svg(|id| format!("../leksjon/x/#{id}"));
        assert!(!svg.contains("style") && !svg.contains("<b>"), "{svg}");
        assert_eq!(svg.matches("data-room=").count(), 3);
        assert_eq!(svg.matches("data-door=").count(), 3);
    }

    #[test]
    fn ten_thousand_rooms_in_a_ring() {
        let names: Vec<String> = (0..10_000).map(|i| format!("s{i}>s{}", (i + 1) % 10_000)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(draw(&names).rooms.len(), 10_000);
    }
}
