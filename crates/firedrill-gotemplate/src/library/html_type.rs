//! Text that is safe in HTML.

use crate::value::{Kind, Type};

/// `template.HTML`, which only `safeHtml` makes.
pub(crate) static HTML: Type = Type::named("template.HTML", Kind::String);
