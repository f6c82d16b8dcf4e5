//! The tree as `amtool config routes` draws it.

use firedrill_model::Labels;

use super::{Route, RoutingTree};
use crate::Switches;

/// What a line of the tree says beside the matchers.
#[derive(Debug, Clone, Copy)]
struct Shown {
    continues: bool,
    receiver: bool,
}

/// A line with those below it.
#[derive(Debug)]
struct Branch {
    text: String,
    children: Vec<Branch>,
}

impl RoutingTree {
    /// All routes, as `amtool config routes show` draws them below its heading.
    pub fn draw(&self, switches: Switches) -> String {
        drawn(&self.branch(0), switches)
    }

    /// The routes that an alert with these labels takes, as `amtool config routes test --tree` draws them.
    pub fn draw_matching(&self, labels: &Labels, switches: Switches) -> String {
        drawn(&self.matching_branch(0, labels), switches)
    }

    fn branch(&self, position: usize) -> Branch {
        let route = self.route(position);
        let text = line(route, Shown { continues: true, receiver: true });
        Branch { text, children: route.children.iter().map(|child| self.branch(*child)).collect() }
    }

    /// The depth of both walks is bounded by the nesting that the configuration's reader accepts.
    fn matching_branch(&self, position: usize, labels: &Labels) -> Branch {
        let route = self.route(position);
        let mut children = Vec::new();
        for &child in &route.children {
            if self.route(child).matchers.matches(labels) {
                children.push(self.matching_branch(child, labels));
                if !self.route(child).continues {
                    break;
                }
            }
        }
        let text = line(route, Shown { continues: false, receiver: children.is_empty() });
        Branch { text, children }
    }
}

/// A route without matchers is called `default-route` at any depth.
fn line(route: &Route, shown: Shown) -> String {
    let mut text =
        if route.matchers.is_empty() { "default-route".to_owned() } else { route.matchers.to_string() };
    if shown.continues && route.continues {
        text.push_str("  continue: true");
    }
    if shown.receiver {
        text.push_str("  receiver: ");
        text.push_str(&route.receiver);
    }
    text
}

fn drawn(root: &Branch, switches: Switches) -> String {
    let mut out = ".\n".to_owned();
    draw_branch(&mut out, root, true, "", switches);
    out
}

fn draw_branch(out: &mut String, branch: &Branch, is_last: bool, indent: &str, switches: Switches) {
    let edge = if is_last { "\u{2514}\u{2500}\u{2500}" } else { "\u{251c}\u{2500}\u{2500}" };
    out.extend([indent, edge, " ", &branch.text, "\n"]);
    let deeper = match (is_last, switches.draws_with_no_break_spaces) {
        (true, _) => "    ",
        (false, true) => "\u{2502}\u{a0}\u{a0} ",
        (false, false) => "\u{2502}   ",
    };
    let indent = format!("{indent}{deeper}");
    let last = branch.children.len().saturating_sub(1);
    for (position, child) in branch.children.iter().enumerate() {
        draw_branch(out, child, position == last, &indent, switches);
    }
}
