//! Recommendations: entries of a list whose introduction asks somebody for something, and who that is.

use crate::structure::{PartKind, Structure};
use crate::text::{Span, Text};

/// One recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// Its number in the document, from 1.
    pub n: usize,
    /// Its words, to the end of its line.
    pub span: Span,
    /// Who is asked, as printed, without the article.
    pub addressee: String,
}

/// The recommendations, in order.
pub(crate) fn recommendations(text: &Text, structure: &Structure) -> Vec<Recommendation> {
    let mut all: Vec<Recommendation> = Vec::new();
    let mut asked: Option<String> = None;
    let parts = structure.parts.iter();
    for part in parts.filter(|part| !matches!(part.kind, PartKind::Furniture | PartKind::Note)) {
        match part.kind {
            PartKind::Item => {
                if let Some(addressee) = &asked {
                    all.push(Recommendation {
                        n: all.len() + 1,
                        span: part.span,
                        addressee: addressee.clone(),
                    });
                }
            }
            PartKind::Lead | PartKind::Heading | PartKind::Caption => {
                asked = addressee(&text.clean(part.span));
            }
            _ => asked = None,
        }
    }
    all
}

/// Words between a name and a request.
const SHOULD: [&str; 14] = [
    "should",
    "must",
    "shall",
    "ought",
    "needs",
    "need",
    "следует",
    "необходимо",
    "должно",
    "должна",
    "должны",
    "должен",
    "надлежит",
    "қажет",
];
/// What is said to somebody: behind it stands who.
const CALLS: [&str; 14] = [
    "calls on ",
    "calls upon ",
    "call on ",
    "call upon ",
    "urges ",
    "urge ",
    "recommends that ",
    "recommends to ",
    "recommend that ",
    "recommendations to ",
    "recommendations for ",
    "призывает ",
    "призываем ",
    "рекомендует ",
];

/// Who is asked by the sentence that introduces a list; nothing where it asks nobody.
fn addressee(lead: &str) -> Option<String> {
    let lead = lead.trim_end_matches([':', ' ']);
    let low = lead.to_lowercase();
    if low.len() != lead.len() {
        return None;
    }
    for call in CALLS {
        if let Some(at) = low.find(call) {
            let rest = &lead[at + call.len()..];
            let end = rest
                .to_lowercase()
                .find(" to")
                .or_else(|| rest.find(" should"))
                .unwrap_or(rest.len());
            return named(rest.get(..end)?);
        }
    }
    let words: Vec<&str> = lead.split(' ').collect();
    if let Some(at) = words
        .iter()
        .rposition(|word| SHOULD.contains(&word.to_lowercase().as_str()))
    {
        // Back to the article of who is asked: "… this publication the Government of Kazakhstan should".
        let mut first = 0;
        for i in (0..at).rev() {
            let word = words[i].to_lowercase();
            let owned = i > 0
                && matches!(
                    words[i - 1].to_lowercase().as_str(),
                    "of" | "for" | "in" | "and"
                );
            if matches!(word.as_str(), "the" | "a" | "all") && !owned {
                first = i;
                break;
            }
            if words[i].ends_with([',', ';', '.', ':']) {
                first = i + 1;
                break;
            }
        }
        return named(&words[first..at].join(" "));
    }
    if let Some(rest) = lead
        .strip_prefix("To ")
        .or_else(|| lead.strip_prefix("TO "))
    {
        return named(rest).filter(|name| name.split(' ').count() <= 12);
    }
    // «Правительству Казахстана:»: a short line in the dative.
    let first = words.first()?.to_lowercase();
    let dative = [
        "ству",
        "тету",
        "ации",
        "рату",
        "ожде",
        "аму",
        "енту",
        "ским",
        "ному",
        "родному",
        "властям",
        "органам",
    ];
    (words.len() <= 8 && dative.iter().any(|ending| first.ends_with(ending)))
        .then(|| lead.to_owned())
}

fn named(words: &str) -> Option<String> {
    let words = words.trim_matches([',', ':', ' ', '.']);
    let low = words.to_lowercase();
    let article = ["the ", "a ", "all "]
        .into_iter()
        .find(|article| low.starts_with(article));
    let words = article
        .and_then(|article| words.get(article.len()..))
        .unwrap_or(words);
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::addressee;

    #[test]
    fn who_is_asked_is_found_in_the_sentence_above_the_list() {
        for (lead, asked) in [
            (
                "Based on the findings the Government of Kazakhstan should:",
                Some("Government of Kazakhstan"),
            ),
            (
                "The international community should:",
                Some("international community"),
            ),
            ("To the European Union:", Some("European Union")),
            (
                "Human Rights Watch calls on the Parliament of Armenia to:",
                Some("Parliament of Armenia"),
            ),
            (
                "We recommend that donor governments should:",
                Some("donor governments"),
            ),
            (
                "Правительству Казахстана следует:",
                Some("Правительству Казахстана"),
            ),
            ("The President has committed to address:", None),
            ("The following were detained:", None),
        ] {
            assert_eq!(addressee(lead).as_deref(), asked, "{lead}");
        }
    }
}
