//! Renderings recorded from Prometheus, promtool and Alertmanager, compared byte by byte.

mod alertmanager;
mod prometheus;
mod queries;
mod robustness;
mod rows;
mod tables;
