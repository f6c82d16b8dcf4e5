//! `inhibit_rules`.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Node};

use super::label_matches;
use super::reader::{GoType, Reader, element_type, is_null, texts};
use crate::Matchers;
use crate::inhibition::InhibitRule;
use crate::matcher::Matcher;

/// The two sides of a rule while it is read.
#[derive(Debug, Default)]
struct Sides {
    name: String,
    source_match: Vec<Matcher>,
    source_match_re: Vec<Matcher>,
    source_matchers: Matchers,
    target_match: Vec<Matcher>,
    target_match_re: Vec<Matcher>,
    target_matchers: Matchers,
    equal: Vec<String>,
}

pub(super) fn inhibit_rules(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
) -> Vec<InhibitRule> {
    let in_own_package = reader.switches.integration_packages;
    let (list, of) = if in_own_package {
        ("[]common.InhibitRule", "common.plain")
    } else {
        ("[]*config.InhibitRule", "config.plain")
    };
    let of = GoType { plain: of, held_as: element_type(list) };
    let rules = decoder.sequence(node, list, |decoder, item| {
        if is_null(item) {
            // A rule without matchers, which inhibits nothing.
            return Some(InhibitRule { span: item.span(), ..InhibitRule::default() });
        }
        inhibit_rule(reader, decoder, item, of)
    });
    rules.unwrap_or_default()
}

fn inhibit_rule(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    of: GoType,
) -> Option<InhibitRule> {
    let sides = reader.checked(
        decoder,
        node,
        of,
        Sides::default(),
        |reader, decoder, field, sides: &mut Sides| {
            let value = field.value;
            match field.name.as_ref() {
                "name" if reader.switches.inhibit_rule_names => {
                    decoder.string(value).unwrap_or("").clone_into(&mut sides.name);
                }
                "source_match" => sides.source_match = label_matches::exact(reader, decoder, value),
                "source_match_re" => {
                    sides.source_match_re = label_matches::regexps(reader, decoder, value, of.plain);
                }
                "source_matchers" => {
                    sides.source_matchers = reader.matchers(decoder, value).unwrap_or_default();
                }
                "target_match" => sides.target_match = label_matches::exact(reader, decoder, value),
                "target_match_re" => {
                    sides.target_match_re = label_matches::regexps(reader, decoder, value, of.plain);
                }
                "target_matchers" => {
                    sides.target_matchers = reader.matchers(decoder, value).unwrap_or_default();
                }
                "equal" => sides.equal = equal(reader, decoder, value),
                _ => return false,
            }
            true
        },
        |reader, sides| {
            let names = label_matches::invalid_name(&sides.source_match)
                .or_else(|| label_matches::invalid_name(&sides.target_match));
            let equal = || {
                // The older type looked at each name that was not null.
                let names = sides.equal.iter().filter(|_| reader.switches.utf8_names);
                let invalid = names.into_iter().find(|name| !reader.is_label_name(name))?;
                Some(format!("invalid label name {} in equal list", quote(invalid)))
            };
            names.or_else(equal).map_or(Ok(()), Err)
        },
    );
    let sides = sides?;
    Some(InhibitRule {
        name: sides.name,
        source: all(sides.source_match, sides.source_match_re, sides.source_matchers),
        target: all(sides.target_match, sides.target_match_re, sides.target_matchers),
        equal: sides.equal,
        span: node.span(),
    })
}

/// The `equal` labels; the older type checks each name as it is read.
fn equal(reader: &Reader, decoder: &mut Decoder<'_>, node: Node<'_>) -> Vec<String> {
    if reader.switches.utf8_names {
        return texts(decoder, node, "[]string").unwrap_or_default();
    }
    let names = decoder.sequence(node, "model.LabelNames", |decoder, item| {
        if is_null(item) {
            return Some(String::new());
        }
        let name = decoder.string(item)?;
        if !reader.is_label_name(name) {
            decoder.refuse(item, &format_args!("{} is not a valid label name", quote(name)));
        }
        Some(name.to_owned())
    });
    names.unwrap_or_default()
}

/// One side's matchers from its three fields.
pub(super) fn all(exact: Vec<Matcher>, regexps: Vec<Matcher>, matchers: Matchers) -> Matchers {
    let mut all = exact;
    all.extend(regexps);
    all.extend(matchers.into_vec());
    Matchers::new(all).sorted()
}
