//! Paths as Go's `path/filepath` treats them on Unix. They are printed, so their form matters.

/// `filepath.Clean`: no `.`, no `//`, `..` only in front.
pub(super) fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if is_rooted => {}
            other => parts.push(other),
        }
    }
    match (is_rooted, parts.join("/")) {
        (true, rest) => format!("/{rest}"),
        (false, rest) if rest.is_empty() => ".".to_owned(),
        (false, rest) => rest,
    }
}

/// `filepath.Join` of a folder and a file.
pub(crate) fn join(folder: &str, file: &str) -> String {
    if file.starts_with('/') { file.to_owned() } else { clean(&format!("{folder}/{file}")) }
}

/// `filepath.Dir`.
pub(crate) fn folder(path: &str) -> String {
    let end = path.rfind('/').map_or(0, |idx| idx + 1);
    clean(&path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_as_go_does() {
        for (path, want) in [
            ("", "."),
            ("a/b/../c", "a/c"),
            ("./a//b/.", "a/b"),
            ("../a/../../b", "../../b"),
            ("/../a", "/a"),
            ("/", "/"),
            ("a/..", "."),
        ] {
            assert_eq!(clean(path), want, "{path:?}");
        }
        assert_eq!(join("sub/deep", "../r.yml"), "sub/r.yml");
        assert_eq!(join("sub", "/etc/r.yml"), "/etc/r.yml");
        assert_eq!(
            (folder("t.yml"), folder("a/t.yml"), folder("/t.yml")),
            (".".into(), "a".into(), "/".into())
        );
    }
}
