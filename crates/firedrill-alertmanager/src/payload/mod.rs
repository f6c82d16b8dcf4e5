//! What receivers are sent.
//!
//! [`Renderer::render`] makes a [`Message`] of a notification: the requests that the service gets, and what
//! they say as [`Fields`], which expectations and reports ask by name.

mod data;
mod dedup_key;
mod fields;
mod go_time;
mod message;
mod quote_meta;
mod renderer;
mod rendering;
mod truncation;

pub use data::notification_data;
pub use dedup_key::dedup_key;
pub use fields::Fields;
pub(crate) use go_time::{ZERO, print as print_time};
pub use message::{Content, Mail, Message, Request};
pub(crate) use message::{Draft, DraftRequest};
pub use renderer::{Renderer, TemplateFile};
pub(crate) use rendering::Rendering;
