//! What the group's own decisions teach.

use super::People;
use super::model::{birth_number, name_number};
use super::weighed::{names, places};
use crate::bits::Bits;
use crate::decision::{Held, Holds};

/// How far decisions may move all pairs, in bits, before the shipped priors hold against it: one standard deviation.
const GIVE: f64 = 2.0;

impl<I: Ord + Clone> People<I> {
    /// Learns from what people decided about records that are here: how often each level is found in those that are
    /// one, how often places agree in those that are not, and whether they put together more or less than the priors
    /// would. Starts from the shipped priors each time, so that it does not matter how often it is called.
    pub fn learn<D: Ord + Copy>(&mut self, held: &Held<I, D>)
    where
        I: Copy,
    {
        let mut model = super::Model {
            propose: self.model.propose,
            merge: self.model.merge,
            ..super::Model::shipped()
        };
        model.set_odds(self.records.len());
        let decided: Vec<(usize, usize, bool)> = held
            .iter()
            .filter_map(|((a, b), holds, _)| {
                let same = match holds {
                    Holds::Same => true,
                    Holds::Different => false,
                    Holds::Unsure => return None,
                };
                Some((self.find(&a)? as usize, self.find(&b)? as usize, same))
            })
            .collect();
        for (a, b, same) in &decided {
            let (a, b) = (&self.records[*a], &self.records[*b]);
            let place = places(&self.terms, a, b).map(|found| usize::from(found.is_none()));
            if !same {
                // Those who are different were shown because their names are alike: of names they teach nothing.
                if let Some(level) = place {
                    model.place.learn_different(level);
                }
                continue;
            }
            if let Some(level) = place {
                model.place.learn_same(level);
            }
            if let Some(best) = names(&self.model, &self.terms, a, b) {
                model
                    .surname
                    .learn_same(name_number(best.comparison.surname));
                model.given.learn_same(name_number(best.comparison.given));
                model
                    .patronymic
                    .learn_same(name_number(best.comparison.patronymic));
            }
            if let (Some(x), Some(y)) = (a.birth, b.birth) {
                model.birth.learn_same(birth_number(x.beside(y).0));
            }
        }
        self.model = model;
        let weighed: Vec<(f64, bool)> = decided
            .iter()
            .map(|(a, b, same)| {
                let bits = self.weigh(&self.records[*a], &self.records[*b]).bits();
                (bits.as_f64(), *same)
            })
            .collect();
        self.model.learned = Bits::from_f64(moved(&weighed));
    }
}

/// By how much all pairs should be moved so that the decisions are likeliest (logistic, with a prior that nothing
/// need be moved): Newton's method on one variable, whose function is convex.
fn moved(weighed: &[(f64, bool)]) -> f64 {
    let mut by = 0.0_f64;
    for _ in 0..40 {
        let (mut slope, mut bend) = (by / (GIVE * GIVE), 1.0 / (GIVE * GIVE));
        for (bits, same) in weighed {
            let chance = 1.0 / (1.0 + (-(bits + by)).exp2());
            slope += (chance - f64::from(u8::from(*same))) * std::f64::consts::LN_2;
            bend += chance * (1.0 - chance) * std::f64::consts::LN_2 * std::f64::consts::LN_2;
        }
        let step = (slope / bend).clamp(-2.0, 2.0);
        by -= step;
        if step.abs() < 1e-6 {
            break;
        }
    }
    by
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn without_decisions_nothing_moves_and_with_a_few_little() {
        assert!(moved(&[]).abs() < 1e-9);
        let few = moved(&[(-1.0, true), (3.0, true)]);
        assert!(few > 0.0 && few < 2.0, "{few}");
        let many: Vec<(f64, bool)> = (0..500).map(|_| (-5.0, true)).collect();
        assert!(moved(&many) > 5.0);
        let refused: Vec<(f64, bool)> = (0..500).map(|_| (5.0, false)).collect();
        assert!(moved(&refused) < -5.0);
    }
}
