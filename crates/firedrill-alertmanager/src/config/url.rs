//! URLs as Go's `net/url` and Alertmanager's `amcommoncfg.URL` accept them.

use firedrill_model::quote::quote;

/// Whether Go parses the URL, whatever its scheme.
pub(super) fn check_syntax(text: &str) -> Result<(), String> {
    parse(text).map(drop)
}

/// Whether it is an absolute HTTP URL by Alertmanager's checks.
pub(super) fn check_url(text: &str) -> Result<(), String> {
    let (scheme, host) = parse(text)?;
    if scheme != "http" && scheme != "https" {
        return Err(format!("unsupported scheme {} for URL", quote(&scheme)));
    }
    if host.is_empty() {
        return Err("missing host for URL".to_owned());
    }
    Ok(())
}

/// The scheme and the host with port of a URL, or Go's complaint about it (`url.Parse`).
fn parse(text: &str) -> Result<(String, String), String> {
    dissect(text).map_err(|reason| format!("parse {}: {reason}", quote(text)))
}

fn dissect(text: &str) -> Result<(String, String), String> {
    if text.chars().any(|character| character < ' ' || character == '\u{7f}') {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    let text = text.split_once('#').map_or(text, |(before, fragment)| {
        // A broken escape in the fragment is found below like any other.
        if check_escapes(fragment).is_ok() { before } else { text }
    });
    check_fragment_escape(text)?;
    let (scheme, rest) = split_scheme(text)?;
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    if !rest.starts_with('/') {
        if !scheme.is_empty() {
            return Ok((scheme, String::new()));
        }
        let segment = rest.split('/').next().unwrap_or("");
        if segment.contains(':') {
            return Err("first path segment in URL cannot contain colon".to_owned());
        }
    }
    let (authority, path) = match rest.strip_prefix("//") {
        Some(after) if !rest.starts_with("///") || !scheme.is_empty() => {
            let end = after.find('/').unwrap_or(after.len());
            after.split_at(end)
        }
        _ => ("", rest),
    };
    let host = host_of(authority)?;
    check_escapes(path)?;
    Ok((scheme, host.to_owned()))
}

fn check_fragment_escape(text: &str) -> Result<(), String> {
    text.split_once('#').map_or(Ok(()), |(_, fragment)| check_escapes(fragment))
}

/// The lower-case scheme, if any, and what follows its colon.
fn split_scheme(text: &str) -> Result<(String, &str), String> {
    for (position, character) in text.char_indices() {
        match character {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if position > 0 => {}
            ':' if position == 0 => return Err("missing protocol scheme".to_owned()),
            ':' => return Ok((text[..position].to_ascii_lowercase(), &text[position + 1..])),
            _ => break,
        }
    }
    Ok((String::new(), text))
}

/// The host with its port from `user:password@host:port`.
fn host_of(authority: &str) -> Result<&str, String> {
    let host = match authority.rsplit_once('@') {
        Some((user, host)) => {
            let valid = |character: char| {
                character.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(character)
            };
            if !user.chars().all(valid) {
                return Err("net/url: invalid userinfo".to_owned());
            }
            check_escapes(user)?;
            host
        }
        None => authority,
    };
    if host.starts_with('[') {
        let Some(end) = host.rfind(']') else { return Err("missing ']' in host".to_owned()) };
        check_port(&host[end + 1..])?;
    } else if let Some(colon) = host.rfind(':') {
        check_port(&host[colon..])?;
    }
    check_host_characters(host)?;
    Ok(host)
}

/// `:port` with digits only, or nothing.
fn check_port(port: &str) -> Result<(), String> {
    let valid = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
        None => port.is_empty(),
    };
    if valid { Ok(()) } else { Err(format!("invalid port {} after host", quote(port))) }
}

fn check_host_characters(host: &str) -> Result<(), String> {
    let mut rest = host;
    while let Some(character) = rest.chars().next() {
        if character == '%' {
            // Hosts may hold escapes of non-ASCII bytes only.
            let escape = rest.get(..3).filter(|it| is_escape(it));
            match escape.and_then(|it| u8::from_str_radix(&it[1..], 16).ok()) {
                Some(0x80..) => rest = &rest[3..],
                _ => return Err(invalid_escape(rest)),
            }
            continue;
        }
        let valid = !character.is_ascii()
            || character.is_ascii_alphanumeric()
            || "-_.~!$&'()*+,;=:[]<>\"".contains(character);
        if !valid {
            return Err(format!("invalid character {} in host name", quote(&character.to_string())));
        }
        rest = &rest[character.len_utf8()..];
    }
    Ok(())
}

fn check_escapes(text: &str) -> Result<(), String> {
    for (position, _) in text.match_indices('%') {
        let rest = &text[position..];
        if !rest.get(..3).is_some_and(is_escape) {
            return Err(invalid_escape(rest));
        }
    }
    Ok(())
}

fn is_escape(text: &str) -> bool {
    text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit())
}

/// Go shows at most three bytes.
fn invalid_escape(rest: &str) -> String {
    let shown: String = rest.chars().take(3).collect();
    format!("invalid URL escape {}", quote(&shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_as_go_and_alertmanager() {
        for (text, want) in [
            ("http://x", ""),
            ("https://user:pass@[::1]:80/a%20b?q=%#f", ""),
            ("HTTP://x", ""),
            ("", "unsupported scheme \"\" for URL"),
            ("x", "unsupported scheme \"\" for URL"),
            ("ftp://x", "unsupported scheme \"ftp\" for URL"),
            ("http://", "missing host for URL"),
            ("http:x", "missing host for URL"),
            ("::x", "parse \"::x\": missing protocol scheme"),
            ("1a:b", "parse \"1a:b\": first path segment in URL cannot contain colon"),
            ("http://a b", "parse \"http://a b\": invalid character \" \" in host name"),
            ("http://[::1", "parse \"http://[::1\": missing ']' in host"),
            ("http://x:y", "parse \"http://x:y\": invalid port \":y\" after host"),
            ("http://x/%zz", "parse \"http://x/%zz\": invalid URL escape \"%zz\""),
            ("http://x/%4", "parse \"http://x/%4\": invalid URL escape \"%4\""),
            ("http://x\n", "parse \"http://x\\n\": net/url: invalid control character in URL"),
        ] {
            let got = check_url(text).map_or_else(|error| error, |()| String::new());
            assert_eq!(got, want, "{text:?}");
        }
    }
}
