//! Why something was not done, in the language that was asked for.
//!
//! Most errors come from below and are a [`Reason`] already; the program's own are declared here. English stands with
//! them, Russian and Kazakh in `phrases/`.

use aigaq_schema::reason::{Reason, system};
use aigaq_schema::{Language, date::DateError, language::UnknownLanguage};
use aigaq_workspace::{Refused, Words, WorkspaceError};
use aigaq_workspace::{reason_of_counting, reason_of_date, reason_of_language};
use std::error::Error;
use std::fmt;
use std::sync::OnceLock;

aigaq_schema::reasons! { in "program", keys KEYS;
    /// A folder in which no workspace is.
    pub no_workspace(folder) = "{folder} is no workspace: name one with -w FOLDER, or make one with `aigaq -w FOLDER init`";
    /// Nobody to ask for the passphrase.
    pub passphrase_needed(variable) = "a passphrase is needed: set {variable}, or run this in a terminal";
    /// Two passphrases typed.
    pub passphrases_differ() = "the two are not the same: nothing was changed";
    /// No such kind of finding.
    pub no_kind_of_finding(given, kinds) = "“{given}” is no kind of finding. Kinds: {kinds}";
    /// A period that ends before it begins.
    pub period_backwards(from, to) = "the period ends ({to}) before it begins ({from})";
    /// No such way to settle a finding.
    pub no_way_to_settle(given) = "“{given}” is no way to settle a finding: write fixed, adopted, explained or ignored";
    /// A finding that somebody settled.
    pub settled_already(key) = "{key} is settled already";
    /// More keys of a cell than dimensions.
    pub cell_keys() = "--cell takes one key for each --by, in their order; * stands for all";
    /// A cell that nothing is done with.
    pub cell_alone() = "--cell goes with --sentence or --records";
    /// No such picture.
    pub no_picture(given, words) = "“{given}” is no picture: {words} or none";
    /// A picture that does not fit.
    pub not_drawn(given, why) = "not drawn as {given}: {why}";
    /// Frozen as another kind of file.
    pub frozen_file() = "what is frozen is written as .html, .pdf, .docx, .xlsx, .csv or .json";
    /// A file whose format is not known.
    pub no_format(file, endings) = "the ending of {file} decides the format: {endings}";
    /// Neither of two.
    pub neither_csv_nor_xlsx(file) = "{file} is neither .csv nor .xlsx";
    /// An option of another output.
    pub only_for_bulletins(option) = "{option} is for a bulletin: `aigaq publish bulletin`";
    /// An option of a package of data.
    pub only_for_packages(option) = "{option} is for a package of data: `aigaq publish package`";
    /// An option of a site.
    pub only_for_sites(option) = "{option} is for a static site: `aigaq publish site`";
    /// A site for others than the public.
    pub site_for_public() = "a site is for everybody: leave --audience out";
    /// A folder with something in it.
    pub folder_taken(folder) = "{folder} is not empty: name a folder that is not there yet, nothing is written over";
    /// A day that is none.
    pub not_one_day(given) = "“{given}” is not one day: write it as 2021-07-22";
    /// No such record.
    pub no_record(id) = "there is no record {id} in this workspace";
    /// A number that several records have.
    pub several_numbered(number, ids) = "several records have the number {number}: name one by its id ({ids})";
    /// A note that does not wait, or that waits already.
    pub stands_so(number) = "{number} stands so already: nothing was changed";
    /// No such file on a record.
    pub no_such_file(given) = "{given} is no file that is kept with a record: `aigaq file list` names them";
    /// A file that must not be there and is.
    pub file_is_there(file) = "{file} is there already: nothing is written over, name another file";
    /// An answer that does not belong to the bag.
    pub answer_not_put_in(file, why) = "{file} was left as it was: {why}";
    /// Several bags for one answer.
    pub one_bag() = "one answer goes into one bag: name it alone";
    /// Nobody to ask.
    pub answer_needed() = "nobody is here to ask: run this in a terminal, or add --yes";
    /// More records than one decision takes.
    pub too_many_at_once(most) = "one decision is for at most {most} people or records: make several";
    /// Some of those named cannot be decided on.
    pub not_all_of_them(count) = "of those named with --of, {count} are no people, or not there: nothing was saved";
    /// A decision that is not whole.
    pub not_decided(why) = "nothing was saved: {why}";
    /// A decision that changes others.
    pub look_first() = "look first at what changes and who is left out: nothing was saved. Add --yes if it is right";
    /// Something wrong behind an option.
    pub at_option(option, why) = "{option}: {why}";
    /// Somebody in a bag refused, and no reason is given.
    pub say_despite(count) = "of those whom the bag names, {count} refused to be handed on by name or took it back: leave those records out, or say why it is handed over all the same: --despite REASON";
    /// Nobody is named for whom a bag is.
    pub say_for_whom() = "say for whom the bag is: --for WHOM. Who has it is what the journal keeps of it";
    /// Files of a bag are not whole.
    pub say_without(numbers) = "not there whole, so not in a bag: {numbers}. Put them back from a backup, or leave each out with --without NUMBER: the bag then says so";
    /// A new confidential source of no kind.
    pub say_kind(kinds) = "say who they are to what they tell, --kind KIND; where nobody knows it: not_told. There are {kinds}";
    /// Neither way to forget.
    pub say_how_to_forget() = "say how: --identity destroys who they are, --destroy the whole record";
    /// Nothing is left to forget.
    pub nothing_to_forget() = "there is nothing left of them to forget";
    /// A hold that is there already.
    pub held_already() = "it is kept for a court already: --lift REASON takes that back";
    /// A hold that is not there.
    pub not_held() = "nobody said that it must be kept for a court";
    /// A record of another kind than those that are forgotten.
    pub cannot_be_forgotten() = "only a person, or a confidential source, can be forgotten";
    /// One name of several people.
    pub several_called(ids) = "several are called so; name one by its id: {ids}";
    /// A name that names no file.
    pub names_no_file(file) = "{file} names no file";
    /// No room for a file.
    pub disk_full(file) = "the disk is full: {file} was not written. Make room and try again";
    /// A file that cannot be written.
    pub unwritable(file, why) = "{file} cannot be written: {why}";
    /// A file that cannot be read.
    pub unreadable(file, why) = "{file} cannot be read: {why}";

    // What the grammar refuses; English is the grammar's own.
    /// A word that is no option and no verb.
    pub not_understood(given) = "{given} is not understood";
    /// Something that must be there.
    pub missing(what) = "{what} is missing";
    /// A value that does not fit.
    pub does_not_fit(given, argument) = "“{given}” does not fit {argument}";
    /// A value that does not fit, and why.
    pub does_not_fit_for(given, argument, why) = "“{given}” does not fit {argument}: {why}";
    /// A value that is none of several.
    pub none_of(given, argument, words) = "“{given}” does not fit {argument}; there are {words}";
    /// Two options that exclude each other.
    pub not_together(one, other) = "{one} does not go with {other}";
    /// Where all is said that can be written.
    pub see_help(why) = "{why}. What can be written: aigaq --help";
}

