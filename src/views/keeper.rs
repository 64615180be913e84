//! The window's pen and where its writing is kept: every act goes to storage before the next frame.

use std::collections::BTreeMap;

use crate::browser::storage::Storage;
use crate::browser::{clock, lock};
use crate::course::graph::{ChoiceName, CourseId, Effect, LessonSlug, Meter, Meters, PromptId, SceneId};
use crate::journey::keys::{self, Entry, Key};
use crate::journey::saved::{self, Sheet};
use crate::journey::{Asked, Event, EventName, Here, Log, Recorded, Recorder, Saved, Then, Tried, Unreadable, Values, WriterId};

/// Whether what is done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In this browser.
    Here,
    /// Nowhere: storage is denied.
    InMemory,
    /// Nowhere: a lesson is tried out.
    Trial,
    /// Not the newest of it: storage is full.
    Full,
    /// In this browser, but something saved before could not be read.
    Damaged,
    /// In this browser, beside something that a newer program wrote.
    Newer,
}

/// Keeps what is done in this window.
#[derive(Clone, Debug)]
pub struct Keeper {
    course: CourseId,
    recorder: Recorder,
    sheet: Sheet,
    storage: Option<Storage>,
    full: bool,
    written: bool,
    aside: Vec<String>,
    newer: Vec<String>,
    new_damage: bool,
    waiting: Option<Saved>,
    home: Option<Box<Keeper>>,
}

impl Keeper {
    /// Reads what is saved of the course, sets aside what is damaged, and takes a key of its own.
    pub fn open(course: &CourseId, meters: &[Meter], was: &BTreeMap<LessonSlug, LessonSlug>) -> Self {
        let storage = Storage::open().ok();
        let entries = entries(storage, course);
        let mut opened = keys::open(course, &entries);
        let mut new_damage = false;
        if let Some(storage) = storage {
            for (key, _) in &opened.damaged {
                new_damage = true;
                let taken = |aside: &str| entries.iter().any(|e| e.key == aside);
                let aside = keys::aside(key, taken);
                // Only once it stands elsewhere, byte for byte, is the place it stood in given up. Till then it is offered from there.
                if storage.copy(key, &aside).is_ok() {
                    storage.remove(key);
                    opened.aside.push(aside);
                } else {
                    opened.aside.push(key.clone());
                }
            }
        }
        let writer = WriterId(clock::fresh_name());
        lock::hold(&lock_name(course, &writer));
        let recorder = Recorder::new(writer, meters.to_vec(), opened.log).with_renames(was.clone());
        Self {
            course: course.clone(),
            recorder,
            sheet: Sheet::default(),
            storage,
            full: false,
            written: false,
            aside: opened.aside,
            newer: opened.newer,
            new_damage,
            waiting: None,
            home: None,
        }
    }

    /// Lays what is kept aside, and begins a journey that is kept nowhere, for trying out a lesson. [`Keeper::come_home`] ends it.
    pub fn try_out(&mut self, course: &CourseId, meters: &[Meter]) {
        let trial = Self {
            course: course.clone(),
            recorder: Recorder::new(WriterId(clock::fresh_name()), meters.to_vec(), Log::default()),
            sheet: Sheet::default(),
            storage: None,
            full: false,
            written: false,
            aside: Vec::new(),
            newer: Vec::new(),
            new_damage: false,
            waiting: None,
            home: None,
        };
        let before = std::mem::replace(self, trial);
        self.home = Some(before.home.clone().unwrap_or_else(|| Box::new(before)));
    }

    /// Whether a lesson is tried out.
    pub fn is_trial(&self) -> bool {
        self.home.is_some()
    }

    /// Takes up again what was laid aside for a trial, with what other windows have done since.
    pub fn come_home(&mut self) {
        if let Some(home) = self.home.take() {
            *self = *home;
            self.hear();
        }
    }

    /// Values where one stands.
    pub fn meters_at(&self, here: &Here) -> Meters {
        self.recorder.meters_at(here)
    }

    /// All events known.
    pub fn log(&self) -> &Log {
        self.recorder.log()
    }

