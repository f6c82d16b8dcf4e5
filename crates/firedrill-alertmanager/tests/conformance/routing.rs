//! `amtool/amtool-routing.jsonl`: which receivers, and the trees as drawn.

use std::collections::BTreeMap;

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::routing::RoutingTree;
use serde_json::Value;

use crate::differences::Differences;
use crate::recorded::{labels, text};
use crate::shared::{folder, rows};

#[test]
fn routing_decisions() {
    let Some(folder) = folder("amtool") else { return };
    let mut trees: BTreeMap<(String, Version), Option<(RoutingTree, usize)>> = BTreeMap::new();
    let mut differences = Differences::default();
    for (number, row) in rows(&folder, "amtool-routing.jsonl").iter().enumerate() {
        let file = text(&row["tree"]).to_owned();
        for (version, key) in [(Version::OLDEST, "v025"), (Version::NEWEST, "v034")] {
            let want = &row[key];
            if want.is_null() {
                continue;
            }
            let tree = trees.entry((file.clone(), version)).or_insert_with(|| {
                let source = std::fs::read_to_string(folder.join("routing").join(&file)).expect("the tree");
                let loaded = load(&source, version);
                let config = loaded.config?;
                Some((RoutingTree::new(&config.route, version.switches()), loaded.warnings.len()))
            });
            let case = format!("{version} {file} row {number}");
            match tree {
                Some((tree, warnings)) => {
                    compare(&mut differences, &case, row, key, version, tree, *warnings);
                }
                None => differences.check(&case, (want["rc"] == 0).then(|| "refused".to_owned())),
            }
        }
    }
    differences.finish("amtool-routing");
}

fn compare(
    differences: &mut Differences,
    case: &str,
    row: &Value,
    key: &str,
    version: Version,
    tree: &RoutingTree,
    warnings: usize,
) {
    let want = &row[key];
    let switches = version.switches();
    let alert = labels(&row["labels"]);
    let names: Vec<_> =
        tree.matching(&alert).into_iter().map(|it| tree.route(it).receiver.to_string()).collect();
    let receivers = names.join(",");
    match text(&row["kind"]) {
        "test" => {
            differences.equal(case, &receivers.as_str(), &text(&want["receivers"]));
            if let Some(recorded) = want["config_warnings"].as_u64() {
                differences.equal(&format!("{case} warnings"), &(warnings as u64), &recorded);
            }
        }
        "verify" => {
            let resolved = text(&want["stdout"]).lines().rfind(|line| !line.starts_with("WARNING"));
            differences.equal(case, &Some(receivers.as_str()), &resolved);
        }
        "tree" => {
            let drawn =
                format!("Matching routes:\n{}\n\n{receivers}\n", tree.draw_matching(&alert, switches));
            differences.equal(case, &drawn.as_str(), &without_log(text(&want["stdout"])));
        }
        _ => {
            let drawn = format!("Routing tree:\n{}\n", tree.draw(switches));
            differences.equal(case, &drawn.as_str(), &without_log(text(&want["stdout"])));
        }
    }
}

/// The output after the log lines that precede it.
fn without_log(output: &str) -> &str {
    let start = output.find("Routing tree:").or_else(|| output.find("Matching routes:"));
    &output[start.unwrap_or(0)..]
}
