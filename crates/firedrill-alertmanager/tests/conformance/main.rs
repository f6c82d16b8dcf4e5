//! Agreement with recorded answers of real Alertmanagers.

mod behaviour;
mod bodies;
mod config;
mod differences;
mod groups;
mod laws;
mod matchers;
mod messages;
mod payloads;
mod recorded;
mod replay;
mod robustness;
mod routing;
mod sender;
mod shared;
mod shipped;
mod tables;
