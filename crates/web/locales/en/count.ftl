# Counting: what is asked for less often, pictures, narrowing, the right word.

count-more = More: other dates, verification
count-by-third = In parts by a third property
count-by-third-what = Choose a third property: the table then stands in parts, one for each of its values.
count-in-parts = in parts by { $what }
count-dated = Period by
dated-occurred = the day it happened
dated-learned = the day it became known
dated-published = the day it was first published
count-least = Verification at least
count-least-any = any
count-numbers = Unnamed groups
numbers-named = named people only
numbers-estimates = with estimates
count-all = all
count-at-least = at least { $what }
count-note-estimates = In brackets: how many there were with the unnamed groups, from the lowest to the highest told.
count-columns = { $n ->
    [one] Column { $first } of { $total }
   *[other] Columns { $first }–{ $last } of { $total }
 }
count-columns-previous = Columns before
count-columns-next = Columns after
looks = Picture
looks-not = Why not drawn otherwise
look-bars = Bars
look-stacked = Parts of a whole
look-lines = Line
look-heat = Heat grid
look-regions = Regions
look-pyramid = Pyramid
look-none = No picture
look-no-fit = No picture fits these numbers; the table has them.
look-too-long = The picture is too large for this page. Take it as an svg file below; the table has all numbers.
narrow-title = Only where
narrow-what = Choose by what to narrow the count.
narrow-values = Choose a value. The numbers are those of the count as it is now.
narrow-none = There is nothing here.
counted-title = The records of this number
counted-what = One for each that the number counts. Records judged to be the same stand here once.
which-title = Acts, involvements or persons?
which-lead = “Threats by category of person” can mean three things, and the numbers differ.
which-acts = Acts
which-acts-what = What was done. One arrest of twelve people together is one act; it counts once in each category that was among them.
which-involvements = Involvements
which-involvements-what = How often somebody was the target of an act. One arrest of twelve people is twelve; one person arrested twice is two.
which-persons = Persons
which-persons-what = People, each once, however often something was done to them.
which-example = For example, in this workspace
which-one-act = { $n ->
    [one] 1 act, { $shown } involvement:
   *[other] 1 act, { $shown } involvements:
 }
which-one-person = { $n ->
    [one] 1 person, { $shown } act:
   *[other] 1 person, { $shown } acts:
 }
which-beside = The three beside each other
which-note = Organisations are among acts and involvements and not among persons. Unnamed groups are in none of the three but acts.
estimate-title = How many were never recorded?
estimate-lead = Where several lists tell of the same people, those on two or three of them tell something of those on none. This answers for what you count here, or says why it cannot.
estimate-by = Lists are told apart by
estimate-button = Estimate
estimate-no-lists = No source tells of anybody here: there are no lists.
estimate-choose = Only these lists
estimate-more = { $n ->
    [one] { $shown } shorter list is not shown here.
   *[other] { $shown } shorter lists are not shown here.
 }
estimate-overlaps-more = { $n ->
    [one] { $shown } combination of fewer people is not told here. What is published has all.
   *[other] { $shown } combinations of fewer people are not told here. What is published has all.
 }
estimate-parts = Estimate each part for itself
estimate-whole = no parts: the whole
estimate-keep = Keep the question
estimate-keep-what = Under a name it can be asked again when more is known.
estimate-freeze = Freeze the answer
estimate-freeze-what = What stands here is published as it is today, with all that must be said with it. When it is frozen again later, the new edition says what changed in what is documented. For everybody it is made anew from what may be published, and may be another answer.
estimates-title = Kept questions for estimates
estimates-lead = Questions for estimates kept under a name. Each answer is made anew from the records of today.
estimates-none = None is kept yet. Open a count, then “How many were never recorded?”.
estimate-hash = Checksum of the result:
