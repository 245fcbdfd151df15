# Импорт и карантин. Не проверено.

import-title = Импорт
import-lead = Таблица превращается в записи. Сначала вы увидите, как она понята и что будет внесено; пока вы не подтвердите, ничего не сохраняется.
import-how = Что это за файл
import-how-workbook = Наша рабочая таблица: случаи по месяцам, как мы её ведём
import-how-type = Таблица, где заголовки — свойства одного типа записей
import-file = Файл (.xlsx или .csv)
import-file-hint = Не больше 50 МБ. Файл остаётся в памяти и не сохраняется; при блокировке он забывается.
import-look = Посмотреть
import-no-file = Файл не получен или он пуст. Выберите файл и отправьте ещё раз.
import-this-file = Что будет внесено
import-not-yet = Пока ничего не сохранено.
import-would = Этот импорт внесёт
import-nothing-new = Всё из этого файла уже внесено: импортировать нечего.
import-words = На что нужно ответить
import-words-lead = Каждое спрашивается один раз и запоминается. То, что останется без ответа, попадёт в карантин, и это можно импортировать позже ещё раз.
import-word-open = Нет ответа
import-word-likely = Возможно
import-word-keep = Ничего из этого: сохранить слово как есть
import-hidden-column = скрыт в файле
import-or-month-like = 1–12
import-or-month = Месяц
import-or-year-like = 2025
import-or-year = Год
import-or-date-like = 5 мая, около 12 марта
import-or-date = или день
import-or-number-like = около 10, 35–40
import-or-number = или число
import-or-law-like = ч. 6 ст. 488 КоАП
import-or-law = или норма
import-or-code-like = несколько — через ;
import-or-code = или слова из списка
import-serials-yes = Да: первое из них — { $what }
import-serials-no = Нет, это что-то другое
import-value-keep = Значения нет: сохранить слова
import-law-keep = Это не статья кодекса: сохранить слова
import-answer = Ответ
import-examples = Примеры
import-targets = Несколько человек в одной строке
import-targets-lead = Деяние — единица счёта. «Трое задержаны» — это одно деяние с тремя пострадавшими или три деяния: правило выбирается для каждого вида и указывается при подсчёте.
import-act-type = Вид деяния
import-acts = Деяния
import-counted = Считать
import-together = одно деяние со всеми пострадавшими
import-each = по одному деянию на каждого
import-faults-title = Ячейки, которые не поняты
import-faults-lead = Они попадут в карантин с указанием причины; остальное из их строк будет внесено. Исправьте их в таблице и импортируйте её снова: возьмётся только изменённое.
import-where = Где
import-column = Столбец
import-value = Значение
import-reason = Причина
import-sheets = Листы и столбцы
import-name = Название таблицы
import-name-hint = По нему таблица будет узнана в следующий раз, как бы ни назывался файл.
import-take = Импортировать этот лист
import-heading-row = Строка заголовков
import-year = Год для дат
import-month = Месяц (1–12)
import-columns = Что в каждом столбце
import-columns-correct = Исправить столбцы этого листа
import-sheets-correct = Проверить и исправить листы и столбцы
import-back-to-look = Назад к вопросам
import-unsure-columns = { $n ->
    [one] проверьте { $shown } столбец
    [few] проверьте { $shown } столбца
   *[other] проверьте { $shown } столбцов
 }
import-is = Понято как
import-why = Почему
import-unsure = проверьте
import-skipped-title = Строки без случаев
import-check = Проверить ещё раз
import-do = Импортировать
import-forget = Забыть этот файл
sheet-empty = пустой
sheet-no-headings = заголовки не найдены
sheet-asked = не импортируется, как вы указали
sheet-hidden = скрыт в файле; отметьте, чтобы импортировать
sheet-no-incidents = сводка или список: ни дат, ни описаний, ни людей
sheet-is-hidden = скрыт в файле
why-said = вы указали
why-remembered = ответ был дан раньше
why-heading = в заголовке «{ $what }»
why-values = похоже по { $what } из { $more } значений
why-taken = «{ $what }» — другой столбец
why-nothing = не видно ни по заголовку, ни по значениям
import-place = { $what }, строка { $more }
skipped-above-headings = над заголовками
skipped-headings = заголовки
skipped-column-numbers = номера столбцов
skipped-empty = пусто
skipped-totals = итоги
skipped-between = подзаголовок между строками
skipped-below-table = под таблицей
skipped-sheet-left-out = лист не импортируется
quarantine-title = Карантин
quarantine-lead = Ячейки и строки, пропущенные при импорте, с причинами. Исправьте их в таблице и импортируйте снова или внесите вручную и отметьте здесь.
quarantine-which = Какие
quarantine-open = Ждут
quarantine-done = Разобраны
quarantine-none = Здесь ничего нет.
quarantine-act = Действие
quarantine-settle = Разобрано
quarantine-is-done = разобрано
import-rows = { $n ->
    [one] строка файла
    [few] строки файла
   *[other] строк файла
 }
import-new = { $n ->
    [one] новая запись
    [few] новые записи
   *[other] новых записей
 }
import-changed = { $n ->
    [one] запись изменится
    [few] записи изменятся
   *[other] записей изменятся
 }
import-unchanged = { $n ->
    [one] запись без изменений
    [few] записи без изменений
   *[other] записей без изменений
 }
import-faults = { $n ->
    [one] ячейка или строка не понята
    [few] ячейки и строки не поняты
   *[other] ячеек и строк не поняты
 }
import-skipped = { $n ->
    [one] строка без случая
    [few] строки без случаев
   *[other] строк без случаев
 }
import-rows-of = { $n ->
    [one] { $shown } строка со случаями
    [few] { $shown } строки со случаями
   *[other] { $shown } строк со случаями
 }
import-in-rows = { $n ->
    [one] в { $shown } строке
    [few] в { $shown } строках
   *[other] в { $shown } строках
 }
import-by-place = { $n ->
    [one] { $shown } строка не имеет своего номера и узнаётся по месту: если вставить строку выше, она станет другой.
    [few] { $shown } строки не имеют своего номера и узнаются по месту: если вставить строку выше, они станут другими.
   *[other] { $shown } строк не имеют своего номера и узнаются по месту: если вставить строку выше, они станут другими.
 }
import-dittos = { $n ->
    [one] { $shown } ячейка говорит «там же» и прочитана как ячейка над ней.
    [few] { $shown } ячейки говорят «там же» и прочитаны как ячейки над ними.
   *[other] { $shown } ячеек говорят «там же» и прочитаны как ячейки над ними.
 }
import-more-questions = { $n ->
    [one] Ещё { $shown } вопрос появится, когда ответите на эти.
    [few] Ещё { $shown } вопроса появятся, когда ответите на эти.
   *[other] Ещё { $shown } вопросов появятся, когда ответите на эти.
 }
sheet-hidden-rows = { $n ->
    [one] { $shown } скрытая строка
    [few] { $shown } скрытые строки
   *[other] { $shown } скрытых строк
 }
