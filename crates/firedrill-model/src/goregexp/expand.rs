//! `$1` and `${name}` in replacement texts.

/// One piece of a replacement text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Group(usize),
    Name(&'a str),
}

/// Splits a replacement text as `regexp.Expand` does: `$name` takes the longest run of letters, digits
/// and underscores, `$$` is a dollar, and a dollar that starts nothing stays.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        if let Some(after_dollar) = after.strip_prefix('$') {
            pieces.push(Piece::Text("$"));
            rest = after_dollar;
        } else if let Some((name, after_name)) = reference(after) {
            pieces.push(group_number(name).map_or(Piece::Name(name), Piece::Group));
            rest = after_name;
        } else {
            pieces.push(Piece::Text("$"));
            rest = after;
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn reference(text: &str) -> Option<(&str, &str)> {
    let braced = text.strip_prefix('{');
    let body = braced.unwrap_or(text);
    let end = body.find(|next: char| next != '_' && !next.is_alphanumeric()).unwrap_or(body.len());
    let (name, rest) = body.split_at(end);
    if name.is_empty() {
        return None;
    }
    match braced {
        None => Some((name, rest)),
        Some(_) => rest.strip_prefix('}').map(|rest| (name, rest)),
    }
}

/// A decimal number without leading zeros; anything else is a name.
fn group_number(name: &str) -> Option<usize> {
    let number = name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    number.then(|| name.parse().unwrap_or(usize::MAX))
}
