//! Renderings recorded from Prometheus, promtool and Alertmanager, compared byte by byte.

mod alertmanager;
mod html_robustness;
mod prometheus;
mod queries;
mod robustness;
mod rows;
mod tables;
