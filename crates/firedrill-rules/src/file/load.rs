//! Reading rule files.

use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, DecodeError, Kind, Node, SyntaxError, Version, upstream_text};
use firedrill_promql::{Dialect, Features};

use super::decode::{self, Context, FileDecoder};
use super::schema::{Schema, schemas};
use super::validate::validate;
use super::{ForeignField, RuleError, RuleFile};

/// How to read rule files.
#[derive(Debug, Clone, Copy)]
pub struct LoadOptions {
    /// Whose rules: Prometheus 3's or 2.42's.
    pub dialect: Dialect,
    /// Which optional syntax expressions may use.
    pub features: Features,
    /// Whether fields that Prometheus does not know are read over.
    pub ignore_unknown_fields: bool,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self { dialect: Dialect::default(), features: Features::SERVER_DEFAULT, ignore_unknown_fields: false }
    }
}

/// A rule file that was read, with everything that is wrong with it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The groups and rules as far as they could be read; whole where there is no error.
    pub file: RuleFile,
    /// Why the file could not even be read, in the words of the caller.
    pub read_error: Option<String>,
    /// Text that is no YAML.
    pub syntax_error: Option<SyntaxError>,
    /// Values of the wrong type, unknown and duplicate fields.
    pub decode_errors: Vec<DecodeError>,
    /// What is wrong with groups and rules.
    pub rule_errors: Vec<RuleError>,
    /// Fields of other rulers that were read over; only [`load_bundle`] does so.
    pub foreign_fields: Vec<ForeignField>,
    /// Whether the file has a second document, which Prometheus does not read and warns of; it does so
    /// for broken files too.
    pub multiple_documents: bool,
    /// What Prometheus' second decoding, made for positions, reports.
    position_errors: Vec<DecodeError>,
}

impl Loaded {
    /// A file that could not be read.
    pub fn not_read(reason: String) -> Self {
        Self { read_error: Some(reason), ..Self::default() }
    }

    /// A file that is no text.
    pub fn unreadable(error: SyntaxError) -> Self {
        Self { syntax_error: Some(error), multiple_documents: true, ..Self::default() }
    }

    /// Whether nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.read_error.is_none()
            && self.syntax_error.is_none()
            && self.decode_errors.is_empty()
            && self.rule_errors.is_empty()
    }

    /// The errors as promtool prints them after the file's name, in its order.
    ///
    /// It decodes twice and prints what either decoding reports; only where both are clean it goes
    /// on to check the rules.
    pub fn promtool_errors(&self) -> Vec<String> {
        if let Some(reason) = &self.read_error {
            return vec![reason.clone()];
        }
        if let Some(error) = &self.syntax_error {
            return vec![error.upstream_text(), error.upstream_text()];
        }
        let decodings = [&self.decode_errors, &self.position_errors];
        let blocks: Vec<_> = decodings
            .into_iter()
            .filter(|errors| !errors.is_empty())
            .map(|errors| upstream_text(errors))
            .collect();
        if !blocks.is_empty() {
            return blocks;
        }
        self.rule_errors.iter().map(ToString::to_string).collect()
    }
}

/// Reads a rule file as Prometheus does: its first document, which must hold `groups`.
pub fn load(source: &str, options: &LoadOptions) -> Loaded {
    let stream = yaml::parse(source);
    let Some(document) = stream.documents.first() else {
        return stream.error.map(Loaded::unreadable).unwrap_or_default();
    };
    let lines = LineIndex::new(source);
    let (values, nodes) = schemas(&options.dialect);
    let root = document.root();
    let (file, decode_errors, _) =
        decode(source, &lines, root, values, options, !options.ignore_unknown_fields, None);
    let position_errors = if decode_errors.is_empty() {
        Vec::new()
    } else {
        decode(source, &lines, root, nodes, options, false, None).1
    };
    let mut loaded = Loaded {
        file,
        decode_errors,
        position_errors,
        multiple_documents: stream.documents.len() > 1 || stream.error.is_some(),
        ..Loaded::default()
    };
    loaded.rule_errors = validate(&mut loaded.file, source, options);
    loaded
}

