//! `match` and `reReplaceAll`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use firedrill_model::goregexp::{Options, Regexp, RegexpError, compile};
use firedrill_model::quote::{can_backquote, quote};

use crate::options::GoVersion;

/// The patterns of a template, compiled when first used: they are the same in each execution, as a rule.
#[derive(Debug, Clone)]
pub(crate) struct Regexps {
    go: GoVersion,
    compiled: Arc<Mutex<BTreeMap<String, Arc<Regexp>>>>,
}

/// A template that makes patterns of its data does not fill the memory with them.
const MAX_KEPT: usize = 16;

impl Regexps {
    pub(crate) fn new(go: GoVersion) -> Self {
        Self { go, compiled: Arc::default() }
    }

    fn compiled(&self, pattern: &str) -> Result<Arc<Regexp>, RegexpError> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regexp) = compiled.get(pattern) {
            return Ok(Arc::clone(regexp));
        }
        let options = match self.go {
            GoVersion::Go1_19 => Options::SEARCH_2_42,
            GoVersion::Go1_26 => Options::SEARCH,
        };
        let regexp = Arc::new(compile(pattern, options)?);
        if compiled.len() < MAX_KEPT {
            compiled.insert(pattern.to_owned(), Arc::clone(&regexp));
        }
        Ok(regexp)
    }

    /// Whether the pattern matches anywhere in the text.
    pub(crate) fn is_match(&self, pattern: &str, text: &str) -> Result<bool, String> {
        let regexp = self.compiled(pattern).map_err(|error| error.to_string())?;
        Ok(regexp.is_match(text))
    }

    /// Replaces every match; the error is that of `regexp.MustCompile`.
    pub(crate) fn replace_all(&self, pattern: &str, replacement: &str, text: &str) -> Result<String, String> {
        let regexp = self.compiled(pattern).map_err(|error| {
            let shown = if can_backquote(pattern) { format!("`{pattern}`") } else { quote(pattern) };
            format!("regexp: Compile({shown}): {error}")
        })?;
        Ok(regexp.replace_all(text, replacement))
    }
}
