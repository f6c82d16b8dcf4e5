//! From paths to a scenario.

use firedrill_model::Span;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{Decoder, Node, Version, parse};

use super::scalar::{Context, Reader};
use super::{Refused, ScenarioError, root};
use crate::scenario::{Place, Scenario, Source};

/// How many files may stand between a scenario and the last one it extends.
const MOST_EXTENDED: usize = 2;

/// Where the files of scenarios come from.
pub trait Files {
    /// The text of the file at `path`: the scenario's own path, or one joined to the folder of the file
    /// that names it.
    ///
    /// # Errors
    /// Why it cannot be read, as a sentence fragment.
    fn read(&mut self, path: &str) -> Result<String, String>;
}

/// Reads the scenario at `path` with everything it extends and includes.
///
/// # Errors
/// Everything that is wrong with it and can be said without the rule files.
pub fn load(path: &str, files: &mut dyn Files) -> Result<Scenario, Refused> {
    let mut loader = Loader { files, sources: Vec::new(), errors: Vec::new() };
    let mut scenario = loader.file(path, 0, None);
    root::check(&scenario, &mut loader.errors);
    let Loader { sources, mut errors, .. } = loader;
    if errors.is_empty() {
        scenario.sources = sources;
        return Ok(scenario);
    }
    errors.sort_by_key(|error| (error.place.source, error.place.span.start));
    Err(Refused { sources, errors })
}

struct Loader<'f> {
    files: &'f mut dyn Files,
    sources: Vec<Source>,
    errors: Vec<ScenarioError>,
}

impl Loader<'_> {
    /// The scenario at `path`, as far as it can be read. `named_at` is the place that names it.
    fn file(&mut self, path: &str, depth: usize, named_at: Option<Place>) -> Scenario {
        let source = self.sources.len();
        let text = match self.files.read(path) {
            Ok(text) => text,
            Err(reason) => {
                if named_at.is_none() {
                    self.sources.push(Source { path: path.to_owned(), text: String::new() });
                }
                let message = format!("cannot read {path}: {reason}");
                self.errors.push(ScenarioError { message, place: named_at.unwrap_or_default() });
                return Scenario::empty();
            }
        };
        self.sources.push(Source { path: path.to_owned(), text: text.clone() });
        let stream = parse(&text);
        if let Some(error) = &stream.error {
            let place = Place { source, span: error.at };
            self.errors.push(ScenarioError { message: error.message.clone(), place });
            return Scenario::empty();
        }
        let [document] = stream.documents.as_slice() else {
            let message = match stream.documents.len() {
                0 => "the file is empty".to_owned(),
                count => format!("a scenario is one document, this file has {count}"),
            };
            self.errors.push(ScenarioError { message, place: Place { source, span: Span::at(0) } });
            return Scenario::empty();
        };
        let root = document.root();
        let base = self.extended(root, path, source, depth);
        let lines = LineIndex::new(&text);
        let context = Context { source, path, files: &mut *self.files };
        let mut reader: Reader<'_> = Decoder::with_context(Version::V3, &lines, true, context);
        let scenario = root::scenario(&mut reader, root, base);
        let errors = reader.into_errors();
        self.errors.extend(errors.iter().map(|error| ScenarioError::of_decoder(error, source)));
        scenario
    }

    /// What the file whose root is given extends; an empty scenario where it extends nothing.
    fn extended(&mut self, root: Node<'_>, path: &str, source: usize, depth: usize) -> Scenario {
        let Some(node) = root.get("extends") else { return Scenario::empty() };
        let Some(target) = node.scalar().filter(|scalar| !scalar.text.is_empty()) else {
            return Scenario::empty();
        };
        let place = Place { source, span: node.target().span() };
        if depth == MOST_EXTENDED {
            let message = format!("a scenario extends another at most {MOST_EXTENDED} deep");
            self.errors.push(ScenarioError { message, place });
            return Scenario::empty();
        }
        self.file(&beside(path, target.text), depth + 1, Some(place))
    }
}

/// The path `target`, relative to the folder of the file `path`.
pub(crate) fn beside(path: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{target}"),
        None => target.to_owned(),
    }
}
