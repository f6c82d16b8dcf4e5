//! The rows of Alertmanager that need nothing of it.

use firedrill_gotemplate::value::Value;
use firedrill_gotemplate::{GoVersion, NoFunctions, Options, Template};

use crate::rows::{Row, Tally, read};

const PREFIX: &str = "amtool: error: ";

#[test]
fn renders_the_language_alone() {
    let Some(rows) = read::<Row>("alertmanager.jsonl") else { return };
    let mut tally = Tally::default();
    let options = Options { go: GoVersion::Go1_26, ..Options::default() };
    for row in &rows {
        if !row.group.starts_with("core/") || row.text.contains("define") {
            tally.leave_out("data, functions or definitions of Alertmanager");
            continue;
        }
        let result = Template::parse("", &row.text, &|_| false, options)
            .map_err(|error| error.to_string())
            .and_then(|template| {
                template.execute("", &mut NoFunctions, Value::invalid()).map_err(|error| error.to_string())
            });
        match result {
            Ok(out) => tally.compare(row, &row.out, &String::from_utf8_lossy(&out)),
            Err(error) => tally.compare(row, row.err.trim_start_matches(PREFIX).trim_end(), &error),
        }
    }
    tally.finish("Alertmanager, language only");
}
