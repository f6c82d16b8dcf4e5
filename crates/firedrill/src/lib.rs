//! firedrill rehearses alerting.