/// Reads what people keep rules in: several documents, each a rule file or a `PrometheusRule`
/// resource (or a list of them); fields of other rulers are collected instead of being errors.
pub fn load_bundle(source: &str, options: &LoadOptions) -> Loaded {
    let stream = yaml::parse(source);
    let lines = LineIndex::new(source);
    let mut loaded = Loaded {
        syntax_error: stream.error,
        multiple_documents: stream.documents.len() > 1,
        foreign_fields: Vec::new(),
        ..Loaded::default()
    };
    let (schema, _) = schemas(&options.dialect);
    let mut foreign = Vec::new();
    for document in &stream.documents {
        for root in rule_roots(document.root()) {
            let known_fields = !options.ignore_unknown_fields;
            let (file, errors, fields) =
                decode(source, &lines, root, schema, options, known_fields, Some(foreign));
            foreign = fields.unwrap_or_default();
            loaded.file.groups.extend(file.groups);
            loaded.decode_errors.extend(errors);
        }
    }
    loaded.foreign_fields = foreign;
    loaded.rule_errors = validate(&mut loaded.file, source, options);
    loaded
}

/// The nodes of a document that hold `groups`: the document, a resource's `spec`, those of a list.
fn rule_roots(root: Node<'_>) -> Vec<Node<'_>> {
    let kind =
        |node: Node<'_>| node.get("kind").and_then(Node::scalar).map_or("", |scalar| scalar.text).to_owned();
    match kind(root).as_str() {
        "PrometheusRule" => root.get("spec").into_iter().collect(),
        "List" | "PrometheusRuleList" => {
            let Some(Kind::Sequence(items)) = root.get("items").map(Node::kind) else { return Vec::new() };
            items
                .iter()
                .filter(|item| kind(*item) == "PrometheusRule")
                .filter_map(|item| item.get("spec"))
                .collect()
        }
        _ => vec![root],
    }
}

fn decode<'a>(
    source: &'a str,
    lines: &'a LineIndex,
    root: Node<'_>,
    schema: Schema,
    options: &LoadOptions,
    known_fields: bool,
    foreign: Option<Vec<ForeignField>>,
) -> (RuleFile, Vec<DecodeError>, Option<Vec<ForeignField>>) {
    let names_unknown_units = options.dialect.names_unknown_units;
    let context = Context { source, schema, names_unknown_units, foreign };
    let mut decoder = FileDecoder::with_context(Version::V3, lines, known_fields, context);
    let file = decode::file(&mut decoder, root);
    let (errors, context) = decoder.finish();
    (file, errors, context.foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of groups in `source`, read as people keep them.
    fn groups(source: &str) -> String {
        let loaded = load_bundle(source, &LoadOptions::default());
        assert!(loaded.is_valid(), "{:?}", loaded.promtool_errors());
        let names: Vec<_> = loaded.file.groups.iter().map(|group| group.name.as_str()).collect();
        names.join(" ")
    }

    #[test]
    fn bundles_hold_documents_resources_and_lists() {
        let plain = "groups: [{name: a, rules: [{record: r, expr: up}]}]\n";
        let resource =
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: [{name: b}]}\n";
        let list = "kind: List\nitems:\n- {kind: ConfigMap, data: {x: y}}\n- {kind: PrometheusRule, spec: {groups: [{name: c}]}}\n";
        assert_eq!(groups(plain), "a");
        assert_eq!(groups(resource), "b");
        assert_eq!(groups(&format!("{plain}---\n{resource}---\n{list}")), "a b c");
    }

    #[test]
    fn fields_of_other_rulers_are_read_over_and_named() {
        let source =
            "groups:\n- name: g\n  source_tenants: [t]\n  partial_response_strategy: warn\n  typo: 1\n";
        let loaded = load_bundle(source, &LoadOptions::default());
        let products: Vec<_> = loaded.foreign_fields.iter().map(|field| field.product).collect();
        assert_eq!(products, ["Mimir", "Thanos"]);
        let errors: Vec<_> = loaded.decode_errors.iter().map(|error| error.span.text(source)).collect();
        assert_eq!(errors, ["typo"]);
    }

    #[test]
    fn all_errors_of_a_file_are_found_and_point_into_it() {
        let source = r#"groups:
- name: g
  rules:
  - record: a
    expr: |
      sum(up)
        + rate(errors_total)
  - alert: A
    expr: >-
      up ==
      nothing(1)
    for: 5x
    annotations:
      s: "all is \"well\": {{ $nope }}"
"#;
        let loaded = load_bundle(source, &LoadOptions::default());
        let at = |error: &RuleError| error.span.text(source).to_owned();
        let places: Vec<_> = loaded.rule_errors.iter().map(at).collect();
        assert_eq!(places[..2], ["errors_total".to_owned(), "nothing".to_owned()]);
        let action = source.find("{{ $nope }}").expect("the action is there");
        let template = loaded.rule_errors[2].span.start;
        assert!((action..action + "{{ $nope }}".len()).contains(&template), "{:?}", &source[template..]);
        assert_eq!(loaded.decode_errors[0].to_string(), "unknown unit \"x\" in duration \"5x\"");
    }
}
