//! Patterns of literals, `.`, `.*` and `.+`: matched without a regular expression.

/// A sequence of characters and wildcards that must match a whole value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glob {
    /// The characters before the first wildcard.
    start: Vec<Atom>,
    /// What follows each wildcard.
    rest: Vec<Segment>,
}

/// One character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    Literal(char),
    /// `.`
    Any,
}

/// A wildcard and the characters after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    /// `.+` instead of `.*`.
    needs_one: bool,
    atoms: Vec<Atom>,
}

impl Glob {
    /// Reads a pattern; `None` where it has any other construct.
    pub(super) fn parse(pattern: &str) -> Option<Self> {
        let mut glob = Self { start: Vec::new(), rest: Vec::new() };
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            let atom = match (character, characters.peek()) {
                ('.', Some('*' | '+')) => {
                    let needs_one = characters.next() == Some('+');
                    // A second suffix would mean another repetition.
                    if matches!(characters.peek(), Some('*' | '+' | '?')) {
                        return None;
                    }
                    glob.rest.push(Segment { needs_one, atoms: Vec::new() });
                    continue;
                }
                ('.', _) => Atom::Any,
                ('*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '\\' | '|', _) => {
                    return None;
                }
                (literal, _) => Atom::Literal(literal),
            };
            glob.rest.last_mut().map_or(&mut glob.start, |segment| &mut segment.atoms).push(atom);
        }
        Some(glob)
    }

    /// Whether the whole of `value` matches.
    pub(super) fn matches(&self, value: &str) -> bool {
        let Some(mut left) = strip(value, &self.start) else { return false };
        let Some((last, inner)) = self.rest.split_last() else { return left.is_empty() };
        for segment in inner {
            // The leftmost place leaves most to the segments that follow.
            let Some(after) = segment.leftmost(left) else { return false };
            left = after;
        }
        last.ends(left)
    }
}

impl Segment {
    /// What follows the first place in `value` where the characters stand.
    fn leftmost<'v>(&self, value: &'v str) -> Option<&'v str> {
        self.places(value).find_map(|place| strip(place, &self.atoms))
    }

    /// Whether `value` ends with the characters.
    fn ends(&self, value: &str) -> bool {
        let skipped = usize::from(self.needs_one);
        let Some(skip) = value.chars().count().checked_sub(self.atoms.len()) else { return false };
        let tail = value.char_indices().nth(skip).map_or("", |(place, _)| &value[place..]);
        skip >= skipped && strip(tail, &self.atoms).is_some()
    }

    /// The suffixes of `value` that the wildcard may leave.
    fn places<'v>(&self, value: &'v str) -> impl Iterator<Item = &'v str> {
        let ends = value.char_indices().map(|(place, _)| place).chain([value.len()]);
        ends.skip(usize::from(self.needs_one)).map(|place| &value[place..])
    }
}

/// `value` without the characters it must start with.
fn strip<'v>(value: &'v str, atoms: &[Atom]) -> Option<&'v str> {
    let mut characters = value.chars();
    for atom in atoms {
        let found = characters.next()?;
        if matches!(atom, Atom::Literal(literal) if *literal != found) {
            return None;
        }
    }
    Some(characters.as_str())
}
