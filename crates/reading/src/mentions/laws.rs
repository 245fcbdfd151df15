//! Laws in running text: articles of codes, codes, constitutions, treaties, laws by what they are about.

use super::{Law, Mention, Named};
use crate::Document;
use crate::lists::{FUNCTION, LAWS, PEOPLES, SMALL, TOPICS};
use crate::text::Span;
use crate::tokens::{Shape, Tokens};

/// All provisions, in order, none overlapping.
pub(super) fn laws(document: &Document) -> Vec<Mention> {
    let tokens = &document.tokens;
    let mut all: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        if tokens.all[at].is_word() || tokens.all[at].is_number() {
            let found = articles(tokens, at)
                .or_else(|| code(tokens, at).map(|(law, last)| vec![(law, at, last)]))
                .or_else(|| about(document, at).map(|found| vec![found]))
                .or_else(|| treaty(tokens, at).map(|found| vec![found]));
            if let Some(found) = found
                && let Some(end) = found.last().map(|(.., last)| *last)
            {
                for (law, first, last) in found {
                    let span = tokens.span(first, last);
                    // "2007 constitutional amendment" may reach back.
                    while all.last().is_some_and(|l| l.span.overlaps(span)) {
                        all.pop();
                    }
                    all.push(Mention {
                        named: Named::Law(law),
                        span,
                    });
                }
                at = end + 1;
                continue;
            }
        }
        at += 1;
    }
    all
}

/// A code or constitution that begins at the token, with its last token.
fn code(tokens: &Tokens, at: usize) -> Option<(Law, usize)> {
    // "Kazakh Family Code": the people stands within the name of its code.
    let (from, people) = if PEOPLES.has(tokens.low(at)) && tokens.all[at].is_capital() {
        (at + 1, true)
    } else {
        (at, false)
    };
    if !tokens.together(at, from) {
        return None;
    }
    let years = tokens.all[from].is_number() && tokens.low(from).len() == 4;
    let from = if years { from + 1 } else { from };
    if !tokens.together(at, from) {
        return None;
    }
    if tokens.is(from, &["constitutional"])
        && tokens.is(from + 1, &["amendment", "amendments"])
        && years
    {
        let name = Some(format!("{} amendment", tokens.low(from - 1)));
        let code = "constitution";
        return Some((
            Law {
                code,
                name,
                ..Law::default()
            },
            from + 1,
        ));
    }
    let (mut last, means) = LAWS.longest(tokens, from)?;
    let (code, name) = means.split_once(':').unwrap_or((means, ""));
    if years && code != "constitution" {
        return None;
    }
    if people
        && !matches!(
            code,
            "criminal" | "administrative" | "labour" | "land" | "tax" | "family"
        )
    {
        return None;
    }
    // «УК РФ».
    if let Some(next) = tokens.behind(last)
        && tokens.is(next, &["рф", "рк", "рт", "кр", "руз", "рб"])
    {
        last = next;
    }
    // Short forms are capitals: "ук" may be anything.
    let short = tokens.low(from).chars().count() <= 5 && from == last;
    let mixed = tokens.low(from) == "коап";
    if short && !mixed && tokens.all[from].shape != Shape::Upper {
        return None;
    }
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some((
        Law {
            code: leaked(code),
            name,
            ..Law::default()
        },
        last,
    ))
}

/// Codes stand in the list; only the known ones are told apart.
fn leaked(code: &str) -> &'static str {
    match code {
        "criminal" => "criminal",
        "administrative" => "administrative",
        "constitution" => "constitution",
        "labour" => "labour",
        "land" => "land",
        "tax" => "tax",
        "family" => "family",
        _ => "other",
    }
}

