//! Templates as Alertmanager uses them in notifications, in text mode.

mod base64;
mod data;
mod default_texts;
mod email;
mod functions;
mod key_values;
mod list_functions;
mod notification;
mod text_functions;
mod time_functions;
mod types;
mod version;

pub use data::{Alert, KeyValues, NotificationData};
pub use functions::function_names;
pub use notification::{NotificationTemplate, NotificationTemplates, Passed, RenderError};
pub use version::Version;
