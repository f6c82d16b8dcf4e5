//! One rule and what makes it valid.

use firedrill_model::goregexp::{self, Regexp, RegexpError};
use firedrill_model::labels::is_legacy_name;
use firedrill_model::quote::quote;

use super::RelabelAction;
use crate::sender::SenderDialect;

pub(super) const DEFAULT_SEPARATOR: &str = ";";
pub(super) const DEFAULT_PATTERN: &str = "(.*)";
pub(super) const DEFAULT_REPLACEMENT: &str = "$1";

/// A relabelling rule; [`RelabelRule::default`] has upstream's defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelabelRule {
    /// The action.
    pub action: RelabelAction,
    /// The labels whose values are joined and matched.
    pub source_labels: Vec<String>,
    /// What joins them.
    pub separator: String,
    /// The regular expression, which must match the whole.
    pub pattern: String,
    /// What hashes are taken modulo.
    pub modulus: u64,
    /// The label that is set or compared; may refer to groups of the expression.
    pub target_label: String,
    /// The new value (for `labelmap`, name); may refer to groups of the expression.
    pub replacement: String,
}

/// Why a rule is refused, in Prometheus' words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelabelError {
    /// `hashmod` without `modulus`.
    #[error("relabel configuration for hashmod requires non-zero modulus")]
    NoModulus,
    /// An action that needs a target has none.
    #[error("relabel configuration for {0} action requires 'target_label' value")]
    NoTarget(RelabelAction),
    /// The target is no label name.
    #[error("{} is invalid 'target_label' for {action} action", quote(.target))]
    InvalidTarget {
        /// The target.
        target: String,
        /// The action.
        action: RelabelAction,
    },
    /// The replacement of `labelmap` cannot become a label name.
    #[error("{} is invalid 'replacement' for {action} action", quote(.replacement))]
    InvalidReplacement {
        /// The replacement.
        replacement: String,
        /// The action.
        action: RelabelAction,
    },
    /// A replacement where the action has no use for it.
    #[error("'replacement' can not be set for {0} action")]
    UselessReplacement(RelabelAction),
    /// Fields other than the two that compare labels.
    #[error("{0} action requires only 'source_labels' and `target_label`, and no other fields")]
    OnlyLabels(RelabelAction),
    /// Fields other than the expression for label names.
    #[error("{0} action requires only 'regex', and no other fields")]
    OnlyPattern(RelabelAction),
    /// The expression.
    #[error(transparent)]
    Pattern(#[from] RegexpError),
}

impl Default for RelabelRule {
    fn default() -> Self {
        Self {
            action: RelabelAction::default(),
            source_labels: Vec::new(),
            separator: DEFAULT_SEPARATOR.to_owned(),
            pattern: DEFAULT_PATTERN.to_owned(),
            modulus: 0,
            target_label: String::new(),
            replacement: DEFAULT_REPLACEMENT.to_owned(),
        }
    }
}

impl RelabelRule {
    /// The expression, compiled.
    ///
    /// # Errors
    /// It is none.
    pub(super) fn regexp(&self, dialect: SenderDialect) -> Result<Regexp, RegexpError> {
        goregexp::compile(&self.pattern, dialect.regexps)
    }

    /// Whether a server of that version loads the rule.
    ///
    /// # Errors
    /// See [`RelabelError`]; the first that upstream notices.
    pub fn validate(&self, dialect: SenderDialect) -> Result<(), RelabelError> {
        use RelabelAction as Action;
        let action = self.action;
        self.regexp(dialect)?;
        if action == Action::HashMod && self.modulus == 0 {
            return Err(RelabelError::NoModulus);
        }
        if action.has_target() && self.target_label.is_empty() {
            return Err(RelabelError::NoTarget(action));
        }
        let may_refer = action == Action::Replace && self.target_label.contains('$');
        let is_valid = if may_refer { is_name_pattern } else { is_name };
        if action.has_target() && !is_valid(&self.target_label, dialect) {
            return Err(RelabelError::InvalidTarget { target: self.target_label.clone(), action });
        }
        let has_own_replacement = self.replacement != DEFAULT_REPLACEMENT;
        let changes_case = matches!(action, Action::Lowercase | Action::Uppercase);
        let compares = matches!(action, Action::KeepEqual | Action::DropEqual);
        if (changes_case || compares) && has_own_replacement {
            return Err(RelabelError::UselessReplacement(action));
        }
        if action == Action::LabelMap && !is_name_pattern(&self.replacement, dialect) {
            return Err(RelabelError::InvalidReplacement { replacement: self.replacement.clone(), action });
        }
        let has_joining = self.modulus != 0 || self.separator != DEFAULT_SEPARATOR;
        if compares && (has_joining || self.pattern != DEFAULT_PATTERN) {
            return Err(RelabelError::OnlyLabels(action));
        }
        let filters_names = matches!(action, Action::LabelDrop | Action::LabelKeep);
        let has_labels = !self.source_labels.is_empty() || !self.target_label.is_empty();
        if filters_names && (has_labels || has_joining || has_own_replacement) {
            return Err(RelabelError::OnlyPattern(action));
        }
        Ok(())
    }
}

/// Whether a version takes a text as a label name.
pub(super) fn is_name(name: &str, dialect: SenderDialect) -> bool {
    if dialect.utf8_names { !name.is_empty() } else { is_legacy_name(name) }
}

/// Whether a text with references to groups may become a label name.
fn is_name_pattern(text: &str, dialect: SenderDialect) -> bool {
    const REFERENCES: &str = r"[a-zA-Z_]\w*|(?:\w*\$(?:\{\w+\}|\w+)\w*)+";
    if dialect.utf8_names {
        return !text.is_empty();
    }
    let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit());
    !starts_with_digit
        && goregexp::compile(REFERENCES, goregexp::Options::MATCHER).is_ok_and(|it| it.is_match(text))
}
