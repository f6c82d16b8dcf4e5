//! The keys of `rebalance:`.

use std::collections::BTreeSet;

use firedrill_model::Duration;
use firedrill_model::source::yaml::Node;
use mesh_rebalance_metrics::Flavor;

use super::plan::{PLAN, plan};
use super::policy::{POLICY, policy};
use crate::file::{
    Reader, bounded, one_of, owned_text, parsed, place, positive_duration, refuse_missing, replace, share,
    texts,
};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::system::rebalance::{Background, PlanSpec, RebalanceSystem};

const FLAVORS: &[(&str, Flavor)] = &[("mesh", Flavor::Mesh), ("meshkit", Flavor::MeshKit)];

/// As many as the metric contract is laid out for, ten times over.
const MOST_NODES: u32 = 2_000;
const MOST_SHARDS: u32 = 100_000;
const MOST_NAMESPACES: usize = 20_000;

pub(crate) const REBALANCE: Object = Object::new(
    "rebalance system",
    "Clusters of nodes that own shards, a controller in each, and the plans that move shards.",
    &[
        Key::new(
            "metrics",
            Kind::OneOf(&["mesh", "meshkit"]),
            "Whose names the metrics have: `mesh_rebalance_*`, where absent, or `meshkit_rebalance_*`.",
        ),
        Key::new(
            "clusters",
            Kind::Either(&[Kind::ListOf(&Kind::Text), Kind::Text]),
            "Names of the clusters; `eu-1..eu-200` for many.",
        ),
        Key::new(
            "namespaces",
            Kind::Either(&[Kind::ListOf(&Kind::Text), Kind::Text]),
            "Names of the namespaces, the same in every cluster.",
        ),
        Key::new("region", Kind::Text, "The label `region` of the clusters."),
        Key::new("tier", Kind::Text, "The label `tier` of the clusters."),
        Key::new("nodes", Kind::Whole, "Nodes of a cluster, named `node-1`, `node-2`, …"),
        Key::new("shards", Kind::Whole, "Shards of a cluster."),
        Key::new("replicas", Kind::Whole, "On how many nodes each shard has a replica."),
        Key::new("policy", Kind::Object(&POLICY), "Limits and times of the controllers."),
        Key::new("plans", Kind::MapOf(&Kind::Object(&PLAN)), "Plans by their id."),
        Key::new("background", Kind::Object(&BACKGROUND), "Healthy plans at random moments."),
    ],
);

pub(crate) const BACKGROUND: Object = Object::new(
    "background",
    "Healthy plans at random moments, in every namespace of every cluster.",
    &[
        Key::required("every", Kind::Duration, "The mean time between two; it varies by half."),
        Key::new("moves", Kind::Text, "How many shards move, as in `5..20`."),
        Key::new("drains", Kind::Number, "The share of plans that drain a node first, as in `30%`."),
    ],
);

/// Reads a rebalance system on top of `base`: what is not given stays, plans of the same id change.
pub(crate) fn rebalance(reader: &mut Reader<'_>, node: Node<'_>, base: RebalanceSystem) -> RebalanceSystem {
    let mut system = base;
    reader.fields(node, REBALANCE.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "metrics" => {
                replace(&mut system.flavor, one_of(reader, value, FLAVORS).map(|flavor| flavor.value));
            }
            "clusters" => replace(&mut system.clusters, names(reader, value)),
            "namespaces" => replace(&mut system.namespaces, names(reader, value)),
            "region" => replace(&mut system.region, owned_text(reader, value).map(|it| it.value)),
            "tier" => replace(&mut system.tier, owned_text(reader, value).map(|it| it.value)),
            "nodes" => replace(&mut system.nodes, bounded(reader, value, 1, MOST_NODES)),
            "shards" => replace(&mut system.shards, bounded(reader, value, 1, MOST_SHARDS)),
            "replicas" => replace(&mut system.replicas, bounded(reader, value, 1, MOST_NODES)),
            "policy" => policy(reader, value, &mut system.policy),
            "plans" => plans(reader, value, &mut system.plans),
            "background" => system.background = background(reader, value),
            _ => return false,
        }
        true
    });
    if system.clusters.len().saturating_mul(system.namespaces.len()) > MOST_NAMESPACES {
        let message = format!("more than {MOST_NAMESPACES} namespaces in all clusters are too many to play");
        reader.refuse(node, &message);
    }
    if system.replicas > system.nodes {
        let message = format!("{} nodes cannot hold {} replicas of a shard", system.nodes, system.replicas);
        reader.refuse(node, &message);
    }
    system
}

