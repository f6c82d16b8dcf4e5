//! Seeded mutation of texts.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Longest input that is made, in bytes.
const LONGEST: usize = 4096;
/// Numbers at which arithmetic goes wrong.
const NUMBERS: [&str; 18] = [
    "0",
    "1",
    "-1",
    "2",
    "59",
    "60",
    "255",
    "256",
    "1000000",
    "2147483647",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "1e308",
    "1e-320",
    "0.1",
    "NaN",
];
/// Characters that some reader treats in its own way.
const CHARACTERS: &str =
    "\"'`{}[]()<>=!~+-*/%^@,:;.#&|?$_\\\t\n\r 09azAZeExinfμé\u{0}\u{85}\u{2028}\u{feff}\u{1f525}";

/// Makes inputs from a corpus.
#[derive(Debug)]
pub(crate) struct Mutator<'c> {
    random: ChaCha8Rng,
    corpus: &'c [String],
}

impl<'c> Mutator<'c> {
    /// The stream of mutants of a seed.
    pub(crate) fn new(seed: u64, corpus: &'c [String]) -> Self {
        Self { random: ChaCha8Rng::seed_from_u64(seed), corpus }
    }

    /// A number in `0..bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.random.next_u64() % bound as u64) as usize
    }

    /// A text of the corpus or of `pool`, changed in one to eight places.
    pub(crate) fn mutant(&mut self, pool: &[String]) -> String {
        let from_pool = !pool.is_empty() && self.below(2) == 0;
        let texts = if from_pool { pool } else { self.corpus };
        let mut text = texts[self.below(texts.len())].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut text);
        }
        text.truncate(text.floor_char_boundary(LONGEST));
        text
    }

    fn change(&mut self, text: &mut String) {
        let (start, end) = self.piece(text);
        match self.below(9) {
            0 => text.replace_range(start..end, ""),
            1 => {
                let doubled = text[start..end].repeat(2);
                text.replace_range(start..end, &doubled);
            }
            2 => {
                let choices: Vec<char> = CHARACTERS.chars().collect();
                text.insert(start, choices[self.below(choices.len())]);
            }
            3 => self.renumber(text),
            4 => {
                let corpus = self.corpus;
                let other = &corpus[self.below(corpus.len())];
                let (from, to) = self.piece(other);
                text.replace_range(start..end, &other[from..to]);
            }
            5 => {
                // Deep nesting and long chains.
                let repeated = text[start..end].repeat(1 + self.below(200));
                text.replace_range(start..end, &repeated[..repeated.floor_char_boundary(LONGEST)]);
            }
            6 => {
                let (from, to) = self.piece(text);
                let moved = text[from..to].to_owned();
                text.insert_str(start, &moved);
            }
            7 => self.swap_words(text),
            _ => {
                let raw = self.random.next_u32() % 0x0011_0000;
                text.insert(start, char::from_u32(raw).unwrap_or('\u{fffd}'));
            }
        }
    }

    /// A short piece of `text`, at boundaries of characters.
    fn piece(&mut self, text: &str) -> (usize, usize) {
        let start = text.floor_char_boundary(self.below(text.len() + 1));
        let longest = if self.below(4) == 0 { 64 } else { 8 };
        let end = text.floor_char_boundary((start + self.below(longest)).min(text.len()));
        (start, end.max(start))
    }

    /// Replaces one number.
    fn renumber(&mut self, text: &mut String) {
        let is_digit = |place: usize| text.as_bytes().get(place).is_some_and(u8::is_ascii_digit);
        let starts: Vec<usize> = (0..text.len())
            .filter(|place| is_digit(*place) && (*place == 0 || !is_digit(place - 1)))
            .collect();
        if starts.is_empty() {
            return;
        }
        let start = starts[self.below(starts.len())];
        let end = (start..text.len()).find(|place| !is_digit(*place)).unwrap_or(text.len());
        text.replace_range(start..end, NUMBERS[self.below(NUMBERS.len())]);
    }

    /// Exchanges two words.
    fn swap_words(&mut self, text: &mut String) {
        let mut words: Vec<String> = text.split_inclusive(' ').map(str::to_owned).collect();
        if words.len() > 1 {
            let (one, other) = (self.below(words.len()), self.below(words.len()));
            words.swap(one, other);
            *text = words.concat();
        }
    }
}