    /// Whether what is done is kept.
    pub fn kept(&self) -> Kept {
        match () {
            () if self.is_trial() => Kept::Trial,
            () if self.storage.is_none() => Kept::InMemory,
            () if self.full => Kept::Full,
            () if self.new_damage => Kept::Damaged,
            () if !self.newer.is_empty() => Kept::Newer,
            () => Kept::Here,
        }
    }

    /// Whether the newest of it is in this browser.
    pub fn is_kept(&self) -> bool {
        !matches!(self.kept(), Kept::InMemory | Kept::Full | Kept::Trial)
    }

    /// Damaged entries set aside, and entries of a newer program: key and text, to be offered as files.
    pub fn left_alone(&self) -> (Vec<Entry>, Vec<Entry>) {
        let all = entries(self.storage, &self.course);
        let pick = |names: &[String]| all.iter().filter(|e| names.contains(&e.key)).cloned().collect();
        (pick(&self.aside), pick(&self.newer))
    }

    /// Makes a choice and goes where it leads.
    pub fn choose(&mut self, here: &Here, choice: &ChoiceName, label: &str, effects: &[Effect], then: Then) -> Recorded {
        let recorded = self.recorder.choose(here, choice, label, effects, then, clock::now());
        self.save();
        recorded
    }

    /// Goes on to a scene of the same lesson.
    pub fn enter(&mut self, here: &Here, scene: &SceneId, ending: bool) -> Recorded {
        let recorded = self.recorder.enter(here, scene, ending, clock::now());
        self.save();
        recorded
    }

    /// Goes on into another lesson.
    pub fn cross(&mut self, here: &Here, lesson: &LessonSlug, scene: &SceneId) -> Recorded {
        let recorded = self.recorder.cross(here, lesson, scene, clock::now());
        self.save();
        recorded
    }

    /// Comes to a scene by address or map.
    pub fn jump(&mut self, lesson: &LessonSlug, from: Option<&EventName>, scene: &SceneId) -> Recorded {
        let recorded = self.recorder.jump(lesson, from, scene, clock::now());
        self.save();
        recorded
    }

    /// Begins a lesson whose opening scene is its ending.
    pub fn begin(&mut self, lesson: &LessonSlug) -> Recorded {
        let recorded = self.recorder.begin(lesson, true, clock::now());
        self.save();
        recorded
    }

    /// Writes a text; typing goes on in the same event until [`Keeper::close`].
    pub fn write(&mut self, asked: &Asked, text: &str) {
        let event = self.recorder.write(asked, text, clock::now());
        self.saved(event);
    }

    /// Gives a number or picks answers.
    pub fn rate(&mut self, asked: &Asked, values: Values) {
        let event = self.recorder.rate(asked, values, clock::now());
        self.saved(event);
    }

    /// "I have thought."
    pub fn think(&mut self, asked: &Asked) {
        let event = self.recorder.think(asked, clock::now());
        self.saved(event);
    }

    /// Passes over a prompt.
    pub fn skip(&mut self, asked: &Asked) {
        let event = self.recorder.skip(asked, clock::now());
        self.saved(event);
    }

    /// Says how an intention went.
    pub fn tried(&mut self, lesson: &LessonSlug, prompt: &PromptId, how: Tried) {
        let event = self.recorder.tried(lesson, prompt, how, clock::now());
        self.saved(Some(event));
    }

    /// Closes what is being written.
    pub fn close(&mut self) {
        self.recorder.close();
    }

    /// Takes back all answers to a prompt, in every key.
    pub fn erase(&mut self, lesson: &LessonSlug, prompt: &PromptId) {
        let event = self.recorder.erase(lesson, prompt, clock::now());
        self.saved(event);
    }

    /// Removes all keys of the course and forgets everything.
    pub fn erase_all(&mut self) {
        if let Some(storage) = self.storage {
            for entry in entries(self.storage, &self.course) {
                storage.remove(&entry.key);
            }
        }
        self.recorder.erase_all();
        self.sheet = Sheet::default();
        self.aside.clear();
        self.newer.clear();
        self.full = false;
        self.written = false;
        self.new_damage = false;
    }

