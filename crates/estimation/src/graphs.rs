//! Bayesian averaging over decomposable graphical models: which lists depend on each other is not chosen but averaged
//! over, and the number of people is a discrete parameter with a posterior of its own.
//!
//! Madigan & York, *Biometrika* 84 (1997), 19–31; the hyper-Dirichlet prior of Dawid & Lauritzen, *Ann. Stat.* 21
//! (1993), 1272–1317. The saturated graph is left out unless it is asked for: under it the table says nothing of the
//! unseen, and its posterior is only the prior.

mod chordal;
mod grid;

pub use chordal::{Graph, decomposable};
pub use grid::Grid;

use crate::parallel::in_order;
use crate::special::ln_gamma;
use crate::table::{CaptureTable, real};
use serde::Serialize;

/// The most lists of which the graphs are enumerated (18,154 for six).
pub const MOST_LISTS: usize = 6;

/// What is believed of the total before the table is seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prior {
    /// Proportional to 1/N (Jeffreys).
    Reciprocal,
    /// A Poisson total whose mean is gamma: the negative binomial that Madigan & York use.
    GammaPoisson {
        /// The shape of the gamma.
        shape: f64,
        /// Its scale, in people.
        scale: f64,
    },
}

impl Prior {
    fn ln(self, n: f64) -> f64 {
        match self {
            Self::Reciprocal => -n.ln(),
            Self::GammaPoisson { shape, scale } => {
                ln_gamma(n + shape) - ln_gamma(n + 1.0) + n * (scale / (1.0 + scale)).ln()
            }
        }
    }
}

/// How to average.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Averaging {
    /// The Dirichlet's weight of each cell; 2^−lists when none is given.
    pub delta: Option<f64>,
    /// The prior of the total.
    pub prior: Prior,
    /// The numbers of unseen people that are looked at; widened by itself when none is given.
    pub grid: Option<Grid>,
    /// Take the saturated graph in, too.
    pub saturated: bool,
}

impl Default for Averaging {
    fn default() -> Self {
        Self {
            delta: None,
            prior: Prior::Reciprocal,
            grid: None,
            saturated: false,
        }
    }
}

/// A graph with its posterior probability.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighed {
    /// The graph, by its cliques.
    pub graph: Graph,
    /// Its posterior probability.
    pub probability: f64,
    /// The mean of the total under it, in people.
    pub mean: f64,
    /// The most probable total under it.
    pub mode: f64,
    /// The total that minimises the expected squared relative error under it (Madigan & York's estimate).
    pub bayes: f64,
}

/// A peak of the posterior.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mode {
    /// The total at the peak.
    pub n: f64,
    /// The posterior probability between the valleys beside it.
    pub mass: f64,
}

/// The posterior of the total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posterior {
    /// The Dirichlet's weight of each cell.
    pub delta: f64,
    /// The grid that was used, in unseen people.
    pub grid: Grid,
    /// How many graphs were averaged over.
    pub graphs: usize,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// The most probable total.
    pub mode: f64,
    /// The total that minimises the expected squared relative error.
    pub bayes: f64,
    /// The smallest total with at least 2.5 % of the probability at or below it.
    pub low: f64,
    /// The same for 10 %.
    pub q10: f64,
    /// The median.
    pub median: f64,
    /// The same for 90 %.
    pub q90: f64,
    /// The same for 97.5 %.
    pub high: f64,
    /// Peaks that hold at least 5 % and stand at least a tenth above the valley between them and a higher one.
    pub modes: Vec<Mode>,
    /// Probability of the last hundredth of the grid.
    pub at_end: f64,
    /// Is the probability at the end of the grid more than nothing, though the grid was widened.
    pub cut_off: bool,
    /// The most probable graphs, at most ten.
    pub top: Vec<Weighed>,
    /// The least and greatest number of unseen between which all but nothing of the probability lies.
    #[serde(skip)]
    support: (f64, f64),
    /// The posterior for a picture: total and probability density per person, at most 400 points.
    pub curve: Vec<(f64, f64)>,
}

/// As much probability in the last hundredth of the grid is too much.
pub const NOTHING: f64 = 1e-9;

