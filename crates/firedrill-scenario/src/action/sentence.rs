//! Sentences: patterns of words and slots, and texts held against them.

use firedrill_model::{Duration, Span};

use super::ActionError;

/// A word of a text: a run without blanks, or one that quotes or braces hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'p> {
    /// This word.
    Word(&'p str),
    /// A slot for one word, in capitals.
    Slot(&'p str),
    /// A slot for one or more words, with dots after it.
    Slots(&'p str),
}

/// What a text has in the slots of a pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots<'t> {
    filled: Vec<(&'static str, Word<'t>)>,
}

/// The words of `text`. Commas and `±` are words of their own outside quotes and braces.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut depth = 0_usize;
    let mut is_escaped = false;
    let word = |start: usize, end: usize| Word { text: &text[start..end], span: Span::new(start, end) };
    for (position, character) in text.char_indices() {
        if let Some(open) = quote {
            if is_escaped {
                is_escaped = false;
            } else if character == '\\' {
                is_escaped = true;
            } else if character == open {
                quote = None;
            }
            continue;
        }
        match character {
            '"' | '\'' | '`' => quote = Some(character),
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_alone = depth == 0 && (character == ',' || character == '±');
        if is_alone || (depth == 0 && character.is_whitespace()) {
            words.extend(start.take().map(|start| word(start, position)));
        } else {
            start = start.or(Some(position));
        }
        if is_alone {
            words.push(word(position, position + character.len_utf8()));
        }
    }
    words.extend(start.map(|start| word(start, text.len())));
    words
}

/// The two forms of a pattern whose tail may be left out: `target NAME goes down [for DURATION]`.
fn forms(pattern: &'static str) -> Vec<Vec<Part<'static>>> {
    let (head, tail) = pattern.split_once('[').unwrap_or((pattern, ""));
    let tail = tail.trim_end_matches(']');
    let mut forms = vec![parts(head)];
    if !tail.is_empty() {
        let mut whole = parts(head);
        whole.extend(parts(tail));
        forms.push(whole);
    }
    forms
}

fn parts(pattern: &'static str) -> Vec<Part<'static>> {
    let part = |word: &'static str| match word.strip_suffix('…') {
        Some(slot) => Part::Slots(slot),
        None if word.starts_with(|first: char| first.is_ascii_uppercase()) => Part::Slot(word),
        None => Part::Word(word),
    };
    words(pattern).into_iter().map(|word| part(word.text)).collect()
}

/// What `text` has in the slots of `pattern`, if it reads so.
pub(super) fn matched<'t>(pattern: &'static str, text: &'t str, words: &[Word<'t>]) -> Option<Slots<'t>> {
    forms(pattern).iter().find_map(|parts| {
        let mut slots = Slots::default();
        fill(parts, text, words, &mut slots).then_some(slots)
    })
}

/// Fills `slots` from the left; a slot for several words takes as few as it can. The recursion is as deep
/// as a pattern of the table is long.
fn fill<'t>(parts: &[Part<'static>], text: &'t str, words: &[Word<'t>], slots: &mut Slots<'t>) -> bool {
    let Some((part, parts)) = parts.split_first() else { return words.is_empty() };
    let Some((word, rest)) = words.split_first() else { return false };
    match part {
        Part::Word(wanted) => *wanted == word.text && fill(parts, text, rest, slots),
        Part::Slot(name) => {
            slots.filled.push((name, *word));
            fill(parts, text, rest, slots)
        }
        Part::Slots(name) => {
            let length = slots.filled.len();
            for taken in 1..=words.len() {
                let span = word.span.to(words[taken - 1].span);
                slots.filled.push((name, Word { text: span.text(text), span }));
                if fill(parts, text, &words[taken..], slots) {
                    return true;
                }
                slots.filled.truncate(length);
            }
            false
        }
    }
}

/// How many words of `pattern` and `words` differ, for suggestions; slots fit anything.
pub(super) fn distance(pattern: &'static str, words: &[Word<'_>]) -> usize {
    let between = |parts: &[Part<'_>]| {
        let differing = parts
            .iter()
            .zip(words)
            .filter(|(part, word)| matches!(part, Part::Word(wanted) if *wanted != word.text));
        differing.count() + parts.len().abs_diff(words.len())
    };
    forms(pattern).iter().map(|parts| between(parts)).min().unwrap_or(usize::MAX)
}

impl<'t> Slots<'t> {
    /// What stands in the slot, if the pattern has it and the text fills it.
    pub(super) fn get(&self, name: &str) -> Option<Word<'t>> {
        self.filled.iter().find_map(|(slot, word)| (*slot == name).then_some(*word))
    }

    /// What stands in a slot that the pattern has.
    pub(super) fn word(&self, name: &str) -> Word<'t> {
        self.get(name).unwrap_or(Word { text: "", span: Span::default() })
    }

    /// What stands in a slot, kept.
    pub(super) fn owned(&self, name: &str) -> String {
        self.word(name).text.to_owned()
    }

    /// What stands in a slot, read by `parse`.
    pub(super) fn parsed<T, E: std::fmt::Display>(
        &self,
        name: &str,
        parse: impl FnOnce(&'t str) -> Result<T, E>,
    ) -> Result<T, ActionError> {
        let word = self.word(name);
        parse(word.text).map_err(|error| ActionError { message: error.to_string(), span: word.span })
    }

    /// The duration in a slot.
    pub(super) fn duration(&self, name: &str) -> Result<Duration, ActionError> {
        self.parsed(name, Duration::parse)
    }

    /// The duration in a slot, if it is filled.
    pub(super) fn lasting(&self) -> Result<Option<Duration>, ActionError> {
        self.get("DURATION").map(|_| self.duration("DURATION")).transpose()
    }

    /// `pattern` with its slots filled.
    pub(super) fn render(&self, pattern: &'static str) -> String {
        let filled: Vec<&str> = words(pattern)
            .into_iter()
            .map(|word| self.get(word.text.trim_end_matches('…')).map_or(word.text, |filled| filled.text))
            .collect();
        filled.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_together_by_quotes_and_braces() {
        for (text, want) in [
            ("target a goes down", "target|a|goes|down"),
            ("prometheus restarts, 4m", "prometheus|restarts|,|4m"),
            ("silence a=\"x y\", b=~\"z\" for 2h \"CHG 1\"", "silence|a=\"x y\"|,|b=~\"z\"|for|2h|\"CHG 1\""),
            ("changes labels {a=\"b, c\", d=\"e\"}", "changes|labels|{a=\"b, c\", d=\"e\"}"),
            ("noisy ±5%", "noisy|±|5%"),
            ("  ", ""),
            ("open \"quote", "open|\"quote"),
        ] {
            let got: Vec<_> = words(text).iter().map(|word| word.text).collect();
            assert_eq!(got.join("|"), want, "{text}");
        }
    }

    #[test]
    fn slots_take_what_the_pattern_leaves() {
        for (pattern, text, want) in [
            ("target NAME goes down [for DURATION]", "target a goes down for 3m", Some("a 3m")),
            ("target NAME goes down [for DURATION]", "target a goes down", Some("a -")),
            ("target NAME goes down [for DURATION]", "target a goes up", None),
            ("silence NAME… is extended to DURATION", "silence a b is extended to 3h", Some("a b 3h")),
            ("silence NAME… is extended to DURATION", "silence is extended to 3h", None),
        ] {
            let got = matched(pattern, text, &words(text)).map(|slots| {
                let duration = slots.get("DURATION").map_or("-", |word| word.text);
                format!("{} {duration}", slots.word("NAME").text)
            });
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
