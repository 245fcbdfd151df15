//! Why values are taken back: one of the usual reasons, and words.

use crate::entering::desk::Desk;
use crate::entering::fields::Field;
use crate::entering::{Choice, ChoiceGroup, Input};

/// Why a value is taken back, by the key of its phrase.
const REASONS: [&str; 4] = [
    "enter.reason_typing",
    "enter.reason_new",
    "enter.reason_wrong",
    "enter.reason_other",
];

impl Desk<'_> {
    /// Why values are taken back: one of the usual reasons, and words.
    pub(super) fn reason(&mut self) -> (Field, Field, String) {
        let sent = self.filled.get("reason").to_owned();
        let known = REASONS.contains(&sent.as_str());
        let chosen = if known { sent.as_str() } else { REASONS[0] };
        let choices = REASONS
            .iter()
            .map(|key| Choice {
                value: (*key).to_owned(),
                label: self.say(key),
                chosen: *key == chosen,
            })
            .collect();
        let field = Field {
            name: "reason".to_owned(),
            label: self.say("enter.reason"),
            help: self.say("enter.reason_help"),
            text: chosen.to_owned(),
            input: Input::Choice(vec![ChoiceGroup {
                label: String::new(),
                choices,
            }]),
            ..Field::default()
        };
        let words = self.words(
            "reason.words",
            "enter.reason_words",
            "enter.reason_words_help",
        );
        let mut why = self.say(chosen);
        if !words.text.is_empty() {
            why = format!("{why}: {}", words.text);
        }
        (field, words, why)
    }
}
