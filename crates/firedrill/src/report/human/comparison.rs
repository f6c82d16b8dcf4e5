//! Expected against got, name by name.

use std::io;

use firedrill_model::quote::quote;
use owo_colors::Style;

use crate::report::Palette;
use crate::report::pairing::Pair;
use crate::report::record::Element;

/// A name and its value on both sides; `None` where a side does not have it.
struct Difference<'a> {
    name: &'a str,
    expected: Option<&'a str>,
    got: Option<&'a str>,
}

pub(super) fn write_pair(out: &mut dyn io::Write, pair: &Pair<'_>, palette: &Palette) -> io::Result<()> {
    match *pair {
        Pair::Missing(element) => write_element(out, "missing", palette.good, element, palette),
        Pair::Unexpected(element) => write_element(out, "unexpected", palette.bad, element, palette),
        Pair::Differs { expected, got } => write_differences(out, expected, got, palette),
    }
}

fn write_element(
    out: &mut dyn io::Write,
    word: &str,
    style: Style,
    element: &Element,
    palette: &Palette,
) -> io::Result<()> {
    write!(out, "    {} {}", style.style(word), notation(element))?;
    match &element.value {
        Some(value) => writeln!(out, " {}", palette.strong.style(value))?,
        None => writeln!(out)?,
    }
    for (name, value) in &element.annotations {
        write_side(out, &format!("      {name}: "), value, Style::new())?;
    }
    Ok(())
}

fn write_differences(
    out: &mut dyn io::Write,
    expected: &Element,
    got: &Element,
    palette: &Palette,
) -> io::Result<()> {
    writeln!(out, "    {} {}", palette.warning.style("differs"), notation(got))?;
    let mut found = differences(&expected.labels, &got.labels);
    found.extend(differences(&expected.annotations, &got.annotations));
    if expected.value != got.value {
        found.push(Difference {
            name: "value",
            expected: expected.value.as_deref(),
            got: got.value.as_deref(),
        });
    }
    if found.is_empty() {
        let note = if expected.value.as_deref() == Some("NaN") {
            "NaN equals nothing, not even NaN: expect a comparison of the expression with itself instead"
        } else {
            "equal as text; the expectation has a value beside its histogram"
        };
        return writeln!(out, "      {note}");
    }
    let width = found.iter().map(|difference| difference.name.chars().count()).max().unwrap_or(0);
    for Difference { name, expected, got } in found {
        let lead = format!("      {name:<width$}  ");
        let blank = format!("      {:<width$}  ", "");
        write_side(out, &format!("{lead}expected "), expected.unwrap_or("(nothing)"), palette.good)?;
        write_side(out, &format!("{blank}got      "), got.unwrap_or("(nothing)"), palette.bad)?;
    }
    Ok(())
}

/// A value; further lines of it stand under its first.
fn write_side(out: &mut dyn io::Write, lead: &str, value: &str, style: Style) -> io::Result<()> {
    let indent = lead.chars().count();
    let mut lines = value.split('\n');
    writeln!(out, "{lead}{}", style.style(lines.next().unwrap_or("")))?;
    for line in lines {
        writeln!(out, "{:indent$}{}", "", style.style(line))?;
    }
    Ok(())
}

fn differences<'a>(expected: &'a [(String, String)], got: &'a [(String, String)]) -> Vec<Difference<'a>> {
    let find = |pairs: &'a [(String, String)], name: &str| {
        pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    };
    let mut found: Vec<_> = expected
        .iter()
        .map(|(name, value)| Difference { name, expected: Some(value), got: find(got, name) })
        .filter(|difference| difference.expected != difference.got)
        .collect();
    found.extend(
        got.iter().filter(|(name, _)| find(expected, name).is_none()).map(|(name, value)| Difference {
            name,
            expected: None,
            got: Some(value),
        }),
    );
    found.sort_by(|lhs, rhs| lhs.name.cmp(rhs.name));
    found
}

/// Series notation, with the metric name before the braces.
fn notation(element: &Element) -> String {
    let name =
        element.labels.iter().find(|(name, _)| name == "__name__").map_or("", |(_, value)| value.as_str());
    let labels: Vec<_> = element
        .labels
        .iter()
        .filter(|(name, _)| name != "__name__" && name != "alertname")
        .map(|(name, value)| format!("{name}={}", quote(value)))
        .collect();
    if labels.is_empty() && !name.is_empty() {
        return name.to_owned();
    }
    format!("{name}{{{}}}", labels.join(", "))
}
