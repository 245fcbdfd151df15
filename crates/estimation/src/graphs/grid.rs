//! The numbers of unseen people at which a posterior is computed, and its shape on them.

use super::Mode;
use crate::table::{real, whole};
use serde::Serialize;

/// The most points of a grid that widens by itself.
const MOST_POINTS: f64 = 50_000.0;

/// Numbers of unseen people, evenly spaced.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Grid {
    /// The first number.
    pub first: f64,
    /// The last number is at most this.
    pub last: f64,
    /// From one to the next.
    pub step: f64,
}

impl Grid {
    /// Each whole number between two.
    #[must_use]
    pub fn every(first: u32, last: u32) -> Self {
        Self {
            first: f64::from(first),
            last: f64::from(last),
            step: 1.0,
        }
    }

    /// From none to ten times the documented number.
    pub(crate) fn first(documented: f64) -> Self {
        Self::to(10.0 * documented)
    }

    /// Four times as far.
    pub(crate) fn wider(self) -> Self {
        Self::to(4.0 * self.last)
    }

    /// As fine as may be around a stretch, with a step of this grid more on either side.
    pub(crate) fn around(self, (first, last): (f64, f64)) -> Self {
        let first = (first - 2.0 * self.step).max(0.0);
        let last = last + 2.0 * self.step;
        Self {
            first,
            last,
            step: ((last - first) / MOST_POINTS).ceil().max(1.0),
        }
    }

    fn to(last: f64) -> Self {
        Self {
            first: 0.0,
            last,
            step: (last / MOST_POINTS).ceil().max(1.0),
        }
    }

    /// Its numbers.
    pub(crate) fn points(self) -> Vec<f64> {
        let steps = whole(((self.last - self.first) / self.step).floor().max(0.0));
        (0..=steps)
            .map(|k| self.first + real(k) * self.step)
            .collect()
    }
}

/// Peaks that hold at least a twentieth of the probability, and at whose foot towards any higher peak the posterior
/// falls below nine tenths of the peak.
pub(super) fn modes(documented: f64, points: &[f64], density: &[f64]) -> Vec<Mode> {
    // Peaks and valleys by turns; a peak too shallow is joined with its neighbour across the shallower valley.
    let mut peaks: Vec<usize> = Vec::new();
    let mut valleys: Vec<usize> = Vec::new();
    let mut rising = true;
    for place in 1..density.len() {
        if rising && density[place] < density[place - 1] {
            peaks.push(place - 1);
            rising = false;
        } else if !rising && density[place] > density[place - 1] {
            valleys.push(place - 1);
            rising = true;
        }
    }
    if rising {
        peaks.push(density.len().saturating_sub(1));
    }
    loop {
        let shallow = (0..valleys.len())
            .map(|v| {
                let lower = density[peaks[v]].min(density[peaks[v + 1]]);
                let share = if lower > 0.0 {
                    density[valleys[v]] / lower
                } else {
                    1.0
                };
                (v, share)
            })
            .filter(|(_, share)| *share > 0.9)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((v, _)) = shallow else { break };
        join(&mut peaks, &mut valleys, v, density);
    }
    loop {
        let masses = masses(&valleys, density);
        let small = masses
            .iter()
            .enumerate()
            .filter(|(_, m)| **m < 0.05)
            .min_by(|a, b| a.1.total_cmp(b.1));
        let (Some((peak, _)), true) = (small, peaks.len() > 1) else {
            return peaks
                .iter()
                .zip(masses)
                .map(|(place, mass)| Mode {
                    n: documented + points[*place],
                    mass,
                })
                .collect();
        };
        // Towards the higher of its two valleys.
        let left = peak.checked_sub(1).map(|v| (v, density[valleys[v]]));
        let right = valleys.get(peak).map(|v| (peak, density[*v]));
        let v = match (left, right) {
            (Some(l), Some(r)) => {
                if l.1 >= r.1 {
                    l.0
                } else {
                    r.0
                }
            }
            (Some(l), None) => l.0,
            (None, Some(r)) => r.0,
            (None, None) => 0,
        };
        join(&mut peaks, &mut valleys, v, density);
    }
}

fn join(peaks: &mut Vec<usize>, valleys: &mut Vec<usize>, v: usize, density: &[f64]) {
    let lower = if density[peaks[v]] < density[peaks[v + 1]] {
        v
    } else {
        v + 1
    };
    peaks.remove(lower);
    valleys.remove(v);
}

fn masses(valleys: &[usize], density: &[f64]) -> Vec<f64> {
    let mut from = 0;
    let ends = valleys.iter().copied().chain([density.len()]);
    ends.map(|end| {
        let mass = density[from..end].iter().sum();
        from = end;
        mass
    })
    .collect()
}

/// The first and the last point beyond which lies next to nothing.
pub(super) fn support(points: &[f64], density: &[f64]) -> (f64, f64) {
    let end = |places: &mut dyn Iterator<Item = usize>| {
        let mut sum = 0.0;
        for place in places {
            sum += density[place];
            if sum > 1e-13 {
                return points[place];
            }
        }
        0.0
    };
    (
        end(&mut (0..points.len())),
        end(&mut (0..points.len()).rev()),
    )
}

/// The posterior as a line for a picture: the mean density of at most 400 stretches between the points that matter.
pub(super) fn curve(
    documented: f64,
    points: &[f64],
    density: &[f64],
    step: f64,
) -> Vec<(f64, f64)> {
    let top = density.iter().copied().fold(0.0, f64::max);
    let matters = |p: &f64| *p > top * 1e-4;
    let (Some(first), Some(last)) = (
        density.iter().position(matters),
        density.iter().rposition(matters),
    ) else {
        return Vec::new();
    };
    let width = (last + 1 - first).div_ceil(400).max(1);
    (first..=last)
        .step_by(width)
        .map(|from| {
            let to = (from + width).min(last + 1);
            let count = real((to - from) as u64);
            let mass: f64 = density[from..to].iter().sum();
            let middle = 0.5 * (points[from] + points[to - 1]);
            (documented + middle, mass / count / step)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hills_are_two_modes_and_a_ripple_is_none() {
        let points: Vec<f64> = (0..200).map(f64::from).collect();
        let hill = |x: f64, at: f64| (-(x - at).powi(2) / 200.0).exp();
        let of = |f: &dyn Fn(f64) -> f64| {
            let raw: Vec<f64> = points.iter().map(|x| f(*x)).collect();
            let sum: f64 = raw.iter().sum();
            let density: Vec<f64> = raw.iter().map(|p| p / sum).collect();
            modes(1000.0, &points, &density)
        };
        let two = of(&|x| hill(x, 50.0) + 0.3 * hill(x, 150.0));
        assert_eq!(
            two.iter().map(|m| m.n).collect::<Vec<_>>(),
            [1050.0, 1150.0]
        );
        assert!((two.iter().map(|m| m.mass).sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(of(&|x| hill(x, 50.0) + 0.01 * hill(x, 150.0)).len(), 1);
        assert_eq!(of(&|x| hill(x, 100.0) * (1.0 + 0.01 * x.sin())).len(), 1);
    }
}
