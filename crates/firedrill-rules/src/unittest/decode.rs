//! Test files from YAML nodes.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Node};
use firedrill_model::{Duration, Timestamp};
use firedrill_promql::Dialect;

use super::start_timestamp;
use super::{AlertTest, ExpectedAlert, ExpectedSample, ExprTest, InputSeries, TestFile, TestGroup};
use crate::text::{self, Entry, Text};

/// What decoding a test file needs beside the nodes.
pub(super) struct Context<'a> {
    pub(super) source: &'a str,
    pub(super) dialect: &'a Dialect,
}

pub(super) type FileDecoder<'a> = Decoder<'a, Context<'a>>;

/// A whole file; `node` is its root.
pub(super) fn file(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> TestFile {
    let mut file = TestFile::default();
    let newest = decoder.context.dialect.test_file_extensions;
    decoder.fields(node, "main.unitTestFile", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "rule_files" => file.rule_files = texts(decoder, value),
            "evaluation_interval" => file.evaluation_interval = duration(decoder, value),
            "group_eval_order" => file.group_eval_order = texts(decoder, value),
            "fuzzy_compare" if newest => file.fuzzy_compare = decoder.bool(value).unwrap_or_default(),
            "tests" => {
                file.tests = decoder.sequence(value, "[]main.testGroup", group).unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
    file
}

fn group(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<TestGroup> {
    let mut group = TestGroup { span: node.target().span(), ..TestGroup::default() };
    let newest = decoder.context.dialect.test_file_extensions;
    let source = decoder.context.source;
    let good = decoder.fields(node, "main.testGroup", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "interval" => group.interval = duration(decoder, value),
            "input_series" => {
                group.input_series = decoder.sequence(value, "[]main.series", series).unwrap_or_default();
            }
            "alert_rule_test" => {
                group.alert_tests =
                    decoder.sequence(value, "[]main.alertTestCase", alert_test).unwrap_or_default();
            }
            "promql_expr_test" => {
                group.expr_tests =
                    decoder.sequence(value, "[]main.promqlTestCase", expr_test).unwrap_or_default();
            }
            "external_labels" => group.external_labels = Entry::decode(decoder, value, source),
            "external_url" => group.external_url = string(decoder, value),
            "name" => group.name = string(decoder, value),
            "start_timestamp" if newest => {
                group.start = start_timestamp(decoder, value).unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(group)
}

fn start_timestamp(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<Timestamp> {
    let text = decoder.string(node)?;
    let start = start_timestamp::parse(text);
    if start.is_none() {
        decoder.refuse(node, &format!("cannot parse {} to a valid timestamp", quote(text)));
    }
    start
}

fn series(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<InputSeries> {
    let mut series = InputSeries { series: None, values: None, span: node.target().span() };
    let good = decoder.fields(node, "main.series", |decoder, field| {
        match field.name.as_ref() {
            "series" => series.series = text(decoder, field.value),
            "values" => series.values = text(decoder, field.value),
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(series)
}

fn alert_test(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<AlertTest> {
    let span = node.target().span();
    let mut test = AlertTest {
        eval_time: Duration::ZERO,
        alertname: String::new(),
        expected: Vec::new(),
        span,
        alertname_span: span,
    };
    let good = decoder.fields(node, "main.alertTestCase", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "eval_time" => test.eval_time = duration(decoder, value),
            "alertname" => {
                test.alertname = string(decoder, value);
                test.alertname_span = value.span();
            }
            "exp_alerts" => {
                test.expected = decoder.sequence(value, "[]main.alert", alert).unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(test)
}

fn alert(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<ExpectedAlert> {
    let mut alert = ExpectedAlert { span: node.target().span(), ..ExpectedAlert::default() };
    let source = decoder.context.source;
    let good = decoder.fields(node, "main.alert", |decoder, field| {
        match field.name.as_ref() {
            "exp_labels" => alert.labels = Entry::decode(decoder, field.value, source),
            "exp_annotations" => alert.annotations = Entry::decode(decoder, field.value, source),
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(alert)
}

fn expr_test(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<ExprTest> {
    let span = node.target().span();
    let mut test = ExprTest { expr: None, eval_time: Duration::ZERO, expected: Vec::new(), span };
    let good = decoder.fields(node, "main.promqlTestCase", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "expr" => test.expr = text(decoder, value),
            "eval_time" => test.eval_time = duration(decoder, value),
            "exp_samples" => {
                test.expected = decoder.sequence(value, "[]main.sample", sample).unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(test)
}

fn sample(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<ExpectedSample> {
    let span = node.target().span();
    let mut sample = ExpectedSample { span, labels_span: span, ..ExpectedSample::default() };
    let newest = decoder.context.dialect.test_file_extensions;
    let good = decoder.fields(node, "main.sample", |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "labels" => {
                sample.labels = string(decoder, value);
                sample.labels_span = value.target().span();
            }
            "value" => sample.value = decoder.float(value).unwrap_or_default(),
            "histogram" if newest => sample.histogram = string(decoder, value),
            _ => return false,
        }
        true
    });
    kept(node, good).then_some(sample)
}

/// Whether an element of a list stays in it: `yaml.v2` drops those of the wrong kind and keeps `null`.
fn kept(node: Node<'_>, good: Option<()>) -> bool {
    good.is_some() || FileDecoder::is_null(node)
}

fn texts(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Vec<Text> {
    decoder.sequence(node, "[]string", text).unwrap_or_default()
}

fn text(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<Text> {
    let value = decoder.string(node)?;
    Some(Text::of(node, value, decoder.context.source, decoder.lines()))
}

fn string(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> String {
    decoder.string(node).unwrap_or_default().to_owned()
}

fn duration(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Duration {
    let names_unknown_units = decoder.context.dialect.names_unknown_units;
    text::duration(decoder, node, names_unknown_units).unwrap_or_default()
}
