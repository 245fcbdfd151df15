//! What a workbook leaves open, as questions on the page: each once, with what it may mean.

use crate::imports::Upload;
use crate::words::Words;
use aigaq_schema::Reason;
use aigaq_workspace::entering::Labels;
use aigaq_workspace::workbook::{Asks, Remembered, SheetGuess};
use aigaq_workspace::{Answered, AskedWord, Asking, KEEP, Workspace};

/// Questions on one page; further ones come when these are answered.
pub(super) const MOST: usize = 30;

/// An answer that was not understood, until it is given again.
#[derive(Debug, Clone)]
pub(crate) struct Unread {
    asks: Asks,
    word: String,
    text: String,
    why: Reason,
}

/// A question on the page.
pub(super) struct QuestionShown {
    pub(super) n: usize,
    pub(super) kind: &'static str,
    pub(super) of: String,
    pub(super) word: String,
    pub(super) asked: String,
    pub(super) rows: u64,
    pub(super) examples: Vec<String>,
    /// What can be chosen: as it is sent, in words.
    pub(super) likely: Vec<(String, String)>,
    pub(super) others: Vec<(String, String)>,
    /// The choice to keep it as it stands, in words.
    pub(super) keep: Option<String>,
    /// What can be typed instead, and an example of it.
    pub(super) typed: Option<(String, String)>,
    /// The list whose labels are offered there.
    pub(super) list: Option<String>,
    pub(super) text: String,
    pub(super) fault: Option<String>,
}

/// The first of what is asked.
pub(super) fn questions(w: Words, asked: &[AskedWord], upload: &Upload) -> Vec<QuestionShown> {
    asked
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(n, one)| shown(w, n, one, &upload.unread))
        .collect()
}

fn shown(w: Words, n: usize, asked: &AskedWord, unread: &[Unread]) -> QuestionShown {
    let asks = &asked.word.asks;
    let before = unread
        .iter()
        .find(|one| one.asks == *asks && one.word == asked.word.word);
    let keep = match asks {
        Asks::Code(_) => Some("import-word-keep"),
        Asks::Article | Asks::Law => Some("import-law-keep"),
        Asks::Number | Asks::Date(_) => Some("import-value-keep"),
        Asks::Serials => Some("import-serials-no"),
        Asks::People | Asks::Year(_) | Asks::Month(_) => None,
    };
    let typed = match asks {
        Asks::Code(_) => Some(("import-or-code", "import-or-code-like")),
        Asks::Law => Some(("import-or-law", "import-or-law-like")),
        Asks::Number => Some(("import-or-number", "import-or-number-like")),
        Asks::Date(_) => Some(("import-or-date", "import-or-date-like")),
        Asks::Year(_) => Some(("import-or-year", "import-or-year-like")),
        Asks::Month(_) => Some(("import-or-month", "import-or-month-like")),
        Asks::Article | Asks::People | Asks::Serials => None,
    };
    QuestionShown {
        n,
        kind: asks.kind(),
        of: asks.of().to_owned(),
        word: asked.word.word.clone(),
        asked: asked.asked.clone(),
        rows: asked.word.rows,
        examples: asked.word.examples.clone(),
        likely: match asks {
            Asks::Serials => asked
                .suggestions
                .iter()
                .map(|(answer, words)| (answer.clone(), w.with("import-serials-yes", words)))
                .collect(),
            _ => asked.suggestions.clone(),
        },
        others: asked.others.clone(),
        keep: keep.map(|key| w.t(key)),
        typed: typed.map(|(label, like)| (w.t(label), w.t(like))),
        list: match asks {
            Asks::Code(list) => Some(list.clone()),
            _ => None,
        },
        text: before.map(|one| one.text.clone()).unwrap_or_default(),
        fault: before.map(|one| w.reason(&one.why)),
    }
}

/// The labels of the lists that are asked about, each list once.
pub(super) fn lists(workspace: &Workspace, asking: &Asking, asked: &[AskedWord]) -> Vec<Labels> {
    let mut all: Vec<Labels> = Vec::new();
    for one in asked.iter().take(MOST) {
        if let Asks::Code(list) = &one.word.asks
            && all.iter().all(|known| known.list != *list)
        {
            all.extend(workspace.labels_of(asking, list));
        }
    }
    all
}

/// The fields of the questions, as answers; what was not understood stays with its question.
pub(super) fn answered(
    workspace: &Workspace,
    asking: &Asking,
    place: (&str, &[SheetGuess]),
    pairs: &[(String, String)],
    answers: &mut Remembered,
) -> Vec<Unread> {
    let field = |name: String| {
        let found = pairs.iter().find(|(given, _)| *given == name);
        found.map_or("", |(_, value)| value.trim())
    };
    let mut unread = Vec::new();
    for n in 0..MOST {
        let of = |part: &str| field(format!("ask.{n}.{part}"));
        let Some(asks) = Asks::read(of("kind"), of("of")) else {
            continue;
        };
        let (word, text) = (of("word"), of("text"));
        let given = Answered {
            asks: &asks,
            word,
            pick: of("pick"),
            text,
        };
        if let Err(why) = workspace.answer(asking, place, given, answers) {
            unread.push(Unread {
                word: word.to_owned(),
                text: text.to_owned(),
                why,
                asks,
            });
        }
    }
    unread
}

impl QuestionShown {
    /// The value of the choice that keeps a word.
    pub(super) fn keep_value(&self) -> &'static str {
        KEEP
    }
}