/// "Article 174 of the Criminal Code", "Criminal Code Article 405", «ч. 2 ст. 318 УК», "Articles 174 and 405".
fn articles(tokens: &Tokens, at: usize) -> Option<Vec<(Law, usize, usize)>> {
    let mut first = at;
    let mut part = None;
    let mut next = at;
    let mut leading = None;
    if let Some((law, last)) = code(tokens, at) {
        next = last + 1;
        while tokens.is(next, &[",", "(", "'s", "’s"]) {
            next += 1;
        }
        if !is_article(tokens, next) {
            return None;
        }
        leading = Some(law);
    }
    // «ч. 2 ст. 318», "part 2 of Article 174".
    if tokens.is(
        next,
        &[
            "ч",
            "часть",
            "части",
            "часть",
            "частью",
            "part",
            "paragraph",
            "п",
            "пункт",
            "пункта",
            "пункте",
        ],
    ) {
        let mut n = next + 1;
        if tokens.is(n, &["."]) {
            n += 1;
        }
        if !tokens.all.get(n)?.is_number() {
            return None;
        }
        part = Some(tokens.low(n).to_owned());
        n += 1;
        while tokens.is(n, &["of", ",", "–", "-"])
            || tokens
                .all
                .get(n)
                .is_some_and(crate::tokens::Token::is_number)
        {
            n += 1;
        }
        if !tokens.together(at, n) || !is_article(tokens, n) {
            return None;
        }
        next = n;
    } else if !is_article(tokens, next) {
        return None;
    }
    next += 1;
    if tokens.is(next, &["."]) && tokens.low(next - 1).chars().count() <= 3 {
        next += 1;
    }
    let mut found: Vec<(Law, usize, usize)> = Vec::new();
    loop {
        let (article, own_part, last) = number(tokens, next)?;
        if !tokens.together(at, last) {
            return None;
        }
        let law = Law {
            code: "criminal",
            article: Some(article),
            part: part.clone().or(own_part),
            name: None,
        };
        found.push((law, first, last));
        // «ст. 318 ч. 1».
        let mut end = last;
        let comma = usize::from(tokens.is(end + 1, &[","]));
        if tokens.is(end + 1 + comma, &["ч", "part", "часть"]) {
            let point = usize::from(tokens.is(end + 2 + comma, &["."]));
            let n = end + 2 + comma + point;
            if tokens.together(at, n) && tokens.all[n].is_number() {
                if let Some((law, _, last)) = found.last_mut() {
                    law.part = Some(tokens.low(n).to_owned());
                    *last = n;
                }
                end = n;
            }
        }
        // "Articles 174 and 405 of …": the next number is another article.
        let joint = tokens.is(end + 1, &["and", "и", "or", ",", "или"])
            && number(tokens, end + 2).is_some()
            && tokens.together(at, end + 2)
            && !tokens.all[end + 2].is_capital();
        let plural = tokens.low(at).ends_with("cles")
            || tokens.is(
                at,
                &[
                    "статей",
                    "статьям",
                    "статьями",
                    "статьи",
                    "ст",
                    "art",
                    "arts",
                ],
            );
        if joint && plural && leading.is_none() {
            next = end + 2;
            first = next;
            continue;
        }
        if let Some(law) = leading {
            for (cited, ..) in &mut found {
                cited.code = law.code;
                cited.name.clone_from(&law.name);
            }
            return Some(found);
        }
        // What follows names the code: "of the Criminal Code", «УК РФ».
        let mut n = end + 1;
        while tokens.is(n, &["of", "in", "the", "from"]) {
            n += 1;
        }
        // "of Azerbaijan’s Criminal Code", "of the country’s Criminal Code".
        let owned = (n..n + 3).find(|i| tokens.is(*i, &["'s"]) && tokens.together(at, *i));
        let reach = n > end + 1 || !tokens.low(at).is_ascii();
        let of = tokens.together(at, n).then(|| {
            code(tokens, n)
                .or_else(|| owned.and_then(|o| code(tokens, o + 1)))
                .or_else(|| treaty(tokens, n).map(|(law, _, last)| (law, last)))
                .or_else(|| named_law(tokens, n))
                .or_else(|| named_code(tokens, n))
        });
        let named = of.flatten().filter(|_| reach);
        // "Section 2. Respect for Civil Liberties" cites no law.
        if named.is_none() && tokens.low(at) == "section" {
            return None;
        }
        if let Some((law, last)) = named {
            let many = found.len();
            for (i, (cited, _, cited_last)) in found.iter_mut().enumerate() {
                cited.code = law.code;
                cited.name.clone_from(&law.name);
                if i + 1 == many {
                    *cited_last = last;
                }
            }
        }
        return Some(found);
    }
}

