//! The bounds that Go puts on a syntax tree: height, multiplied repetitions, program size.
//!
//! The tree itself is never built; each of its nodes is summed up in a [`Node`].

use super::RegexpErrorCode;
use super::repetition::Repetition;

const MAX_HEIGHT: u32 = 1000;
const MAX_REPEAT: u64 = 1000;
/// 128 MB of instructions of 40 bytes.
const MAX_SIZE: u64 = (128 << 20) / 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Literal,
    Concatenation,
    Alternation,
    Other,
}

/// What the bounds need to know of one node of the syntax tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    kind: Kind,
    height: u32,
    /// The greatest product of repeat counts along one path.
    repeats: u64,
    /// Instructions of the compiled program.
    size: u64,
}

impl Node {
    pub(super) const LITERAL: Self = Self { kind: Kind::Literal, height: 1, repeats: 1, size: 1 };
    pub(super) const ATOM: Self = Self { kind: Kind::Other, height: 1, repeats: 1, size: 1 };

    pub(super) fn captured(self) -> Result<Self, RegexpErrorCode> {
        Self { kind: Kind::Other, height: self.height + 1, size: self.size.saturating_add(2), ..self }
            .checked()
    }

    pub(super) fn repeated(self, repetition: Repetition) -> Result<Self, RegexpErrorCode> {
        let (size, repeats) = match repetition {
            Repetition::Plus | Repetition::Optional => (self.size.saturating_add(1), self.repeats),
            Repetition::Star | Repetition::Counted { min: 0, max: None } => {
                (self.size.saturating_add(2), self.repeats)
            }
            Repetition::Counted { min, max: None } => (
                self.size.saturating_mul(min.into()).saturating_add(1),
                self.repeats.saturating_mul(min.into()),
            ),
            Repetition::Counted { max: Some(0), .. } => (1, 0),
            Repetition::Counted { min, max: Some(max) } => (
                self.size.saturating_mul(max.into()).saturating_add((max - min).into()),
                self.repeats.max(1).saturating_mul(max.into()),
            ),
        };
        let node = Self { kind: Kind::Other, height: self.height + 1, repeats, size }.checked()?;
        let counted = matches!(repetition, Repetition::Counted { min, max } if min >= 2 || max >= Some(2));
        if counted && node.repeats > MAX_REPEAT {
            return Err(RegexpErrorCode::InvalidRepeatCount);
        }
        Ok(node)
    }

    /// One after the other; neighbouring literals are one node.
    pub(super) fn concatenation(parts: &[Self]) -> Result<Self, RegexpErrorCode> {
        Self::joined(parts, Kind::Concatenation, |previous, next| {
            previous.kind == Kind::Literal && next.kind == Kind::Literal
        })
    }

    pub(super) fn alternation(parts: &[Self]) -> Result<Self, RegexpErrorCode> {
        let mut node = Self::joined(parts, Kind::Alternation, |_, _| false)?;
        node.size = node.size.saturating_add(parts.len() as u64 - 1);
        Ok(node)
    }

    fn joined(
        parts: &[Self],
        kind: Kind,
        merges: impl Fn(&Self, &Self) -> bool,
    ) -> Result<Self, RegexpErrorCode> {
        let Some(first) = parts.first() else {
            return Ok(Self::ATOM);
        };
        let merged = parts.windows(2).filter(|pair| merges(&pair[0], &pair[1])).count();
        let size = parts.iter().fold(0, |size: u64, part| size.saturating_add(part.size));
        if parts.len() - merged == 1 {
            return Ok(Self { size, ..*first });
        }
        // A node of the same kind is dissolved into this one.
        let heights = parts.iter().map(|part| if part.kind == kind { part.height - 1 } else { part.height });
        let height = 1 + heights.max().unwrap_or(0);
        let repeats = parts.iter().map(|part| part.repeats).max().unwrap_or(1);
        Self { kind, height, repeats, size }.checked()
    }

    fn checked(self) -> Result<Self, RegexpErrorCode> {
        if self.size > MAX_SIZE {
            return Err(RegexpErrorCode::TooLarge);
        }
        if self.height > MAX_HEIGHT {
            return Err(RegexpErrorCode::NestingDepth);
        }
        Ok(self)
    }
}
