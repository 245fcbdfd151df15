# The organisation's own words: types, properties, lists, codes.

way-settings = Settings
settings-lead = What can be said in this workspace. What your organisation adds, names otherwise or retires here is at once in forms, lists, search, imports, exports and counts.
settings-types = Types of record
settings-types-count = { $n ->
    [one] { $shown } type
   *[other] { $shown } types
 }
settings-types-lead = Each kind of thing that is recorded, and what is asked about it.
settings-lists = Lists of codes
settings-lists-count = { $n ->
    [one] { $shown } list
   *[other] { $shown } lists
 }
settings-lists-lead = What can be chosen where a property takes a code.
settings-add-type = Add a type of record
settings-add-property = Add a property
settings-add-list = Add a list
settings-add-code = Add a code
settings-add-code-below = Add a code below this one
settings-words = Change names and explanations
settings-delete = Delete
settings-delete-hint = Only what no record uses can be deleted. It stays in the journal.
settings-shipped = Back to the shipped words
settings-shipped-hint = Names, explanations and retirement become again what the program ships.
settings-no-codes = This list has no codes yet.
settings-unused = By no record
settings-unfit = Definitions that do not fit
settings-unfit-hint = They came from another device and are left out until they are mended.
settings-unfit-record = The definition

settings-device = This device
settings-device-lead = This holds on this computer only and is not in the journal.
settings-idle = Locking by itself
settings-idle-now = { $n ->
    [one] After { $shown } minute without use.
   *[other] After { $shown } minutes without use.
 }
settings-idle-fixed = This was said when the program was started (“serve --idle”), and holds until it ends.
settings-idle-change = Lock earlier or later
settings-idle-minutes = Minutes without use
settings-idle-hint = From { $what } to { $more } minutes. What is typed and not yet saved when it locks is sealed and given back after unlocking. Shorter is safer where others can reach the keyboard.
fault-idle = Write a whole number of minutes, from { $what } to { $more }.
settings-language = Language of the pages
settings-language-hint = For this browser. What you write stays in the language you write it in.

column-type = Type
column-code = Code
column-definition = What belongs here
column-properties = Properties
column-property = Property
column-kind = Kind of value
column-list = List
column-codes = Codes
column-one-code = Code of a list
column-label = Name
column-used = Used

legend-label = Name
legend-plural = Name of several
legend-definition = What belongs here
legend-code = Code
legend-values = Values
legend-offered = In forms
legend-place = Place and code
hint-label = One language is enough. Where a name is missing, another language is shown.
hint-plural = As in a heading or a count: “seminars”.
hint-code = Small Latin letters, digits and “_”. Left empty, it is made from the name. It never changes.

field-list = List, for codes
field-to = Type, for links to records
field-many = Several values at once
field-countable = Texts are counted as if they were codes
field-sees = Who may see it
field-retired = Retired: no longer offered, still shown and counted
field-instead = To be used instead
field-parent = Below
choice-none = none
choice-top = at the top
answer-yes = yes

kind-text = Text
kind-term = Code of a list
kind-date = Date
kind-number = Number
kind-yesno = Yes or no
kind-reference = Link to a record
kind-name = Name
kind-duration = Length of time
kind-money = Sum of money
kind-law = Provision of law
kind-identifier = Somebody else’s number
kind-url = Web address
kind-statement = Statement
kind-file = File

sees-public = Everybody, once published
sees-internal = The group and those it trusts
sees-restricted = Named people in the group
sees-sealed = The keeper alone

button-add = Add
button-save = Save
button-delete = Delete
button-shipped = Restore
mark-own = own
mark-retired = retired

fault-taken = “{ $what }” is there already: take another code, or change what is there.
fault-too-long = A name has at most 200 characters, an explanation 2,000. Nothing was saved.
fault-stale = This was changed by others since the form was shown. Nothing was saved: what you typed stands below; sending it once more saves it over theirs.
fault-in-use = { $n ->
    [one] { $shown } record uses it: retire it instead.
   *[other] { $shown } records use it: retire it instead.
 }
fault-needed = Other definitions rest on it. { $what }
fault-lost = “{ $what }” is not there.
fault-nothing = Nothing was changed, so there is nothing to save.
fault-no-code = No code can be made from this name: type one.
fault-code = “{ $what }” is not a code: small Latin letters, digits and “_”, beginning with a letter, at most 40.
fault-reserved = “{ $what }” means something else to the program: take another code.
fault-no-label = It needs a name in one language at least.
fault-other-kind = “{ $what }” keeps the kind of value it has.
fault-unfit-kind = Choose a kind of value; a code of a list also needs its list.
fault-content = The definition cannot be read.
