# Что не сходится и как это улажено.

checks-title = Проверка
checks-one = Замечание
checks-lead = Что в записях не сходится и чего не хватает. Программа ничего не меняет. Посмотрите, что сказано, исправьте или примите одно из значений либо объясните, почему верно и то и другое. Закрытое замечание не вернётся, пока значения остаются прежними.
checks-all = Всё, что не сходится
checks-states = Открытые и закрытые замечания
checks-open = Открытые
checks-settled = Закрытые
checks-kinds = Виды замечаний
checks-kinds-caption = Открытые замечания по виду и весу и закрытые
checks-kind = Вид
checks-contradictions = Противоречия
checks-doubts = Уточнить
checks-gaps = Не хватает
checks-all-kinds = Все виды
checks-running = Идёт проверка. Результат появится здесь, как только она закончится; другими страницами тем временем можно пользоваться.
checks-running-read = Прочитано записей: { $what } из { $more }
checks-running-rules = Применено правил: { $what } из { $more }
checks-running-look = Посмотреть, готово ли
checks-found = { $n ->
    [one] замечание
    [few] замечания
   *[other] замечаний
 }
checks-found-grave = { $n ->
    [one] противоречие или вопрос
    [few] противоречия и вопроса
   *[other] противоречий и вопросов
 }
checks-found-settled = { $n ->
    [one] закрытое замечание
    [few] закрытых замечания
   *[other] закрытых замечаний
 }
checks-looked-at = { $n ->
    [one] Просмотрена { $shown } запись.
    [few] Просмотрено { $shown } записи.
   *[other] Просмотрено { $shown } записей.
 }
checks-none = Таких замечаний нет.
checks-none-settled = Закрытых замечаний нет.
checks-gaps-folded = { $n ->
    [one] { $shown } замечание: ошибки нет, чего-то не хватает
    [few] { $shown } замечания: ошибки нет, чего-то не хватает
   *[other] { $shown } замечаний: ошибки нет, чего-то не хватает
 }
checks-more = { $n ->
    [one] { $shown } утверждение
    [few] Все { $shown } утверждения
   *[other] Все { $shown } утверждений
 }
checks-cited = Цитируется в
checks-rests = На чём основано
checks-settle = Закрыть замечание
checks-way = Как закрыто
checks-way-missing = Выберите, как закрыто замечание.
checks-past = Больше не обнаружены
checks-past-lead = Эти замечания были закрыты, а потом их значения изменились или исчезли.
