//! What a rule does.

use std::fmt;

/// `action` of a relabelling rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RelabelAction {
    /// Sets the target label to the replacement, if the expression matches the source labels.
    #[default]
    Replace,
    /// Drops what does not match.
    Keep,
    /// Drops what matches.
    Drop,
    /// Drops what has another value in the target label than in the source labels.
    KeepEqual,
    /// Drops what has the same value in the target label as in the source labels.
    DropEqual,
    /// Sets the target label to a hash of the source labels.
    HashMod,
    /// Copies labels whose names match to names made from them.
    LabelMap,
    /// Removes labels whose names match.
    LabelDrop,
    /// Removes labels whose names do not match.
    LabelKeep,
    /// Sets the target label to the source labels in lower case.
    Lowercase,
    /// Sets the target label to the source labels in upper case.
    Uppercase,
}

const NAMES: [(&str, RelabelAction); 11] = [
    ("replace", RelabelAction::Replace),
    ("keep", RelabelAction::Keep),
    ("drop", RelabelAction::Drop),
    ("keepequal", RelabelAction::KeepEqual),
    ("dropequal", RelabelAction::DropEqual),
    ("hashmod", RelabelAction::HashMod),
    ("labelmap", RelabelAction::LabelMap),
    ("labeldrop", RelabelAction::LabelDrop),
    ("labelkeep", RelabelAction::LabelKeep),
    ("lowercase", RelabelAction::Lowercase),
    ("uppercase", RelabelAction::Uppercase),
];

impl RelabelAction {
    /// The action of a name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find_map(|(known, action)| known.eq_ignore_ascii_case(name).then_some(*action))
    }

    /// Whether the action sets or compares one target label.
    pub(super) const fn has_target(self) -> bool {
        matches!(
            self,
            Self::Replace
                | Self::HashMod
                | Self::Lowercase
                | Self::Uppercase
                | Self::KeepEqual
                | Self::DropEqual
        )
    }
}

impl fmt::Display for RelabelAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find_map(|(name, action)| (action == self).then_some(*name));
        formatter.write_str(name.unwrap_or(""))
    }
}
