//! The generated sections of docs/benchmarks.md.

use std::io;

/// Replaces what stands between `<!-- NAME -->` and `<!-- end -->`, and prints it.
pub(crate) fn replace(section: &str, text: &str) -> io::Result<()> {
    println!("{text}");
    let path = crate::root().join("docs/benchmarks.md");
    let page = std::fs::read_to_string(&path)?;
    let begin = format!("<!-- {section} -->\n");
    let parts = page.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once("<!-- end -->")?;
        Some((before, after))
    });
    let Some((before, after)) = parts else {
        return Err(io::Error::other(format!("{} has no section `{section}`", path.display())));
    };
    std::fs::write(&path, format!("{before}{begin}{}\n<!-- end -->{after}", text.trim_end()))
}
