//! Decomposable graphs: those whose every cycle of four and more has a chord.
//!
//! Maximum cardinality search (Tarjan & Yannakakis, *SIAM J. Comput.* 13 (1984), 566–579) finds whether a graph is one,
//! and its cliques and separators.

use serde::{Serialize, Serializer};

/// A decomposable graph of lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// Sets of lists, bit `i` for list `i`.
    cliques: Vec<usize>,
    /// Sets of lists, as often as they separate; empty ones are left out.
    separators: Vec<usize>,
}

impl Graph {
    /// The cliques, bit `i` for list `i`.
    #[must_use]
    pub fn cliques(&self) -> &[usize] {
        &self.cliques
    }

    /// The separators that are not empty, as often as they separate.
    #[must_use]
    pub fn separators(&self) -> &[usize] {
        &self.separators
    }

    /// Does each list depend on all others at once?
    #[must_use]
    pub fn is_saturated(&self, lists: usize) -> bool {
        self.cliques.contains(&((1 << lists) - 1))
    }
}

impl Serialize for Graph {
    /// As its cliques, each a list of places of lists.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.cliques.iter().map(|clique| {
            (0..usize::BITS as usize)
                .filter(|list| clique >> list & 1 == 1)
                .collect::<Vec<usize>>()
        }))
    }
}

/// All decomposable graphs of so many lists: 2, 8, 61, 822, 18,154 for two to six.
#[must_use]
pub fn decomposable(lists: usize) -> Vec<Graph> {
    let pairs: Vec<(usize, usize)> = (0..lists)
        .flat_map(|a| (a + 1..lists).map(move |b| (a, b)))
        .collect();
    (0..1_u64 << pairs.len())
        .filter_map(|edges| {
            let mut neighbours = vec![0_usize; lists];
            for (place, (a, b)) in pairs.iter().enumerate() {
                if edges >> place & 1 == 1 {
                    neighbours[*a] |= 1 << b;
                    neighbours[*b] |= 1 << a;
                }
            }
            chordal(&neighbours)
        })
        .collect()
}

/// The graph when it is decomposable.
fn chordal(neighbours: &[usize]) -> Option<Graph> {
    let lists = neighbours.len();
    let mut visited = 0_usize;
    let mut graph = Graph {
        cliques: Vec::new(),
        separators: Vec::new(),
    };
    let mut current = 0_usize;
    for _ in 0..lists {
        let next = (0..lists)
            .filter(|list| visited >> list & 1 == 0)
            .max_by_key(|list| {
                (
                    (neighbours[*list] & visited).count_ones(),
                    std::cmp::Reverse(*list),
                )
            })?;
        let before = neighbours[next] & visited;
        // The neighbours that were there must know each other.
        let complete = (0..lists)
            .filter(|list| before >> list & 1 == 1)
            .all(|list| before & !(neighbours[list] | 1 << list) == 0);
        if !complete {
            return None;
        }
        if before == current {
            current |= 1 << next;
        } else {
            graph.cliques.push(current);
            if before != 0 {
                graph.separators.push(before);
            }
            current = before | 1 << next;
        }
        visited |= 1 << next;
    }
    graph.cliques.push(current);
    Some(graph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_graphs_as_there_are() {
        assert_eq!(
            [2, 3, 4, 5, 6].map(|lists| decomposable(lists).len()),
            [2, 8, 61, 822, 18_154]
        );
    }

    #[test]
    fn cliques_outnumber_separators_by_the_parts_of_the_graph() {
        for graph in decomposable(5) {
            let lists: u32 = graph.cliques.iter().map(|c| c.count_ones()).sum();
            let shared: u32 = graph.separators.iter().map(|s| s.count_ones()).sum();
            assert_eq!(lists - shared, 5);
        }
    }
}
