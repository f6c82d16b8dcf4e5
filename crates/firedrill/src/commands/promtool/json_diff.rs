//! `--diff`: alerts as JSON, differences in colour, as the Go library `nsf/jsondiff` prints them.

use firedrill_model::Labels;
use firedrill_model::quote::quote;
use firedrill_rules::unittest::AlertInstance;

/// promtool indents the whole block.
const PREFIX: &str = "            ";
const INDENT: &str = "    ";

const ADDED: &str = "\u{1b}[0;32m";
const REMOVED: &str = "\u{1b}[0;31m";
const CHANGED: &str = "\u{1b}[0;33m";
const END: &str = "\u{1b}[0m";

/// The difference; a side without alerts counts as one alert without labels.
pub(super) fn json_diff(expected: &[AlertInstance], got: &[AlertInstance]) -> String {
    let nothing = [AlertInstance { labels: Labels::empty(), annotations: Labels::empty() }];
    let expected = if expected.is_empty() { &nothing } else { expected };
    let got = if got.is_empty() { &nothing } else { got };
    let mut writer = Writer { text: "[".to_owned(), level: 1, tag: "" };
    writer.line_feed();
    let count = expected.len().max(got.len());
    for idx in 0..count {
        match (expected.get(idx), got.get(idx)) {
            (Some(lhs), Some(rhs)) => writer.alerts(lhs, rhs),
            (Some(only), None) => writer.tagged(REMOVED, |writer| writer.alert(only)),
            (None, Some(only)) => writer.tagged(ADDED, |writer| writer.alert(only)),
            (None, None) => {}
        }
        writer.separate(idx, count);
    }
    writer.text.push(']');
    writer.text
}

struct Writer {
    text: String,
    level: usize,
    /// The colour that lasts over line feeds; empty for none.
    tag: &'static str,
}

impl Writer {
    /// Colours end before a line feed and begin again after the indentation.
    fn line_feed(&mut self) {
        if !self.tag.is_empty() {
            self.text.push_str(END);
        }
        self.text.push('\n');
        self.text.push_str(PREFIX);
        self.text.push_str(&INDENT.repeat(self.level));
        self.text.push_str(self.tag);
    }

    fn tagged(&mut self, tag: &'static str, write: impl FnOnce(&mut Self)) {
        self.tag = tag;
        self.text.push_str(tag);
        write(self);
        self.text.push_str(END);
        self.tag = "";
    }

    /// What stands behind the item `idx` of `count`; the closing bracket stands one level further out.
    fn separate(&mut self, idx: usize, count: usize) {
        if idx + 1 < count {
            self.text.push(',');
        } else {
            self.level -= 1;
        }
        self.line_feed();
    }

    fn open(&mut self) {
        self.text.push('{');
        self.level += 1;
        self.line_feed();
    }

    /// An alert that is on one side only.
    fn alert(&mut self, alert: &AlertInstance) {
        self.open();
        for (idx, (name, labels)) in
            [("Annotations", &alert.annotations), ("Labels", &alert.labels)].into_iter().enumerate()
        {
            self.text.push_str(&format!("{}: ", quote(name)));
            self.map(labels);
            self.separate(idx, 2);
        }
        self.text.push('}');
    }

    fn map(&mut self, labels: &Labels) {
        if labels.is_empty() {
            self.text.push_str("{}");
            return;
        }
        self.open();
        for (idx, (name, value)) in labels.iter().enumerate() {
            self.text.push_str(&format!("{}: {}", quote(name), quote(value)));
            self.separate(idx, labels.len());
        }
        self.text.push('}');
    }

    /// An alert that is on both sides.
    fn alerts(&mut self, lhs: &AlertInstance, rhs: &AlertInstance) {
        self.open();
        let maps =
            [("Annotations", &lhs.annotations, &rhs.annotations), ("Labels", &lhs.labels, &rhs.labels)];
        for (idx, (name, lhs, rhs)) in maps.into_iter().enumerate() {
            self.text.push_str(&format!("{}: ", quote(name)));
            self.maps(lhs, rhs);
            self.separate(idx, 2);
        }
        self.text.push('}');
    }

    fn maps(&mut self, lhs: &Labels, rhs: &Labels) {
        let mut names: Vec<&str> = lhs.iter().chain(rhs.iter()).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            self.text.push_str("{}");
            return;
        }
        self.open();
        for (idx, name) in names.iter().enumerate() {
            match (lhs.get(name), rhs.get(name)) {
                (Some(lhs), Some(rhs)) if lhs == rhs => {
                    self.text.push_str(&format!("{}: {}", quote(name), quote(lhs)));
                }
                (Some(lhs), Some(rhs)) => {
                    self.text.push_str(&format!("{}: ", quote(name)));
                    self.tagged(CHANGED, |writer| {
                        writer.text.push_str(&format!("{} => {}", quote(lhs), quote(rhs)));
                    });
                }
                (Some(only), None) => self.entry(REMOVED, name, only),
                (None, Some(only)) => self.entry(ADDED, name, only),
                (None, None) => {}
            }
            self.separate(idx, names.len());
        }
        self.text.push('}');
    }

    fn entry(&mut self, tag: &'static str, name: &str, value: &str) {
        self.tagged(tag, |writer| writer.text.push_str(&format!("{}: {}", quote(name), quote(value))));
    }
}
