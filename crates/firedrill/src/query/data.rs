//! Series from files of several formats, told apart by their content.

use firedrill_model::{Labels, Timestamp, Value, exposition};
use firedrill_promql::Dialect;
use firedrill_promql::script::{load_samples, parse_script};
use firedrill_promql::store::{Origin, Store};
use firedrill_rules::unittest::{self, Failure, input_store};

use super::api_answer;

/// Why a file holds no series that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DataError(pub(super) String);

/// How to read files.
#[derive(Debug, Clone, Copy)]
pub struct DataOptions<'a> {
    /// Semantic switches, for series notation.
    pub dialect: Dialect,
    /// Of a unit-test file with several test groups, the one whose input is meant.
    pub test_group: Option<&'a str>,
    /// Milliseconds; the time of exposed samples that have none.
    pub default_time: i64,
}

/// One series with its samples in the order of time.
#[derive(Debug, Clone)]
pub struct DataSeries {
    labels: Labels,
    samples: Vec<(i64, Value)>,
}

impl DataSeries {
    /// Float samples by milliseconds.
    pub fn from_floats(labels: Labels, samples: Vec<(i64, f64)>) -> Self {
        let samples = samples.into_iter().map(|(time, value)| (time, Value::Float(value))).collect();
        Self { labels, samples }
    }
}

/// Reads the series of one file: a `load` script, a promtool unit-test file (its input series), a
/// JSON answer of Prometheus' query API, or an exposition (OpenMetrics or Prometheus text).
///
/// # Errors
/// Where the text is none of these, or malformed; positions count from 1.
pub fn load(text: &str, options: &DataOptions<'_>) -> Result<Store, DataError> {
    let mut significant = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if text.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return store(api_answer::parse(text)?);
    }
    let first_command = significant.clone().find(|line| !line.starts_with('#')).unwrap_or_default();
    if ["load ", "load_with_nhcb ", "clear", "eval"].iter().any(|word| first_command.starts_with(word)) {
        return script(text);
    }
    let is_test_key = |line: &str| {
        ["tests:", "rule_files:", "evaluation_interval:"].iter().any(|key| line.starts_with(key))
    };
    if significant.any(is_test_key) {
        return unit_test(text, options);
    }
    exposed(text, options.default_time)
}

fn script(text: &str) -> Result<Store, DataError> {
    let script = parse_script(text).map_err(|error| {
        let at = firedrill_model::LineColumn::of(text, error.span.start);
        DataError(format!("{at}: {}", error.problem))
    })?;
    load_samples(&script).map_err(|(line, error)| DataError(format!("{line}:1: {error}")))
}

fn unit_test(text: &str, options: &DataOptions<'_>) -> Result<Store, DataError> {
    let loaded = unittest::load(text, &options.dialect);
    if let Some(error) = loaded.promtool_error() {
        return Err(DataError(error));
    }
    let groups = &loaded.file.tests;
    let group = match (options.test_group, groups.as_slice()) {
        (None, [only]) => only,
        (None, []) => return Err(DataError("the file has no test group and so no series".to_owned())),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|group| group.name.as_str()).collect();
            return Err(DataError(format!(
                "the file has {} test groups; choose one by its name with --test-group: {}",
                several.len(),
                names.join(", ")
            )));
        }
        (Some(wanted), groups) => groups
            .iter()
            .find(|group| group.name == wanted)
            .ok_or_else(|| DataError(format!("the file has no test group {wanted:?}")))?,
    };
    input_store(group, &options.dialect).map_err(|failure| match *failure {
        Failure::Input { text: problem, span } => DataError(format!("{}: {problem}", span.line_column(text))),
        other => DataError(format!("{other:?}")),
    })
}

fn exposed(text: &str, default_time: i64) -> Result<Store, DataError> {
    let samples = exposition::parse(text).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        DataError(lines.join("\n"))
    })?;
    let mut series: indexmap::IndexMap<Labels, Vec<(i64, f64)>> = indexmap::IndexMap::new();
    for sample in samples {
        let time = sample.timestamp.map_or(default_time, Timestamp::as_ms);
        series.entry(sample.labels).or_default().push((time, sample.value));
    }
    let sorted = series.into_iter().map(|(labels, mut samples)| {
        samples.sort_by_key(|(time, _)| *time);
        DataSeries::from_floats(labels, samples)
    });
    store(sorted.collect())
}

fn store(series: Vec<DataSeries>) -> Result<Store, DataError> {
    let mut store = Store::default();
    for DataSeries { labels, samples } in series {
        let id = store.series_id(&labels, Origin::default());
        for (time, value) in samples {
            store.append(id, time, value).map_err(|error| DataError(format!("{labels}: {error}")))?;
        }
    }
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> DataOptions<'static> {
        DataOptions { dialect: Dialect::V3, test_group: None, default_time: 5000 }
    }

    fn series(text: &str) -> Vec<String> {
        let store = load(text, &options()).expect(text);
        store
            .iter()
            .map(|it| format!("{} {:?} {:?}", it.labels(), it.times().to_vec(), it.values()))
            .collect()
    }

    #[test]
    fn tells_formats_apart() {
        let want = [r#"{__name__="up", a="b"} [0, 60000] [1.0, 2.0]"#];
        assert_eq!(series("# comment\nload 1m\n  up{a=\"b\"} 1 2\n"), want);
        assert_eq!(series("tests:\n- input_series:\n  - series: up{a=\"b\"}\n    values: 1 2\n"), want);
        assert_eq!(
            series(
                r#"{"status":"success","data":{"resultType":"matrix","result":[
                {"metric":{"__name__":"up","a":"b"},"values":[[0,"1"],[60,"2"]]}]}}"#
            ),
            want
        );
        assert_eq!(series("up{a=\"b\"} 2 60000\nup{a=\"b\"} 1 0\n"), want);
        assert_eq!(series("up 1\n"), [r#"{__name__="up"} [5000] [1.0]"#]);
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, want) in [
            ("load 1m\n  up{ 1\n", "2:"),
            ("tests:\n- {name: a}\n- {name: b}\n", "choose one by its name with --test-group: a, b"),
            ("tests: []\n", "no test group"),
            ("{\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"1\"]}}", "a scalar holds no series"),
            ("what is this?\n", "1:6: \"is\" is no number"),
        ] {
            let error = load(text, &options()).expect_err(text).to_string();
            assert!(error.contains(want), "{text:?}: {error}");
        }
    }
}
