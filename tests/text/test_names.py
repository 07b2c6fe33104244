"""Names in every order, case and alphabet. All people here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.text import names
from tidings.text.names import Name


@pytest.mark.parametrize(
    "written, expected",
    [
        ("Рощина Тимура Олеговича", Name("Рощин", "Тимур", "Олегович")),
        ("рощину тимуру олеговичу", Name("Рощин", "Тимур", "Олегович")),
        ("Глебом Анатольевичем Ярцевым", Name("Ярцев", "Глеб", "Анатольевич")),
        ("Ярцевой Инне Глебовне", Name("Ярцева", "Инна", "Глебовна")),
        ("Долгих Пётр", Name("Долгих", "Пётр")),
        ("Снежинского Марата", Name("Снежинский", "Марат")),
        ("Кравцом Львом Ильичом", Name("Кравец", "Лев", "Ильич")),
        ("Басманова Павла", Name("Басманов", "Павел")),
        ("Зинаида Кузьминична", Name(None, "Зинаида", "Кузьминична")),
        ("Мамедова Эльшада Рашид оглы", Name("Мамедов", "Эльшад")),
    ],
)
def test_russian_case_forms_become_nominative(written, expected):
    found = names.parse(written)
    assert (found.surname, found.given) == (expected.surname, expected.given)
    assert expected.patronymic is None or found.patronymic == expected.patronymic


@pytest.mark.parametrize(
    "written, expected",
    [
        ("Бондарчука Андрія Миколайовича", Name("Бондарчук", "Андрій", "Миколайович")),
        ("Лисенка Ігоря", Name("Лисенко", "Ігор")),
        ("Ткаченко Оксані Василівні", Name("Ткаченко", "Оксана", "Василівна")),
        ("Сірка Петра Івановича", Name("Сірко", "Петро", "Іванович")),
    ],
)
def test_ukrainian_case_forms_become_nominative(written, expected):
    assert names.parse(written) == expected


@pytest.mark.parametrize(
    "written, expected",
    [
        ("Лёха Басманов", Name("Басманов", "Алексей")),
        ("Серёгу Ярцева", Name("Ярцев", "Сергей")),
        ("Ванечка Рощин", Name("Рощин", "Иван")),
        ("Даня Рощин", Name("Рощин", None)),
        ("Слава Басманов", Name("Басманов", None)),
    ],
)
def test_a_short_form_is_resolved_only_when_it_is_unambiguous(written, expected):
    assert names.parse(written) == expected


@pytest.mark.parametrize("short", ["Слава", "Даня", "Гера", "Гоша"])
def test_these_short_forms_stand_for_several_names(short):
    assert len(names.formal(short, "m")) > 1


@pytest.mark.parametrize("short, formal", [("Димон", "Дмитрий"), ("Серёжа", "Сергей"), ("Лёха", "Алексей")])
def test_these_short_forms_stand_for_one(short, formal):
    assert names.formal(short) == (formal,)


def test_the_gender_decides_between_two_sashas():
    assert names.formal("Саша", "m") == ("Александр",)
    assert names.formal("Саша", "f") == ("Александра",)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("Aleksandr Shchukin", Name("Щукин", "Александр")),
        ("Evgeniy Solovyev", Name("Соловьев", "Евгений")),
        ("Juri Schtscherbakow", Name("Щербаков", "Юрий")),
        ("Oleksii Hrytsenko", Name("Гриценко", "Олексій")),
        ("Iaroslav Tsoi", Name("Цой", "Ярослав")),
    ],
)
def test_latin_letters_of_any_scheme_become_cyrillic(written, expected):
    assert names.parse(written) == expected


@pytest.mark.parametrize(
    "name, scheme, expected",
    [
        ("Щукин Юрий", "icao", "Shchukin Iurii"),
        ("Елена Подъяпольская", "bgn", "Yelena Pod”yapol’skaya"),
        ("Хрящёв", "loose", "Hryaschyov"),
        ("Згурський Євген", "icao", "Zghurskyi Yevhen"),
    ],
)
def test_cyrillic_is_written_in_latin_by_a_scheme(name, scheme, expected):
    assert names.latin(name, scheme) == expected


def test_an_unknown_scheme_is_refused_with_those_that_exist():
    with pytest.raises(ValueError, match="icao, bgn, loose"):
        names.latin("Щукин", "french")


@pytest.mark.parametrize(
    "one, other",
    [
        ("Артём Семёнов", "артем семенов"),
        ("Наталья", "Наталия"),
        ("Олексій Миколайович", "Алексей Николаевич"),
        ("Геннадий", "Генадий"),
        ("Ивaнов", "Иванов"),
        ("Dmitrii Rybakov", "Дмитрий Рыбаков"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert names.key(one) == names.key(other)


def test_other_names_have_other_keys():
    assert len({names.key(name) for name in ["Рощин", "Рощина", "Рябов", "Роман", "Руслан"]}) == 5


@pytest.mark.parametrize(
    "name, case, expected",
    [
        (Name("Рощин", "Павел", "Ильич"), "genitive", "Рощина Павла Ильича"),
        (Name("Рощина", "Любовь", "Павловна"), "dative", "Рощиной Любови Павловне"),
        (Name("Снежинский", "Лев", None), "instrumental", "Снежинским Львом"),
        (Name("Ткач", "Вера", "Львовна"), "accusative", "Ткач Веру Львовну"),
        (Name("Ткач", "Пётр", "Львович"), "accusative", "Ткача Петра Львовича"),
        (Name("Черных", "Егор", None), "dative", "Черных Егору"),
        (Name("Шевченко", "Игорь", None), "genitive", "Шевченко Игоря"),
        (Name("Сірко", "Андрій", "Петрович"), "dative", "Сірку Андрію Петровичу"),
        (Name("Perera", "Sunil", None), "genitive", "Perera Sunil"),
    ],
)
def test_a_letter_declines_the_name(name, case, expected):
    assert str(names.decline(name, case)) == expected


def test_a_case_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="genitive"):
        names.decline(Name("Рощин"), "vocative")


PEOPLE = [
    Name("Рощин", "Тимур", "Олегович"),
    Name("Ярцева", "Инна", "Глебовна"),
    Name("Снежинский", "Марат", "Ильич"),
]


@given(st.sampled_from(PEOPLE), st.sampled_from(["genitive", "dative", "accusative", "instrumental"]))
def test_what_is_declined_is_read_back(name, case):
    assert names.parse(str(names.decline(name, case))) == name


@given(st.text(max_size=40))
def test_any_text_has_a_name_or_none_but_never_an_error(text):
    assert isinstance(names.parse(text), Name)
    assert isinstance(names.key(text), str)