fn plans(reader: &mut Reader<'_>, node: Node<'_>, plans: &mut Vec<PlanSpec>) {
    let known = plans.len();
    reader.fields(node, "plans by their id", |reader, field| {
        let id = field.name.as_ref();
        let position = plans.iter().position(|plan| plan.id == id).unwrap_or_else(|| {
            plans.push(PlanSpec::new(id, Duration::ZERO, None));
            plans.len() - 1
        });
        let is_new = position >= known;
        plan(reader, field.value, &mut plans[position], is_new);
        true
    });
}

fn background(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Background> {
    let before = reader.error_count();
    let mut every = None;
    let mut moves = (5, 20);
    let mut drains = 0.5;
    reader.fields(node, BACKGROUND.name, |reader, field| {
        match field.name.as_ref() {
            "every" => every = positive_duration(reader, field.value),
            "moves" => replace(&mut moves, parsed(reader, field.value, range).map(|range| range.value)),
            "drains" => replace(&mut drains, share(reader, field.value)),
            _ => return false,
        }
        true
    })?;
    refuse_missing(reader, before, node, "every", every.is_some());
    Some(Background { every: every?.value, moves_least: moves.0, moves_most: moves.1, drains })
}

/// `5..20`, or `5` for exactly that.
fn range(text: &str) -> Result<(usize, usize), String> {
    let number = |text: &str| match text.parse::<u32>() {
        Ok(number) if (1..=MOST_SHARDS).contains(&number) => Ok(number as usize),
        _ => Err(format!("{text:?} is no number of shards from 1 to {MOST_SHARDS}")),
    };
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    let range = (number(least)?, number(most)?);
    if range.1 < range.0 { Err(format!("{text:?} ends before it begins")) } else { Ok(range) }
}

/// A list of names, or one; `eu-1..eu-3` stands for `eu-1`, `eu-2`, `eu-3`.
fn names(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<String>> {
    let whole = place(reader, node);
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    for Placed { value, place } in texts(reader, node) {
        match expanded(&value) {
            Ok(expanded) => names.extend(expanded),
            Err(message) => reader.refuse_at(place.span, &message),
        }
    }
    if let Some(twice) = names.iter().find(|name| !seen.insert((*name).clone())) {
        reader.refuse_at(whole.span, &format!("{twice:?} is there twice"));
    }
    (!names.is_empty()).then_some(names)
}

/// The names that `eu-1..eu-3` stands for, and any other text for itself.
fn expanded(text: &str) -> Result<Vec<String>, String> {
    const MOST: u32 = 1_000;
    let Some((first, last)) = text.split_once("..") else { return Ok(vec![text.to_owned()]) };
    let prefix = first.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let number = |name: &str| name.strip_prefix(prefix)?.parse::<u32>().ok();
    match (number(first), number(last)) {
        (Some(from), Some(to)) if from <= to && to - from < MOST => {
            Ok((from..=to).map(|number| format!("{prefix}{number}")).collect())
        }
        _ => Err(format!("{text:?} is no row of at most {MOST} names such as eu-1..eu-20")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_names_are_written_out() {
        for (text, want) in [
            ("eu-1", Some("eu-1")),
            ("eu-1..eu-3", Some("eu-1 eu-2 eu-3")),
            ("eu-9..eu-11", Some("eu-9 eu-10 eu-11")),
            ("eu-1..us-3", None),
            ("eu-3..eu-1", None),
            ("eu-1..eu-5000", None),
        ] {
            assert_eq!(expanded(text).ok().map(|names| names.join(" ")).as_deref(), want, "{text}");
        }
    }
}
