# Documents, and what was found in them.

documents-title = Documents
documents-lead = A report becomes suggestions, each with the words that prove it. You accept, correct or refuse; nothing becomes a record by itself.
documents-file = File (.docx, .pdf, .html or .txt)
documents-url = Address, if it stands on the internet
documents-date = Published
documents-publisher = Publisher
documents-file-hint = At most 50 MB. The original is kept, encrypted; the text is read in a process of its own.
documents-give = Keep and read
documents-no-file = No file came, or it is empty. Choose a file and send it again.
documents-kept = Kept documents
documents-none = None yet.
documents-all-sources = All sources
documents-unread = This document could not be read
documents-unread-kept = Its original is kept, encrypted.
documents-source = Source record
documents-original = Original file
documents-look = Show this page again
documents-ask-title = Is it one of these?
documents-makes = Will be made:
documents-back = Back to the document
documents-text = Text
documents-suggestions = Suggestions on this page
documents-suggestions-hint = Compare each with its words in the text.
documents-keys = Keys, while a suggestion has the focus: J next, K previous, X tick or untick, C correct; A accept and R refuse what stands together; G accept the section, P accept the page.
documents-nothing-here = Nothing is suggested on this page.
documents-like = Perhaps the one who is known:
documents-correct = Correct
documents-who = Who
documents-name = Name
documents-when = When
documents-accept = Accept
documents-refuse = Refuse
documents-in-text = In the text
documents-accept-ticked = Accept ticked, leave the rest
documents-accept-page = Accept this page
documents-refuse-page = Refuse all on this page
documents-next = Next page with suggestions
documents-people = People
documents-organisations = Organisations
documents-places = Places
documents-facts = Facts
documents-recommendations = Recommendations
documents-references = Sources in notes
documents-numbers = Numbers
documents-ticked = What is ticked is accepted, what is not ticked is refused. With nothing ticked, nothing is decided.
documents-accept-section = Accept this section
documents-dates = Dates
documents-laws = Laws
documents-with-facts = Nothing to decide; they go with the facts:
documents-what = What happened
documents-counted = What is counted
documents-number = Number
documents-asked = Who is asked
documents-words = Words
documents-title-of = Title
documents-author = Author
documents-address = Address
documents-accepted = accepted
documents-refused = refused
documents-nothing-chosen = Nothing was chosen, or it was decided already. Tick suggestions and press the button again.
documents-too-many = Too many at once: at most 200.
documents-see-quote = See the quote in the document
documents-waiting = { $n ->
    [one] { $shown } suggestion waits
   *[other] { $shown } suggestions wait
 }
documents-decided = { $n ->
    [one] { $shown } decided.
   *[other] { $shown } decided.
 }
documents-more = { $n ->
    [one] The newest of { $shown } document.
   *[other] The newest of { $shown } documents.
 }
documents-phrase = Words that tell it
documents-taught-title = What the reader was taught
documents-taught-lead = What you correct in suggestions, and what you refuse as a name, changes what is suggested next, in this workspace only. Here it is seen, and taken away.
documents-taught-phrases = Phrases
documents-taught-phrases-hint = Taught by correcting what happened, or the words that tell it; and by saying of words that they tell no such thing. Refusing suggestions teaches no phrase.
documents-taught-names = Words that are no names
documents-taught-names-hint = Refused as a name: not suggested as one again, in any document.
documents-taught-away = Take away
documents-taught-nothing = tells nothing, not suggested
documents-taught-no-person = no person
documents-taught-no-organisation = no organisation
documents-taught-no-place = no place
documents-taught-gone = This is taught no more: somebody has taken it away.
documents-tells-nothing = These words tell no such thing
documents-tells-nothing-hint = Refusing a fact says nothing of other documents. Under “Correct” stands a button for words that never tell such a thing: with more of them than the reader knows by itself.
documents-silenced = Not suggested, because somebody taught that these words tell nothing:
