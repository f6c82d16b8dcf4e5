//! promtool's commands and flags, as far as they exist here.

use firedrill_promql::Dialect;

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing; `--no-NAME` turns it off.
    Switch,
    /// One value.
    Value,
    /// A value, and it may be repeated.
    Values,
}

/// A flag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Whether only promtool 3 has it.
    pub(super) since_3: bool,
    /// What it does, for usage.
    pub(super) summary: &'static str,
}

/// A command that takes files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    pub(super) name: &'static str,
    pub(super) flags: &'static [Flag],
    /// How usage names the files.
    pub(super) argument: &'static str,
    /// Whether the files may be left out.
    pub(super) is_optional: fn(&Dialect) -> bool,
    /// What it does, for usage.
    pub(super) summary: &'static str,
}

/// A command that only groups others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Branch {
    pub(super) name: &'static str,
    pub(super) flags: &'static [Flag],
    pub(super) leaves: &'static [Leaf],
}

const fn flag(name: &'static str, kind: Kind, summary: &'static str) -> Flag {
    Flag { name, kind, since_3: false, summary }
}

const fn flag_3(name: &'static str, kind: Kind, summary: &'static str) -> Flag {
    Flag { name, kind, since_3: true, summary }
}

/// Flags that stand before or behind any command.
pub(super) const GLOBAL: &[Flag] = &[
    flag("help", Kind::Switch, "print this"),
    flag("version", Kind::Switch, "print the version"),
    flag_3("experimental", Kind::Switch, "allow commands that may still change"),
    flag("enable-feature", Kind::Values, "feature flags of the server, separated by commas"),
];

/// The commands.
pub(super) const BRANCHES: &[Branch] = &[
    Branch {
        name: "check",
        flags: &[
            flag_3("query.lookback-delta", Kind::Value, "lookback of the server"),
            flag("extended", Kind::Switch, "more about cardinality"),
        ],
        leaves: &[Leaf {
            name: "rules",
            flags: &[
                flag("lint", Kind::Value, "what to lint: all, duplicate-rules or none"),
                flag("lint-fatal", Kind::Switch, "exit with 3 on lint errors"),
                flag_3("ignore-unknown-fields", Kind::Switch, "accept unknown fields in rule files"),
            ],
            argument: "rule-files",
            is_optional: |dialect| *dialect == Dialect::V3,
            summary: "Checks rule files.",
        }],
    },
    Branch {
        name: "test",
        flags: &[flag_3("junit", Kind::Value, "write a JUnit report to this file")],
        leaves: &[Leaf {
            name: "rules",
            flags: &[
                flag_3("run", Kind::Values, "only test groups whose name matches this pattern"),
                flag_3("debug", Kind::Switch, "dump all samples of each test group"),
                flag_3("diff", Kind::Switch, "show alerts that differ as a coloured diff"),
                flag_3("ignore-unknown-fields", Kind::Switch, "accept unknown fields in rule files"),
            ],
            argument: "test-rule-file",
            is_optional: |_| false,
            summary: "Runs unit tests of rules.",
        }],
    },
];