/// "of the Law on Assemblies", "of the EU-Azerbaijan Agreement": words with capitals up to "Law", "Act".
fn named_law(tokens: &Tokens, at: usize) -> Option<(Law, usize)> {
    if !tokens.is(at, &["law", "закона", "закон"]) {
        return None;
    }
    let (law, _, last) = law_on(tokens, at)?;
    Some((law, last))
}

fn is_article(tokens: &Tokens, at: usize) -> bool {
    tokens.is(
        at,
        &[
            "article",
            "articles",
            "art",
            "arts",
            "статья",
            "статьи",
            "статье",
            "статью",
            "статьей",
            "статей",
            "статьям",
            "статьями",
            "ст",
            "section",
            "бабы",
            "бап",
        ],
    ) && tokens
        .all
        .get(at + 1)
        .is_some_and(|t| t.is_number() || tokens.is(at + 1, &["."]))
        && (tokens.low(at) != "section" || tokens.all[at].is_capital())
}

/// "174", "148-2", "20.2", "174(2)": article, part, last token.
fn number(tokens: &Tokens, at: usize) -> Option<(String, Option<String>, usize)> {
    if !tokens.all.get(at)?.is_number() {
        return None;
    }
    let mut article = tokens.low(at).to_owned();
    let mut last = at;
    let glued = |i: usize| tokens.all.get(i).is_some_and(|t| !t.spaced);
    if tokens.is(last + 1, &["-"])
        && glued(last + 1)
        && glued(last + 2)
        && tokens.all[last + 2].is_number()
    {
        article = format!("{article}-{}", tokens.low(last + 2));
        last += 2;
    }
    let mut part = None;
    if tokens.is(last + 1, &["("])
        && tokens.is(last + 3, &[")"])
        && glued(last + 1)
        && tokens.together(at, last + 3)
    {
        part = Some(tokens.low(last + 2).to_owned());
        last += 3;
    }
    Some((article, part, last))
}

/// "law on trade unions", "2014 Trade Union law", «закон об иностранных агентах».
fn about(document: &Document, at: usize) -> Option<(Law, usize, usize)> {
    let tokens = &document.tokens;
    if let Some(found) = law_on(tokens, at) {
        return Some(found);
    }
    // A topic before "law" or "act".
    let years = tokens.all[at].is_number() && tokens.low(at).len() == 4;
    let from = if years { at + 1 } else { at };
    if !tokens.together(at, from) {
        return None;
    }
    if tokens.is(from, &["the"]) {
        return None;
    }
    let (last_of_topic, _) = TOPICS.longest(tokens, from)?;
    let last = tokens.behind(last_of_topic)?;
    if !tokens.is(last, &["law", "act", "bill"]) || tokens.low(last) == "bill" && !years {
        return None;
    }
    // "family law" as a field, "trade union law amendments" is the law.
    let name = document.text.clean(tokens.span(at, last));
    let law = Law {
        code: "other",
        name: Some(name),
        ..Law::default()
    };
    Some((law, at, last))
}

