//! Nothing but alerting rules; see `rules/` and `tests/alerts.rs`.
