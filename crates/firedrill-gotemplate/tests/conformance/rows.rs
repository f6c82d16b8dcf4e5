//! The recorded rows, and the tally of a comparison.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One alert's label or annotation as a server rendered it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Row {
    #[serde(default)]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) group: String,
    #[serde(default)]
    pub(crate) text: String,
    /// Text or html.
    #[serde(default, rename = "type")]
    pub(crate) kind: Option<String>,
    /// The file of the notification's data.
    #[serde(default)]
    pub(crate) data: Option<String>,
    /// Template files by name.
    #[serde(default)]
    pub(crate) define: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub(crate) via: Option<String>,
    #[serde(default)]
    pub(crate) expr: String,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) value: Option<String>,
    #[serde(default)]
    pub(crate) out: String,
    #[serde(default)]
    pub(crate) err: String,
    #[serde(default)]
    pub(crate) absent: bool,
    #[serde(default)]
    pub(crate) series: Option<Vec<(String, String)>>,
    #[serde(default)]
    pub(crate) eval_time: Option<String>,
    #[serde(default)]
    pub(crate) start_timestamp: Option<String>,
    #[serde(default)]
    pub(crate) external_labels: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub(crate) external_url: Option<String>,
}

/// A row that an older version answers differently.
#[derive(Debug, Deserialize)]
pub(crate) struct DialectRow {
    pub(crate) tool: String,
    /// What the older version made of it.
    pub(crate) old: serde_json::Value,
    #[serde(flatten)]
    pub(crate) row: Row,
}

fn path(file: &str) -> PathBuf {
    let shared = std::env::var_os("FIREDRILL_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    shared.join("conformance/templates").join(file)
}

/// Reads a file beside the rows.
pub(crate) fn read_json<T: DeserializeOwned>(file: &str) -> T {
    let text = std::fs::read_to_string(path(file)).expect("a file that rows name");
    serde_json::from_str(&text).expect("the file is JSON")
}

/// Reads a file of rows below `conformance/templates`; nothing, loudly, where it is absent.
pub(crate) fn read<T: DeserializeOwned>(file: &str) -> Option<Vec<T>> {
    let path = path(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        assert!(
            std::env::var_os("FIREDRILL_REQUIRE_SHARED").is_none_or(|value| value != "1"),
            "{} is required",
            path.display()
        );
        eprintln!("SKIPPED: {} is absent", path.display());
        return None;
    };
    let rows = text.lines().map(|line| serde_json::from_str(line).expect("a row is a JSON object"));
    Some(rows.collect())
}

/// Collects differences.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    agreeing: usize,
    differences: Vec<String>,
    left_out: BTreeMap<&'static str, usize>,
}

const SHOWN: usize = 20;

impl Tally {
    pub(crate) fn compare(&mut self, row: &Row, want: &str, got: &str) {
        if want == got {
            self.agreeing += 1;
        } else {
            let text = &row.text;
            self.differences
                .push(format!("{} {}\n  {text:?}\n  want {want:?}\n  got  {got:?}", row.id, row.group));
        }
    }

    /// A row that is not compared, and why.
    pub(crate) fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }

    pub(crate) fn finish(self, what: &str) {
        let total = self.agreeing + self.differences.len();
        println!("{what}: {} of {total} agree; left out: {:?}", self.agreeing, self.left_out);
        let shown = self.differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.differences.is_empty(), "{what}: {} of {total} differ\n{shown}", self.differences.len());
    }
}
