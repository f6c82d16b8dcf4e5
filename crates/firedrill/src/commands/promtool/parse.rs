//! Command lines as kingpin reads them: flags anywhere, `--flag value` or `--flag=value`, `--no-flag`.

use std::collections::{BTreeMap, VecDeque};

use firedrill_promql::Dialect;

use super::grammar::{BRANCHES, Branch, Flag, GLOBAL, Kind, Leaf};

/// What a command line asks for.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) branch: Option<&'static Branch>,
    pub(super) leaf: Option<&'static Leaf>,
    /// Values in order; of a switch, `true` or `false`.
    pub(super) flags: BTreeMap<&'static str, Vec<String>>,
    pub(super) files: Vec<String>,
    /// The first thing wrong with it. Help and version are given nevertheless.
    pub(super) error: Option<ParseError>,
}

/// What kingpin says about a malformed command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum ParseError {
    #[error("unknown long flag '--{0}'")]
    UnknownLong(String),
    #[error("unknown short flag '-{0}'")]
    UnknownShort(char),
    #[error("expected argument for flag '{0}'")]
    MissingValue(String),
    #[error("expected command but got {}", firedrill_model::quote::quote(.0))]
    UnknownCommand(String),
}

impl Parsed {
    /// Whether the switch is on.
    pub(super) fn is_on(&self, switch: &str) -> bool {
        self.flags.get(switch).is_some_and(|values| values.last().is_some_and(|value| value == "true"))
    }

    /// The values of a flag, none if it was not given.
    pub(super) fn values(&self, flag: &str) -> &[String] {
        self.flags.get(flag).map_or(&[], Vec::as_slice)
    }

    /// A flag that must stand once only, but stands twice.
    pub(super) fn repeated(&self) -> Option<&'static str> {
        let known = self.known_flags();
        let single = known.iter().filter(|flag| flag.kind != Kind::Values);
        single.map(|flag| flag.name).find(|name| self.values(name).len() > 1)
    }

    fn known_flags(&self) -> Vec<&'static Flag> {
        let branch = self.branch.map_or(&[] as &[Flag], |branch| branch.flags);
        let leaf = self.leaf.map_or(&[] as &[Flag], |leaf| leaf.flags);
        GLOBAL.iter().chain(branch).chain(leaf).collect()
    }
}

/// Reads `arguments`, without the program's name.
pub(super) fn parse(arguments: impl IntoIterator<Item = String>, dialect: &Dialect) -> Parsed {
    let mut parsed = Parsed::default();
    let mut rest: VecDeque<String> = arguments.into_iter().collect();
    let mut only_files = false;
    while let Some(argument) = rest.pop_front() {
        let step = if only_files || !argument.starts_with('-') {
            take_word(&mut parsed, argument)
        } else if argument == "--" {
            only_files = true;
            Ok(())
        } else if argument == "-" {
            // kingpin cuts the dash off and is left with an empty word.
            take_word(&mut parsed, String::new())
        } else if let Some(long) = argument.strip_prefix("--") {
            take_long(&mut parsed, long, &mut rest, dialect)
        } else {
            take_short(&mut parsed, &argument[1..], &mut rest)
        };
        if let Err(error) = step {
            parsed.error = Some(error);
            break;
        }
    }
    parsed
}

/// A command as long as one is missing, then a file.
fn take_word(parsed: &mut Parsed, word: String) -> Result<(), ParseError> {
    let is_known = match (parsed.branch, parsed.leaf) {
        (None, _) => {
            parsed.branch = BRANCHES.iter().find(|branch| branch.name == word);
            parsed.branch.is_some()
        }
        (Some(branch), None) => {
            parsed.leaf = branch.leaves.iter().find(|leaf| leaf.name == word);
            parsed.leaf.is_some()
        }
        (Some(_), Some(_)) => {
            parsed.files.push(word);
            return Ok(());
        }
    };
    if is_known { Ok(()) } else { Err(ParseError::UnknownCommand(word)) }
}

fn take_long(
    parsed: &mut Parsed,
    argument: &str,
    rest: &mut VecDeque<String>,
    dialect: &Dialect,
) -> Result<(), ParseError> {
    let (name, value) =
        argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
    // What stands behind `=` is the next word, also where the flag takes none.
    if let Some(value) = value {
        rest.push_front(value.to_owned());
    }
    let known = parsed.known_flags();
    let find = |name: &str| {
        let available = |flag: &&&Flag| dialect.native_histograms || !flag.since_3;
        known.iter().filter(available).find(|flag| flag.name == name).copied()
    };
    let (flag, is_negated) = match (find(name), name.strip_prefix("no-").and_then(find)) {
        (Some(flag), _) => (flag, false),
        (None, Some(flag)) if flag.kind == Kind::Switch => (flag, true),
        _ => return Err(ParseError::UnknownLong(name.to_owned())),
    };
    let value = if flag.kind == Kind::Switch {
        (!is_negated).to_string()
    } else {
        // A word that looks like a flag is no value, unless it stands behind `=`.
        match rest.pop_front() {
            Some(word) if value.is_some() || !word.starts_with('-') => word,
            _ => return Err(ParseError::MissingValue(format!("--{name}"))),
        }
    };
    parsed.flags.entry(flag.name).or_default().push(value);
    Ok(())
}

/// The one short flag is `-h`; letters may be put together.
fn take_short(parsed: &mut Parsed, letters: &str, rest: &mut VecDeque<String>) -> Result<(), ParseError> {
    let mut letters = letters.chars();
    match letters.next() {
        Some('h') => {
            parsed.flags.entry("help").or_default().push("true".to_owned());
            if !letters.as_str().is_empty() {
                rest.push_front(format!("-{}", letters.as_str()));
            }
            Ok(())
        }
        Some(letter) => Err(ParseError::UnknownShort(letter)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Parsed {
        parse(line.split(' ').filter(|word| !word.is_empty()).map(str::to_owned), &Dialect::V3)
    }

    #[test]
    fn flags_stand_anywhere_behind_their_command() {
        let line =
            parsed("--enable-feature=a,b test --junit x.xml rules --run=a f.yml --run b --no-diff g.yml");
        assert!(line.error.is_none(), "{:?}", line.error);
        assert_eq!(line.files, ["f.yml", "g.yml"]);
        assert_eq!(line.values("run"), ["a", "b"]);
        assert_eq!(line.values("junit"), ["x.xml"]);
        assert!(!line.is_on("diff"));
    }

    #[test]
    fn malformed_lines_are_refused_in_the_words_of_kingpin() {
        for (line, want) in [
            ("test rules --bogus t.yml", "unknown long flag '--bogus'"),
            ("test --run=a rules t.yml", "unknown long flag '--run'"),
            ("test rules --run", "expected argument for flag '--run'"),
            ("test rules -x t.yml", "unknown short flag '-x'"),
            ("test bogus", "expected command but got \"bogus\""),
            ("bogus", "expected command but got \"bogus\""),
        ] {
            assert_eq!(parsed(line).error.map(|it| it.to_string()).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn a_value_behind_a_switch_is_a_file() {
        assert_eq!(parsed("test rules --diff=true t.yml").files, ["true", "t.yml"]);
        assert_eq!(parsed("check rules -").files, [""]);
        assert_eq!(parsed("check rules -- --lint").files, ["--lint"]);
    }
}
