//! How sure a fact is: what it rests on, weighed by `data/relations/confidence.toml`, which
//! `filature train confidence` fits to annotated documents.

use crate::data::{DataError, DataFiles};
use crate::doc::Confidence;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How an argument was bound, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bond {
    /// By direct syntax.
    Syntax,
    /// Through a noun or another verb: "procède au rachat de X".
    Nested,
    /// By word order, where the tree gives nothing.
    Order,
    /// By what stands before the clause or behind an apposition.
    Fronted,
    /// A clitic bound to the nearest name that fits.
    Guess,
    /// The topic of the text.
    Topic,
    /// The last party left that the sentence names.
    Last,
    /// Left unsaid, and chosen among all that the text speaks of.
    Implicit,
}

/// How the text refers to an end, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// By name.
    Name,
    /// By a noun or a pronoun, the name in the same sentence.
    Here,
    /// The same, the name in the sentence before.
    Near,
    /// The name farther away.
    Far,
}

/// What an end rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// How it was bound.
    pub bond: Bond,
    /// How it is referred to.
    pub reference: Reference,
}

/// What the confidence of a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The frame that found it.
    pub rule: SmolStr,
    /// The relation told.
    pub relation: SmolStr,
    /// Thousandths: what the frame's file says of it.
    pub prior: u16,
    /// Subject and object.
    pub ends: [End; 2],
    /// Thousandths: how sure the type of the less sure end is.
    pub typing: u16,
    /// How many organizations and persons the sentence names.
    pub parties: u8,
    /// Whether another frame says the same.
    pub agreed: bool,
}

impl Grounds {
    /// The frame's own figure in log-odds.
    pub fn prior_odds(&self) -> f64 {
        let p = f64::from(self.prior.clamp(10, 990)) / 1000.0;
        (p / (1.0 - p)).ln()
    }

    /// 0 to 3: two parties or fewer, three, four, more.
    pub fn crowd(&self) -> usize {
        usize::from(self.parties.clamp(2, 5)) - 2
    }

    /// 0 to 2: the types are sure, likely, doubtful.
    pub fn doubt(&self) -> usize {
        match self.typing {
            800.. => 0,
            650.. => 1,
            _ => 2,
        }
    }
}

/// The weights: log-odds, two decimals and more. Those of the steps are taken off and never
/// fall from one step to the next.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of any fact.
    pub base: f64,
    /// By the log-odds of the frame's own figure.
    pub prior: f64,
    /// When two frames say it.
    pub agreed: f64,
    /// By [`Bond`], for each end.
    pub bond: [f64; 8],
    /// By [`Reference`], for each end.
    pub reference: [f64; 4],
    /// By [`Grounds::crowd`].
    pub parties: [f64; 4],
    /// By [`Grounds::doubt`].
    pub typing: [f64; 3],
    /// By relation; one that is not listed has 0.
    #[serde(default)]
    pub relation: BTreeMap<SmolStr, f64>,
    /// By frame; one that is not listed has 0.
    #[serde(default)]
    pub frame: BTreeMap<SmolStr, f64>,
}

impl Weights {
    /// Weights before any training.
    pub fn untrained() -> Self {
        Self {
            base: 0.0,
            prior: 1.0,
            agreed: 0.0,
            bond: [0.0, 0.1, 0.2, 0.3, 0.6, 0.6, 0.8, 0.8],
            reference: [0.0; 4],
            parties: [0.0; 4],
            typing: [0.0; 3],
            relation: BTreeMap::new(),
            frame: BTreeMap::new(),
        }
    }

    fn fault(&self) -> Option<String> {
        let steps: [(&str, &[f64]); 4] = [
            ("bond", &self.bond),
            ("reference", &self.reference),
            ("parties", &self.parties),
            ("typing", &self.typing),
        ];
        let maps = self.relation.values().chain(self.frame.values());
        let all = [self.base, self.prior, self.agreed].into_iter().chain(maps.copied());
        if all.chain(steps.iter().flat_map(|s| s.1.iter().copied())).any(|w| !w.is_finite()) {
            return Some("a weight is no number".into());
        }
        if self.prior < 0.0 || self.agreed < 0.0 {
            return Some("`prior` and `agreed` cannot be below 0".into());
        }
        let falls = |w: &[f64]| w[0] < 0.0 || w.windows(2).any(|p| p[1] < p[0]);
        let (name, _) = steps.into_iter().find(|s| falls(s.1))?;
        Some(format!("the weights of `{name}` must rise from 0 or more, step by step"))
    }
}

/// Weighs grounds.
#[derive(Clone, Debug)]
pub struct Calibration {
    weights: Weights,
}

impl Calibration {
    /// Where the weights stand.
    pub const FILE: &'static str = "relations/confidence.toml";
    /// Neither surer nor less sure than this, in thousandths.
    pub const RANGE: (u16, u16) = (20, 980);

