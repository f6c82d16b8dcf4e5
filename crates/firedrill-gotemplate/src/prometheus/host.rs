//! `stripPort` and `stripDomain`.

use std::net::IpAddr;

/// The host of `host:port`; anything else as it is.
pub(super) fn strip_port(text: &str) -> String {
    split(text).map_or(text, |(host, _)| host).to_owned()
}

/// The first label of a host name, with the port if there is one; addresses stay.
pub(super) fn strip_domain(text: &str) -> String {
    let (host, port) = split(text).unwrap_or((text, ""));
    if host.parse::<IpAddr>().is_ok() {
        return text.to_owned();
    }
    let name = host.split('.').next().unwrap_or_default();
    match port {
        "" => name.to_owned(),
        _ if name.contains(':') => format!("[{name}]:{port}"),
        _ => format!("{name}:{port}"),
    }
}

/// `net.SplitHostPort`: `host:port`, `[host]:port`.
fn split(text: &str) -> Option<(&str, &str)> {
    let colon = text.rfind(':')?;
    let (host, unbracketed) = if text.starts_with('[') {
        let end = text.find(']')?;
        if end + 1 != colon {
            return None;
        }
        (&text[1..end], &text[end + 1..])
    } else {
        let host = &text[..colon];
        if host.contains(':') {
            return None;
        }
        (host, text)
    };
    let stray = host.contains('[') || unbracketed.contains('[') || unbracketed.contains(']');
    (!stray).then(|| (host, &text[colon + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips() {
        for (text, without_port, without_domain) in [
            ("web.example.org:80", "web.example.org", "web:80"),
            ("[::1]:80", "::1", "[::1]:80"),
            ("::1", "::1", "::1"),
            ("10.0.0.1:80", "10.0.0.1", "10.0.0.1:80"),
            ("10.0.0.256:80", "10.0.0.256", "10:80"),
            ("[a.b", "[a.b", "[a"),
            (":80", "", ":80"),
        ] {
            assert_eq!(strip_port(text), without_port, "{text}");
            assert_eq!(strip_domain(text), without_domain, "{text}");
        }
    }
}