/// Averages over the decomposable graphs, on so many threads, which change nothing. `None` for one list or more than
/// [`MOST_LISTS`], or nobody recorded.
#[must_use]
pub fn average(table: &CaptureTable, how: &Averaging, threads: usize) -> Option<Posterior> {
    let lists = table.width();
    if !(2..=MOST_LISTS).contains(&lists) || table.documented() == 0 {
        return None;
    }
    let graphs: Vec<Graph> = decomposable(lists)
        .into_iter()
        .filter(|graph| how.saturated || !graph.is_saturated(lists))
        .collect();
    let delta = how
        .delta
        .unwrap_or_else(|| 0.5_f64.powi(i32::try_from(lists).unwrap_or(1)));
    let on = |grid| posterior(table, &graphs, delta, how.prior, grid, threads);
    if let Some(grid) = how.grid {
        return on(grid);
    }
    let mut grid = Grid::first(real(table.documented()));
    // Ten times the documented number, then four times as far each time: to ten million times.
    for _ in 0..10 {
        let found = on(grid)?;
        if found.at_end <= NOTHING {
            // A coarse grid only finds the place; a finer one around it tells the shape.
            return if grid.step > 1.0 {
                on(grid.around(found.support))
            } else {
                Some(found)
            };
        }
        grid = grid.wider();
    }
    on(grid)
}

/// Graphs whose highest point is so many nats below the best cannot show in sixteen digits.
const TOO_LOW: f64 = 40.0;

/// Graphs looked at in one piece of work.
const PIECE: usize = 64;

/// The posterior on one grid.
fn posterior(
    table: &CaptureTable,
    graphs: &[Graph],
    delta: f64,
    prior: Prior,
    grid: Grid,
    threads: usize,
) -> Option<Posterior> {
    let points = grid.points();
    let documented = real(table.documented());
    let evidence = Evidence::new(table, delta, prior, &points);

    let stride = points.len().div_ceil(1_000);
    let tops = in_order(threads, graphs.len().div_ceil(PIECE), |piece| {
        let graphs = graphs.iter().skip(piece * PIECE).take(PIECE);
        graphs
            .map(|graph| evidence.highest(graph, stride))
            .collect::<Vec<f64>>()
    })
    .concat();
    let best = tops.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !best.is_finite() {
        return None;
    }
    let high: Vec<&Graph> = graphs
        .iter()
        .zip(&tops)
        .filter(|(_, top)| **top >= best - TOO_LOW)
        .map(|(graph, _)| graph)
        .collect();
    // Few pieces, since each holds a density of its own; their number depends on nothing but the graphs.
    let of_piece = high.len().div_ceil(16).max(PIECE);
    let summed = in_order(threads, high.len().div_ceil(of_piece), |piece| {
        let mut sum = Sum::of_none(points.len());
        for graph in high.iter().skip(piece * of_piece).take(of_piece) {
            sum.add(&evidence, graph, &points, documented, best);
        }
        sum
    });
    let mut sum = Sum::of_none(points.len());
    for piece in summed {
        sum.join(piece);
    }
    let Sum {
        mut density,
        mut weighed,
        ..
    } = sum;
    let total: f64 = density.iter().sum();
    density.iter_mut().for_each(|weight| *weight /= total);
    weighed
        .iter_mut()
        .for_each(|graph| graph.probability /= total);
    weighed.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    weighed.truncate(10);
    Some(summary(
        documented,
        &points,
        &density,
        graphs.len(),
        delta,
        grid,
        weighed,
    ))
}

/// Some graphs' evidence, exponentiated and summed.
struct Sum {
    density: Vec<f64>,
    weighed: Vec<Weighed>,
    line: Vec<f64>,
}

impl Sum {
    fn of_none(points: usize) -> Self {
        Self {
            density: vec![0.0; points],
            weighed: Vec::new(),
            line: vec![0.0; points],
        }
    }

    /// Adds one graph, all weights in parts of e^best.
    fn add(
        &mut self,
        evidence: &Evidence,
        graph: &Graph,
        points: &[f64],
        documented: f64,
        best: f64,
    ) {
        evidence.of(graph, &mut self.line);
        let (mut mass, mut first, mut inverse, mut inverse_square) = (0.0, 0.0, 0.0, 0.0);
        let mut mode = (f64::NEG_INFINITY, 0.0);
        for ((value, unseen), sum) in self.line.iter().zip(points).zip(&mut self.density) {
            if *value < best - TOO_LOW {
                continue;
            }
            let weight = (value - best).exp();
            let n = documented + unseen;
            *sum += weight;
            mass += weight;
            first += weight * n;
            inverse += weight / n;
            inverse_square += weight / (n * n);
            if *value > mode.0 {
                mode = (*value, n);
            }
        }
        self.weighed.push(Weighed {
            graph: graph.clone(),
            probability: mass,
            mean: first / mass,
            mode: mode.1,
            bayes: inverse / inverse_square,
        });
    }

