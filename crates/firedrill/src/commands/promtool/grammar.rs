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
    pub(super) usage: [&'static str; 2],
}

/// A command that only groups others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Branch {
    pub(super) name: &'static str,
    pub(super) flags: &'static [Flag],
    pub(super) leaves: &'static [Leaf],
}

const fn flag(name: &'static str, kind: Kind) -> Flag {
    Flag { name, kind, since_3: false }
}

const fn flag_3(name: &'static str, kind: Kind) -> Flag {
    Flag { name, kind, since_3: true }
}

/// Flags that stand before or behind any command.
pub(super) const GLOBAL: &[Flag] = &[
    flag("help", Kind::Switch),
    flag("version", Kind::Switch),
    flag_3("experimental", Kind::Switch),
    flag("enable-feature", Kind::Values),
];

/// The usage of promtool itself, for 2.42 and 3.
pub(super) const USAGE: [&str; 2] = [include_str!("usage/2.42.txt"), include_str!("usage/3.txt")];

/// The commands.
pub(super) const BRANCHES: &[Branch] = &[
    Branch {
        name: "check",
        flags: &[
            flag_3("query.lookback-delta", Kind::Value),
            Flag { name: "extended", kind: Kind::Switch, since_3: false },
        ],
        leaves: &[Leaf {
            name: "rules",
            flags: &[
                flag("lint", Kind::Value),
                flag("lint-fatal", Kind::Switch),
                flag_3("ignore-unknown-fields", Kind::Switch),
            ],
            argument: "rule-files",
            is_optional: |dialect| *dialect == Dialect::V3,
            usage: [include_str!("usage/check-rules-2.42.txt"), include_str!("usage/check-rules-3.txt")],
        }],
    },
    Branch {
        name: "test",
        flags: &[flag_3("junit", Kind::Value)],
        leaves: &[Leaf {
            name: "rules",
            flags: &[
                flag_3("run", Kind::Values),
                flag_3("debug", Kind::Switch),
                flag_3("diff", Kind::Switch),
                flag_3("ignore-unknown-fields", Kind::Switch),
            ],
            argument: "test-rule-file",
            is_optional: |_| false,
            usage: [include_str!("usage/test-rules-2.42.txt"), include_str!("usage/test-rules-3.txt")],
        }],
    },
];
