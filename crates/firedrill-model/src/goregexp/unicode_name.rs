//! The names that Go 1.26 knows in `\p{…}`.

/// The property that the `regex` crate calls what Go calls `name`; case, spaces, `-` and `_` do not
/// matter. Go finds no script whose own name has an underscore: its tables keep it, its lookup drops
/// it. Surrogates occur in no text, so `Cs` is nothing at all.
pub(super) fn property(name: &str) -> Option<String> {
    let canonical = canonical(name);
    let canonical = canonical.as_str();
    if matches!(canonical, "Any" | "Assigned" | "Ascii") {
        return Some(canonical.to_owned());
    }
    let category = match CATEGORY_ALIASES.binary_search_by_key(&canonical, |(alias, _)| alias) {
        Ok(position) => CATEGORY_ALIASES[position].1,
        Err(_) => canonical,
    };
    if CATEGORIES.split(' ').any(|known| known == category) {
        return Some(format!("gc={category}"));
    }
    SCRIPTS.split(' ').any(|known| known == canonical).then(|| format!("sc={canonical}"))
}

/// First letter upper case, the rest lower, ASCII only; without separators.
fn canonical(name: &str) -> String {
    let mut canonical = String::with_capacity(name.len());
    for character in name.chars().filter(|character| !matches!(character, '_' | '-' | ' ')) {
        let upper = canonical.is_empty();
        canonical.push(if upper { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() });
    }
    canonical
}

const CATEGORIES: &str = "C Cc Cf Cn Co Cs L Lc Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So \
    Z Zl Zp Zs";

/// Sorted by alias, for binary search.
const CATEGORY_ALIASES: [(&str, &str); 42] = [
    ("Casedletter", "Lc"),
    ("Closepunctuation", "Pe"),
    ("Cntrl", "Cc"),
    ("Combiningmark", "M"),
    ("Connectorpunctuation", "Pc"),
    ("Control", "Cc"),
    ("Currencysymbol", "Sc"),
    ("Dashpunctuation", "Pd"),
    ("Decimalnumber", "Nd"),
    ("Digit", "Nd"),
    ("Enclosingmark", "Me"),
    ("Finalpunctuation", "Pf"),
    ("Format", "Cf"),
    ("Initialpunctuation", "Pi"),
    ("Letter", "L"),
    ("Letternumber", "Nl"),
    ("Lineseparator", "Zl"),
    ("Lowercaseletter", "Ll"),
    ("Mark", "M"),
    ("Mathsymbol", "Sm"),
    ("Modifierletter", "Lm"),
    ("Modifiersymbol", "Sk"),
    ("Nonspacingmark", "Mn"),
    ("Number", "N"),
    ("Openpunctuation", "Ps"),
    ("Other", "C"),
    ("Otherletter", "Lo"),
    ("Othernumber", "No"),
    ("Otherpunctuation", "Po"),
    ("Othersymbol", "So"),
    ("Paragraphseparator", "Zp"),
    ("Privateuse", "Co"),
    ("Punct", "P"),
    ("Punctuation", "P"),
    ("Separator", "Z"),
    ("Spaceseparator", "Zs"),
    ("Spacingmark", "Mc"),
    ("Surrogate", "Cs"),
    ("Symbol", "S"),
    ("Titlecaseletter", "Lt"),
    ("Unassigned", "Cn"),
    ("Uppercaseletter", "Lu"),
];

const SCRIPTS: &str = "Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi \
    Braille Buginese Buhid Carian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot \
    Cyrillic Deseret Devanagari Dogra Duployan Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic \
    Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew Hiragana Inherited Javanese \
    Kaithi Kannada Katakana Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Lisu \
    Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Medefaidrin Miao Modi \
    Mongolian Mro Multani Myanmar Nabataean Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya \
    Palmyrene Phoenician Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sinhala Sogdian \
    Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan \
    Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_sorted() {
        assert!(CATEGORY_ALIASES.is_sorted());
    }

    #[test]
    fn finds_what_go_finds() {
        for (name, want) in [
            ("L", Some("gc=L")),
            ("LL", Some("gc=Ll")),
            ("lowercase-letter", Some("gc=Ll")),
            ("GREEK", Some("sc=Greek")),
            ("any", Some("Any")),
            ("Old_Italic", None),
            ("Foo", None),
            ("", None),
        ] {
            assert_eq!(property(name).as_deref(), want, "{name}");
        }
    }
}
