"""What the writer is to the sought, told in turns of speech rather than by a label. All people here are invented."""

from datetime import date

import pytest

from tidings.extraction.persons import people

DAY = date(2026, 3, 1)


def named(text, role):
    found = [p for p in people(text, DAY) if p.role == role]
    return [" ".join(filter(None, (p.surname, p.given, p.patronymic))) for p in found]


def relation(text):
    return next((p.relation for p in people(text, DAY) if p.role == "enquirer"), "unknown")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Сын Ваня служит срочную, вчера ездила в часть, не пустили", "mother"),
        ("Сын Ваня служит срочную, в части сказали: женщина, не мешайте работать", "mother"),
        ("Девочки милые, сын Ваня второй месяц не звонит", "mother"),
        ("Мой сын в плену. В военкомате говорят ждите мамаша", "mother"),
        ("Мой сын пропал, какая же я мать, если усну", "mother"),
        ("Сын Ваня прислал голосовое: «ма, нас переводят» и тишина", "mother"),
        ("Син Іван на строковій, я вже всі канали перегорнула", "mother"),
        ("Сын Ваня на срочке, его бьют. Вечером сестра ездила к нему", "unknown"),
        ("Мой сын Ваня пропал. Я дошёл до военкома, ответа нет", "father"),
    ],
)
def test_a_woman_or_a_man_is_told_by_what_she_did_and_how_she_is_addressed(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Я ему и бабка, и мать, и опекун. Внук мой Патраков Гриша сегодня уезжает на границу, помогите",
            "grandmother",
        ),
        ("Дождались! Дома он. Мать солдата, теперь уже гражданского", "mother"),
        ("Призвали сына Ваню, извините старую мать, не умею писать", "mother"),
        ("14:20. Обратилась мать, пос. Ясный. Сын Бажин Евгений на срочной", "mother"),
        ("Кто вы ему: тётя. Племянник Лёва Ким, 19 лет", "other"),
        ("Relationship to the serviceman: his aunt\nServiceman: Ivan Sokolov", "other"),
        ("Двоюродный внук мой, Гончар Максим, в плену", "other"),
        ("Кого ищете: Котов Роман\nКто обращается: Котова Оля, родная сестра", "sister"),
        ("I produce a radio documentary series about people who answer phones. Tessa", "other"),
        ("Сын Ваня срочник, в понедельник его увезут. Отец, 8 девятьсот 000 17 тридцать", "father"),
        ("Сыну 13, из лагеря вернулся другим. Гончарова Майя, сын Гончаров Ян", "mother"),
    ],
)
def test_she_says_what_she_is_to_him_in_many_ways(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Бережной Саша, контракт, ранен. я ему не жена, мы не успели",
        "Артём Лукин на срочке, мы с ним не расписаны, мне никто не отвечает",
        "по бумагам я ему никто. Артём Лукин, срочник, пропал",
        "Мы вместе с девятого класса. Артём Лукин, срочник, не пишет",
    ],
)
def test_who_is_no_wife_on_paper_is_a_partner(text):
    assert relation(text) == "partner"


def test_children_who_ask_for_their_father_make_a_wife():
    assert relation("Котов Олег, мобилизован, пропал. Младший спрашивает, где папа. Котова Инна") == "wife"


def test_a_lad_is_no_boyfriend_where_he_says_mama():
    assert relation("19 лет парню, Павел Зырянов. Мы мам говорит в лесу") == "mother"


def test_a_sister_is_told_by_what_he_calls_her():
    assert relation('My brother Anil went for work. He wrote "sis, they say we go west"') == "sister"


def test_a_comrade_who_came_home_is_a_friend():
    assert relation("дембельнулся в июне, а Колян Дёмин остался, ранен, не отвечает") == "friend"


def test_the_daughter_on_her_arm_is_not_the_one_she_writes_about():
    assert relation("пишу с дочкой на руках. Муж на срочке, Устинов Антон") == "wife"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Женщина, плачет, имя Альбина. Брат Динар Валеев, срочник", "Альбина"),
        ("Мать, Улан-Удэ, Доржиева Сэсэг. Сын Доржиев Алдар, контракт", "Доржиева Сэсэг"),
        ("Обращается соседка, г. Кунгур, Зотова Капитолина. Муж хозяйки Ветров Пётр", "Зотова Капитолина"),
        ("ФИО обратившегося: Белова Регина Олеговна\nКого ищете: Белов Ильдар", "Белова Регина Олеговна"),
        ("Волонтёр комитета матерей, Астрахань, Нина. Пишу о срочниках", "Нина"),
        ("Name: Anna Petrova\nEmail: a@example.org\nPerson: Anton Petrov, born 8 March 2007", "Петрова Анна"),
    ],
)
def test_a_note_or_a_form_says_who_writes(text, expected):
    assert named(text, "enquirer") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Женщина, плачет. Сын Рочев Виталий, срочник. Перезвонить: 8 900 000 19 66, трубку может взять соседка Люба",
        "Сын Матвей Кудинов не звонит. Тел. 8-900-000-90-14, если не возьмёт — золовка Таня",
        "Внук Едемский Коля на срочке. Звонить +7 900 000 44 17, спросить Ольгу Сергеевну",
    ],
)
def test_who_may_take_the_call_is_not_the_writer(text):
    assert not {"Любовь", "Татьяна", "Ольга Сергеевна"} & {
        *named(text, "enquirer"),
        *named(text, "sought"),
    }


