//! Functions of mathematics that the standard library lacks: log-gamma, the normal distribution, Poisson tails.
//!
//! Sources: Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), 6.1.41 (Stirling's series) and 26.2
//! (the normal integral); Marsaglia, "Evaluating the Normal Distribution", *J. Stat. Software* 11(4) (2004);
//! Acklam's rational start for the normal quantile, polished by Halley's method.

/// The natural logarithm of Γ(x) for x > 0; absolute error near the rounding of the result.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::INFINITY;
    }
    // Shift small arguments up, where Stirling's series is exact to rounding.
    let mut shifted = x;
    let mut product = 1.0;
    while shifted < 9.0 {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse
        * (1.0 / 12.0
            - square
                * (1.0 / 360.0
                    - square
                        * (1.0 / 1260.0
                            - square
                                * (1.0 / 1680.0
                                    - square
                                        * (1.0 / 1188.0
                                            - square * (691.0 / 360_360.0 - square / 156.0))))));
    let stirling = (shifted - 0.5) * shifted.ln() - shifted + HALF_LN_TWO_PI + series;
    if product == 1.0 {
        stirling
    } else {
        stirling - product.ln()
    }
}

/// ½ ln 2π.
pub const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// The two-sided 95 % point of the normal distribution.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The 95 % point of χ² with one degree of freedom: the square of [`Z_95`].
pub const CHI_SQUARE_95: f64 = 3.841_458_820_694_124;

/// The standard normal distribution function.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x.abs() > 7.0 {
        // The tail, by its continued fraction.
        let z = x.abs();
        let mut fraction = z;
        for k in (1..=60).rev() {
            fraction = z + f64::from(k) / fraction;
        }
        let tail = (-0.5 * z * z - HALF_LN_TWO_PI).exp() / fraction;
        return if x > 0.0 { 1.0 - tail } else { tail };
    }
    let (mut sum, mut term, mut k) = (x, x, 1.0);
    while term.abs() > 1e-18 * sum.abs() && k < 400.0 {
        k += 2.0;
        term *= x * x / k;
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x - HALF_LN_TWO_PI).exp()
}

/// The standard normal quantile of a probability; infinite at 0 and 1.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // A start that is right to two decimals (Abramowitz & Stegun 26.2.23), then Halley's steps.
    let tail = p.min(1.0 - p);
    let t = (-2.0 * tail.ln()).sqrt();
    let start = t
        - (2.515_517 + t * (0.802_853 + t * 0.010_328))
            / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    let mut x = -start;
    for _ in 0..4 {
        let error = normal_cdf(x) - tail;
        let density = (-0.5 * x * x - HALF_LN_TWO_PI).exp();
        let step = error / density;
        x -= step / (1.0 + 0.5 * x * step);
    }
    if p < 0.5 { x } else { -x }
}

/// The one-sided Poisson tail of an observed count on the side where it lies: P(X ≤ k) below the mean, P(X ≥ k)
/// above it.
#[must_use]
pub fn poisson_tail(observed: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return if observed > 0.0 { 0.0 } else { 1.0 };
    }
    let ln_at = |k: f64| k * mean.ln() - mean - ln_gamma(k + 1.0);
    if observed <= mean {
        let mut term = ln_at(observed).exp();
        let (mut sum, mut k) = (0.0, observed);
        while k >= 0.0 && term > 1e-17 * sum {
            sum += term;
            term *= k / mean;
            k -= 1.0;
        }
        sum.min(1.0)
    } else {
        let mut term = ln_at(observed).exp();
        let (mut sum, mut k) = (0.0, observed);
        while term > 1e-17 * sum {
            sum += term;
            k += 1.0;
            term *= mean / k;
        }
        sum.min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_gamma_is_that_of_factorials_and_halves() {
        let mut ln_factorial = 0.0;
        for k in 1..200_u32 {
            ln_factorial += f64::from(k).ln();
            assert!(
                (ln_gamma(f64::from(k) + 1.0) - ln_factorial).abs() < 1e-12 * (1.0 + ln_factorial)
            );
        }
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-14);
        assert!((ln_gamma(0.0625) - 2.739_234_205_191_085).abs() < 1e-2);
    }

    #[test]
    fn the_normal_distribution_and_its_quantile_undo_each_other() {
        assert!((normal_cdf(Z_95) - 0.975).abs() < 1e-15);
        for p in [1e-12, 1e-4, 0.025, 0.3, 0.5, 0.7, 0.999] {
            assert!(
                (normal_cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-10,
                "{p}"
            );
        }
    }

    #[test]
    fn a_poisson_tail_adds_up() {
        assert!((poisson_tail(0.0, 1.7) - (-1.7_f64).exp()).abs() < 1e-15);
        let below = poisson_tail(3.0, 5.0);
        let exact = (-5.0_f64).exp() * (1.0 + 5.0 + 12.5 + 125.0 / 6.0);
        assert!((below - exact).abs() < 1e-14);
    }
}
