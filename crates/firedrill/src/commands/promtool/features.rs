//! `--enable-feature`.

use firedrill_model::quote::quote;
use firedrill_promql::Dialect;

use super::arguments::Streams;

/// The names given, split at commas.
pub(super) struct Features {
    names: Vec<String>,
}

/// Features of 2.42 that had become a matter of course.
const STABLE_IN_2: &[&str] = &["promql-at-modifier", "promql-negative-offset"];

impl Features {
    pub(super) fn new(values: &[String]) -> Self {
        Self { names: values.iter().flat_map(|value| value.split(',')).map(str::to_owned).collect() }
    }

    /// What the parser of rule files is told. promtool does not tell its engine, but for the removal of
    /// names.
    pub(super) fn of_parser(&self, dialect: &Dialect) -> firedrill_promql::Features {
        let has = |name: &str| *dialect == Dialect::V3 && self.names.iter().any(|it| it == name);
        firedrill_promql::Features {
            experimental_functions: has("promql-experimental-functions"),
            extended_range_selectors: has("promql-extended-range-selectors"),
            binop_fill_modifiers: has("promql-binop-fill-modifiers"),
            delayed_name_removal: has("promql-delayed-name-removal"),
            ..firedrill_promql::Features::SERVER_DEFAULT
        }
    }

    /// What the engine of `test rules` is told.
    pub(super) fn of_engine(&self, dialect: &Dialect) -> firedrill_promql::Features {
        firedrill_promql::Features {
            delayed_name_removal: self.of_parser(dialect).delayed_name_removal,
            ..firedrill_promql::Features::default()
        }
    }

    /// Names that are not known; 3.x forgets the line feed.
    pub(super) fn write_warnings(&self, dialect: &Dialect, streams: &mut Streams<'_>) -> std::io::Result<()> {
        const KNOWN: &[&str] = &[
            "",
            "promql-experimental-functions",
            "promql-delayed-name-removal",
            "promql-duration-expr",
            "promql-extended-range-selectors",
            "promql-binop-fill-modifiers",
        ];
        for name in &self.names {
            if *dialect == Dialect::V3 {
                if !KNOWN.contains(&name.as_str()) {
                    write!(streams.out, "  WARNING: Unknown feature passed to --enable-feature: {name}")?;
                }
            } else if STABLE_IN_2.contains(&name.as_str()) {
                let text = "Option for --enable-feature is a no-op after promotion to a stable feature";
                writeln!(streams.out, "  WARNING: {text}: {}", quote(name))?;
            } else if !["", "no-default-scrape-port"].contains(&name.as_str()) {
                writeln!(streams.out, "  WARNING: Unknown option for --enable-feature: {}", quote(name))?;
            }
        }
        Ok(())
    }
}
