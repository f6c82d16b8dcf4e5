//! `host:port` as Go's `net.SplitHostPort` and Alertmanager's `HostPort` accept it.

/// Whether `text` is an address with a port; empty is no address at all and fine.
pub(super) fn check(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    let error = |reason: &str| Err(format!("address {text}: {reason}"));
    let Some(last_colon) = text.rfind(':') else { return error("missing port in address") };
    if let Some(rest) = text.strip_prefix('[') {
        let Some(end) = rest.find(']').map(|position| position + 1) else {
            return error("missing ']' in address");
        };
        if end + 1 == text.len() {
            return error("missing port in address");
        }
        if end + 1 != last_colon {
            let problem = if text[end + 1..].starts_with(':') {
                "too many colons in address"
            } else {
                "missing port in address"
            };
            return error(problem);
        }
        if text[1..].contains('[') {
            return error("unexpected '[' in address");
        }
        if text[end + 1..].contains(']') {
            return error("unexpected ']' in address");
        }
    } else {
        if text[..last_colon].contains(':') {
            return error("too many colons in address");
        }
        if text.contains('[') {
            return error("unexpected '[' in address");
        }
        if text.contains(']') {
            return error("unexpected ']' in address");
        }
    }
    if last_colon + 1 == text.len() {
        return Err(format!("address {}: port cannot be empty", firedrill_model::quote::quote(text)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn judges_as_go() {
        for (text, want) in [
            ("", ""),
            ("mail:25", ""),
            (":25", ""),
            ("[::1]:25", ""),
            ("mail", "address mail: missing port in address"),
            ("mail:", "address \"mail:\": port cannot be empty"),
            ("::1:25", "address ::1:25: too many colons in address"),
            ("[::1]", "address [::1]: missing port in address"),
            ("[::1", "address [::1: missing ']' in address"),
            ("a[b:1", "address a[b:1: unexpected '[' in address"),
        ] {
            assert_eq!(check(text).err().unwrap_or_default(), want, "{text}");
        }
    }
}
