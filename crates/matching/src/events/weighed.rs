//! Two reports weighed.

use super::{
    ComparedReport, Number, ReportEvidence, Reports, Told, organisation_in_common, person_in_common,
};
use crate::bits::Bits;
use crate::places::Place;

/// Days over which reports are spread, about: not evenly over years, for events come in waves.
const SPREAD: f64 = 300.0;
/// Words in common that are more than those of any two accounts of such events.
const WORDS_IN_COMMON: Bits = Bits(1500);
/// Words in common that speak for one event though other people are named.
const MANY_WORDS_IN_COMMON: Bits = Bits(4000);
/// Reports by which the words of a kind are thought to be like those of all kinds, until its own are known.
const LIKE_ALL: f64 = 8.0;
/// Days between two reports that tell a day, from which on they are never put together by evidence alone.
const OTHER_DAYS: i32 = 4;

impl<I: Ord + Copy> Reports<I> {
    pub(super) fn weigh(&self, a: &Told<I>, b: &Told<I>) -> ReportEvidence {
        let mut people = Vec::new();
        let parts: Vec<(ComparedReport, Bits)> = [
            (ComparedReport::When, when(a, b)),
            (ComparedReport::Where, self.places(a, b)),
            (ComparedReport::Kind, self.kinds(a, b)),
            (ComparedReport::People, in_people(a, b, &mut people)),
            (ComparedReport::Organisations, organisations(a, b)),
            (ComparedReport::Numbers, numbers(a, b)),
            (ComparedReport::Words, self.in_words(a, b)),
            (ComparedReport::Odds, Some(self.odds())),
        ]
        .into_iter()
        .filter_map(|(what, bits)| bits.map(|bits| (what, bits)))
        .collect();
        let told = |what: ComparedReport| {
            parts
                .iter()
                .find(|(w, _)| *w == what)
                .map(|(_, bits)| *bits)
        };
        let at_least = |what, least| told(what).is_some_and(|bits| bits >= least);
        let words = at_least(ComparedReport::Words, WORDS_IN_COMMON);
        let particular = words
            || at_least(ComparedReport::People, Bits(1))
            || at_least(ComparedReport::Organisations, Bits(1))
            || at_least(ComparedReport::Numbers, Bits(1));
        ReportEvidence {
            bits: parts.iter().map(|(_, bits)| *bits).sum(),
            other_people: match told(ComparedReport::People) {
                Some(people) => {
                    people < Bits::ZERO && !at_least(ComparedReport::Words, MANY_WORDS_IN_COMMON)
                }
                // Of reports without people in common that name bodies, the bodies are what they tell of.
                None => told(ComparedReport::Organisations).is_some_and(|bits| bits < Bits::ZERO),
            },
            other_days: days_apart(a, b).is_some_and(|days| days >= OTHER_DAYS),
            particular,
            parts,
            people,
        }
    }

    /// Before any evidence: a report has about one other of the same event among all the others.
    fn odds(&self) -> Bits {
        let others = u32::try_from(self.told.len()).unwrap_or(u32::MAX).max(30);
        -Bits::from_f64(f64::from(others).log2() - 1.0)
    }

    fn share(&self, times: Option<&u32>, expected: f64) -> f64 {
        let total = u32::try_from(self.told.len()).unwrap_or(u32::MAX);
        (f64::from(times.copied().unwrap_or(0)) + expected * 30.0) / (f64::from(total) + 30.0)
    }

    /// The most precise place of each weighs fully; one that lies in the other's wider place a little.
    fn places(&self, a: &Told<I>, b: &Told<I>) -> Option<Bits> {
        let (x, y) = (a.places.first()?, b.places.first()?);
        let frequency = |place: &Place| self.share(self.places.get(place), 0.08);
        if x == y {
            return Some(Bits::of(0.85, frequency(x)));
        }
        let within = if b.places.contains(x) {
            Some(x)
        } else {
            a.places.contains(y).then_some(y)
        };
        if let Some(wider) = within {
            return Some(Bits::of(0.6, frequency(wider)));
        }
        if x.is_centre_of(y) || y.is_centre_of(x) {
            return Some(Bits(500));
        }
        // A report of the town that a region is called after may mean a village there.
        let centre = |x: &Place, of: &Told<I>| of.places.iter().any(|place| x.is_centre_of(place));
        if centre(x, b) || centre(y, a) {
            return Some(Bits(-1500));
        }
        // Two places of one region: one may be told more loosely than the other.
        let region = a
            .places
            .iter()
            .skip(1)
            .any(|place| b.places[1..].contains(place));
        Some(if region { Bits(-3000) } else { Bits(-5000) })
    }

    fn kinds(&self, a: &Told<I>, b: &Told<I>) -> Option<Bits> {
        let (x, y) = (a.kind.as_ref()?, b.kind.as_ref()?);
        Some(if x == y {
            Bits::of(0.8, self.share(self.kinds.get(x), 0.15))
        } else {
            Bits(-1800)
        })
    }

