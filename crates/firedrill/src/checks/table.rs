//! The table of checks.

use super::{Check, alertmanager};

/// All checks, by name.
pub static CHECKS: &[Check] = &[
    alertmanager::CLOSED_WINDOW,
    alertmanager::DEAD_ROUTE,
    alertmanager::DEFAULT_ROUTE_ONLY,
    alertmanager::IDLE_INHIBITION,
    alertmanager::NEGATIVE_SILENCE,
    alertmanager::UNREACHED_RECEIVER,
];

#[cfg(test)]
mod tests {
    use super::CHECKS;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(CHECKS.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
