//! Texts that are safe where they belong.

use crate::value::{Kind, Type};

/// `template.HTML`, which only `safeHtml` makes.
pub(crate) static HTML: Type = Type::named("template.HTML", Kind::String);

/// `template.URL`, which only `safeUrl` makes.
pub(crate) static URL: Type = Type::named("template.URL", Kind::String);