/// "law on …", "draft law on …", «закон о …»: in the singular, as those of many are laws in general.
fn law_on(tokens: &Tokens, at: usize) -> Option<(Law, usize, usize)> {
    let mut head = at;
    // "the 2016 Law on Religious Organizations".
    let year = tokens.all[at].is_number() && tokens.low(at).len() == 4;
    if year
        && tokens.is(at + 1, &["law", "act"])
        && tokens.all[at + 1].is_capital()
        && tokens.together(at, at + 1)
    {
        head = at + 1;
    }
    if tokens.is(
        at,
        &[
            "draft",
            "federal",
            "федеральный",
            "федерального",
            "федеральном",
            "constitutional",
        ],
    ) {
        head = at + 1;
    }
    // "There is no law against domestic violence" cites none.
    let is_denied = at > 0 && tokens.together(at - 1, at) && tokens.is(at - 1, &["no"]);
    let english = tokens.is(head, &["law", "act"]) && !is_denied;
    let russian = tokens.is(
        head,
        &[
            "закон",
            "закона",
            "закону",
            "законом",
            "законе",
            "законопроект",
            "законопроекта",
            "законопроекте",
        ],
    );
    if !(english || russian) || !tokens.together(at, head) {
        return None;
    }
    let on = tokens.behind(head)?;
    let preposition = if english {
        tokens.is(on, &["on", "against", "concerning", "regarding"])
    } else {
        tokens.is(on, &["о", "об", "обо"])
    };
    // «закон «О СМИ»».
    if russian && tokens.is(on, &["«", "\"", "“"]) && tokens.is(on + 1, &["о", "об"]) {
        let close = (on + 2..on + 20).find(|i| tokens.is(*i, &["»", "\"", "”"]))?;
        let name = tokens.phrase(at, close);
        return tokens.together(at, close).then(|| (other(name), at, close));
    }
    if !preposition {
        return None;
    }
    let mut first = tokens.behind(on)?;
    if tokens.is(first, &["the"]) {
        first += 1;
    }
    let last = topic_end(tokens, first)?;
    Some((other(tokens.phrase(at, last)), at, last))
}

fn other(name: String) -> Law {
    Law {
        code: "other",
        name: Some(name),
        ..Law::default()
    }
}

/// Where the words about a law's subject end.
fn topic_end(tokens: &Tokens, first: usize) -> Option<usize> {
    let topic = TOPICS.longest(tokens, first).map(|(last, _)| last);
    if topic.is_some() && !tokens.all[first].is_capital() {
        return topic;
    }
    if !tokens.all.get(first)?.is_word() {
        // «закон об «иностранных агентах»».
        if tokens.is(first, &["«", "“", "‘", "\""]) {
            let close = (first + 1..first + 8).find(|i| tokens.is(*i, &["»", "”", "’", "\""]))?;
            return tokens.together(first, close).then_some(close);
        }
        return None;
    }
    if tokens.all[first].is_capital() && tokens.low(first).is_ascii() {
        let mut last = first;
        while let Some(next) = tokens.behind(last) {
            let small = SMALL.has(tokens.low(next));
            let capital = tokens.all[next].is_word() && tokens.all[next].is_capital();
            let follows = small
                && tokens
                    .behind(next)
                    .is_some_and(|n| tokens.all[n].is_capital());
            if !(capital || follows) {
                break;
            }
            last = next;
        }
        return Some(topic.map_or(last, |topic| topic.max(last)));
    }
    // "the law on paper" names none.
    let last = super::noun_phrase(tokens, first).filter(|_| !tokens.is(first, &["paper"]))?;
    Some(russian_topic(tokens, last))
}

/// «о свободе совести и религиозных организациях»: what a Russian subject goes on with, as far as endings tell. A noun in
/// the genitive belongs to the one before it; behind «и» stands another in the locative.
fn russian_topic(tokens: &Tokens, first: usize) -> usize {
    let ends = |at: usize, endings: &[&str]| {
        let low = tokens.low(at);
        endings.iter().any(|ending| low.ends_with(ending))
    };
    let word = |from: usize, at: usize| {
        tokens.together(from, at)
            && tokens.all[at].is_word()
            && tokens.all[at].shape == Shape::Lower
            && !FUNCTION.has(tokens.low(at))
    };
    let mut last = first;
    while word(last, last + 1) && ends(last + 1, &["ости", "ести", "ции", "сии", "ния", "ений"])
    {
        last += 1;
    }
    if !tokens.together(last, last + 1) || !tokens.is(last + 1, &["и"]) {
        return last;
    }
    let mut next = last + 2;
    while word(last, next) && ends(next, &["ых", "их", "ой", "ом"]) {
        next += 1;
    }
    let is_there = word(last, next) && ends(next, &["ах", "ях", "ии", "ости"]);
    if is_there { next } else { last }
}

