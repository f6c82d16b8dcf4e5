//! Where branches meet.

use super::context::{Context, Slash, State, UrlPart};
use crate::options::GoVersion;

/// The context in which to go on after either of two; `None` where they have none in common.
pub(super) fn meet(lhs: &Context, rhs: &Context) -> Option<Context> {
    if lhs.state == State::Dead {
        return Some(rhs.clone());
    }
    if rhs.state == State::Dead || lhs == rhs {
        return Some(lhs.clone());
    }
    if (Context { url_part: rhs.url_part, ..lhs.clone() }) == *rhs {
        return Some(Context { url_part: UrlPart::Unknown, ..lhs.clone() });
    }
    if (Context { slash: rhs.slash, ..lhs.clone() }) == *rhs {
        return Some(Context { slash: Slash::Unknown, ..lhs.clone() });
    }
    let (nudged_lhs, nudged_rhs) = (lhs.nudged(), rhs.nudged());
    if nudged_lhs == *lhs && nudged_rhs == *rhs {
        return None;
    }
    meet(&nudged_lhs, &nudged_rhs)
}

/// What is said where they have none.
pub(super) fn parted(construct: &str, lhs: &Context, rhs: &Context, go: GoVersion) -> String {
    format!("{{{{{construct}}}}} branches end in different contexts: {}, {}", lhs.shown(go), rhs.shown(go))
}
