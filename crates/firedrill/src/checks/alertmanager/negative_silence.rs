//! # What it does
//!
//! Finds silences all of whose matchers are negative (`!=` and `!~`), in files of silences as Alertmanager's API
//! lists and takes them.
//!
//! # Why
//!
//! Alertmanager accepts them, although it refuses a silence that matches everything. A missing label counts
//! as empty, so `team!="shop"` mutes every alert of every other team, and all that have no team.
//!
//! # Example
//!
//! ```yaml
//! # silences.yml
//! - matchers: [{name: team, value: shop, isRegex: false, isEqual: false}]
//!   startsAt: 2026-01-17T12:00:00Z
//!   endsAt: 2026-01-17T14:00:00Z
//!   createdBy: ada
//!   comment: only the shop may page during the move
//! ```
//!
//! # Use instead
//!
//! ```yaml
//! # silences.yml
//! - matchers:
//!     - {name: cluster, value: eu, isRegex: false, isEqual: true}
//!     - {name: team, value: shop, isRegex: false, isEqual: false}
//!   startsAt: 2026-01-17T12:00:00Z
//!   endsAt: 2026-01-17T14:00:00Z
//!   createdBy: ada
//!   comment: only the shop may page during the move of this cluster
//! ```

use crate::checks::{Check, Input};
use crate::report::Problem;

pub(in crate::checks) const NEGATIVE_SILENCE: Check = Check {
    id: "alertmanager/negative-silence",
    summary: "a silence with only negative matchers, which mutes nearly everything",
    run: findings,
};

fn findings(input: &Input<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for set in &input.silences {
        for (silence, span) in set.silences.iter().filter(|(silence, _)| silence.has_only_negative_matchers())
        {
            let texts = silence.matchers.iter().map(|(name, operator, value)| {
                format!("{name}{operator}{}", firedrill_model::quote::quote(value))
            });
            let text = texts.collect::<Vec<_>>().join(", ");
            let message = format!("a silence of {text} alone also mutes every alert without that label");
            found.push(Problem::at(NEGATIVE_SILENCE.id, message, &set.path, &set.source, *span));
        }
    }
    found
}