/// "of the Administrative Liability Code": words with capitals up to "Code", where the list has no such code.
fn named_code(tokens: &Tokens, at: usize) -> Option<(Law, usize)> {
    let capital = |at: usize| {
        tokens
            .all
            .get(at)
            .is_some_and(|t| t.is_word() && t.is_capital())
    };
    let last = (at..at + 5)
        .take_while(|at| capital(*at))
        .find(|at| tokens.is(*at, &["code"]))?;
    if last == at || !tokens.together(at, last) {
        return None;
    }
    let law = match tokens.low(at) {
        "administrative" => Law {
            code: "administrative",
            ..Law::default()
        },
        _ => other(tokens.phrase(at, last)),
    };
    Some((law, last))
}

/// "International Covenant on Civil and Political Rights", "Convention against Torture", "Istanbul Convention".
fn treaty(tokens: &Tokens, at: usize) -> Option<(Law, usize, usize)> {
    let token = tokens.all.get(at)?;
    if !token.is_capital() || FUNCTION.has(tokens.low(at)) {
        return None;
    }
    let mut head = at;
    // Up to six words with capitals before the head.
    while !is_treaty(tokens.low(head)) {
        let next = tokens.behind(head)?;
        let capital = tokens.all[next].is_word() && tokens.all[next].is_capital();
        let small = SMALL.has(tokens.low(next))
            && tokens
                .behind(next)
                .is_some_and(|n| tokens.all[n].is_capital());
        let bracket = tokens.is(next, &["(", ")"]);
        if next > at + 8 || !(capital || small && head > at || bracket && next > at + 1) {
            return None;
        }
        head = next;
    }
    if !tokens.all[head].is_capital() {
        return None;
    }
    let mut last = head;
    if let Some(on) = tokens.behind(head).filter(|on| {
        tokens.is(
            *on,
            &["on", "against", "for", "of", "relating", "concerning", "to"],
        )
    }) {
        let mut first = on + 1;
        if tokens.is(first, &["the"]) {
            first += 1;
        }
        let about = tokens
            .all
            .get(first)
            .is_some_and(|t| t.is_word() && (t.is_capital() || tokens.is(on, &["against", "on"])));
        if about && tokens.together(at, first) {
            last = topic_end(tokens, first)?;
            // "… and Other Cruel, Inhuman or Degrading Treatment".
            while tokens.is(last + 1, &[","])
                && tokens
                    .all
                    .get(last + 2)
                    .is_some_and(|t| t.is_capital() && t.is_word())
                && tokens.is(on, &["against"])
            {
                last = topic_end(tokens, last + 2)?;
            }
        }
    }
    if last == head && head == at {
        return None;
    }
    Some((other(tokens.phrase(at, last)), at, last))
}

/// What a treaty is called; "Convenant" is written for Covenant now and then.
fn is_treaty(low: &str) -> bool {
    matches!(
        low,
        "convention"
            | "covenant"
            | "convenant"
            | "protocol"
            | "declaration"
            | "charter"
            | "treaty"
            | "statute"
            | "agreement"
            | "accord"
            | "accords"
    )
}

/// Whether a place lies within one of the laws.
pub(super) fn within(laws: &[Mention], span: Span) -> bool {
    let at = laws.partition_point(|law| law.span.end <= span.start);
    laws.get(at).is_some_and(|law| law.span.overlaps(span))
}
