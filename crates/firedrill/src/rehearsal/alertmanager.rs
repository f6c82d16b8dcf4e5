//! The Alertmanager configuration that a scenario names.

use firedrill_alertmanager::config::load;
use firedrill_alertmanager::payload::TemplateFile;
use firedrill_sim::{AlertmanagerSetup, SimulationOptions};

use crate::diagnosis::alertmanager_errors;
use crate::report::Problem;
use crate::suite::{Content, RuleSource, folder, glob, join};

/// Why a configuration cannot be used.
pub(super) enum ConfigurationError {
    /// It cannot be read.
    Unreadable(String),
    /// It is malformed.
    Malformed(Vec<Problem>),
}

/// Reads the configuration at `path` and the templates it names.
pub(super) fn read(path: &str, options: &SimulationOptions) -> Result<AlertmanagerSetup, ConfigurationError> {
    let source = RuleSource::read(path.to_owned());
    let text = match source.content {
        Content::Text(text) => text,
        Content::Unreadable(reason) => return Err(ConfigurationError::Unreadable(reason)),
        Content::NotUtf8(error) => return Err(ConfigurationError::Unreadable(error.to_string())),
    };
    let loaded = load(&text, options.alertmanager);
    let Some(config) = loaded.config else {
        return Err(ConfigurationError::Malformed(alertmanager_errors(&loaded.errors, path, &text)));
    };
    let mut templates = Vec::new();
    for pattern in &config.templates {
        let pattern = join(&folder(path), pattern);
        let paths =
            glob(&pattern).map_err(|error| ConfigurationError::Unreadable(format!("{pattern}: {error}")))?;
        for path in paths {
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            match RuleSource::read(path).content {
                Content::Text(text) => templates.push(TemplateFile { name, text }),
                Content::Unreadable(reason) => return Err(ConfigurationError::Unreadable(reason)),
                Content::NotUtf8(error) => return Err(ConfigurationError::Unreadable(error.to_string())),
            }
        }
    }
    Ok(AlertmanagerSetup { path: path.to_owned(), text, config, templates })
}
