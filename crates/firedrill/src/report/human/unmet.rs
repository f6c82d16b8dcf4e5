//! An expectation of a scenario that was not met: expected, got, because, rule, try.

use std::io;

use crate::report::Palette;
use crate::report::record::{Failure, Unmet};

pub(super) fn write_unmet(
    out: &mut dyn io::Write,
    failure: &Failure,
    unmet: &Unmet,
    palette: &Palette,
) -> io::Result<()> {
    let title = palette.strong.style(&unmet.title);
    writeln!(out, "{}  {title}\n", palette.position.style(&failure.position))?;
    let mut line = |label: &str, text: &str, style: owo_colors::Style| -> io::Result<()> {
        for (idx, text) in text.lines().enumerate() {
            let label = if idx == 0 { label } else { "" };
            writeln!(out, "   {}  {}", palette.faint.style(format!("{label:<9}")), style.style(text))?;
        }
        Ok(())
    };
    let plain = owo_colors::Style::new();
    line("expected", &unmet.expected, palette.good)?;
    line("got", &unmet.got, palette.bad)?;
    line("because", unmet.because.as_deref().unwrap_or_default(), plain)?;
    if let Some(rule) = &unmet.rule {
        let lead = format!("{}   ", rule.place);
        line("rule", &format!("{lead}{}", rule.text), plain)?;
        let before = lead.chars().count() + rule.text[..rule.start].chars().count();
        let carets = rule.text[rule.start..rule.end].chars().count().max(1);
        let note = format!("{}{} {}", " ".repeat(before), "^".repeat(carets), rule.note);
        line("", note.trim_end(), palette.warning)?;
    }
    line("try", unmet.attempt.as_deref().unwrap_or_default(), plain)?;
    line("seeds", unmet.seeds.as_deref().unwrap_or_default(), plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::record::{Cause, Check, Marked, Position};

    #[test]
    fn reads_as_the_guide_says() {
        let unmet = Unmet {
            title: "Stuck{severity=\"critical\"} never fired".to_owned(),
            expected: "firing 30m..32m after p-1 stalls (1h5m..1h7m)".to_owned(),
            got: "pending since 1h2m, gone at 1h4m30s".to_owned(),
            because: Some(
                "progress{plan=\"p-1\"} vanished at 1h4m30s: its target was down for 3m".to_owned(),
            ),
            rule: Some(Marked {
                place: "rules/a.yml:41:15".to_owned(),
                text: "changes(progress[10m]) == 0".to_owned(),
                start: 0,
                end: 7,
                note: "no sample in the window".to_owned(),
            }),
            attempt: Some("last_over_time(…[5m])".to_owned()),
            seeds: None,
        };
        let failure = Failure {
            position: Position { file: "stuck.yml".to_owned(), line: 19, column: 5 },
            check: Check::Expectation("Stuck".to_owned()),
            time: None,
            cause: Cause::Unmet(unmet.clone()),
            nearest: Vec::new(),
            promtool: String::new(),
        };
        let mut out = Vec::new();
        write_unmet(&mut out, &failure, &unmet, &Palette::plain()).expect("memory takes everything");
        let want = r#"stuck.yml:19:5  Stuck{severity="critical"} never fired

   expected   firing 30m..32m after p-1 stalls (1h5m..1h7m)
   got        pending since 1h2m, gone at 1h4m30s
   because    progress{plan="p-1"} vanished at 1h4m30s: its target was down for 3m
   rule       rules/a.yml:41:15   changes(progress[10m]) == 0
                                  ^^^^^^^ no sample in the window
   try        last_over_time(…[5m])
"#;
        assert_eq!(String::from_utf8_lossy(&out), want);
    }
}
