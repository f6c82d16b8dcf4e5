//! The template files that an Alertmanager configuration names.

use std::path::Path;

use firedrill_alertmanager::Version;
use firedrill_gotemplate::alertmanager::{NotificationTemplates, Version as TemplateVersion};
use firedrill_model::Span;

use crate::report::Problem;
use crate::suite::{Content, RuleSource, glob};

/// The first thing that is wrong with the template files of a configuration, as amtool says it, with the same
/// at its place. A pattern that matches no file is fine.
pub(super) fn template_error(
    globs: &[String],
    config_path: &str,
    version: Version,
) -> Option<(String, Problem)> {
    let folder = Path::new(config_path).parent().unwrap_or(Path::new(""));
    let dialect = if version == Version::OLDEST { TemplateVersion::V0_25 } else { TemplateVersion::V0_34 };
    let mut templates = NotificationTemplates::with_defaults(dialect);
    for pattern in globs {
        let pattern = folder.join(pattern).display().to_string();
        let paths = match glob(&pattern) {
            Ok(paths) => paths,
            Err(error) => {
                let message = format!("{error} `{pattern}`");
                return Some((error.to_string(), Problem::of_file("template", message, config_path)));
            }
        };
        for path in paths {
            if let Some(found) = file_error(&mut templates, &path) {
                return Some(found);
            }
        }
    }
    None
}

fn file_error(templates: &mut NotificationTemplates, path: &str) -> Option<(String, Problem)> {
    let text = match RuleSource::read(path.to_owned()).content {
        Content::Text(text) => text,
        Content::NotUtf8(error) => {
            let problem = Problem::at_line_column("not-utf-8", error.to_string(), path, error.at);
            return Some((error.to_string(), problem));
        }
        Content::Unreadable(message) => {
            return Some((message.clone(), Problem::of_file("unreadable", message, path)));
        }
    };
    let name = Path::new(path).file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let error = templates.add_file(&name, &text).err()?;
    let span = Span::at(error.offset.min(text.len()));
    Some((error.to_string(), Problem::at("template", &error.message, path, &text, span)))
}
