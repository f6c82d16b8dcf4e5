//! Configuration files: every verdict of `amtool check-config`, with places.
//!
//! A file is decoded strictly, as Go's `yaml.v2` decodes into upstream's structs, and then checked as
//! their `UnmarshalYAML` methods and `config.Load` check it. Files that a configuration names
//! (templates, secrets, certificates) are not looked at.

mod file;
mod global;
mod go_duration;
mod host_port;
pub(crate) mod http;
mod inhibit;
mod intervals;
mod label_matches;
mod load;
mod model;
pub(crate) mod reader;
mod receivers;
mod route;
pub(crate) mod schema;
pub(crate) mod template_syntax;
mod url;

pub use load::{ConfigError, ConfigWarning, Loaded, load, load_with_dialect};
pub use model::Config;
