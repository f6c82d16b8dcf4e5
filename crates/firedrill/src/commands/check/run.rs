//! Checks files, each on its own and all together, and prints what is wrong with them.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use firedrill_model::Timestamp;
use firedrill_rules::file::LoadOptions;

use super::Arguments;
use super::arguments::Format;
use super::file::{CheckedFile, Contents, Servers, check_file, unreadable};
use super::{amtool, human};
use crate::Exit;
use crate::checks::{CHECKS, Input, shipped_alerts};
use crate::commands::discovery::discover;
use crate::commands::features::features;
use crate::commands::workers::Workers;
use crate::contract::rule_problems;
use crate::report::{Problem, elapsed};
use crate::suite::read_error;

/// Checks the files that `arguments` name and prints every problem on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    if arguments.format == Format::Amtool {
        return amtool::run(arguments);
    }
    let started = Instant::now();
    let (found, missing) = discover(&arguments.paths, &["yml", "yaml"]);
    let servers = Servers {
        rules: LoadOptions {
            dialect: arguments.prometheus.dialect(),
            features: features(&arguments.enable_feature),
            ignore_unknown_fields: false,
        },
        alertmanager: arguments.alertmanager,
    };
    let mut files: Vec<_> = missing
        .iter()
        .map(|error| {
            let path = error.path.display().to_string();
            let message = read_error(&path, &error.source);
            unreadable(path, message)
        })
        .collect();
    let checked = Workers::new(None).map(&found, |found| check_file(found, &servers));
    files.extend(checked.into_iter().flatten());
    check_contracts(&mut files);
    check_together(&mut files);

    let mut text = Vec::new();
    let palette = arguments.color.palette();
    let elapsed = elapsed(started.elapsed().as_secs_f64());
    // Nothing can fail in memory; a closed standard output has nobody to be told.
    let written = human::write_report(&mut text, &files, arguments.quiet, &elapsed, &palette)
        .and_then(|()| io::stdout().lock().write_all(&text));
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::EnvironmentFailed,
        _ => exit(&files, arguments),
    }
}

/// Holds the rule files of every folder against the contract in it.
fn check_contracts(files: &mut [CheckedFile]) {
    let folder = |path: &str| Path::new(path).parent().map(Path::to_path_buf);
    let mut found: Vec<(usize, Vec<Problem>)> = Vec::new();
    for contract_file in files.iter() {
        let Contents::Contract(contract) = &contract_file.contents else { continue };
        let beside = files.iter().enumerate().filter_map(|(idx, file)| match &file.contents {
            Contents::Rules(set) if folder(&file.path) == folder(&contract_file.path) => Some((idx, set)),
            _ => None,
        });
        let beside: Vec<_> = beside.collect();
        let rules = beside.iter().flat_map(|(_, set)| set.file.groups.iter().flat_map(|group| &group.rules));
        let recorded: BTreeSet<String> =
            rules.filter(|rule| !rule.is_alerting()).map(|rule| rule.name().to_owned()).collect();
        found.extend(
            beside.into_iter().map(|(idx, set)| {
                (idx, rule_problems(&set.file, &set.path, &set.source, contract, &recorded))
            }),
        );
    }
    for (idx, problems) in found {
        files[idx].errors.extend(problems);
    }
}

/// Runs all checks over the valid files and puts what they find to the files it is about.
fn check_together(files: &mut [CheckedFile]) {
    let now = Timestamp(chrono::Utc::now().timestamp_millis());
    let findings: Vec<_> = {
        let mut input = Input { configurations: Vec::new(), alerts: Vec::new(), silences: Vec::new(), now };
        for file in files.iter().filter(|file| file.errors.is_empty()) {
            match &file.contents {
                Contents::Rules(set) => input.alerts.extend(shipped_alerts(set)),
                Contents::Configuration(configuration) => input.configurations.push(configuration),
                Contents::Silences(set) => input.silences.push(set),
                Contents::Scenario | Contents::Contract(_) | Contents::Nothing => {}
            }
        }
        CHECKS.iter().flat_map(|check| (check.run)(&input)).collect()
    };
    for problem in findings {
        let path = problem.position.as_ref().map(|position| position.file.as_str());
        if let Some(file) = files.iter_mut().find(|file| Some(file.path.as_str()) == path) {
            file.warnings.push(problem);
        }
    }
    for file in files {
        file.warnings.sort_by(|lhs, rhs| lhs.position.cmp(&rhs.position));
    }
}

fn exit(files: &[CheckedFile], arguments: &Arguments) -> Exit {
    if files.is_empty() || files.iter().any(|file| !file.errors.is_empty()) {
        Exit::BadInput
    } else if arguments.strict && files.iter().any(|file| !file.warnings.is_empty()) {
        Exit::ExpectationFailed
    } else {
        Exit::Held
    }
}
