//! The rule packs under rules/: two that say the same, in the terms of their metric contract.

mod contract;
mod files;
mod instrumentation;
mod meshkit;
mod paging;
mod rules;
mod scenarios;
mod suites;
