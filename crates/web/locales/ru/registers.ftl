# The registers, what comes next, and the rules of law.
way-registers = Реестры
registers-lead = Кто сегодня в заключении или под запретом, о чём просили и в чём отказали, что обещали и что предстоит.
registers-nothing = Ничего не введено.
registers-flaws = { $n ->
    [one] Введено то, чего не может быть: { $shown } раз
    [few] Введено то, чего не может быть: { $shown } раза
   *[many] Введено то, чего не может быть: { $shown } раз
 }
registers-since = Изменения с
registers-kind = Вид
registers-any = все
registers-all = Все
registers-words = Слова в строке
registers-parts = Разделы реестра
registers-add = Ввести: { $what }
registers-xlsx = Книга (.xlsx)
registers-json = Для программ (.json)
timelines-what = Что было сделано
soon-title = Что предстоит в ближайшие тридцать дней
soon-days = { $n ->
    [one] Что заканчивается, наступает или ждёт: ближайший { $shown } день
    [few] Что заканчивается, наступает или ждёт: ближайшие { $shown } дня
   *[many] Что заканчивается, наступает или ждёт: ближайшие { $shown } дней
 }
soon-lead = Ограничения, которые заканчиваются, заседания, сроки по закону, решения и обязательства, срок которых наступает, и вопросы, к которым нужно вернуться. Просроченное стоит первым.
soon-how-far = На сколько дней вперёд
soon-states = Что предстоит и что сделано
soon-coming = Предстоит
soon-done-tab = Сделано
soon-done-none = Ничего не отмечено как сделанное.
soon-none = Ничего не заканчивается, не наступает и не ждёт.
soon-no-day = день неизвестен
soon-overdue = просрочено
soon-perhaps = возможно
soon-ending = ограничение заканчивается
soon-hearing = заседание
soon-our-deadline = наш срок
soon-state-deadline = срок для государства
soon-decision = срок исполнения решения
soon-commitment = срок обязательства или его оценки
soon-follow-up = вернуться к вопросу
soon-mark = Отметить как сделанное
soon-what-was-done = Что сделано (можно не заполнять)
soon-done = Сделано
soon-ics = Файл календаря (.ics), только номера
soon-ics-names = Файл календаря с именами
soon-ics-hint = Файл календаря покидает программу: его могут прочесть телефоны и почтовые службы.
rules-title = Правила закона и кто их проверил
rules-lead = Сроки по закону, как их понимает программа. Правило считается проверенным, если юрист прочёл его нынешний текст; если текст изменится, его нужно прочесть снова.
rules-count = { $n ->
    [one] { $shown } правило
    [few] { $shown } правила
   *[many] { $shown } правил
 }
rules-unread-count = { $n ->
    [one] { $shown } не проверено юристом
    [few] { $shown } не проверены юристом
   *[many] { $shown } не проверены юристом
 }
rules-starts = Начинается с
rules-length = Сколько длится
rules-ends = Заканчивается
rules-who = Кто должен действовать
rules-valid = Действует
rules-read = Прочёл и счёл верным: { $what }
rules-unread = юристом не проверено
rules-sign = Юрист прочёл
rules-lawyer = Имя юриста
rules-lawyer-missing = Напишите, кто прочёл.
rules-approve = Верно
soon-show = Окончания, заседания, сроки
record-flaws = Так, как введено, быть не может. Ничего не изменено: исправьте или закройте замечание в проверках.
