//! Go's `filepath.Glob`: `*`, `?`, `[a-z]`, `[^a-z]` and `\`; no `**`.

use std::path::Path;

/// A pattern with an unfinished `[` or `\`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("syntax error in pattern")]
pub struct BadPattern;

/// The existing paths that `pattern` matches, in Go's order: folder by folder, names sorted.
///
/// # Errors
///
/// [`BadPattern`], also where nothing would have matched. Folders that cannot be read match nothing.
pub fn glob(pattern: &str) -> Result<Vec<String>, BadPattern> {
    matches(pattern, "")?;
    Ok(expand(pattern))
}

fn has_meta(pattern: &str) -> bool {
    pattern.contains(['*', '?', '[', '\\'])
}

fn expand(pattern: &str) -> Vec<String> {
    if !has_meta(pattern) {
        let exists = std::fs::symlink_metadata(pattern).is_ok();
        return if exists { vec![pattern.to_owned()] } else { Vec::new() };
    }
    let (folder, name) = match pattern.rfind('/') {
        Some(idx) => (&pattern[..idx.max(1)], &pattern[idx + 1..]),
        None => ("", pattern),
    };
    let folders =
        if has_meta(folder) && folder != pattern { expand(folder) } else { vec![folder.to_owned()] };
    folders.iter().flat_map(|folder| names_in(folder, name)).collect()
}

fn names_in(folder: &str, pattern: &str) -> Vec<String> {
    let directory = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = std::fs::read_dir(Path::new(directory)) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names.retain(|name| matches(pattern, name).unwrap_or(false));
    let separator = if folder.is_empty() || folder.ends_with('/') { "" } else { "/" };
    names.into_iter().map(|name| format!("{folder}{separator}{name}")).collect()
}

/// Whether the whole of `name` matches; a `*` does not cross `/`.
fn matches(pattern: &str, name: &str) -> Result<bool, BadPattern> {
    let pattern = compile(pattern)?;
    Ok(matches_from(&pattern, &name.chars().collect::<Vec<_>>()))
}

enum Part {
    Star,
    One(Class),
}

enum Class {
    Any,
    Exactly(char),
    Ranges { ranges: Vec<(char, char)>, is_negated: bool },
}

impl Class {
    fn holds(&self, character: char) -> bool {
        match self {
            Self::Any => character != '/',
            Self::Exactly(wanted) => character == *wanted,
            Self::Ranges { ranges, is_negated } => {
                ranges.iter().any(|&(low, high)| (low..=high).contains(&character)) != *is_negated
            }
        }
    }
}

fn compile(pattern: &str) -> Result<Vec<Part>, BadPattern> {
    let mut parts = Vec::new();
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        parts.push(match character {
            '*' => Part::Star,
            '?' => Part::One(Class::Any),
            '\\' => Part::One(Class::Exactly(rest.next().ok_or(BadPattern)?)),
            '[' => Part::One(class(&mut rest)?),
            other => Part::One(Class::Exactly(other)),
        });
    }
    Ok(parts)
}

/// The rest of a `[…]`; an empty one is malformed.
fn class(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Class, BadPattern> {
    let is_negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        if !ranges.is_empty() && rest.next_if_eq(&']').is_some() {
            return Ok(Class::Ranges { ranges, is_negated });
        }
        let low = class_character(rest)?;
        let high = if rest.next_if_eq(&'-').is_some() { class_character(rest)? } else { low };
        ranges.push((low, high));
    }
}

fn class_character(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, BadPattern> {
    match rest.next() {
        None | Some('-' | ']') => Err(BadPattern),
        Some('\\') => rest.next().ok_or(BadPattern),
        Some(other) => Ok(other),
    }
}

/// Tries the shortest text for the last star seen and lengthens it on failure: linear in memory,
/// quadratic in time.
fn matches_from(pattern: &[Part], name: &[char]) -> bool {
    let (mut at, mut position) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match pattern.get(at) {
            Some(Part::Star) => {
                retry = Some((at, position));
                at += 1;
                continue;
            }
            Some(Part::One(class)) if name.get(position).is_some_and(|it| class.holds(*it)) => {
                (at, position) = (at + 1, position + 1);
                continue;
            }
            None if position == name.len() => return true,
            _ => {}
        }
        match retry {
            Some((star, start)) if name.get(start).is_some_and(|it| *it != '/') => {
                retry = Some((star, start + 1));
                (at, position) = (star + 1, start + 1);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_go_does() {
        for (pattern, name, want) in [
            ("*.yml", "a.yml", Ok(true)),
            ("*.yml", "a.yaml", Ok(false)),
            ("a?c", "abc", Ok(true)),
            ("[a-c]x", "bx", Ok(true)),
            ("[^a-c]x", "bx", Ok(false)),
            ("a*b*c", "aXbYbZc", Ok(true)),
            ("a\\*", "a*", Ok(true)),
            ("*", "a/b", Ok(false)),
            ("[", "a", Err(BadPattern)),
            ("[]", "a", Err(BadPattern)),
            ("a\\", "a", Err(BadPattern)),
            ("", "", Ok(true)),
        ] {
            assert_eq!(matches(pattern, name), want, "{pattern} on {name}");
        }
    }

    #[test]
    fn expands_folders_too() {
        let root = env!("CARGO_MANIFEST_DIR");
        let found = glob(&format!("{root}/s[qr]c/ma*.rs")).expect("a good pattern");
        assert_eq!(found, [format!("{root}/src/main.rs")]);
        assert_eq!(glob("/nowhere/*.yml"), Ok(Vec::new()));
        assert_eq!(glob(""), Ok(Vec::new()));
    }
}
