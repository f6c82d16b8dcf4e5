//! Where something stands.

use super::{Attribute, Delimiter, Element, Slash, State, UrlPart};

/// Where something stands; `Default` is the beginning of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::html) struct Context {
    pub(in crate::html) state: State,
    pub(in crate::html) delimiter: Delimiter,
    pub(in crate::html) url_part: UrlPart,
    pub(in crate::html) slash: Slash,
    /// Open braces in each of the nested `${…}`, outermost first.
    pub(in crate::html) braces: Vec<usize>,
    pub(in crate::html) attribute: Attribute,
    pub(in crate::html) element: Element,
}

impl Context {
    /// Inside a tag of an element.
    pub(in crate::html) fn in_tag(element: Element) -> Self {
        Self { state: State::Tag, element, ..Self::default() }
    }

    /// Behind a jump out of a loop's body.
    pub(in crate::html) fn dead() -> Self {
        Self { state: State::Dead, ..Self::default() }
    }

    /// Where an action that comes next would write: before the value of an attribute it is the value, and
    /// behind the name of one it is another name.
    pub(in crate::html) fn nudged(&self) -> Self {
        let mut context = self.clone();
        match self.state {
            State::Tag => context.state = State::AttrName,
            State::BeforeValue => {
                context.state = self.attribute.value_state();
                context.delimiter = Delimiter::SpaceOrTagEnd;
                context.attribute = Attribute::None;
            }
            State::AfterName => {
                context.state = State::AttrName;
                context.attribute = Attribute::None;
            }
            _ => {}
        }
        context
    }
}
