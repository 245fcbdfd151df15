problem-too-many-conditions-hint = At most { $what } conditions are read at once. Take some of them away.
problem-audience-hint = “{ $what }” is no audience: a publication is made for the group itself, for partners or for the public. Choose on the page of publications.
problem-failed-hint = The workspace could not do this. What is wrong, and what to do:
