//! Compiled patterns.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use regex::{Captures, Regex, RegexBuilder};

use super::expand::{Piece, pieces};
use super::translate::translate;
use super::{RegexpError, RegexpErrorCode};

/// How a pattern is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The pattern must match the whole text. Errors quote the pattern alone.
    pub anchored: bool,
    /// `(?s)` from the start.
    pub dot_matches_newline: bool,
    /// `(?<name>…)` beside `(?P<name>…)`: Go 1.22 and later.
    pub names_without_p: bool,
}

impl Options {
    /// `regexp.Compile`: a match anywhere.
    pub const SEARCH: Self = Self { anchored: false, dot_matches_newline: false, names_without_p: true };
    /// `regexp.Compile` of the Go that built Prometheus 2.42. Its matchers and `label_replace` are
    /// `^(?:…)$` with this; their errors quote the whole.
    pub const SEARCH_2_42: Self = Self { names_without_p: false, ..Self::SEARCH };
    /// A label matcher of Prometheus 3: anchored, `.` matches newlines.
    pub const MATCHER: Self = Self { anchored: true, dot_matches_newline: true, names_without_p: true };
}

/// Compiled programs may take as much memory as Go allows.
const SIZE_LIMIT: usize = 128 << 20;
/// Go's own limit decides; groups that do not capture are free in both engines.
const NEST_LIMIT: u32 = u32::MAX;

/// Longer patterns are built at once.
const LAZY_LENGTH: usize = 1000;

/// Compiles `pattern`.
///
/// # Errors
/// What Go refuses, with its text: ``error parsing regexp: missing closing ): `(` ``.
///
/// ```
/// use firedrill_model::goregexp::{Options, compile};
/// let matcher = compile("5..", Options::MATCHER)?;
/// assert!(matcher.is_match("503") && !matcher.is_match("5030"));
/// # Ok::<(), firedrill_model::goregexp::RegexpError>(())
/// ```
pub fn compile(pattern: &str, options: Options) -> Result<Regexp, RegexpError> {
    if let Some(known) = remembered(pattern, options) {
        return Ok(known);
    }
    let compiled = compile_anew(pattern, options)?;
    remember(pattern, options, &compiled);
    Ok(compiled)
}

/// By pattern.
type Remembered = HashMap<Box<str>, Vec<(Options, Regexp)>>;

thread_local! {
    /// What this thread has compiled: rules are evaluated again and again, and building a program
    /// takes far longer than running it. Results do not depend on what is remembered.
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// Patterns a thread remembers at most.
const REMEMBERED_PATTERNS: usize = 4096;

fn remembered(pattern: &str, options: Options) -> Option<Regexp> {
    REMEMBERED.with_borrow(|known| {
        let compiled = known.get(pattern)?.iter().find(|(known_options, _)| *known_options == options)?;
        Some(compiled.1.clone())
    })
}

fn remember(pattern: &str, options: Options, compiled: &Regexp) {
    REMEMBERED.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED_PATTERNS {
            known.clear();
        }
        known.entry(Box::from(pattern)).or_default().push((options, compiled.clone()));
    });
}

fn compile_anew(pattern: &str, options: Options) -> Result<Regexp, RegexpError> {
    let translation = translate(pattern, options)?;
    let text =
        if options.anchored { format!("\\A(?:{})\\z", translation.pattern) } else { translation.pattern };
    let regexp =
        Regexp { program: Arc::new(Program { text, names: translation.names, regex: OnceLock::new() }) };
    if regexp.program.may_be_too_large() {
        let regex =
            build(&regexp.program.text).map_err(|_| RegexpError::new(RegexpErrorCode::TooLarge, pattern))?;
        regexp.program.regex.get_or_init(|| regex);
    }
    Ok(regexp)
}

fn build(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).size_limit(SIZE_LIMIT).nest_limit(NEST_LIMIT).build()
}

/// A Go regular expression. The engine's program is built when it is first needed; clones share it.
#[derive(Debug, Clone)]
pub struct Regexp {
    program: Arc<Program>,
}

#[derive(Debug)]
struct Program {
    text: String,
    names: Vec<Option<String>>,
    regex: OnceLock<Regex>,
}

impl Program {
    /// Only counted repetition and sheer length can make a program larger than its limit.
    fn may_be_too_large(&self) -> bool {
        self.text.len() > LAZY_LENGTH || self.text.contains('{')
    }
}

impl Regexp {
    /// Whether `text` matches: as a whole if anchored, else anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }

    /// The underlying engine. Groups have their numbers there, and no names.
    pub fn regex(&self) -> &Regex {
        self.program.regex.get_or_init(|| {
            build(&self.program.text).expect("a short pattern without counted repetition fits")
        })
    }

