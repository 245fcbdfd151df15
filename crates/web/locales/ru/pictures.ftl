# Рисунки и таблицы к ним.

picture-table = То же таблицей
months-title = Деяния по месяцам
months-unit = деяния
months-month = Месяц
months-description = Учтённые деяния по месяцам: { $what } — { $more }.
months-most = Больше всего: { $what } — { $more }.
months-count = Считать дальше
deeds-acts = Деяния в этом событии
deeds-description = Кто что сделал и кому: { $what }
timeline-description = { $what } — { $more }.
timeline-when = Когда
months-imprecise = { $n ->
    [one] у { $shown } деяния за это время месяц неизвестен
    [few] у { $shown } деяний за это время месяц неизвестен
   *[many] у { $shown } деяний за это время месяц неизвестен
 }
deeds-more = { $n ->
    [one] ещё { $shown } деяние не показано на рисунке
    [few] ещё { $shown } деяния не показаны на рисунке
   *[many] ещё { $shown } деяний не показаны на рисунке
 }
