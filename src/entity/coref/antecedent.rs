//! Whom a description or a pronoun stands for: the question (`question.rs`), what speaks for each answer
//! (`evidence.rs`), and the weights that decide.

mod evidence;
mod question;

use crate::data::{DataError, DataFiles};
use crate::doc::EntityIdx;
use crate::model::choice::{self, Evidence, Terms};

pub use evidence::TERMS;
pub use question::Anaphora;

/// The file of the weights below `data/`.
pub const FILE: &str = "models/coref.tsv";

/// Kinds of words that stand for somebody; each has weights of its own beside the shared ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anaphor {
    /// "le groupe".
    Group,
    /// "l'avionneur".
    Trade,
    /// "le géant", "le numéro deux mondial".
    Rank,
    /// "l'acquéreur", "la cible".
    Part,
    /// "l'autorité".
    Body,
    /// "l'américain".
    National,
    /// "la dirigeante".
    Person,
    /// "ce groupe".
    This,
    /// "son concurrent", meaning the other.
    Other,
    /// "il".
    He,
    /// "elle".
    She,
    /// "sa": whose.
    Owner,
    /// "lui", "contre elle".
    Oblique,
    /// "nous", "notre": whose words are told.
    We,
    /// "je", "ma".
    Me,
}

impl Anaphor {
    /// All, in the order of the weights.
    pub const ALL: [Self; 15] = [
        Self::Group,
        Self::Trade,
        Self::Rank,
        Self::Part,
        Self::Body,
        Self::National,
        Self::Person,
        Self::This,
        Self::Other,
        Self::He,
        Self::She,
        Self::Owner,
        Self::Oblique,
        Self::We,
        Self::Me,
    ];

    /// The name in the file of weights.
    pub fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Trade => "trade",
            Self::Rank => "rank",
            Self::Part => "part",
            Self::Body => "body",
            Self::National => "national",
            Self::Person => "person",
            Self::This => "this",
            Self::Other => "other",
            Self::He => "he",
            Self::She => "she",
            Self::Owner => "owner",
            Self::Oblique => "oblique",
            Self::We => "we",
            Self::Me => "me",
        }
    }
}

/// Who may be meant, with the evidence for each; nobody comes last, under no entity.
#[derive(Clone, Debug)]
pub struct Question {
    /// What stands for somebody.
    pub anaphor: Anaphor,
    /// Its token.
    #[cfg(feature = "train")]
    pub head: usize,
    /// Entities, most recent first, then nobody.
    pub answers: Vec<(Option<EntityIdx>, Evidence)>,
}

/// Who decides whom a question means.
pub trait Judge {
    /// The entity meant, with how sure that is in thousandths.
    fn judge(&mut self, question: &Question) -> Option<(EntityIdx, u16)>;
}

impl Anaphor {
    /// Whether it is often answered wrongly: "l'acquéreur", "nous".
    fn doubtful(self) -> bool {
        matches!(self, Self::Part | Self::We | Self::Me)
    }

    /// The scopes whose weights count for it.
    pub fn scopes(self) -> [u16; 2] {
        [Terms::ALL, 1 + self as u16]
    }
}

/// The weights in force.
#[derive(Clone, Debug)]
pub struct Antecedents {
    weights: Vec<i32>,
}

/// By how much, in 256ths, the answer must be better than the next.
const MARGIN: i32 = 40;
/// The same for the kinds that are wrong nearly every other time on articles held out: a wrong name
/// makes a wrong edge that looks sure.
const DOUBTFUL_MARGIN: i32 = 384;
/// Thousandths: a pronoun is never surer than this.
const SUREST: u16 = 950;

impl Antecedents {
    /// Reads the weights.
    ///
    /// # Errors
    /// When the file is missing, or a line of it is not what [`Terms::read`] expects.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { weights: TERMS.read(FILE, &data.text(FILE)?)? })
    }
}

impl Judge for &Antecedents {
    fn judge(&mut self, question: &Question) -> Option<(EntityIdx, u16)> {
        let score = |a: &(_, Evidence)| TERMS.score(&self.weights, &question.anaphor.scopes(), &a.1);
        let scores: Vec<i32> = question.answers.iter().map(score).collect();
        let (best, lead) = choice::best(&scores)?;
        let entity = question.answers[best].0?;
        // The odds against the next best answer stand for those against all.
        let margin = if question.anaphor.doubtful() { DOUBTFUL_MARGIN } else { MARGIN };
        (lead >= margin).then(|| (entity, choice::sureness(lead).min(SUREST)))
    }
}
