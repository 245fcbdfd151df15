# Entering by hand.

way-enter = Enter
enter-title = Enter an incident
enter-lead = One page for the whole of it: what happened, what was done to whom and by whom, and who says so. Leave empty what is not known. If you know that it is unknown, write “unknown”.
enter-new-title = New: { $what }
enter-edit-title = Edit: { $what }
enter-part-event = What, when, where
enter-part-when = When and where
enter-add-title = Add acts and people
enter-add-lead = Acts, people and those who did it are added to this event.
enter-part-acts = What was done
enter-part-people = To whom
enter-part-by = By whom
enter-part-source = Who says so
enter-rule = Detentions, fines and the like are counted one for each person; a dispersal or a raid is one act against all.
enter-listed = Begin to type and take the words from the list, or write them in any of the three languages.
enter-codes = What these words mean
codes-together = together: one act against all
codes-each = each: one act a person
enter-more-act = Another act
enter-more-who = Another person or group
enter-more-by = Another who did it
enter-more-value = Another value
enter-source-lead = Asked once: every value of this form rests on it.
enter-source-new = Publisher, date, address and kind of a new source
enter-source-person = Or a person who must not be known
enter-source-person-hint = A victim, relative, witness or monitor stands everywhere as a code and a kind; name and contact are sealed.
enter-source-person-clear = Name and contact can be written down once a second passphrase is set up.
enter-makes = This will be recorded:
enter-save = Save
enter-check = Check
enter-check-hint = “Check” shows how everything is understood and saves nothing.
enter-full = Full forms
enter-choose = Choose
enter-understood = Understood as:
enter-use = Take:
enter-note = according to
enter-state = { $what }: is there a value?
enter-question = Is it one of these?
enter-look = look
enter-beside = Another source says otherwise
enter-faults = { $n ->
    [one] { $shown } thing to put right. Nothing is saved yet.
   *[other] { $shown } things to put right. Nothing is saved yet.
 }
enter-open = { $n ->
    [one] { $shown } question only you can answer: is it one of these?
   *[other] { $shown } questions only you can answer: is it one of these?
 }
enter-ready = Everything is understood. Nothing is saved yet.
enter-spread = Several people stood in one field: each has a row now. Look at them, then save.
enter-nothing = There is nothing to save.
enter-refused = This was not saved
enter-unfit = The form does not fit the records. Open it again.
enter-stale = Others changed this record while you wrote. Nothing is saved yet.
enter-stale-hint = The form below stands on the new state and holds everything you typed. If it is right so, save it.
enter-stale-caption = What you typed, and what holds now
enter-stale-field = Field
enter-stale-yours = Yours
enter-stale-now = Now
enter-stale-before = When you began
enter-stale-both = both changed
enter-saved-before = This form was saved before
enter-saved-before-hint = What was saved stands at { $what }. What you changed since stands below and is not saved: correct that record, or save this as another one.
enter-saved-again = This form was saved already. Here is the record.
record-edit = Edit
record-add = Add: { $what }
list-add = Add
enter-part-consent = Consent
enter-part-consent-not-asked = Consent: nobody was asked
enter-consent-whose = For everybody named under “To whom”. Nobody was asked: leave it empty; nothing is written down, and without a consent no name leaves the group. If they answered differently, press “Check”: then each has an answer of their own below.
enter-consent-whose-one = Nobody was asked: leave it empty; nothing is written down, and without a consent no name leaves the group. Each saving adds one consent and takes no other back.
enter-consent-whose-source = What this source allows to be done with what they told, where it is a person. Nobody was asked: leave it empty; their words then stay under code and kind, as before. If they refuse, no quote of theirs leaves the group. Write no name here: this part is not sealed.
enter-part-sensitivity = Who may read this at all
enter-consent-words = Words to read aloud first (in Russian and Kazakh)
enter-consent-unreviewed = Written by us; a lawyer has not reviewed them yet. Nobody was asked? Leave the fields empty, or choose “Not asked” as the state: without a consent no name leaves the group.
enter-consent-apart = Some of them answered otherwise
enter-consent-apart-hint = Leave “—” for whoever answered like the others. The use, the audience and the day are those above.
