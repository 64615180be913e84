//! Votes at a choice: hands, tables, or an estimate, in rounds that are all kept.

use crate::course::graph::{ChoiceName, LessonSlug, SceneId};

/// Where hands are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the room.
    Room,
    /// On Teams or the like.
    Teams,
}

impl Place {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Room, "room"), (Self::Teams, "teams")];
}

/// Hands in one place. Zero is an answer; so are more hands than people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Where.
    pub place: Place,
    /// Hands for each choice, in the order they were counted. Unit: hands.
    pub counts: Vec<(ChoiceName, u32)>,
}

/// What one table said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableVote {
    /// The table's number, from 1.
    pub table: u32,
    /// What it chose; `None` when it could not agree.
    pub choice: Option<ChoiceName>,
    /// What it said, in a sentence.
    pub sentence: String,
}

/// What the facilitator saw, where hands cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// Most for this one.
    Most(ChoiceName),
    /// Divided.
    Split,
}

/// One round of votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Hands, one entry a place.
    pub hands: Vec<Hands>,
    /// Tables that have reported, by number.
    pub tables: Vec<TableVote>,
    /// The estimate.
    pub estimate: Option<Estimate>,
}

/// Who leads after a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No hand, no table, no estimate.
    Nobody,
    /// One leads.
    Leads(ChoiceName),
    /// These share the lead: the facilitator decides, and the record says so.
    Tie(Vec<ChoiceName>),
    /// Estimated to be divided: the same.
    Split,
}

/// Who decided. Saved under these words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The votes: what was taken led the last round.
    Votes,
    /// The votes were tied or divided, and the facilitator chose.
    Tie,
    /// The facilitator: something else led, or nobody had voted.
    Facilitator,
    /// The group, without votes.
    Together,
}

impl Decided {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Votes, "votes"), (Self::Tie, "tie"), (Self::Facilitator, "facilitator"), (Self::Together, "together")];
}

/// All rounds at a choice place, during one visit to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The number of the event one came there by.
    pub visit: u32,
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene.
    pub scene: SceneId,
    /// The choices' words, as they were shown.
    pub labels: Vec<(ChoiceName, String)>,
    /// The rounds, in order; never empty.
    pub rounds: Vec<Round>,
}

impl Poll {
    /// A choice's words, as they were shown; its name when nobody wrote them down.
    pub fn label<'p>(&'p self, choice: &'p ChoiceName) -> &'p str {
        self.labels.iter().find(|(name, _)| name == choice).map_or(choice.as_str(), |(_, label)| label)
    }

    /// The last round.
    pub fn last(&self) -> Option<&Round> {
        self.rounds.last()
    }
}

impl Round {
    /// Whether nothing has been counted or said. Zero hands counted is something.
    pub fn is_empty(&self) -> bool {
        self.hands.is_empty() && self.tables.is_empty() && self.estimate.is_none()
    }

    /// Hands for a choice, over all places; with none counted, tables for it. Unit: hands, or tables.
    pub fn count(&self, choice: &str) -> u64 {
        if self.any_hands() {
            let counts = self.hands.iter().flat_map(|h| &h.counts);
            counts.filter(|(name, _)| name.as_str() == choice).map(|(_, n)| u64::from(*n)).sum()
        } else {
            self.tables.iter().filter(|t| t.choice.as_ref().is_some_and(|c| c.as_str() == choice)).count() as u64
        }
    }

    /// All hands counted. Unit: hands.
    pub fn total_hands(&self) -> u64 {
        self.hands.iter().flat_map(|h| &h.counts).map(|(_, n)| u64::from(*n)).sum()
    }

    /// Whether more hands were counted than there are people: to be told, not refused.
    pub fn more_hands_than(&self, people: Option<u32>) -> bool {
        people.is_some_and(|people| self.total_hands() > u64::from(people))
    }

    /// The first table that has not reported, of so many; `None` when all have.
    pub fn next_table(&self, tables: u32) -> Option<u32> {
        (1..=tables).find(|n| self.tables.iter().all(|t| t.table != *n))
    }

    /// Who leads. Hands stand before tables, tables before an estimate: the three cannot be added up.
    pub fn outcome(&self) -> Outcome {
        let mut best = 0;
        let mut lead: Vec<ChoiceName> = Vec::new();
        for choice in self.choices() {
            let count = self.count(choice.as_str());
            if count > best {
                best = count;
                lead.clear();
            }
            if count == best && count > 0 {
                lead.push(choice.clone());
            }
        }
        match (lead.len(), &self.estimate) {
            (0, None) => Outcome::Nobody,
            (0, Some(Estimate::Split)) => Outcome::Split,
            (0, Some(Estimate::Most(choice))) => Outcome::Leads(choice.clone()),
            (1, _) => Outcome::Leads(lead.remove(0)),
            _ => Outcome::Tie(lead),
        }
    }

    /// Who decided, if this is taken after this round.
    pub fn decided(&self, choice: &ChoiceName) -> Decided {
        match self.outcome() {
            Outcome::Leads(lead) if lead == *choice => Decided::Votes,
            Outcome::Tie(lead) if lead.contains(choice) => Decided::Tie,
            Outcome::Split => Decided::Tie,
            _ => Decided::Facilitator,
        }
    }

    /// Choices that something was counted for, each once, in the order they were counted.
    pub fn choices(&self) -> Vec<&ChoiceName> {
        let mut choices: Vec<&ChoiceName> = Vec::new();
        let counted = self.hands.iter().flat_map(|h| &h.counts).map(|(name, _)| name);
        for choice in counted.chain(self.tables.iter().filter_map(|t| t.choice.as_ref())) {
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        choices
    }

    /// Whether any hand was up: then hands decide, and tables only speak.
    pub fn any_hands(&self) -> bool {
        self.total_hands() > 0
    }

    /// Takes in hands of a place, over what was counted there.
    pub(super) fn take_hands(&mut self, hands: Hands) {
        match self.hands.iter_mut().find(|h| h.place == hands.place) {
            Some(known) => *known = hands,
            None => self.hands.push(hands),
        }
    }

    /// Takes in a table, over what it said before.
    pub(super) fn take_table(&mut self, vote: TableVote) {
        let at = self.tables.partition_point(|t| t.table < vote.table);
        match self.tables.get_mut(at).filter(|t| t.table == vote.table) {
            Some(known) => *known = vote,
            None => self.tables.insert(at, vote),
        }
    }
}
