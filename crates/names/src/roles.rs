//! Which word is the given name, which the patronymic, which the surname; and by what that is seen.

use crate::parsed::{Order, OrderEvidence, Parsed, Role};
use crate::words::Word;
use crate::{Refusal, Sex};

/// One way to read a name: the places of its parts among the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub(crate) given: Option<u8>,
    pub(crate) patronymic: Option<u8>,
    pub(crate) surname: Option<u8>,
}

/// Gives each token its role, and the name its readings: the likeliest first, a second where nothing decides.
pub(crate) fn assign(parsed: &mut Parsed, marks: &[Word]) {
    let tokens = &parsed.tokens;
    let places = |role: Role| -> Vec<u8> {
        (0_u8..)
            .zip(tokens)
            .filter(|(_, t)| t.role == role)
            .map(|(at, _)| at)
            .collect()
    };
    let (full, initials, patronymics) = (
        places(Role::Other),
        places(Role::Initial),
        places(Role::Patronymic),
    );
    if full.is_empty() && patronymics.is_empty() {
        parsed.refusal = Some(match initials.len() {
            0 => Refusal::Empty,
            1 => Refusal::OneLetter,
            _ => Refusal::OnlyInitials,
        });
        parsed.tokens.clear();
        return;
    }
    let mut reading = Reading {
        patronymic: patronymics.first().copied(),
        ..Reading::default()
    };
    let mut evidence = OrderEvidence::None;
    let mut uncertain = false;
    match full[..] {
        [] => {
            // «Серік Мақсатұлы» without more, or a surname that is made like a patronymic: «Абрамович Р.».
            if patronymics.len() > 1 || !initials.is_empty() {
                reading.surname = patronymics.last().copied();
                reading.patronymic = (patronymics.len() > 1).then(|| patronymics[0]);
            }
        }
        [only] if !initials.is_empty() => {
            reading.surname = Some(only);
            evidence = OrderEvidence::Initials;
        }
        [only] if reading.patronymic.is_some() => reading.given = Some(only),
        [only] => {
            let token = &tokens[usize::from(only)];
            if token.suffix.is_none() && token.names.is_some() {
                reading.given = Some(only);
            } else {
                reading.surname = Some(only);
            }
        }
        [first, ..] => {
            let (surname, seen) = surname_of(parsed, marks, &full, reading.patronymic);
            evidence = seen;
            uncertain = seen == OrderEvidence::None || seen == OrderEvidence::KnownName;
            reading.surname = Some(surname);
            reading.given = Some(if surname == first { full[1] } else { first });
        }
    }
    let mut letters = initials.iter().copied();
    if reading.given.is_none() && reading.surname.is_some() {
        reading.given = letters.next();
    }
    if reading.patronymic.is_none() {
        reading.patronymic = letters.next();
    }
    parsed.evidence = evidence;
    parsed.order = match (reading.given, reading.surname) {
        (Some(given), Some(surname)) if given < surname => Order::GivenFirst,
        (Some(_), Some(_)) => Order::SurnameFirst,
        _ => Order::Other,
    };
    for (place, role) in [
        (reading.given, Role::Given),
        (reading.patronymic, Role::Patronymic),
        (reading.surname, Role::Surname),
    ] {
        if let Some(token) = place.and_then(|p| parsed.tokens.get_mut(usize::from(p)))
            && token.role != Role::Initial
        {
            token.role = role;
        }
    }
    parsed.sex = sex(parsed, reading);
    parsed.readings.push(reading);
    if uncertain && full.len() == 2 {
        parsed.readings.push(Reading {
            given: reading.surname,
            surname: reading.given,
            ..reading
        });
    }
}

/// Which of several full words is the surname.
fn surname_of(
    parsed: &Parsed,
    marks: &[Word],
    full: &[u8],
    patronymic: Option<u8>,
) -> (u8, OrderEvidence) {
    let token = |at: u8| &parsed.tokens[usize::from(at)];
    let mark = |at: u8| marks.get(usize::from(at));
    let (first, last) = (full[0], full[full.len() - 1]);
    if full
        .iter()
        .skip(1)
        .any(|at| mark(*at).is_some_and(|m| m.comma_before))
    {
        return (first, OrderEvidence::Comma);
    }
    let capitals: Vec<u8> = full
        .iter()
        .copied()
        .filter(|at| mark(*at).is_some_and(|m| m.all_capitals))
        .collect();
    if capitals.len() == 1 && full.len() > 1 {
        return (capitals[0], OrderEvidence::Capitals);
    }
    let ended: Vec<u8> = full
        .iter()
        .copied()
        .filter(|at| token(*at).suffix.is_some())
        .collect();
    if let [one] = ended[..] {
        return (one, OrderEvidence::Suffix);
    }
    if let Some(patronymic) = patronymic {
        let given = full.iter().copied().rev().find(|at| *at < patronymic);
        if let Some(surname) = full.iter().copied().find(|at| Some(*at) != given) {
            return (surname, OrderEvidence::Patronymic);
        }
    }
    let unknown: Vec<u8> = full
        .iter()
        .copied()
        .filter(|at| token(*at).names.is_none())
        .collect();
    if let [one] = unknown[..] {
        return (one, OrderEvidence::KnownName);
    }
    (last, OrderEvidence::None)
}

/// The sex that the parts tell of together.
fn sex(parsed: &Parsed, reading: Reading) -> Option<Sex> {
    let of = |place: Option<u8>| place.and_then(|p| parsed.tokens[usize::from(p)].sex);
    if let Some(sex) = of(reading.patronymic) {
        return Some(sex);
    }
    match (of(reading.surname), of(reading.given)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}
