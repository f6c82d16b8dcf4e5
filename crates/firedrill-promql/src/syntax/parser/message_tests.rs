//! The message and the place of the first error, as Prometheus words it.

use super::parse;
use crate::dialect::{Dialect, Features};

/// Expressions with their errors, `: parse error` left out.
const MESSAGES: &[(&str, &str)] = &[
    ("sum(q", "1:6: unclosed left parenthesis"),
    ("sum by q (p)", "1:8: unexpected identifier \"q\" in grouping opts, expected \"(\""),
    ("avg by (q r) (p)", "1:11: unexpected identifier \"r\" in grouping opts, expected \",\" or \")\""),
    ("avg by (q,) (p", "1:15: unclosed left parenthesis"),
    ("p + on (q) group_right ^ r", "1:24: unexpected <op:^> in grouping opts, expected \"(\""),
    ("p{q}", "1:4: unexpected \"}\" in label matching, expected label matching operator"),
    ("p{q=}", "1:5: unexpected \"}\" in label matching, expected string"),
    ("p{q=\"r\" s=\"t\"}", "1:9: unexpected identifier \"s\" in label matching, expected \",\" or \"}\""),
    ("p{\"q\"", "1:6: unexpected end of input inside braces"),
    (
        "p offset q",
        "1:10: unexpected identifier \"q\" in offset, expected number, duration, step(), or range()",
    ),
    ("p @ q", "1:5: unexpected identifier \"q\" in @, expected timestamp"),
    ("p[q]", "1:3: unexpected character in duration expression: 'q'"),
    (
        "p[]",
        "1:3: unexpected \"]\" in subquery or range selector, expected number, duration, step(), or range()",
    ),
    ("p[2m q", "1:6: unexpected character: 'q', expected ':'"),
    ("p[2m 3m]", "1:6: unexpected duration \"3m\" in subquery or range, expected \":\" or \"]\""),
    (
        "p[2m:+]",
        "1:7: unexpected \"]\" in subquery selector, expected number, duration, step(), range(), or \"]\"",
    ),
    ("p[2m:1m 1m]", "1:9: unexpected duration \"1m\" in subquery selector, expected \"]\""),
    ("p q", "1:3: unexpected identifier \"q\""),
    ("(p", "1:3: unclosed left parenthesis"),
    ("p)", "1:3: unexpected right parenthesis ')'"),
    ("p]", "1:2: unexpected right bracket ']'"),
    ("p[2m:1m:1m]", "1:8: unexpected colon ':'"),
    ("p[:1m]", "1:4: unexpected colon before duration in duration expression"),
    ("rate(p,)", "1:7: trailing commas not allowed in function call args"),
    ("rate(p,,q)", "1:7: trailing commas not allowed in function call args"),
    ("frob(p) $", "1:1: unknown function with name \"frob\""),
    ("sum(1) $", "1:8: unexpected character: '$'"),
    ("p{q=~\"[\"} $", "1:3: error parsing regexp: missing closing ]: `[`"),
    ("p @ 1e30 $", "1:1: timestamp out of bounds for @ modifier: 1000000000000000019884624838656.000000"),
    (
        "topk by (q) (1) $",
        "1:1: wrong number of arguments for aggregate expression provided, expected 2, got 1",
    ),
    ("p offset 1m offset 2m", "1:1: offset may not be set multiple times"),
    ("p @ 3 @ 4", "1:1: @ <timestamp> may not be set multiple times"),
    ("(p)[2m]", "1:4: ranges only allowed for vector selectors"),
    ("p offset 1m[2m]", "1:12: no offset modifiers allowed before range"),
    ("p @ 2[2m]", "1:6: no @ modifiers allowed before range"),
    ("sum(p)[2m:][3m:]", "1:1: subquery is only allowed on instant vector, got matrix instead"),
    (
        "1 offset 2m",
        "1:1: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
    ),
    ("p[0]", "1:3: duration must be greater than 0"),
    ("p[2m/0]", "1:5: division by zero"),
    ("p anchored smoothed", "1:1: anchored and smoothed modifiers cannot be used together"),
    ("1 < 2", "1:3: comparisons between scalars must use BOOL modifier"),
    ("1 or p", "1:1: set operator \"or\" not allowed in binary scalar expression"),
    ("p and on (q) group_left r", "1:1: no grouping allowed for \"and\" operation"),
    ("p + bool q", "1:3: bool modifier can only be used on comparison operators"),
    ("p + on (q) group_left (q) r", "1:3: label \"q\" must not occur in ON and GROUP clause at once"),
    ("\"q\" + p", "1:1: binary expression must contain only scalar and instant vector types"),
    (
        "-\"q\"",
        "1:1: unary expression only allowed on expressions of type scalar or instant vector, got \"string\"",
    ),
    ("1[2m:]", "1:1: subquery is only allowed on instant vector, got scalar instead"),
    ("abs()", "1:1: expected 1 argument(s) in call to \"abs\", got 0"),
    ("clamp(p,1)", "1:1: expected 3 argument(s) in call to \"clamp\", got 2"),
    ("round(p,1,2)", "1:1: expected at most 2 argument(s) in call to \"round\", got 3"),
    ("abs(1)", "1:5: expected type instant vector in call to function \"abs\", got scalar"),
    ("sum(1)", "1:5: expected type instant vector in aggregation expression, got scalar"),
    ("topk(p,p)", "1:6: expected type scalar in aggregation parameter, got instant vector"),
    ("count_values(1,p)", "1:14: expected type string in aggregation parameter, got scalar"),
    ("info(p,q)", "1:8: expected label selectors only, got vector selector instead"),
    ("info(p,q+r)", "1:8: expected label selectors only"),
    ("p{__name__=\"q\"}", "1:1: metric name must not be set twice: \"p\" or \"q\""),
    ("{q=~\".*\"}", "1:1: vector selector must contain at least one non-empty matcher"),
    ("{}", "1:1: vector selector must contain at least one non-empty matcher"),
    ("", "unknown position: no expression found in input"),
    ("  ", "1:1: no expression found in input"),
    ("p = q", "1:3: unexpected \"=\""),
    ("p =~ q", "1:3: unexpected character after '=': '~'"),
    ("p ! q", "1:3: unexpected character after '!': ' '"),
    ("p <> q", "1:4: unexpected <op:>>"),
    ("sum by (\"\") (p)", "1:9: invalid label name for grouping: \"\""),
    ("p + fill(1) 2", "1:1: filling in missing series only allowed between instant vectors"),
    ("limitk(p)", "1:1: wrong number of arguments for aggregate expression provided, expected 2, got 1"),
    ("p[1m] smoothed offset 1m $", "1:26: unexpected character: '$'"),
];

#[test]
fn says_what_prometheus_says() {
    for (text, want) in MESSAGES {
        let error = parse(text, &Dialect::V3, &Features::ALL).expect_err(text);
        assert_eq!(error.to_string().replacen(": parse error: ", ": ", 1), *want, "{text}");
    }
}