def test_twins_are_both_sought():
    assert named(
        "Двойняшки у меня. Лёша и Витя Овчаровы, обоих взяли в июле, второй день ни от кого из них ни слова",
        "sought",
    ) == [
        "Овчаров Алексей",
        "Овчаров Виктор",
    ]


def test_a_friend_of_his_who_tells_of_him_is_not_sought():
    text = (
        "Дружок его Пашка Сухих в госпитале, говорит видел. Лёнька это по паспорту Мухин Леонид Ильич. Отец"
    )
    assert named(text, "sought") == ["Мухин Леонид Ильич"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Мы с мужем не знаем, где сын, Котов Роман, срочник", "mother"),
        ("Жена плачет, сын Котов Роман не звонит вторую неделю", "father"),
        ("мы с братом близнецы, он на фронте. Я Глеб. Ищу его, Павел Шубин", "brother"),
    ],
)
def test_who_has_a_husband_and_a_son_is_a_mother(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Рожала его в сорок лет. Котов Роман, срочник, молчит", "mother"),
        ("Сердце матери чует беду: Котов Роман, срочник", "mother"),
        ("Докладывает отец рядового Котова Романа, 2005 г.р.", "father"),
        ("Сына призвали в мае, Котов Роман. Я, как отец, требую разобраться", "father"),
        ("Пишет вам супруга Котова Романа, мобилизованного", "wife"),
        ("Мой благоверный Котов Роман ушёл на контракт и молчит", "wife"),
        ("Мужик мой Котов Роман мобилизован, два месяца ни звонка", "wife"),
        ("Дружбан мой Рома Котов в плену, видел в ролике", "friend"),
        ("Мы с Ромой Котовым с садика дружим, он на срочке молчит", "friend"),
        ("Встречаемся с Ромой Котовым третий год, он контрактник, пропал", "partner"),
        ("Рома Котов мой ученик, сирота, служит срочную", "other"),
        ("Соседский парнишка Рома Котов пропал, мать слегла", "other"),
        ("My boy Roman Kotov, 19, is a conscript. He said mum I am cold", "mother"),
    ],
)
def test_near_ones_are_called_by_many_names(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Брат Котов Роман на срочке. Мама плачет. Всё ходила в военкомат, не пустили",
        "Сын Котов Роман на срочке. Сестра сегодня ездила в часть",
    ],
)
def test_what_another_woman_did_says_nothing_of_the_writer(text):
    assert relation(text) == "unknown"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Сын мой Котов Роман на границе. Я работаю санитаркой, живу одна", "mother"),
        ("Сын Котов Роман на срочке, я медсестра, понимаю что к чему", "mother"),
        ("Сын Котов Роман, срочник. Готова ехать хоть завтра", "mother"),
        ("Сын Котов Роман. Я не железная, третью неделю не сплю", "mother"),
        ("Сын Котов Роман, срочник. Я бывший военный, вопросы знаю", "father"),
        ("Сын Котов Роман, срочник. Я третий день звоню в часть", "unknown"),
        ("Мой брат Котов Роман, контракт. Прошу вас как сестра", "sister"),
        ("Роман Котов мой будущий муж, срочник", "partner"),
    ],
)
def test_what_she_is_by_trade_tells_a_woman_and_no_stranger(text, expected):
    assert relation(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("11:20. Звонит девушка, плачет, себя не назвала, сестра. Брат Котов Роман, срочник", "sister"),
        ("Звонок, 16:40. Мужчина, Котов Иван, Нальчик, брат. Речь о Котове Тимуре, мобилизован", "brother"),
        ("Котов Иван, отец. Сын Котов Роман, контракт, молчит", "father"),
        ("Хто ви йому: мати\nКого шукаєте: Котов Роман, строковик", "mother"),
        ("вопрос от сестры контрактника. котов роман подписывал на год", "sister"),
        ("Нас двое близнецов. Котов Роман на срочке, я сам дома", "brother"),
        ("Я внука с пяти лет поднимала. Котов Роман, срочник. Так про дядю моего писали", "grandmother"),
        ("I write about my mother's brother. Roman Kotov was mobilised", "other"),
        ("My sister is afraid, so I write. Her only son is Roman Kotov, a conscript", "other"),
        ("Назар Ткач, 15 років, однокласник моєї доньки. Я просто сусідка", "other"),
        ("Мальчик с нашего подъезда, Котов Роман, 15 лет, в лагере", "other"),
        ("I'm a sworn translator and would be glad to help", "other"),
    ],
)
def test_a_note_a_twin_and_whose_son_he_is_tell_who_writes(text, expected):
    assert relation(text) == expected
