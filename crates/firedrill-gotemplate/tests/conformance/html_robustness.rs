//! Hostile templates of HTML end in an error or a result, never in a panic.

use firedrill_gotemplate::alertmanager::{NotificationData, NotificationTemplates, Passed, Version};
use firedrill_gotemplate::gotime::GoTime;
use proptest::prelude::*;

fn render(text: &str, version: Version) -> String {
    let templates = NotificationTemplates::empty(version);
    let (data, now) = (NotificationData::default(), GoTime::zero());
    let template = templates.parse_html(text);
    let rendered = template.and_then(|it| it.render(&templates, &data, Passed::ByValue, &now));
    rendered.unwrap_or_else(|error| error.to_string())
}

const PIECES: [&str; 72] = [
    "<",
    "<a ",
    "<b>",
    "</b>",
    "<p title=\"",
    "\" ",
    "href=\"",
    "href=",
    "src='",
    "'",
    ">",
    "/>",
    "<script>",
    "</script>",
    "<script type=\"text/x\">",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<!-- ",
    "-->",
    "onclick=\"",
    "style=\"",
    "url(",
    "url(\"",
    ")",
    "/*",
    "*/",
    "//",
    "\n",
    "`",
    "${",
    "{",
    "}",
    "/",
    "[",
    "]",
    "\\",
    "\"",
    "=",
    "+",
    "x",
    "1",
    ";",
    "?",
    "#",
    "&",
    "&quot;",
    "&#39",
    "<!DOCTYPE html>",
    "<meta content=\"",
    "url=",
    "srcset=\"",
    ",",
    "\u{2028}",
    "é",
    "</",
    "{{ 1 }}",
    "{{ \"a <&'\\\"b\" }}",
    "{{ safeHtml \"<b>&\" }}",
    "{{ \"javascript:x\" | urlquery }}",
    "{{ html \"a\" \"b\" }}",
    "{{ if true }}",
    "{{ else }}",
    "{{ end }}",
    "{{ range stringSlice \"a\" \"b\" }}",
    "{{ break }}",
    "{{ continue }}",
    "{{ define \"t\" }}",
    "{{ template \"t\" }}",
    "{{ . }}",
    "{{ nil }}",
];

proptest! {
    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        for version in [Version::V0_25, Version::V0_34] {
            let _ = render(&pieces.concat(), version);
        }
    }

    /// Whatever an action inserts into text or a quoted value, no tag begins and no value ends.
    #[test]
    fn nothing_gets_out_of_its_place(inserted in "[<>&\"'`=a-c /;:+-]*") {
        let inserted = firedrill_model::quote::quote(&inserted);
        let out = render(&format!("<p title=\"{{{{ {inserted} }}}}\">{{{{ {inserted} }}}}</p>"), Version::V0_34);
        prop_assert_eq!(out.matches(['<', '>']).count(), 4, "{}", out);
        prop_assert_eq!(out.matches('"').count(), 2, "{}", out);
    }
}

#[test]
fn nesting_and_recursion_are_bounded() {
    let blocks = format!("{}x{}", "{{if true}}".repeat(50_000), "{{end}}".repeat(50_000));
    assert!(render(&blocks, Version::V0_34).ends_with("within each other"));
    let braces = "{{define \"t\"}}${ `{{template \"t\"}}{{end}}<script>`{{template \"t\"}}";
    assert!(render(braces, Version::V0_34).ends_with("within each other"));
    let loops = format!("{}x{}", "{{range .Alerts}}<a b={{1}} ".repeat(100), "{{end}}".repeat(100));
    assert!(render(&loops, Version::V0_34).starts_with("html/template"));
}

/// A quadratic walk would take minutes for these.
#[test]
fn long_scripts_and_styles_are_read_in_one_go() {
    for (start, piece, end) in [
        ("<script>", "{}", "</script>"),
        ("<script>x = ", "'a'/1;", "</script>"),
        ("<style>", "a{b:c(d)}", "</style>"),
        ("<style>a{b:\"", "\\9", "\"}</style>"),
        ("", "<p title='a' ><b></b>", ""),
    ] {
        let text = format!("{start}{}{end}{{{{ 1 }}}}", piece.repeat(200_000 / piece.len()));
        assert!(render(&text, Version::V0_34).ends_with('1'), "{piece}");
    }
}
