//! Renderings recorded from Prometheus, promtool and Alertmanager, compared byte by byte.

mod alertmanager_core;
mod prometheus;
mod queries;
mod robustness;
mod rows;
