//! Links into Prometheus' web interface.

use crate::library::{percent_decoded, query_escaped};

/// The tab of the expression browser.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tab {
    Graph = 0,
    Table = 1,
}

pub(super) fn expression_link(expression: &str, tab: Tab) -> String {
    format!("/graph?g0.expr={}&g0.tab={}", query_escaped(expression), tab as u8)
}

/// The path under a server's URL where an expression's result stands as a table: the end of every
/// alert's `generatorURL`.
pub fn table_link(expression: &str) -> String {
    expression_link(expression, Tab::Table)
}

/// The decoded path of a URL (`url.URL.Path`).
pub(super) fn url_path(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = after_scheme.find(['?', '#']).unwrap_or(after_scheme.len());
    let without_query = &after_scheme[..end];
    let path = if url.contains("://") {
        without_query.find('/').map_or("", |start| &without_query[start..])
    } else {
        without_query
    };
    // A malformed escape stays as it is.
    percent_decoded(path)
        .map_or_else(|_| path.to_owned(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_path_of_a_url() {
        for (url, path) in [
            ("http://prom.example.org:9090/prom/x", "/prom/x"),
            ("http://u:p@x.example.org:9/pre%20fix/?q=1#f", "/pre fix/"),
            ("http://host", ""),
            ("", ""),
        ] {
            assert_eq!(url_path(url), path);
        }
    }
}
