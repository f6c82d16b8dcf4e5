//! `title`, `toUpper`, `toLower`: Go's character mappings.

/// Each character's single upper-case form (`strings.ToUpper`): `ß` has none.
pub fn to_upper(text: &str) -> String {
    text.chars().map(upper).collect()
}

/// Each character's single lower-case form (`strings.ToLower`): no final sigma.
pub fn to_lower(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// What a word is, and what becomes of its other letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// Letters, digits and underscores (`strings.Title`); the rest stays.
    Separated,
    /// Unicode's, so that apostrophes join (`cases.Title`); the rest stays.
    Kept,
    /// Unicode's; the rest becomes lower case.
    Lowered,
}

/// The first letter of each word in title case.
pub(crate) fn title(text: &str, words: Words) -> String {
    match words {
        Words::Separated => title_by_separators(text),
        Words::Kept | Words::Lowered => title_by_words(text, words == Words::Lowered),
    }
}

fn single(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next()?;
    mapped.next().is_none().then_some(first)
}

fn upper(character: char) -> char {
    single(character.to_uppercase()).or_else(|| with_iota(character)).unwrap_or(character)
}

fn lower(character: char) -> char {
    match character {
        '\u{130}' => 'i',
        _ => single(character.to_lowercase()).unwrap_or(character),
    }
}

/// Greek letters with an iota beneath have a capital of their own.
fn with_iota(character: char) -> Option<char> {
    match character {
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
            char::from_u32(u32::from(character) + 8)
        }
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => char::from_u32(u32::from(character) + 9),
        _ => None,
    }
}

/// The title-case form where it is neither the letter itself nor its capital.
fn digraph(character: char) -> Option<char> {
    Some(match character {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        // Georgian has capitals for headlines only.
        '\u{10d0}'..='\u{10ff}' => character,
        _ => return None,
    })
}

fn title_by_separators(text: &str) -> String {
    let separates = |character: char| match character {
        '_' => false,
        _ if character.is_alphanumeric() => false,
        _ => character.is_ascii() || character.is_whitespace(),
    };
    let mut starts = true;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let shown = if starts { digraph(character).unwrap_or_else(|| upper(character)) } else { character };
        out.push(shown);
        starts = separates(character);
    }
    out
}

fn title_by_words(text: &str, lowers: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut after_joiner = false;
    for (index, character) in text.char_indices() {
        let breaks = breaks_word(character);
        if after_joiner && breaks {
            inside = false;
        }
        if is_cased(character) {
            if inside && lowers {
                push_lower(&mut out, character, &text[index + character.len_utf8()..]);
            } else if inside {
                out.push(character);
            } else {
                push_title(&mut out, character);
            }
            inside = true;
        } else {
            out.push(character);
            inside &= !breaks || joins_words(character);
        }
        after_joiner = joins_words(character);
    }
    out
}

fn is_cased(character: char) -> bool {
    character.is_lowercase()
        || character.is_uppercase()
        || matches!(character, '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}')
}

/// Characters that belong to a word only between letters: Unicode's `MidLetter`, `MidNumLet`
/// and `Single_Quote`.
fn joins_words(character: char) -> bool {
    matches!(
        character,
        '\'' | '.'
            | ':'
            | '\u{b7}'
            | '\u{387}'
            | '\u{55f}'
            | '\u{5f4}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{fe13}'
            | '\u{fe52}'
            | '\u{fe55}'
            | '\u{ff07}'
            | '\u{ff0e}'
            | '\u{ff1a}'
    )
}

/// Marks and formatting characters, which belong to what is before them.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{200c}'..='\u{200f}' | '\u{20d0}'..='\u{20f0}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{ad}'
    )
}

/// Everything that is no letter, digit, mark or connector.
fn breaks_word(character: char) -> bool {
    let connectors = matches!(
        character,
        '_' | '\u{203f}' | '\u{2040}' | '\u{2054}' | '\u{fe33}' | '\u{fe34}' | '\u{fe4d}'
            ..='\u{fe4f}' | '\u{ff3f}'
    );
    let ideographs = matches!(
        character,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{309f}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    );
    let digits =
        character.is_ascii_digit() || matches!(character, '\u{660}'..='\u{1fff}' if character.is_numeric());
    !is_mark(character) && !connectors && !digits && (!character.is_alphabetic() || ideographs)
}

/// The full lower-case mapping inside a word; a sigma at its end has a form of its own.
fn push_lower(out: &mut String, character: char, rest: &str) {
    let ends_word = || {
        let next = rest.chars().find(|next| !joins_words(*next) && !is_mark(*next));
        !next.is_some_and(is_cased)
    };
    if character == 'Σ' && ends_word() {
        out.push('ς');
    } else {
        out.extend(character.to_lowercase());
    }
}

/// The full title-case mapping: `ß` becomes `Ss`.
fn push_title(out: &mut String, character: char) {
    if let Some(form) = digraph(character).or_else(|| with_iota(character)) {
        out.push(form);
        return;
    }
    let mut capitals = character.to_uppercase();
    out.extend(capitals.next());
    let keeps_capitals = character == '\u{149}';
    out.extend(capitals.map(|rest| if keeps_capitals { rest } else { lower(rest) }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_as_go() {
        assert_eq!(to_upper("aß éᾳ"), "Aß Éᾼ");
        assert_eq!(to_lower("AİΣ"), "aiσ");
        for (text, old, new) in [
            ("it's o'neil foo_bar", "It'S O'Neil Foo_bar", "It's O'neil Foo_bar"),
            ("a.b. c/d 1ab ß", "A.B. C/D 1ab ß", "A.b. C/D 1Ab Ss"),
            ("ǆ HELLO", "ǅ HELLO", "ǅ HELLO"),
            ("e\u{301}a x'-y", "E\u{301}a X'-Y", "E\u{301}a X'-Y"),
        ] {
            assert_eq!(title(text, Words::Separated), old);
            assert_eq!(title(text, Words::Kept), new);
        }
        assert_eq!(title("ΑΣ DON'T İ", Words::Lowered), "Ας Don't İ");
    }
}
