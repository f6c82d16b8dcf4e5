//! `page:`, `resolve:`, `no page:` and `pages:`.

use crate::story::check;

const ANY: &str = "- alert: A\n  times: any\n";

fn check_pages(rows: &[(&str, &str, &[&str])]) {
    let expect: Vec<String> = rows.iter().map(|(expect, ..)| format!("{ANY}{expect}")).collect();
    let rows: Vec<_> =
        rows.iter().zip(&expect).map(|((_, seen, want), expect)| (expect.as_str(), *seen, *want)).collect();
    check(&rows);
}

#[test]
fn paged_in_time() {
    let page = "40m page pagerduty A: A is broken in eu-1\n50m resolve pagerduty A";
    check_pages(&[
        ("- page: pagerduty", page, &[]),
        ("- page: pagerduty\n  for: A\n  within: 5m after 36m\n  summary: /broken .* eu-1/", page, &[]),
        (
            "- page: pagerduty\n  group: { cluster: eu-1 }\n  fields: { summary: A is broken in eu-1 }",
            page,
            &[],
        ),
        ("- page: pagerduty\n- resolve: pagerduty\n  at: 50m", page, &[]),
        (
            "- page: pagerduty\n  within: 30m",
            page,
            &["no such page pagerduty | a page within 30m | sent at 40m"],
        ),
        (
            "- page: pagerduty\n  for: A\n  summary: /us-1/",
            page,
            &[
                "no such page pagerduty for A | a page, summary /us-1/ | summary \"A is broken in eu-1\" at 40m",
            ],
        ),
        (
            "- page: pagerduty\n  group: { cluster: us-1 }",
            page,
            &[
                "no such page pagerduty | a page, cluster \"us-1\" | sent at 40m to the group with cluster=\"eu-1\"",
            ],
        ),
        (
            "- page: teams\n  for: A",
            page,
            &["no page teams for A | a page | nothing; pagerduty was sent it at 40m"],
        ),
        ("- page: teams", page, &["no page teams | a page | nothing was sent"]),
        (
            "- page: teams\n  for: A",
            "40m muted teams A by silence maintenance CHG-1",
            &["no page teams for A | a page | kept out at 40m, silenced by \"maintenance CHG-1\""],
        ),
        (
            "- page: pagerduty",
            "40m lost pagerduty A: status code 500",
            &["no page pagerduty | a page | given up at 40m: status code 500"],
        ),
        (
            "- resolve: pagerduty\n  for: A",
            "40m page pagerduty A",
            &["no resolve pagerduty for A | the end of the outage | nothing was sent"],
        ),
    ]);
}

#[test]
fn how_often() {
    let three = "40m page pagerduty A\n50m page pagerduty A, B\n60m repeat pagerduty A, B";
    check_pages(&[
        ("- page: pagerduty\n  times: 3", three, &[]),
        ("- page: pagerduty\n  duplicates: 0", three, &[]),
        (
            "- page: pagerduty\n  times: 1",
            three,
            &["page pagerduty 3 times, not once | a page, once | also sent at 50m, 1h"],
        ),
        (
            "- page: pagerduty\n  times: 4",
            three,
            &["page pagerduty 3 times, not 4 times | a page, 4 times | nothing was sent"],
        ),
        (
            "- page: pagerduty\n  duplicates: 0",
            "40m page pagerduty A\n50m page pagerduty A",
            &["page pagerduty came again for the same outage | again 0 times at most | again once: at 50m"],
        ),
        (
            "- page: pagerduty\n  duplicates: 0",
            "40m page pagerduty A\n45m resolve pagerduty A\n50m page pagerduty A",
            &[],
        ),
        (
            "- page: pagerduty\n  within: 45m",
            three,
            &[
                "pagerduty was paged 2 times more, and nothing expects it | no other page: no expectation names it \
                 | at 50m for A, B, at 1h for A, B",
            ],
        ),
    ]);
}

#[test]
fn caps() {
    let storm = "5m page pagerduty A\n10m page pagerduty A\n20m page pagerduty A\n66m page pagerduty A";
    check_pages(&[
        ("- pages: pagerduty\n  at most: 3 per hour", storm, &[]),
        ("- pages: pagerduty\n  at most: 4", storm, &[]),
        ("- pages: pagerduty\n  for: B\n  at most: 0", storm, &[]),
        (
            "- pages: pagerduty\n  at most: 3 per day",
            storm,
            &["pagerduty got too many pages | at most 3 per day | 4 in the day from 5m"],
        ),
        (
            "- pages: pagerduty\n  at most: 2 per hour",
            storm,
            &["pagerduty got too many pages | at most 2 per hour | 3 in the hour from 5m"],
        ),
        ("- pages: pagerduty\n  at most: 0", storm, &["pagerduty got too many pages | at most 0 | 4"]),
    ]);
}

#[test]
fn left_alone_and_why() {
    let silenced = "40m muted pagerduty A by silence maintenance CHG-1\n3h page pagerduty A";
    check_pages(&[
        ("- no page: pagerduty\n  until: 2h\n  because: silenced by CHG-1", silenced, &[]),
        ("- no page: pagerduty\n  until: 2h\n  because: silenced by maintenance", silenced, &[]),
        ("- no page: teams", silenced, &[]),
        (
            "- no page: pagerduty\n  because: inhibited by Down{cluster=\"eu-1\"}",
            "40m muted pagerduty A by inhibition Down{cluster=\"eu-1\"}",
            &[],
        ),
        ("- no page: pagerduty\n  because: muted by nights", "40m muted pagerduty A by interval nights", &[]),
        (
            "- no page: pagerduty\n  from: 1h",
            "90m page pagerduty A",
            &["pagerduty was paged | no page from 1h | a page at 1h30m"],
        ),
        (
            "- no page: pagerduty\n  until: 2h\n  because: silenced by CHG-2",
            silenced,
            &["no page pagerduty, but not because silenced by CHG-2 | no page until 2h, because silenced \
                 by CHG-2 | silenced by \"maintenance CHG-1\" at 40m"],
        ),
        (
            "- no page: pagerduty\n  because: muted by nights",
            "",
            &[
                "no page pagerduty, but not because muted by nights | no page, because muted by nights | nothing was \
                 kept out: no alert was due",
            ],
        ),
    ]);
}
