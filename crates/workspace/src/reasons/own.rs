//! Reasons of the workspace's own.

aigaq_schema::reasons! { in "asked", keys KEYS;
    /// A folder that is not empty.
    pub(crate) folder_not_empty(folder) = "{folder} holds something already: name a folder that is empty or not there";
    /// A line of an export that cannot be read.
    pub(crate) line_of_export(file, line, detail) = "{file}, line {line}: {detail}";
    /// Neither a type nor a profile nor a mapping.
    pub(crate) no_type_or_profile(given, near, types) = "“{given}” is neither a type of record{near} nor a profile (kazakhstan) nor a mapping file (….toml). Types: {types}";
    /// Several workbooks at once.
    pub(crate) one_workbook() = "workbooks are imported one by one";
    /// Several tables of one type at once.
    pub(crate) one_table() = "tables of one type are imported one by one";
    /// No such order.
    pub(crate) no_such_order(properties, given) = "records are sorted by name or by one of {properties}, not by “{given}”";
    /// A publication over a period without its days.
    pub(crate) period_open() = "a publication over a period needs a first and a last day: write --from 2020-01 --to 2020-12";

    /// A record that cannot be forgotten.
    pub(crate) not_forgettable() = "only a person, or a confidential source, can be forgotten: open the person's page and choose “Forget”";
    /// Something must be kept for a court.
    pub(crate) on_hold(records) = "this must be kept for a court ({records} of the records concerned), so nothing was forgotten: whoever decided that can take it back on the record's page";
    /// Something that is touched cannot be read by this version.
    pub(crate) not_said_again() = "part of what would be touched was saved by a newer version of the program, or is damaged, so nothing was forgotten: what stays could not be said again. Update the program and try again; if that does not help, verify the journal";
    /// A publication that could not be rid of a name.
    pub(crate) name_stays_published() = "in one of the frozen publications the name would still be found, so nothing was forgotten: leave that publication as it is, and destroy its copies by hand";
    /// A code that no template can have.
    pub(crate) template_code(given) = "“{given}” is no code of a template: write small Latin letters, digits and _, at most 60";
    /// There is no such template.
    pub(crate) no_such_template(given) = "there is no template called “{given}”";
    /// A template that comes with the program.
    pub(crate) template_shipped(given) = "“{given}” comes with the program and stays as it is: keep yours under another code";
    /// A template that is too long.
    pub(crate) template_too_long(most) = "a template has at most {most} characters";
    /// A template without a section.
    pub(crate) template_empty(line) = "line {line}: the template has no section; one begins with [[section]]";
    /// A template that is not written as one.
    pub(crate) template_unreadable(line, given) = "line {line}: this cannot be read: “{given}”. Look for a quotation mark, a bracket or an equals sign that is missing, or one too many, here or in the line before";
    /// A key twice.
    pub(crate) template_twice(line, given) = "line {line}: “{given}” stands there for the second time";
    /// A key that nobody knows.
    pub(crate) template_unknown_key(line, given, known) = "line {line}: nothing is called “{given}” here; there can be {known}";
    /// A key that must be there.
    pub(crate) template_missing(line, given) = "line {line}: “{given}” is missing in the part that begins here";
    /// No text.
    pub(crate) template_not_text(line, given) = "line {line}: behind “{given}” one text in quotation marks is expected";
    /// No words.
    pub(crate) template_not_words(line, given) = "line {line}: “{given}” is written for each language by itself: {given}.en = \"…\", {given}.ru = \"…\", {given}.kk = \"…\"";
    /// Neither yes nor no.
    pub(crate) template_not_flag(line, given) = "line {line}: “{given}” is true or false";
    /// No list of texts.
    pub(crate) template_not_list(line, given) = "line {line}: behind “{given}” a list in brackets is expected: [\"acts by type\", \"chronicle\"]";
    /// Sections that are none.
    pub(crate) template_not_sections(line) = "line {line}: each section begins with a line of its own: [[section]]";
    /// No place for notes.
    pub(crate) template_notes(line) = "line {line}: notes = \"end\" (at the end) or notes = \"place\" (in brackets, in place)";
    /// An unknown kind of publication.
    pub(crate) template_kind(line, given) = "line {line}: “{given}” is no kind of publication";
    /// A bad id of a section.
    pub(crate) template_section(line, given) = "line {line}: “{given}” cannot be the id of a section: small Latin letters, digits and -, each id once, and not notes, definitions or annex";
    /// A section that says nothing.
    pub(crate) template_section_empty(line, given) = "line {line}: the section “{given}” has neither text, nor ask, nor show";
    /// A text without words.
    pub(crate) template_no_words(line) = "line {line}: write it in at least one language: en, ru or kk";
    /// A place in a text that nothing fills.
    pub(crate) template_place(line, given, places) = "line {line}: nothing fills “{given}”; there are {places}";
    /// Something that cannot be shown.
    pub(crate) template_part(line, given) = "line {line}: “{given}” cannot be shown; write for example “figures”, “acts by type”, “chronicle where rights=assembly”, “register prisoners”";
    /// A unit, property or register that is not there.
    pub(crate) template_name(line, given) = "line {line}: nothing is called “{given}”";
    /// A condition that cannot be read.
    pub(crate) template_uncountable(line, given) = "line {line}: “{given}” cannot be counted: the records have no such property or code there";
    /// The condition of a part of a template is not understood.
    pub(crate) template_condition(line, given) = "line {line}: “{given}” is no condition; write for example rights=assembly and region=KZ-75";

    /// Nobody has this id or name.
    pub(crate) no_such_person(given) = "nobody is called “{given}”: write the name as it is recorded, or the id of the record";
    /// An organisation or a group where a person is wanted.
    pub(crate) not_a_person(name) = "{name} is no person: this is written about persons only";
    /// A name that several people have, or that is nearly somebody's.
    pub(crate) several_people(given, offered) = "“{given}” is not the name of exactly one person; it may be: {offered}";
    /// A package of data that could not be written.
    pub(crate) package_unwritable(why) = "the package of data could not be made: {why}";
    /// A document about nobody.
    pub(crate) about_nobody() = "name the person it is about";
    /// A dossier for others than the group.
    pub(crate) dossier_internal() = "a dossier is for the group alone: choose internal use";
    /// A final form for the group, which names all who stand in it.
    pub(crate) final_outside() = "a final one is made for partners or for everybody: the internal one names people who did not agree to it";
    /// A form that cannot be handed over yet.
    pub(crate) not_final(missing) = "this cannot be final yet. Missing: {missing}";

    /// A count as of another day.
    pub(crate) only_now() = "what was known on an earlier day cannot be counted yet";

    /// An estimate parted in two ways.
    pub(crate) one_part_only() = "an estimate is parted by one property only";
    /// Nothing by which lists are told apart.
    pub(crate) no_such_lists(given) = "lists are told apart by publisher, kind or source, not by “{given}”";
    /// A list that holds nobody of a population, or is not there.
    pub(crate) no_such_list(given) = "no list called “{given}” holds anybody here";

    /// A comparison without two periods.
    pub(crate) two_periods() = "two periods are compared, each with a first and a last day";
    /// A table that is not kept.
    pub(crate) no_such_table(given) = "there is no table called “{given}”";
    /// Two tables of one name.
    pub(crate) several_tables(given, ids) = "several tables are called “{given}”: name one by its id ({ids})";
    /// A question for an estimate that is not kept.
    pub(crate) no_such_estimate(given) = "there is no question for an estimate called “{given}”";
    /// An estimate made before the records it rests on changed.
    pub(crate) estimate_of_before() = "the records changed while the estimate was made: nothing was frozen, make it again";
    /// A kind of file that no count is written as.
    pub(crate) no_count_file(given) = "a count is not written as “{given}”: choose html, csv, xlsx or json";
    /// A count that cannot be written as a file.
    pub(crate) count_unwritable(detail) = "the count cannot be written: {detail}";
    /// No such series of figures.
    pub(crate) no_such_series(given) = "there is no series of figures called “{given}”";
    /// Two series of one indicator.
    pub(crate) several_series(given, keys) = "several series have the indicator “{given}”: name one by its key ({keys})";
    /// A table that cannot be kept.
    pub(crate) table_unwritable(detail) = "the table cannot be kept: {detail}";

    /// Something that cannot be frozen.
    pub(crate) not_frozen(detail) = "this cannot be frozen: {detail}";
    /// Nothing is frozen under this name.
    pub(crate) no_such_frozen(given) = "nothing is frozen under “{given}”";
    /// No such file of a publication.
    pub(crate) no_frozen_file(given) = "this publication has no file “{given}”: it has html, csv and json";
    /// What was frozen by an early version has no document.
    pub(crate) no_frozen_document() = "this was frozen by an early version, which kept html and csv alone: pages cannot be made of it";
    /// A publication of which a part is missing.
    pub(crate) frozen_missing() = "a part of what was frozen is missing: this is not what was published";
    /// A publication that was changed.
    pub(crate) frozen_changed() = "the checksum does not match: what is kept here is not what was published";
    /// A publication that cannot be read.
    pub(crate) frozen_unreadable() = "what was frozen cannot be read by this version";

    /// The group's own words cannot be written.
    pub(crate) own_words_unwritable(detail) = "the group's own words cannot be written: {detail}";
    /// A change-set whose definition is used.
    pub(crate) definition_in_use(code) = "records use “{code}”, which it defines; retire it instead";

    /// A section that a publication does not have.
    pub(crate) no_such_section(given) = "this publication has no section “{given}”";
    /// A note of an analyst that is too long.
    pub(crate) note_too_long(most) = "a note in a publication has at most {most} letters";

    /// No such column.
    pub(crate) no_such_column(given, columns) = "there is no column “{given}”; there are {columns}";
    /// An answer that is none of those offered.
    pub(crate) no_such_answer(given) = "“{given}” is no answer to this question";
    /// More rows than a workbook holds.
    pub(crate) too_many_rows(most, rows) = "a workbook holds {most} rows and the list has {rows}: export it as csv";
    /// An address that is none.
    pub(crate) no_address(given) = "“{given}” is no address: it begins with https:// or http://";
    /// A search that cannot be kept.
    pub(crate) search_unwritable(detail) = "the search cannot be kept: {detail}";

    // What no form of ours sends.
    /// Too many records in one saving.
    pub(crate) too_many_records(records, most) = "it speaks of {records} records; one form may speak of {most}";
    /// One record twice in a saving.
    pub(crate) one_record_twice() = "it speaks of one record twice";
    /// No such type of record.
    pub(crate) no_such_type(record_type) = "{record_type}: there is no such type of record";
    /// Another type of record.
    pub(crate) other_type(record_type, there) = "{record_type}: the record is of the type {there}";
    /// No such property.
    pub(crate) no_such_property(record_type, property) = "{record_type}: there is no property “{property}”";
    /// Another kind of value.
    pub(crate) other_kind(record_type, property) = "{record_type}: “{property}” takes another kind of value";
    /// No such code.
    pub(crate) no_such_code(record_type, property, code) = "{record_type}: “{property}” has no code “{code}”";
    /// A link to what is not there.
    pub(crate) other_record(record_type, property) = "{record_type}: “{property}” names a record that is not there or of another type";
    /// A source that is not there.
    pub(crate) no_such_source(record_type) = "{record_type}: it rests on a source that is not there";

    // Review.
    /// No such level in the queue.
    pub(crate) no_such_level(given) = "the queue has the levels none, v0 and v1, not “{given}”";
    /// A record of another type where a judgement is meant.
    pub(crate) not_a_judgement() = "this is no judgement";
    /// A record of another type where a note is meant.
    pub(crate) not_a_note() = "this is no note";
    /// A record that is not there.
    pub(crate) no_such_record() = "there is no such record";
    /// Two records of different types are never one.
    pub(crate) two_types(one, other) = "one is of the type {one}, the other of the type {other}: they cannot be one";
    /// Records of a type of which each is what it is.
    pub(crate) never_one(record_type) = "each {record_type} is one of its own: two of them are never one and the same";
    /// A person is no organisation.
    pub(crate) two_kinds(one, other) = "one is a {one}, the other a {other}: they cannot be one";
    /// A record that is called the same in all languages.
    pub(crate) no_shown_names() = "such a record is shown under one name in all languages";
    /// A name that is no name but a text.
    pub(crate) shown_name_long(most) = "a name has at most {most} letters";
    /// A name without a letter.
    pub(crate) shown_name_without_letters(given) = "“{given}” has no letters, so it is no name";
    /// A decision without its reason.
    pub(crate) reason_missing() = "a reason is needed";
    /// A note without words.
    pub(crate) text_missing() = "a text is needed";
    /// A text that is too long.
    pub(crate) text_too_long(most) = "a text has at most {most} letters";
    /// No note that came in.
    pub(crate) no_such_note() = "there is no such note in the inbox";
    /// No such file.
    pub(crate) no_such_file() = "there is no such file";
    /// A file without bytes.
    pub(crate) file_empty() = "the file is empty: there is nothing to keep";
    /// A table that is no list of captures.
    pub(crate) no_captures(headings) = "this is no list of captures as auto-archiver writes it: it needs the columns Link and Archive location (its sheet kept as CSV), or status, metadata and media (its csv_db). It has: {headings}";
    /// A list of captures without a row.
    pub(crate) captures_empty() = "the list of captures has no rows";
    /// A row of a page that was not archived.
    pub(crate) capture_not_archived(status) = "no file is named for this address, so there is nothing to keep (status: “{status}”)";
    /// A row that cannot be read.
    pub(crate) capture_unreadable() = "metadata and media of this row cannot be read: keep the list as auto-archiver wrote it, without opening it in a spreadsheet program";
    /// A step of custody that says nothing.
    pub(crate) custody_step_missing() = "choose what was done with it";
    /// A file that is named and not kept.
    pub(crate) file_not_kept() = "the file is not kept (any more): nothing was saved. Add it once more";
    /// No record, or too many, for a bag of evidence.
    pub(crate) bag_of_records(most) = "a bag of evidence is made of one to {most} records";
    /// A confidential source in a bag of evidence.
    pub(crate) bag_of_confidant() = "a confidential source is never put into a bag of evidence: choose what it told of";
    /// More entries than fit.
    pub(crate) bag_too_large() = "the entries of these records are too many for one bag (over 256 MB): make several of fewer records";
    /// A consent on a note that no source told.
    pub(crate) note_consent_of_nobody() = "a consent is of somebody: say who told the note, by the code of the source or by who it is";
    /// A consent on a note that is not whole.
    pub(crate) note_consent(field) = "the consent cannot be kept like this: look at {field}. An answer that allows something needs a use and an audience";
    /// A file of a bag that is not there whole.
    pub(crate) bag_without_file(numbers) = "not there whole, so not in a bag: {numbers}. Put them back from a backup, or leave them out by number";
    /// A number that nothing has.
    pub(crate) bag_of_no_number(given) = "nothing has the number “{given}”: look at the record or the file for its number, such as 26-0417 or F-26-0003. A confidential source goes in no bag; what they told does, with the records that rest on it";
    /// A file to be left out that is none of the bag's.
    pub(crate) bag_without_nothing() = "a file that is to stay out belongs to none of these records, so nothing would be left out: look at its number";
    /// A part to be left sealed that is none of the bag's, or cannot be.
    pub(crate) bag_no_such_part(name) = "{name}: no part of this bag is called so, or it says who has a file or what its SHA-256 is, and goes with the file: leave the file out instead";
    /// A bag that is for nobody.
    pub(crate) bag_for_whom() = "say for whom the bag is: who has it is what the journal keeps of it";
    /// Somebody in a bag refused.
    pub(crate) bag_against_word(count) = "of those whom the bag names, {count} refused to be handed on by name or took it back: leave those records out, or give the reason for which it is handed over all the same";
    /// An identity before there is a second passphrase.
    pub(crate) no_second_passphrase() = "who a source is can be kept only under a second passphrase: set it up first";
    /// Who told a note, in a field that is not sealed.
    pub(crate) teller_in_clear() = "who told it is sealed here: write it in the inbox or on the page of confidential sources, not in this field";
    /// No confidential source.
    pub(crate) no_such_confidant() = "there is no such confidential source: its code is written like C-014";
    /// Something that was done, on a day that has not come.
    pub(crate) day_to_come(given) = "“{given}”: this day has not come yet; write the day on which it was";
    /// A new confidential source of no kind.
    pub(crate) confidant_kind_missing() = "say who they are to what they tell; where nobody knows it, choose “kind not told”";
    /// A typed number that another record has.
    pub(crate) number_taken(number) = "another record has the number {number} already: search for it, or leave the number out and the next one is given";
    /// One code of two sources.
    pub(crate) code_twice(code) = "two sources have the code {code}: open the one you mean and go on from its page";
    /// A finding that is not found.
    pub(crate) no_such_finding(key) = "there is no finding {key} (any more): what it rested on has changed";
    /// A list of discrepancies without a column.
    pub(crate) no_column_to_compare(column) = "the list to compare with has no column “{column}”: it needs id, statement_a, source_a, statement_b and source_b";
}
