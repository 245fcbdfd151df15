# What others published, as series.

figures-title = Figures of others
figures-lead = What others published, each indicator in the order of time, beside our own count of the same.
figures-words = Words of the indicator, the scope or the unit
figures-find = Find
figures-none = No figure is recorded yet.
figures-none-found = No series has these words.
figures-series = { $n ->
    [one] { $shown } series
   *[other] { $shown } series
 }
figures-indicator = Indicator
figures-scope = Scope
figures-period = Period
figures-figures = Figures
figures-differ = Periods where they differ
figures-no-indicator = Without an indicator
figures-no-unit = no unit
figures-no-period = Without a period
figures-unit-missing = Nobody says what this number counts. Until the unit is entered, nothing can be laid beside it.
figures-enter = Enter a figure
figures-records = All figures as a list
figures-numbers = The numbers
figures-holds = What holds
figures-published = Published
figures-adopted = adopted
figures-as-of = as of { $what }
figures-part-of = part of
figures-break = New method from here:
figures-perhaps = { $n ->
    [one] and { $shown } perhaps
   *[other] and { $shown } perhaps
 }
figures-note-differ = Where figures differ, the lowest and the highest stand until a person adopts one. The latest is not taken for the right one.
figures-note-own = “{ $what }” is our own count of what we recorded, not of all that happened. Others may count in another way.
figures-note-none = To see our own count beside it, count the same and keep the table under a name with this indicator.
figures-described = { $what }, { $more }.
figures-picture-few = There is no picture of fewer than two dated periods.
figures-picture-spans = There is no picture, because the periods are not all years, or all months, or of another one length.
figures-picture-negative = There is no picture of numbers below nought.