/// A refusal of the program's own, on its way to the person.
#[derive(Debug)]
pub struct Refusal(pub Reason);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Refusal {}

/// Refuses, for a reason.
pub fn refuse<T>(reason: Reason) -> anyhow::Result<T> {
    Err(Refusal(reason).into())
}

/// What went wrong and why, in one line; a cause that its error has told already is not told twice.
pub fn sentence(error: &anyhow::Error, language: Language) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let reason = reason(cause);
        let text = match &reason {
            Some(reason) => said(reason, language),
            None => cause.to_string(),
        };
        if told.contains(&text) {
            continue;
        }
        if !told.is_empty() {
            told.push_str(": ");
        }
        told.push_str(&text);
        // A reason tells what it rests on itself.
        if reason.is_some() {
            break;
        }
    }
    told
}

/// A reason in a language.
pub fn said(reason: &Reason, language: Language) -> String {
    Words::reason_with(language, reason, Some(own(language)))
}

/// The error as a reason, where it is one.
pub fn reason(error: &(dyn Error + 'static)) -> Option<Reason> {
    if let Some(Refusal(reason)) = error.downcast_ref() {
        return Some(reason.clone());
    }
    if let Some(error) = error.downcast_ref::<WorkspaceError>() {
        return Some(error.reason());
    }
    if let Some(error) = error.downcast_ref::<Refused>() {
        return Some(error.reason());
    }
    let counting = error.downcast_ref().map(reason_of_counting);
    let date = || error.downcast_ref::<DateError>().map(reason_of_date);
    let language = || {
        let error = error.downcast_ref::<UnknownLanguage>();
        error.map(reason_of_language)
    };
    let file = || error.downcast_ref::<std::io::Error>().map(system);
    counting.or_else(date).or_else(language).or_else(file)
}

/// The program's own sentences; English ones are the reasons' own.
fn own(language: Language) -> &'static Words {
    static ALL: OnceLock<[Words; 3]> = OnceLock::new();
    let [none, russian, kazakh] = ALL.get_or_init(|| {
        [
            "",
            include_str!("../phrases/ru.toml"),
            include_str!("../phrases/kk.toml"),
        ]
        .map(Words::parse)
    });
    match language {
        Language::En => none,
        Language::Ru => russian,
        Language::Kk => kazakh,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn places(text: &str) -> BTreeSet<&str> {
        let names = text.split('{').skip(1).filter_map(|t| t.split_once('}'));
        names.map(|(name, _)| name).collect()
    }

    #[test]
    fn every_refusal_has_its_sentence_with_its_places_in_every_language() {
        for language in [Language::Ru, Language::Kk] {
            let there: BTreeSet<String> = own(language).keys().cloned().collect();
            let needed: BTreeSet<String> = KEYS
                .iter()
                .map(|(family, key, _)| format!("{family}.{key}"))
                .collect();
            assert_eq!(there, needed, "{language}");
            for (family, key, known) in KEYS {
                let phrase = own(language).say(&format!("{family}.{key}"));
                let known: BTreeSet<&str> = known.iter().copied().collect();
                assert_eq!(places(&phrase), known, "{language} {key}");
            }
        }
    }

    #[test]
    fn an_error_from_below_is_told_once_and_in_the_language_asked_for() {
        let below = "2021-02-31".parse::<aigaq_schema::PartialDate>();
        let error = anyhow::Error::from(below.unwrap_err());
        let russian = sentence(&error, Language::Ru);
        assert!(russian.contains("«2021-02-31»"), "{russian}");
        assert!(!russian.contains("cannot"), "{russian}");
        let error = anyhow::Error::from(Refusal(no_record("7"))).context("while showing");
        let kazakh = sentence(&error, Language::Kk);
        assert!(kazakh.starts_with("while showing: "), "{kazakh}");
        assert!(kazakh.ends_with(&said(&no_record("7"), Language::Kk)));
    }
}