    fn join(&mut self, other: Self) {
        for (sum, more) in self.density.iter_mut().zip(other.density) {
            *sum += more;
        }
        self.weighed.extend(other.weighed);
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one posterior, put together in one place"
)]
fn summary(
    documented: f64,
    points: &[f64],
    density: &[f64],
    graphs: usize,
    delta: f64,
    grid: Grid,
    top: Vec<Weighed>,
) -> Posterior {
    let moment = |power: i32| -> f64 {
        points
            .iter()
            .zip(density)
            .map(|(x, p)| p * (documented + x).powi(power))
            .sum()
    };
    let mean = moment(1);
    let variance: f64 = points
        .iter()
        .zip(density)
        .map(|(x, p)| p * (documented + x - mean).powi(2))
        .sum();
    let quantile = |share: f64| {
        let mut sum = 0.0;
        for (x, p) in points.iter().zip(density) {
            sum += p;
            if sum >= share {
                return documented + x;
            }
        }
        documented + points.last().copied().unwrap_or(0.0)
    };
    let last = points.len() - points.len().div_ceil(100);
    let at_end = density[last..].iter().sum();
    let highest = density
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    Posterior {
        delta,
        grid,
        graphs,
        mean,
        sd: variance.max(0.0).sqrt(),
        mode: documented + highest.map_or(0.0, |(place, _)| points[place]),
        bayes: moment(-1) / moment(-2),
        low: quantile(0.025),
        q10: quantile(0.1),
        median: quantile(0.5),
        q90: quantile(0.9),
        high: quantile(0.975),
        modes: grid::modes(documented, points, density),
        at_end,
        cut_off: at_end > NOTHING,
        top,
        support: grid::support(points, density),
        curve: grid::curve(documented, points, density, grid.step),
    }
}

/// The logarithms of the marginal likelihood of each set of lists, at each point of a grid.
struct Evidence {
    /// What all graphs share: the prior and N!/n₀!.
    common: Vec<f64>,
    /// By set of lists; the empty set's are zero.
    of_set: Vec<Vec<f64>>,
}

impl Evidence {
    fn new(table: &CaptureTable, delta: f64, prior: Prior, points: &[f64]) -> Self {
        let lists = table.width();
        let documented = real(table.documented());
        let whole = delta * real(1 << lists);
        let common = points
            .iter()
            .map(|x| {
                let n = documented + x;
                prior.ln(n) + ln_gamma(n + 1.0) - ln_gamma(x + 1.0)
            })
            .collect();
        let norms: Vec<f64> = points
            .iter()
            .map(|x| ln_gamma(whole) - ln_gamma(whole + documented + x))
            .collect();
        let of_set = (0..1_usize << lists)
            .map(|set| {
                if set == 0 {
                    return Vec::new();
                }
                let mut marginal = vec![0_u64; 1 << lists];
                for (cell, count) in table.counts().iter().enumerate() {
                    marginal[cell & set] += count;
                }
                let weight = delta * real(1 << (lists - set.count_ones() as usize));
                let constant: f64 = (1..1_usize << lists)
                    .filter(|cell| cell & set == *cell)
                    .map(|cell| ln_gamma(weight + real(marginal[cell])) - ln_gamma(weight))
                    .sum();
                let empty = weight + real(marginal[0]);
                let ln_weight = ln_gamma(weight);
                points
                    .iter()
                    .zip(&norms)
                    .map(|(x, norm)| norm + constant + ln_gamma(empty + x) - ln_weight)
                    .collect()
            })
            .collect();
        Self { common, of_set }
    }

    /// The greatest of these logarithms: looked for at every `stride`-th total and at the first few, where a cell
    /// without anybody can make a peak of its own, then at each total around the highest of them.
    fn highest(&self, graph: &Graph, stride: usize) -> f64 {
        let points = self.common.len();
        let mut highest = (f64::NEG_INFINITY, 0);
        for place in (0..stride.min(points)).chain((0..points).step_by(stride)) {
            let value = self.at(graph, place);
            if value > highest.0 {
                highest = (value, place);
            }
        }
        let around = highest.1.saturating_sub(stride)..(highest.1 + stride).min(points);
        around
            .map(|place| self.at(graph, place))
            .fold(highest.0, f64::max)
    }

    /// One of these logarithms.
    fn at(&self, graph: &Graph, place: usize) -> f64 {
        let of = |sets: &[usize]| -> f64 { sets.iter().map(|set| self.of_set[*set][place]).sum() };
        self.common[place] + of(graph.cliques()) - of(graph.separators())
    }

    /// The logarithm of the joint probability of the table, each total and a graph.
    fn of(&self, graph: &Graph, line: &mut [f64]) {
        line.copy_from_slice(&self.common);
        for clique in graph.cliques() {
            for (sum, value) in line.iter_mut().zip(&self.of_set[*clique]) {
                *sum += value;
            }
        }
        for separator in graph.separators() {
            for (sum, value) in line.iter_mut().zip(&self.of_set[*separator]) {
                *sum -= value;
            }
        }
    }
}