    /// The replacement text with the groups of the first match filled in (`regexp.Expand`), or `None`
    /// where `text` does not match. A group that took no part is empty.
    pub fn expand(&self, text: &str, replacement: &str) -> Option<String> {
        let captures = self.regex().captures(text)?;
        let mut out = String::new();
        self.push_expanded(&mut out, &pieces(replacement), &captures);
        Some(out)
    }

    /// `regexp.ReplaceAllString`: every match replaced, `$1` and `${name}` filled in.
    pub fn replace_all(&self, text: &str, replacement: &str) -> String {
        let pieces = pieces(replacement);
        let replaced = self.regex().replace_all(text, |captures: &Captures<'_>| {
            let mut out = String::new();
            self.push_expanded(&mut out, &pieces, captures);
            out
        });
        replaced.into_owned()
    }

    fn push_expanded(&self, out: &mut String, pieces: &[Piece<'_>], captures: &Captures<'_>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(number) => {
                    out.push_str(captures.get(*number).map_or("", |found| found.as_str()));
                }
                Piece::Name(name) => out.push_str(self.named(name, captures)),
            }
        }
    }

    /// The first group of that name which took part.
    fn named<'t>(&self, name: &str, captures: &Captures<'t>) -> &'t str {
        let named =
            self.program.names.iter().enumerate().filter(|(_, candidate)| candidate.as_deref() == Some(name));
        let mut found = named.filter_map(|(position, _)| captures.get(position + 1));
        found.next().map_or("", |found| found.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_with_go_texts() {
        for (pattern, want) in [
            ("(", "missing closing ): `(`"),
            ("a)", "unexpected ): `a)`"),
            ("[a", "missing closing ]: `[a`"),
            ("[b-a]", "invalid character class range: `b-a`"),
            ("\\pX", "invalid character class range: `\\pX`"),
            ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
            ("\\q", "invalid escape sequence: `\\q`"),
            ("\\xé", "invalid escape sequence: `\\xé`"),
            ("(?P<a", "invalid named capture: `(?P<a`"),
            ("(?<a-b>x)", "invalid named capture: `(?<a-b>`"),
            ("(?=x)", "invalid or unsupported Perl syntax: `(?=`"),
            ("(?i-)x", "invalid or unsupported Perl syntax: `(?i-)`"),
            ("a**", "invalid nested repetition operator: `**`"),
            ("a{2}?{3}", "invalid nested repetition operator: `{2}?{3}`"),
            ("a{1001}", "invalid repeat count: `{1001}`"),
            ("(a{50}){50}", "invalid repeat count: `{50}`"),
            ("|*?", "missing argument to repetition operator: `*?`"),
            ("a\\", "trailing backslash at end of expression: ``"),
        ] {
            let error = compile(pattern, Options::MATCHER).expect_err(pattern);
            assert_eq!(error.to_string(), format!("error parsing regexp: {want}"), "{pattern}");
        }
        let error = compile("(?<a>x)", Options::SEARCH_2_42).expect_err("newer syntax");
        assert_eq!(error.to_string(), "error parsing regexp: invalid or unsupported Perl syntax: `(?<`");
    }

    #[test]
    fn matches_as_go() {
        for (pattern, text, want) in [
            ("a.b", "a\nb", true),
            ("(?-s)a.b", "a\nb", false),
            ("a|b", "ab", false),
            ("\\w+", "é", false),
            ("\\s", "\u{b}", false),
            ("[a&&b]", "&", true),
            ("(?i)k", "\u{212a}", true),
            ("a{,2}", "a{,2}", true),
            ("a(?i)*", "aaa", true),
            ("\\Qa.b", "a.b", true),
            ("[\\x{d800}]|x", "x", true),
            ("\\p{^Greek}", "σ", false),
            ("(?P<n>a)(?P<n>b)", "ab", true),
        ] {
            let matcher = compile(pattern, Options::MATCHER).expect(pattern);
            assert_eq!(matcher.is_match(text), want, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn replaces_as_go() {
        for (pattern, text, replacement, want) in [
            ("a*", "baaac", "x", "xbxcx"),
            ("(\\d+)-(?P<n>\\w)", "12-a", "${n}1$1$$$n$", "a112$a$"),
            ("(a)", "a", "$1x-$01-${-", "--${-"),
            ("(?P<n>a)|(?P<n>b)", "ab", "<$n>", "<a><b>"),
        ] {
            let regexp = compile(pattern, Options::SEARCH).expect(pattern);
            assert_eq!(regexp.replace_all(text, replacement), want, "{pattern}");
        }
    }

    #[test]
    fn bounds_nesting() {
        let nested = |depth| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(compile(&nested(999), Options::SEARCH).is_ok());
        let error = compile(&nested(1000), Options::SEARCH).expect_err("too deep");
        assert_eq!(error.code, RegexpErrorCode::NestingDepth);
        let groups = format!("{}a{}", "(?:".repeat(100_000), ")".repeat(100_000));
        assert!(compile(&groups, Options::SEARCH).is_ok());
    }
}
