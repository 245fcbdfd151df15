//! Random numbers from a seed: the same seed gives the same numbers on every machine and with any number of threads.
//!
//! The generator is xoshiro256++ (Blackman & Vigna, "Scrambled linear pseudorandom number generators", *ACM TOMS* 47
//! (2021)), seeded by SplitMix64. Gamma: Marsaglia & Tsang, *ACM TOMS* 26 (2000). Binomial and Poisson with large
//! means: Hörmann's transformed rejection, *J. Stat. Comput. Simul.* 46 (1993) and *Insurance: Math. Econ.* 12 (1993).

use crate::special::ln_gamma;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
    /// The polar method makes normals two by two.
    spare: Option<f64>,
}

impl Random {
    /// The stream of a seed. Streams of one seed with different numbers are independent of each other: a thread takes
    /// the number of its piece of work, not of itself.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mix = seed ^ stream.wrapping_mul(0xD134_2543_DE82_EF95).rotate_left(17);
        let mut next = || {
            mix = mix.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = mix;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        Self {
            state: [next(), next(), next(), next()],
            spare: None,
        }
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.state;
        let answer = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        answer
    }

    /// Uniform between 0 and 1, never either.
    #[expect(
        clippy::cast_precision_loss,
        reason = "53 bits are exactly what a double holds"
    )]
    pub fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Standard normal (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let u = 2.0 * self.uniform() - 1.0;
            let v = 2.0 * self.uniform() - 1.0;
            let s = u * u + v * v;
            if s < 1.0 && s > 0.0 {
                let scale = (-2.0 * s.ln() / s).sqrt();
                self.spare = Some(v * scale);
                return u * scale;
            }
        }
    }

    /// Gamma with a shape and scale 1.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape == 1.0 {
            return -self.uniform().ln();
        }
        if shape < 1.0 {
            return self.ln_gamma_draw(shape).exp();
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            let u = self.uniform();
            let square = x * x;
            if u < 1.0 - 0.0331 * square * square || u.ln() < 0.5 * square + d * (1.0 - v + v.ln())
            {
                return d * v;
            }
        }
    }

    /// The logarithm of a gamma draw: a small shape gives numbers that underflow otherwise.
    pub fn ln_gamma_draw(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let more = self.gamma(shape + 1.0).ln();
            more + self.uniform().ln() / shape
        } else {
            self.gamma(shape).ln()
        }
    }

    /// Beta.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        if a == 1.0 && b == 1.0 {
            return self.uniform();
        }
        let x = self.gamma(a);
        let y = self.gamma(b);
        if x + y > 0.0 { x / (x + y) } else { 0.5 }
    }

    /// Poisson. Counts are whole numbers in a double: exact to 2⁵³.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean <= 0.0 {
            return 0.0;
        }
        if mean < 10.0 {
            let mut product = self.uniform();
            let limit = (-mean).exp();
            let mut k = 0.0;
            while product > limit {
                product *= self.uniform();
                k += 1.0;
            }
            return k;
        }
        if mean > 1e15 {
            return (mean + mean.sqrt() * self.normal()).floor().max(0.0);
        }
        // Hörmann's PTRS.
        let root = mean.sqrt();
        let b = 0.931 + 2.53 * root;
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let squeeze = 0.9277 - 3.6224 / (b - 2.0);
        let ln_mean = mean.ln();
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= squeeze {
                return k;
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            if (v * inverse_alpha / (a / (us * us) + b)).ln()
                <= k * ln_mean - mean - ln_gamma(k + 1.0)
            {
                return k;
            }
        }
    }

    /// Binomial: of `n` trials (a whole number in a double), how many succeed.
    pub fn binomial(&mut self, n: f64, p: f64) -> f64 {
        if n <= 0.0 || p.is_nan() || p <= 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return n;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if n * p < 10.0 {
            return self.binomial_by_inversion(n, p);
        }
        if n > 1e15 {
            let draw = (n * p + (n * p * (1.0 - p)).sqrt() * self.normal()).floor();
            return draw.clamp(0.0, n);
        }
        // Hörmann's BTRS.
        let spread = (n * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let c = n * p + 0.5;
        let squeeze = 0.92 - 4.2 / b;
        let alpha = (2.83 + 5.1 / b) * spread;
        // Needed by one draw in seven only.
        let mut of_mode: Option<(f64, f64, f64)> = None;
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + c).floor();
            if us >= 0.07 && v <= squeeze {
                return k;
            }
            if k < 0.0 || k > n {
                continue;
            }
            let (ln_odds, mode, at_mode) = *of_mode.get_or_insert_with(|| {
                let mode = ((n + 1.0) * p).floor();
                let at_mode = ln_gamma(mode + 1.0) + ln_gamma(n - mode + 1.0);
                ((p / (1.0 - p)).ln(), mode, at_mode)
            });
            let v = (v * alpha / (a / (us * us) + b)).ln();
            let bound = at_mode - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0) + (k - mode) * ln_odds;
            if v <= bound {
                return k;
            }
        }
    }

    /// Sums the probabilities from 0 up: for means below ten.
    fn binomial_by_inversion(&mut self, n: f64, p: f64) -> f64 {
        let mut first = self.uniform();
        // Bernoulli: (1 − p)ⁿ is at least 1 − np.
        if first <= 1.0 - n * p {
            return 0.0;
        }
        let odds = p / (1.0 - p);
        let none = (n * (-p).ln_1p()).exp();
        loop {
            let mut u = first;
            first = self.uniform();
            let mut at = none;
            let mut k = 0.0;
            // 110 is more than ten standard deviations beyond any mean below ten.
            while k <= n && k < 110.0 {
                if u <= at {
                    return k;
                }
                u -= at;
                k += 1.0;
                at *= odds * (n - k + 1.0) / k;
            }
        }
    }

    /// A table drawn anew from a population of `n` people of whom `cells` were recorded. Those on no list are drawn with
    /// the others, so that the documented number varies as it would if all were done again: were it kept, the interval
    /// would lack its share of the error (Buckland & Garthwaite, *Biometrics* 47 (1991), 255–268).
    pub(crate) fn table_again(&mut self, n: f64, cells: &[f64], out: &mut [f64]) {
        let documented: f64 = cells[1..].iter().sum();
        let recorded = self.binomial(n.round(), (documented / n).min(1.0));
        self.multinomial(recorded, &cells[1..], &mut out[1..]);
        out[0] = 0.0;
    }

    /// Splits `n` things over weights that need not add up to one.
    pub fn multinomial(&mut self, n: f64, weights: &[f64], out: &mut [f64]) {
        let mut left = n;
        let mut mass: f64 = weights.iter().sum();
        for (slot, weight) in out.iter_mut().zip(weights) {
            if left <= 0.0 || *weight <= 0.0 {
                *slot = 0.0;
                continue;
            }
            *slot = if *weight >= mass {
                left
            } else {
                self.binomial(left, weight / mass)
            };
            left -= *slot;
            mass -= weight;
        }
        // What rounding left over belongs to the last weight that is not zero.
        if left > 0.0
            && let Some(last) = weights.iter().rposition(|w| *w > 0.0)
        {
            out[last] += left;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_variance(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let draws: Vec<f64> = (0..40_000).map(|_| draw()).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 39_999.0;
        (mean, variance)
    }

    #[test]
    fn draws_have_the_mean_and_variance_of_their_distribution() {
        let mut r = Random::new(7, 0);
        let check = |name: &str, (mean, variance): (f64, f64), (m, v): (f64, f64)| {
            assert!(
                (mean - m).abs() < 5.0 * (v / 40_000.0).sqrt(),
                "{name}: mean {mean}, not {m}"
            );
            assert!(
                (variance / v - 1.0).abs() < 0.08,
                "{name}: variance {variance}, not {v}"
            );
        };
        check("normal", mean_and_variance(|| r.normal()), (0.0, 1.0));
        for shape in [0.3, 1.0, 40.0] {
            check(
                "gamma",
                mean_and_variance(|| r.gamma(shape)),
                (shape, shape),
            );
        }
        for mean in [0.4, 9.0, 11.0, 6000.0] {
            check(
                "poisson",
                mean_and_variance(|| r.poisson(mean)),
                (mean, mean),
            );
        }
        for (n, p) in [
            (9.0, 0.3),
            (100.0, 0.02),
            (100.0, 0.4),
            (5000.0, 0.7),
            (1e7, 0.001),
        ] {
            let v = n * p * (1.0 - p);
            check(
                "binomial",
                mean_and_variance(|| r.binomial(n, p)),
                (n * p, v),
            );
        }
        check(
            "beta",
            mean_and_variance(|| r.beta(2.0, 5.0)),
            (2.0 / 7.0, 10.0 / 392.0),
        );
    }

    #[test]
    fn what_is_split_is_all_there() {
        let mut r = Random::new(1, 1);
        let mut out = [0.0; 4];
        for _ in 0..200 {
            r.multinomial(1000.0, &[0.1, 0.0, 0.7, 1e-9], &mut out);
            assert!((out.iter().sum::<f64>() - 1000.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_seed_gives_its_stream_again_and_another_stream_differs() {
        let draws = |seed, stream| {
            let mut r = Random::new(seed, stream);
            (0..4).map(|_| r.next()).collect::<Vec<_>>()
        };
        assert_eq!(draws(1, 2), draws(1, 2));
        assert_ne!(draws(1, 2), draws(2, 1));
    }
}