    /// Words in common, the rare ones weighing more, beside all words of the shorter account. Words that accounts of such
    /// events have anyway («обыск», «изъята») tell little: a word is as rare as it is among those of its kind.
    fn in_words(&self, a: &Told<I>, b: &Told<I>) -> Option<Bits> {
        if a.words.len() < 3 || b.words.len() < 3 {
            return None;
        }
        let total = u32::try_from(self.told.len()).unwrap_or(u32::MAX);
        let kind = a
            .kind
            .as_ref()
            .filter(|kind| b.kind.as_ref() == Some(*kind));
        let of_kind = kind.and_then(|kind| {
            let reports = f64::from(*self.kinds.get(kind)?);
            Some((self.words_of_kinds.get(kind)?, reports))
        });
        let weight = |word: &String| {
            let times = self.words.get(word).copied().unwrap_or(1);
            let of_all = f64::from(times) / f64::from(total.saturating_add(1));
            let share = of_kind.map_or(of_all, |(words, reports)| {
                let times = f64::from(words.get(word).copied().unwrap_or(0));
                ((times + LIKE_ALL * of_all) / (reports + LIKE_ALL)).max(of_all)
            });
            (1.0 / share).log2().max(0.0)
        };
        let sum = |told: &Told<I>| told.words.iter().map(weight).sum::<f64>();
        let common: f64 = a.words.intersection(&b.words).map(weight).sum();
        let of = common / sum(a).min(sum(b)).max(1.0);
        // Accounts in two languages have little in common but names and numbers, and that says nothing against.
        Some(Bits::from_f64((of * 16.0 - 1.0).min(6.0)))
    }
}

/// The days between two reports that both tell a day.
fn days_apart<I>(a: &Told<I>, b: &Told<I>) -> Option<i32> {
    let day = |told: &Told<I>| told.when.filter(|(first, last)| first == last);
    Some(day(a)?.0.saturating_sub(day(b)?.0).saturating_abs())
}

fn when<I>(a: &Told<I>, b: &Told<I>) -> Option<Bits> {
    let (x, y) = (a.when?, b.when?);
    let gap = (x.0.max(y.0)).saturating_sub(x.1.min(y.1)).max(0);
    let width = |w: (i32, i32)| f64::from(w.1.saturating_sub(w.0).saturating_add(1));
    let (wide, narrow) = (width(x).max(width(y)), width(x).min(width(y)));
    Some(match gap {
        0 if wide <= 1.0 => Bits::of(0.65, 1.0 / SPREAD),
        0 => Bits::of(0.65, (wide + narrow) / SPREAD).max(Bits::ZERO),
        1 => Bits::of(0.2, 2.0 / SPREAD),
        2..=3 => Bits::of(0.07, 4.0 / SPREAD),
        4..=7 => Bits::of(0.03, 8.0 / SPREAD),
        8..=31 => Bits::of(0.03, 48.0 / SPREAD),
        32..=400 => Bits(-6000),
        _ => Bits(-9000),
    })
}

fn in_people<I>(a: &Told<I>, b: &Told<I>, found: &mut Vec<(String, String)>) -> Option<Bits> {
    if a.people.is_empty() || b.people.is_empty() {
        return None;
    }
    let mut weights: Vec<Bits> = Vec::new();
    let mut free: Vec<usize> = (0..b.people.len()).collect();
    for name in &a.people {
        let best = free
            .iter()
            .enumerate()
            .filter_map(|(at, other)| {
                Some((
                    person_in_common(name, &b.people[*other])?,
                    std::cmp::Reverse(at),
                ))
            })
            .max();
        if let Some((bits, std::cmp::Reverse(at))) = best {
            let other = free.remove(at);
            found.push((name.text().to_owned(), b.people[other].text().to_owned()));
            weights.push(bits);
        }
    }
    if weights.is_empty() {
        // The more people both name without one in common, the less likely.
        let fewer = i32::try_from(a.people.len().min(b.people.len()).min(3)).unwrap_or(3);
        return Some(Bits(-2500 - 1000 * fewer));
    }
    weights.sort_unstable_by(|x, y| y.cmp(x));
    // Those who are together once are together often: the second says half of what the first says.
    let sum = weights
        .iter()
        .zip([1, 2, 4, 8])
        .map(|(bits, by)| Bits(bits.0 / by))
        .sum::<Bits>();
    Some(sum.min(Bits(13_000)))
}

fn organisations<I>(a: &Told<I>, b: &Told<I>) -> Option<Bits> {
    if a.organisations.is_empty() || b.organisations.is_empty() {
        return None;
    }
    let common = a
        .organisations
        .iter()
        .any(|x| b.organisations.iter().any(|y| organisation_in_common(x, y)));
    Some(if common { Bits(1500) } else { Bits(-2000) })
}

/// Numbers of the same thing: equal, near, far. Small ones are equal by chance.
fn numbers<I>(a: &Told<I>, b: &Told<I>) -> Option<Bits> {
    let mut sum: Option<Bits> = None;
    for x in &a.numbers {
        if let Some(y) = b.numbers.iter().find(|y| y.of == x.of) {
            let bits = number(x, y);
            sum = Some(sum.unwrap_or_default() + bits);
        }
    }
    sum.map(|bits| Bits(bits.0.clamp(-5000, 5000)))
}

fn number(a: &Number, b: &Number) -> Bits {
    let (low, high) = (
        a.low.max(b.low),
        a.high.unwrap_or(u32::MAX).min(b.high.unwrap_or(u32::MAX)),
    );
    let (less, more) = (a.low.min(b.low).max(1), a.low.max(b.low).max(1));
    let ratio = f64::from(more) / f64::from(less);
    let exact = |n: &Number| n.high == Some(n.low);
    if low <= high && exact(a) && exact(b) {
        return if a.low >= 5 { Bits(3000) } else { Bits(800) };
    }
    if ratio <= 1.5 || more - less <= 1 {
        Bits(1000)
    } else if low <= high || ratio <= 3.0 {
        Bits(-500)
    } else {
        Bits(-2500)
    }
}
