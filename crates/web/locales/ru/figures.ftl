# Что опубликовали другие, рядами.

figures-title = Числа других
figures-lead = Что опубликовали другие: каждый показатель по времени, рядом с нашим собственным подсчётом того же.
figures-words = Слова из показателя, охвата или единицы
figures-find = Найти
figures-none = Ни одно число ещё не внесено.
figures-none-found = Рядов с такими словами нет.
figures-series = { $n ->
    [one] { $shown } ряд
    [few] { $shown } ряда
    [many] { $shown } рядов
   *[other] { $shown } ряда
 }
figures-indicator = Показатель
figures-scope = Охват
figures-period = Период
figures-figures = Чисел
figures-differ = Периодов, где они расходятся
figures-no-indicator = Без показателя
figures-no-unit = нет единицы
figures-no-period = Без периода
figures-unit-missing = Не сказано, что считает это число. Пока единица не внесена, рядом с ним нельзя поставить ничего.
figures-enter = Внести число
figures-records = Все числа списком
figures-numbers = Числа
figures-holds = Что верно
figures-published = Опубликовано
figures-adopted = принято
figures-as-of = на { $what }
figures-part-of = часть от
figures-break = Отсюда другая методика:
figures-perhaps = { $n ->
    [one] и, возможно, ещё { $shown }
    [few] и, возможно, ещё { $shown }
    [many] и, возможно, ещё { $shown }
   *[other] и, возможно, ещё { $shown }
 }
figures-note-differ = Где числа расходятся, стоят наименьшее и наибольшее, пока человек не примет одно. Последнее по времени не считается верным.
figures-note-own = «{ $what }» — наш подсчёт того, что мы внесли, а не всего, что произошло. Другие могут считать иначе.
figures-note-none = Чтобы рядом стоял наш подсчёт, посчитайте то же и сохраните таблицу под названием, указав этот показатель.
figures-described = { $what }, { $more }.
figures-picture-few = Рисунка нет: периодов с датой меньше двух.
figures-picture-spans = Рисунка нет: периоды не все годы, не все месяцы и не одной другой длины.
figures-picture-negative = Рисунка чисел ниже нуля нет.