    /// Takes in what another window has done since. Where it erased everything, everything is dropped here too. Whether anything changed.
    pub fn hear(&mut self) -> bool {
        if self.storage.is_none() {
            return false;
        }
        let entries = entries(self.storage, &self.course);
        let own = keys::key(&self.course, self.recorder.writer());
        let before = self.log().clone();
        // Nobody but "Slett alt" takes away the key of a window that is open.
        let erased = self.written && entries.iter().all(|e| e.key != own);
        if erased || (entries.is_empty() && !self.full) {
            self.recorder.erase_all();
            self.sheet = Sheet::default();
            self.written = false;
            self.full = false;
        }
        self.recorder.hear(keys::open(&self.course, &entries).log);
        if *self.log() == before {
            return false;
        }
        // Whoever goes on typing has now seen what the other window wrote: an event of its own stands instead of that.
        self.recorder.close();
        if !self.recorder.own().is_empty() {
            // What another window has erased must not stand in this window's key either.
            self.save();
        }
        true
    }

    /// The whole journey as a file's text.
    pub fn as_file(&self) -> String {
        saved::write(&Saved { course: self.course.clone(), writer: self.recorder.writer().clone(), log: self.log().clone() })
    }

    /// Reads a file of this course. It waits until [`Keeper::import`] is called.
    pub fn read_file(&mut self, text: &str) -> Result<keys::Import, Unreadable> {
        self.waiting = None;
        let file = saved::read(text, &self.course)?;
        let import = keys::weigh(self.log(), &file);
        self.waiting = Some(file);
        Ok(import)
    }

    /// Adds what the file that was read brought. It gets a key of its own, as if a window had written it and closed. Whether there was
    /// room for it: nothing is taken in by half.
    pub fn import(&mut self) -> bool {
        let Some(file) = self.waiting.take() else { return true };
        let before = self.log().clone();
        let entry = keys::import_entry(&self.course, &WriterId(clock::fresh_name()), &file);
        let mut after = before.clone();
        after.merge(file.log);
        if after != before {
            if self.storage.is_some_and(|storage| storage.set(&entry.key, &entry.text).is_err()) {
                return false;
            }
            self.recorder.hear(after);
        }
        true
    }

    /// Folds the keys of closed windows into one. `held`: names of the locks that windows hold.
    pub fn tidy(course: &CourseId, held: &[String]) {
        let Ok(storage) = Storage::open() else { return };
        let is_open = |writer: &WriterId| held.contains(&lock_name(course, writer));
        let rewrite = keys::fold_keys(course, &entries(Some(storage), course), is_open);
        let written = rewrite.write.iter().all(|entry| storage.set(&entry.key, &entry.text).is_ok());
        if written {
            rewrite.remove.iter().for_each(|key| storage.remove(key));
        }
    }

    /// The course whose keys these are.
    pub fn course(&self) -> &CourseId {
        &self.course
    }

    /// Saves what is new. Answers that it takes back are then taken out of the other windows' keys too; those that it stands instead of
    /// only once it is saved itself.
    fn saved(&mut self, event: Option<Event>) {
        let Some(event) = event else { return };
        self.save();
        let own = self.recorder.writer();
        let safe = !self.full || event.what.answered().is_none();
        if let (Some(storage), true) = (self.storage, safe && event.what.instead_of().iter().any(|name| name.writer != *own)) {
            for entry in keys::strip(&self.course, &entries(self.storage, &self.course), self.recorder.log()) {
                self.full |= storage.set(&entry.key, &entry.text).is_err();
            }
        }
    }

    /// Writes this window's events under its own key.
    fn save(&mut self) {
        if let Some(storage) = self.storage {
            let text = self.sheet.write(&self.course, self.recorder.writer(), self.recorder.own());
            self.full = storage.set(&keys::key(&self.course, self.recorder.writer()), text).is_err();
            self.written |= !self.full;
        }
    }
}

/// The lock a window holds while it is open.
fn lock_name(course: &CourseId, writer: &WriterId) -> String {
    keys::key(course, writer)
}

fn entries(storage: Option<Storage>, course: &CourseId) -> Vec<Entry> {
    let all = storage.map(|s| s.entries(&keys::prefix(course))).unwrap_or_default();
    let known = all.into_iter().filter(|(key, _)| matches!(keys::parse(course, key), Some(Key::Writer { .. } | Key::Aside | Key::Unknown)));
    known.map(|(key, text)| Entry { key, text }).collect()
}
