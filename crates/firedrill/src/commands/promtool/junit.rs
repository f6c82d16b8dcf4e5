//! JUnit XML as promtool writes it: on one line, without a header.

use crate::report::escape_xml;

/// The results of one test file.
#[derive(Debug, Default)]
pub(super) struct Suite {
    pub(super) name: String,
    /// When the file's tests began; empty where they did not.
    pub(super) timestamp: String,
    pub(super) cases: Vec<Case>,
    /// Why no test of the file ran.
    pub(super) error: Option<String>,
}

/// The results of one test group.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) failures: Vec<String>,
}

/// The document.
pub(super) fn render(suites: &[Suite]) -> String {
    let suites: String = suites.iter().map(suite).collect();
    format!("<testsuites>{suites}</testsuites>")
}

fn suite(suite: &Suite) -> String {
    let failures: usize = suite.cases.iter().map(|case| case.failures.len()).sum();
    let errors = usize::from(suite.error.is_some());
    let mut text = format!(
        r#"<testsuite name="{}" tests="{}" failures="{failures}" errors="{errors}" skipped="0" timestamp="{}">"#,
        escape_xml(&suite.name),
        suite.cases.len() + errors,
        escape_xml(&suite.timestamp),
    );
    for case in &suite.cases {
        text += &format!(r#"<testcase name="{}">"#, escape_xml(&case.name));
        for failure in &case.failures {
            text += &format!("<failure>{}</failure>", escape_xml(failure));
        }
        text += "</testcase>";
    }
    if let Some(error) = &suite.error {
        text += &format!(r#"<testcase name="unknown"><error>{}</error></testcase>"#, escape_xml(error));
    }
    text + "</testsuite>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_stand_on_one_line() {
        let suites = [
            Suite {
                name: "a.yml".to_owned(),
                timestamp: "2026-01-02T03:04:05".to_owned(),
                cases: vec![Case { name: "g".to_owned(), failures: vec!["    x \"y\",\n".to_owned()] }],
                error: None,
            },
            Suite { name: "b.yml".to_owned(), error: Some("broken".to_owned()), ..Suite::default() },
        ];
        assert_eq!(
            render(&suites),
            concat!(
                r#"<testsuites><testsuite name="a.yml" tests="1" failures="1" errors="0" skipped="0" "#,
                r#"timestamp="2026-01-02T03:04:05"><testcase name="g"><failure>    x &#34;y&#34;,&#xA;</failure>"#,
                r#"</testcase></testsuite><testsuite name="b.yml" tests="1" failures="0" errors="1" skipped="0" "#,
                r#"timestamp=""><testcase name="unknown"><error>broken</error></testcase></testsuite></testsuites>"#,
            )
        );
    }
}
