//! What receivers say that are configured to say nothing of their own.
//!
//! The names are Alertmanager's, since configurations refer to them and override them; what they
//! render is compared with recordings of Alertmanager. The text is put together from a few shapes
//! here instead of being written out for each kind of receiver.

use std::fmt::Write as _;

use super::{Version, email};

/// Templates that render nothing until somebody overrides them.
const BLANK: [&str; 15] = [
    "__description",
    "slack.default.callbackid",
    "slack.default.pretext",
    "slack.default.iconemoji",
    "slack.default.iconurl",
    "slack.default.text",
    "slack.default.footer",
    "wechat.default.to_user",
    "wechat.default.to_party",
    "wechat.default.to_tag",
    "wechat.default.agent_id",
    "discord.default.content",
    "rocketchat.default.emoji",
    "rocketchat.default.iconurl",
    "rocketchat.default.text",
];

/// Templates that are another one under their own name.
const ALIASES: [(&str, &str); 26] = [
    ("slack.default.title", "__subject"),
    ("slack.default.username", "__alertmanager"),
    ("slack.default.titlelink", "__alertmanagerURL"),
    ("pagerduty.default.description", "__subject"),
    ("pagerduty.default.client", "__alertmanager"),
    ("pagerduty.default.clientURL", "__alertmanagerURL"),
    ("pagerduty.default.instances", "__text_alert_list"),
    ("opsgenie.default.message", "__subject"),
    ("opsgenie.default.source", "__alertmanagerURL"),
    ("victorops.default.entity_display_name", "__subject"),
    ("victorops.default.monitoring_tool", "__alertmanager"),
    ("pushover.default.title", "__subject"),
    ("pushover.default.url", "__alertmanagerURL"),
    ("sns.default.subject", "__subject"),
    ("discord.default.title", "__subject"),
    ("msteams.default.summary", "__subject"),
    ("msteams.default.title", "__subject"),
    ("msteamsv2.default.title", "__subject"),
    ("jira.default.summary", "__subject"),
    ("rocketchat.default.title", "__subject"),
    ("rocketchat.default.alias", "__alertmanager"),
    ("rocketchat.default.titlelink", "__alertmanagerURL"),
    ("mattermost.default.username", "__alertmanager"),
    ("mattermost.default.title", "__subject"),
    ("mattermost.default.titlelink", "__alertmanagerURL"),
    ("email.default.subject", "__subject"),
];

/// The common annotations, which begin most messages.
const ANNOTATIONS: &str = r#"{{ join " " .CommonAnnotations.SortedPairs.Values }}"#;

/// Messages that list firing and resolved alerts, each list between blank lines: the name, what
/// comes first, the mark before a heading, the template of the list.
const SPACED_LISTS: [(&str, &str, &str, &str); 9] = [
    ("pushover.default.message", ANNOTATIONS, "", "__text_alert_list"),
    ("sns.default.message", ANNOTATIONS, "", "__text_alert_list"),
    ("webex.default.message", ANNOTATIONS, "", "__text_alert_list"),
    ("telegram.default.message", "", "", "__text_alert_list"),
    ("discord.default.message", "", "", "__text_alert_list"),
    ("msteams.default.text", "", "# ", "__text_alert_list_markdown"),
    ("msteamsv2.default.text", "", "# ", "__text_alert_list_markdown"),
    ("jira.default.description", "", "# ", "__text_alert_list_markdown"),
    ("mattermost.default.text", "", "# ", "__text_alert_list_markdown"),
];

/// Messages whose lists follow one another without blank lines: the name, and what comes last.
const DENSE_LISTS: [(&str, &str, &str); 3] = [
    ("opsgenie.default.description", ANNOTATIONS, ""),
    ("victorops.default.state_message", ANNOTATIONS, ""),
    (
        "wechat.default.message",
        "{{ template \"__subject\" . }}\n{{ join \" \" .CommonAnnotations.SortedPairs.Values }}",
        "\nAlertmanagerUrl:\n{{ template \"__alertmanagerURL\" . }}",
    ),
];

/// Templates of a shape of their own.
const SINGLE: [(&str, &str); 5] = [
    ("slack.default.color", SLACK_COLOR),
    ("mattermost.default.color", SLACK_COLOR),
    (
        "slack.default.fallback",
        r#"{{ template "slack.default.title" . }} | {{ template "slack.default.titlelink" . }}"#,
    ),
    (
        "mattermost.default.fallback",
        r#"{{ template "mattermost.default.title" . }} | {{ template "mattermost.default.titlelink" . }}"#,
    ),
    (
        // The most severe of the firing alerts decides; of the resolved ones only where that says nothing.
        "jira.default.priority",
        concat!(
            r#"{{ $best := "" }}{{ range $alerts := list .Alerts.Firing .Alerts.Resolved }}{{ if not $best }}"#,
            r#"{{ range $alerts }}{{ with .Labels.severity }}"#,
            r#"{{ if eq . "critical" }}{{ $best = "High" }}"#,
            r#"{{ else if eq . "warning" }}{{ if ne $best "High" }}{{ $best = "Medium" }}{{ end }}"#,
            r#"{{ else if eq . "info" }}{{ if not $best }}{{ $best = "Low" }}{{ end }}{{ end }}"#,
            r#"{{ end }}{{ end }}{{ end }}{{ end }}{{ $best }}"#,
        ),
    ),
];

