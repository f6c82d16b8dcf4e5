//! Alertmanager's configuration and matchers.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::matcher::{Dialect, Mode};

use super::Outcome;

/// A file is accepted, or refused for a reason that lies in it.
pub(super) fn load_configuration(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for version in [Version::OLDEST, Version::NEWEST] {
        let loaded = load(text, version);
        if loaded.config.is_some() != loaded.errors.is_empty() {
            return Err(format!("{} errors beside the configuration", loaded.errors.len()));
        }
        if let Some(error) = loaded.errors.iter().find(|error| error.span.start > text.len()) {
            return Err(format!("an error outside of the file: {error:?}"));
        }
        is_accepted |= loaded.config.is_some();
    }
    Ok(Outcome::of(is_accepted))
}

/// Matchers that are read and printed read back as the same.
pub(super) fn read_matchers(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for mode in [Mode::Classic, Mode::Fallback, Mode::Utf8Strict] {
        let dialect = Dialect::with_mode(Version::NEWEST, mode);
        let _ = dialect.matcher(text);
        let Ok(matchers) = dialect.matchers(text) else { continue };
        is_accepted = true;
        // Alertmanager prints an empty name as nothing.
        if matchers.value.as_slice().iter().any(|matcher| matcher.name().is_empty()) {
            continue;
        }
        let printed = matchers.value.to_string();
        let again = dialect.matchers(&printed).map_err(|error| format!("printed as {printed:?}: {error}"))?;
        if again.value != matchers.value {
            return Err(format!("printed as {printed:?}, which reads as {}", again.value));
        }
    }
    Ok(Outcome::of(is_accepted))
}
