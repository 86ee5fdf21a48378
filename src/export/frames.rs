//! Which nodes a picture frames together.

use super::Clusters;
use crate::graph::{Graph, Link, Node};
use petgraph::unionfind::UnionFind;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};

/// The frame of each node that stands in one, by its caption.
pub(super) fn frames<'g>(
    graph: &'g Graph,
    links: &[Link<'g>],
    joined: &BTreeSet<&SmolStr>,
    clusters: Clusters,
) -> HashMap<&'g SmolStr, String> {
    let nodes: Vec<&Node> = graph.nodes().filter(|n| joined.contains(&n.id)).collect();
    match clusters {
        Clusters::None => HashMap::new(),
        Clusters::Document => {
            let alone = |node: &&'g Node| match &*node.documents() {
                [only] => Some((&node.id, only.to_string())),
                _ => None,
            };
            nodes.iter().filter_map(alone).collect()
        }
        Clusters::Component => {
            let place: HashMap<&SmolStr, usize> =
                nodes.iter().enumerate().map(|(n, x)| (&x.id, n)).collect();
            let mut parts = UnionFind::<usize>::new(nodes.len());
            for link in links {
                parts.union(place[&link.source.id], place[&link.target.id]);
            }
            let mut numbers: HashMap<usize, usize> = HashMap::new();
            let mut caption = |n: usize| {
                let next = numbers.len() + 1;
                format!("Groupe {}", numbers.entry(parts.find(n)).or_insert(next))
            };
            nodes.iter().enumerate().map(|(n, node)| (&node.id, caption(n))).collect()
        }
    }
}