const SUBJECT: &str = concat!(
    r#"[{{ .Status | toUpper }}{{ if eq "firing" .Status }}{{ printf ":%d" (len .Alerts.Firing) }}{{ end }}] "#,
    r#"{{ join " " .GroupLabels.SortedPairs.Values }} "#,
    r#"{{ if lt (len .GroupLabels) (len .CommonLabels) }}"#,
    r#"{{ printf "(%s)" (join " " (.CommonLabels.Remove .GroupLabels.Names).Values) }}{{ end }}"#,
);
const ALERTMANAGER_URL: &str = r#"{{ printf "%s/#/alerts?receiver=%s" .ExternalURL (urlquery .Receiver) }}"#;

const SLACK_COLOR: &str = r#"{{ if eq "firing" .Status }}danger{{ else }}good{{ end }}"#;

/// Beginnings of the names of templates that came after 0.25.
const LATER: [&str; 7] = [
    "__text_alert_list_markdown",
    "jira.",
    "mattermost.",
    "msteams.",
    "msteamsv2.",
    "rocketchat.",
    "slack.default.color",
];

/// All default templates of a release as one text.
pub(super) fn default_texts(version: Version) -> String {
    let mut texts = Definitions { version, text: String::new() };
    texts.define("__alertmanager", "Alertmanager");
    texts.define("__alertmanagerURL", ALERTMANAGER_URL);
    // Upstream's errors say in which lines these stand.
    texts.skip_to_line(4);
    texts.define("__subject", SUBJECT);
    texts.skip_to_line(7);
    texts.define("__text_alert_list", &alert_list(" - ", "", ""));
    texts.skip_to_line(14);
    texts.define("__text_alert_list_markdown", &alert_list("  - ", "\n", "\n"));
    for (name, body) in SINGLE {
        texts.define(name, body);
    }
    texts.define("email.default.html", email::PAGE);
    texts.define("__email_alert", email::ALERT);
    for name in BLANK {
        texts.define(name, "");
    }
    for (name, original) in ALIASES {
        texts.define(name, &format!("{{{{ template \"{original}\" . }}}}"));
    }
    for (name, first, mark, list) in SPACED_LISTS {
        let sections = sections(|heading, alerts| {
            let list = format!("{{{{ template \"{list}\" {alerts} }}}}");
            format!("\n{{{{ if {alerts} }}}}\n{mark}Alerts {heading}:\n{list}\n{{{{ end }}}}")
        });
        texts.define(name, &format!("{first}{sections}\n"));
    }
    for (name, first, last) in DENSE_LISTS {
        let sections = sections(|heading, alerts| {
            let list = format!("{{{{ template \"__text_alert_list\" {alerts} }}}}");
            format!("\n{{{{ if {alerts} }}}}Alerts {heading}:\n{list}{{{{ end }}}}")
        });
        texts.define(name, &format!("{first}{sections}{last}"));
    }
    texts.text
}

/// The sections for firing and for resolved alerts.
fn sections(section: impl Fn(&str, &str) -> String) -> String {
    section("Firing", ".Alerts.Firing") + &section("Resolved", ".Alerts.Resolved")
}

/// Every alert with its labels, annotations and source: `bullet` begins a label's line, `before` an
/// alert and its parts, `after` ends it.
fn alert_list(bullet: &str, before: &str, after: &str) -> String {
    let pairs = |of: &str| {
        format!("{{{{ range .{of}.SortedPairs }}}}{bullet}{{{{ .Name }}}} = {{{{ .Value }}}}\n{{{{ end }}}}")
    };
    format!(
        "{{{{ range . }}}}{before}Labels:\n{}{before}Annotations:\n{}{before}Source: {{{{ .GeneratorURL }}}}\n{{{{ end }}}}{after}",
        pairs("Labels"),
        pairs("Annotations")
    )
}

struct Definitions {
    version: Version,
    text: String,
}

impl Definitions {
    /// Adds empty lines up to the line of that number, from 1.
    fn skip_to_line(&mut self, line: usize) {
        let lines = self.text.matches('\n').count();
        self.text.push_str(&"\n".repeat((line - 1).saturating_sub(lines)));
    }

    /// Adds a template that the release has.
    fn define(&mut self, name: &str, body: &str) {
        if self.version == Version::V0_25 && LATER.iter().any(|later| name.starts_with(later)) {
            return;
        }
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{{{{ define \"{name}\" }}}}{body}{{{{ end }}}}");
    }
}
