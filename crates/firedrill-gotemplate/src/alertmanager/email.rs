//! The HTML of e-mails that bring none of their own.
//!
//! Upstream's page is its authors' work; this one says the same in another form: the subject, a link to
//! the server, and each alert with its labels, annotations and source, the firing ones first.

/// The page, a template.
pub(super) const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ template "__subject" . }}</title></head>
<body style="margin: 0; padding: 16px; font: 14px/1.5 sans-serif; color: #222222;">
<h1 style="font-size: 18px; color: {{ if .Alerts.Firing }}#b00020{{ else }}#1b7f3b{{ end }};">
{{- template "__subject" . -}}
</h1>
<p><a href="{{ template "__alertmanagerURL" . }}">Open {{ template "__alertmanager" . }}</a></p>
{{- if .Alerts.Firing }}
<h2 style="font-size: 16px;">Firing: {{ len .Alerts.Firing }}</h2>
{{- range .Alerts.Firing }}{{ template "__email_alert" . }}{{ end }}
{{- end }}
{{- if .Alerts.Resolved }}
<h2 style="font-size: 16px;">Resolved: {{ len .Alerts.Resolved }}</h2>
{{- range .Alerts.Resolved }}{{ template "__email_alert" . }}{{ end }}
{{- end }}
</body>
</html>
"#;

/// One alert of it.
pub(super) const ALERT: &str = r#"
<table style="border-left: 4px solid #cccccc; margin: 0 0 12px; padding: 0 0 0 8px;">
{{- range .Labels.SortedPairs }}
<tr><th align="left">{{ .Name }}</th><td>{{ .Value }}</td></tr>
{{- end }}
{{- range .Annotations.SortedPairs }}
<tr><td colspan="2"><b>{{ .Name }}</b>: {{ .Value }}</td></tr>
{{- end }}
{{- with .GeneratorURL }}
<tr><td colspan="2"><a href="{{ . }}">Source</a></td></tr>
{{- end }}
</table>"#;
