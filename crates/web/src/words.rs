//! The interface's own words, in the reader's language.
//!
//! Texts stand in `locales/LANGUAGE/*.ftl`. What the workspace says about records (labels, captions,
//! dates) comes ready; only the frame around it is worded here.

use std::borrow::Cow;
use std::collections::HashMap;

use aigaq_schema::{Language, Reason};
use fluent_templates::Loader;
use fluent_templates::fluent_bundle::FluentValue;
use unic_langid::{LanguageIdentifier, langid};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // No marks of direction around what is put in: all three languages run from left to right.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const EN: LanguageIdentifier = langid!("en");
const RU: LanguageIdentifier = langid!("ru");
const KK: LanguageIdentifier = langid!("kk");

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    language: Language,
}

impl Words {
    pub(crate) const fn of(language: Language) -> Self {
        Self { language }
    }

    pub(crate) const fn language(self) -> Language {
        self.language
    }

    /// The text of a key. A key without a text shows itself in brackets that no text has; a test looks
    /// for them.
    pub(crate) fn t(self, key: &str) -> String {
        self.look_up(key, None)
    }

    /// A text about a number: the language chooses the form by `$n` and prints `$shown`.
    pub(crate) fn n(self, key: &str, number: impl Whole) -> String {
        let number = number.whole();
        self.look_up(
            key,
            Some(&HashMap::from([
                (Cow::from("n"), FluentValue::from(number)),
                (Cow::from("shown"), FluentValue::from(self.num(number))),
            ])),
        )
    }

    /// A text with one other text in it, as `$what`.
    pub(crate) fn with(self, key: &str, what: impl AsRef<str>) -> String {
        let what = FluentValue::from(what.as_ref());
        self.look_up(key, Some(&HashMap::from([(Cow::from("what"), what)])))
    }

    /// A text with two other texts in it, as `$what` and `$more`.
    pub(crate) fn two(self, key: &str, what: &str, more: &str) -> String {
        self.look_up(
            key,
            Some(&HashMap::from([
                (Cow::from("what"), FluentValue::from(what)),
                (Cow::from("more"), FluentValue::from(more)),
            ])),
        )
    }

    /// A text with three numbers in it, as `$first`, `$last` and `$total`.
    pub(crate) fn span(
        self,
        key: &str,
        first: impl Whole,
        last: impl Whole,
        total: impl Whole,
    ) -> String {
        let shown = |number: u64| FluentValue::from(self.num(number));
        self.look_up(
            key,
            Some(&HashMap::from([
                (Cow::from("first"), shown(first.whole())),
                (Cow::from("last"), shown(last.whole())),
                (Cow::from("n"), FluentValue::from(total.whole())),
                (Cow::from("total"), shown(total.whole())),
            ])),
        )
    }

    /// A whole number as the language prints it.
    /// Evidence in bits: one decimal, its sign told.
    pub(crate) fn bits(self, bits: f64) -> String {
        let told = format!("{bits:+.1}").replace('-', "−");
        match self.language {
            Language::En => told,
            Language::Ru | Language::Kk => told.replace('.', ","),
        }
    }

    pub(crate) fn num(self, number: impl Whole) -> String {
        aigaq_publishing::numbers::whole(number.whole(), self.language)
    }

    /// A number of bytes, in whole kilobytes or megabytes as people say them.
    pub(crate) fn size(self, bytes: usize) -> String {
        let kilobytes = bytes / 1024;
        if kilobytes < 1024 {
            self.n("size-kilobytes", kilobytes)
        } else {
            self.n("size-megabytes", kilobytes / 1024)
        }
    }

    /// Why something was left out or refused.
    pub(crate) fn reason(self, reason: &Reason) -> String {
        aigaq_workspace::Words::reason(self.language, reason)
    }

    fn look_up(
        self,
        key: &str,
        with: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>,
    ) -> String {
        let language = match self.language {
            Language::En => EN,
            Language::Ru => RU,
            Language::Kk => KK,
        };
        LOCALES
            .try_lookup_complete(&language, key, with)
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }
}

/// A whole number, however a page holds it.
pub(crate) trait Whole {
    fn whole(&self) -> u64;
}

impl Whole for u64 {
    fn whole(&self) -> u64 {
        *self
    }
}

impl Whole for usize {
    fn whole(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl<T: Whole> Whole for &T {
    fn whole(&self) -> u64 {
        (*self).whole()
    }
}

/// The language to speak: the one chosen with the switch, else the first one that the browser asks for
/// and we have, else English.
pub(crate) fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Language {
    let chosen = cookie
        .into_iter()
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix("lang=")?.parse().ok());
    if let Some(language) = chosen {
        return language;
    }
    let mut wished: Vec<(f32, Language)> = accept_language
        .unwrap_or_default()
        .split(',')
        .take(20)
        .filter_map(|part| {
            let mut pieces = part.split(';');
            let language = pieces.next()?.trim().parse().ok()?;
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok())
                .unwrap_or(1.0_f32);
            (weight > 0.0).then_some((weight, language))
        })
        .collect();
    // A stable sort: of equal wishes the first one counts.
    wished.sort_by(|a, b| b.0.total_cmp(&a.0));
    wished
        .first()
        .map_or(Language::En, |(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_goes_before_the_browser() {
        assert_eq!(choose(Some("a=b; lang=kk"), Some("ru")), Language::Kk);
        assert_eq!(choose(Some("lang=xx"), Some("ru")), Language::Ru);
        assert_eq!(
            choose(None, Some("de-DE, kk;q=0.4, ru-KZ;q=0.8")),
            Language::Ru
        );
        assert_eq!(choose(None, Some("ru;q=0, de")), Language::En);
        assert_eq!(choose(None, Some(";;q=,,,")), Language::En);
        assert_eq!(choose(None, None), Language::En);
    }

    #[test]
    fn numbers_take_the_right_plural() {
        let say = |language, n: u64| Words::of(language).n("records-count", n);
        assert_eq!(say(Language::Ru, 1), "1 запись");
        assert_eq!(say(Language::Ru, 2), "2 записи");
        assert_eq!(say(Language::Ru, 11), "11 записей");
        assert_eq!(say(Language::Ru, 1_570), "1\u{A0}570 записей");
        assert_eq!(say(Language::En, 1), "1 record");
        assert_eq!(say(Language::En, 1_570), "1,570 records");
        assert_eq!(say(Language::Kk, 5), "5 жазба");
    }
}
