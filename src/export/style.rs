//! How pictures look: the palette of Okabe and Ito, which colour-blind readers tell
//! apart; shape says the type too, dashes the modality, so colour is never alone.

use crate::doc::{EntityType, Modality};

/// Light or dark ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on black.
    Dark,
}

/// Colours of a node.
pub(super) struct Paint {
    pub fill: &'static str,
    pub line: &'static str,
}

impl Theme {
    /// The ground.
    pub(super) fn ground(self) -> &'static str {
        match self {
            Theme::Light => "#ffffff",
            Theme::Dark => "#15181c",
        }
    }

    /// Text.
    pub(super) fn ink(self) -> &'static str {
        match self {
            Theme::Light => "#1b1f24",
            Theme::Dark => "#eceff2",
        }
    }

    /// Text of lesser weight.
    pub(super) fn faint(self) -> &'static str {
        match self {
            Theme::Light => "#5f6b76",
            Theme::Dark => "#9aa6b1",
        }
    }

    /// A node's fill and outline.
    pub(super) fn node(self, kind: EntityType) -> Paint {
        let (fill, line) = match (self, kind) {
            (Theme::Light, EntityType::Organization) => ("#d6e8f5", "#0072b2"),
            (Theme::Light, EntityType::Person) => ("#fbe7c2", "#b97c00"),
            (Theme::Light, EntityType::Place) => ("#cdeee3", "#009e73"),
            (Theme::Light, EntityType::Product) => ("#f6dfeb", "#b0558a"),
            (Theme::Dark, EntityType::Organization) => ("#123a54", "#56b4e9"),
            (Theme::Dark, EntityType::Person) => ("#4d3707", "#e69f00"),
            (Theme::Dark, EntityType::Place) => ("#0b4034", "#1fc299"),
            (Theme::Dark, EntityType::Product) => ("#4b2439", "#e09cc0"),
        };
        Paint { fill, line }
    }

    /// An edge's line and label.
    pub(super) fn edge(self, modality: Modality) -> &'static str {
        match (self, modality) {
            (Theme::Light, Modality::Asserted) => "#46515c",
            (Theme::Light, Modality::Planned) => "#0a5c8f",
            (Theme::Light, Modality::Possible) => "#75808a",
            (Theme::Light, Modality::Negated) => "#c43c00",
            (Theme::Dark, Modality::Asserted) => "#b4bec8",
            (Theme::Dark, Modality::Planned) => "#6cbcf0",
            (Theme::Dark, Modality::Possible) => "#8b96a1",
            (Theme::Dark, Modality::Negated) => "#ff8a5c",
        }
    }
}

/// Width of an edge's line in tenths of a point: wider the more independent documents say so.
pub(super) fn width(independent: usize) -> usize {
    12 + 5 * (independent.clamp(1, 8) - 1)
}