    /// Reads the weights.
    ///
    /// # Errors
    /// When the file is wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let text = data.text(Self::FILE)?;
        let weights: Weights = toml::from_str(&text).map_err(|e| {
            let line = e.span().map(|s| text[..s.start].lines().count().max(1));
            DataError::new(Self::FILE, line, e.message())
        })?;
        match weights.fault() {
            Some(fault) => Err(DataError::new(Self::FILE, None, fault)),
            None => Ok(Self { weights }),
        }
    }

    /// The weights in force.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Log-odds that the fact is right.
    pub fn odds(&self, grounds: &Grounds) -> f64 {
        let w = &self.weights;
        let ends = grounds.ends.iter().map(|e| w.bond[e.bond as usize] + w.reference[e.reference as usize]);
        let of = |map: &BTreeMap<SmolStr, f64>, key: &SmolStr| map.get(key).copied().unwrap_or(0.0);
        w.base
            + w.prior * grounds.prior_odds()
            + of(&w.relation, &grounds.relation)
            + of(&w.frame, &grounds.rule)
            + if grounds.agreed { w.agreed } else { 0.0 }
            - ends.sum::<f64>()
            - w.parties[grounds.crowd()]
            - w.typing[grounds.doubt()]
    }

    /// How sure the fact is.
    pub fn confidence(&self, grounds: &Grounds) -> Confidence {
        let share = 1.0 / (1.0 + (-self.odds(grounds)).exp());
        let thousandths = (share * 1000.0).round() as u16;
        Confidence::from_thousandths(thousandths.clamp(Self::RANGE.0, Self::RANGE.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BONDS: [Bond; 8] = [
        Bond::Syntax,
        Bond::Nested,
        Bond::Order,
        Bond::Fronted,
        Bond::Guess,
        Bond::Topic,
        Bond::Last,
        Bond::Implicit,
    ];
    const REFERENCES: [Reference; 4] = [Reference::Name, Reference::Here, Reference::Near, Reference::Far];

    fn grounds() -> Grounds {
        let end = End { bond: Bond::Syntax, reference: Reference::Name };
        Grounds {
            rule: "acquires/racheter".into(),
            relation: "acquires".into(),
            prior: 900,
            ends: [end, end],
            typing: 950,
            parties: 2,
            agreed: false,
        }
    }

    fn falls(calibration: &Calibration, steps: impl Iterator<Item = Grounds>) {
        let sure: Vec<f64> = steps.map(|g| calibration.odds(&g)).collect();
        assert!(sure.windows(2).all(|p| p[1] <= p[0] + 1e-12), "{sure:?}");
        assert!(sure.last() < sure.first(), "nothing learned: {sure:?}");
    }

    #[test]
    fn weaker_grounds_are_never_surer() {
        let calibration = Calibration::new(&DataFiles::embedded()).unwrap();
        for end in 0..2 {
            let with = |change: &dyn Fn(&mut End)| {
                let mut g = grounds();
                change(&mut g.ends[end]);
                g
            };
            falls(&calibration, BONDS.into_iter().map(|b| with(&|e| e.bond = b)));
            falls(&calibration, REFERENCES.into_iter().map(|r| with(&|e| e.reference = r)));
        }
        falls(&calibration, (0..9).map(|parties| Grounds { parties, ..grounds() }));
        let doubts = [950, 800, 700, 600, 0].into_iter();
        falls(&calibration, doubts.map(|typing| Grounds { typing, ..grounds() }));
        let priors = [990, 900, 700, 500, 100].into_iter();
        falls(&calibration, priors.map(|prior| Grounds { prior, ..grounds() }));
        falls(&calibration, [true, false].into_iter().map(|agreed| Grounds { agreed, ..grounds() }));
    }

    #[test]
    fn an_unknown_frame_has_the_weight_of_its_relation() {
        let calibration = Calibration::new(&DataFiles::embedded()).unwrap();
        let known = calibration.confidence(&Grounds { rule: "mine/new".into(), ..grounds() });
        let (least, most) = Calibration::RANGE;
        assert!((least..=most).contains(&known.thousandths()));
        let doubtful = Grounds { rule: "mine/new".into(), prior: 100, ..grounds() };
        assert!(calibration.confidence(&doubtful) < known);
    }

    #[test]
    fn a_wrong_file_is_told_apart() {
        let with = |weights: &Weights| {
            let mut data = DataFiles::embedded();
            data.insert(Calibration::FILE, toml::to_string(weights).unwrap().into_bytes());
            Calibration::new(&data).map(|_| ()).map_err(|e| e.to_string())
        };
        assert_eq!(with(&Weights::untrained()), Ok(()));
        let falling = Weights { reference: [0.0, 0.5, 0.4, 0.6], ..Weights::untrained() };
        assert!(with(&falling).unwrap_err().contains("`reference`"));
        let against = Weights { prior: -1.0, ..Weights::untrained() };
        assert!(with(&against).unwrap_err().contains("`prior`"));
        let endless = Weights { base: f64::INFINITY, ..Weights::untrained() };
        assert!(with(&endless).unwrap_err().contains("no number"));
    }
}
