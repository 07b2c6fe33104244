"""Birth dates, ages, and the days of service: which day belongs to what."""

from datetime import date

import pytest

from tidings.extraction.births import find_ages, find_births
from tidings.extraction.events import find_call_ups, find_deadlines, find_last_contacts

DAY = date(2024, 8, 14)


@pytest.mark.parametrize(
    "text, values",
    [
        ("Ракитин Глеб, 14.03.2005 г.р.", ["2005-03-14"]),
        ("Ракитин Глеб 2004 г.р. (21 декабря)", ["2004-12-21"]),
        ("Ракитин Глеб, 2006", ["2006"]),
        ("ракитин глеб 90 г.р. срочник", ["1990"]),
        ("born 3 March 2006", ["2006-03-03"]),
        ("18 исполнилось 2 марта", ["2006-03-02"]),
        ("17, 18 только 3 февраля", ["2007-02-03"]),
        ("призван в 2024 году", []),
        ("контракт с 2003 года", []),
        ("1966 полк", []),
    ],
)
def test_a_birth_date_is_told_from_other_dates(text, values):
    assert [one.value for one in find_births(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("ему 19 лет", ["19"]),
        ("Ракитин Глеб, 18, срочник", ["18"]),
        ("Ракитин Глеб 19\nОсин Пётр 20\n", ["19", "20"]),
        ("девятнадцать лет", ["19"]),
        ("age 26", ["26"]),
        ("34 y.o.", ["34"]),
        ("19-летний сын", ["19"]),
        ("йому двадцять", ["20"]),
        ("через 18 лет", []),
        ("дочке 12 лет", []),
        ("статья до 20 лет", []),
        ("contract for 15 years", []),
    ],
)
def test_an_age_is_told_from_other_numbers(text, values):
    assert [one.value for one in find_ages(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("Последний раз звонил 6 августа", ["2024-08-06"]),
        ("с 6 августа не выходит на связь", ["2024-08-06"]),
        ("2 дня нет связи", ["2024-08-12"]),
        ("посл. связь 07.08 (смс)", ["2024-08-07"]),
        ("призван 27 мая, звонил вчера", ["2024-08-13"]),
        ("he last called on August 11", ["2024-08-11"]),
        ("востаннє писав 2 серпня", ["2024-08-02"]),
        ("мы подали заявление 6 августа", []),
        ("завтра позвонит", []),
    ],
)
def test_a_last_contact_is_told_from_other_days(text, values):
    assert [one.value for one in find_last_contacts(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("завтра отправляют на границу", ["2024-08-15"]),
        ("отправка 19 числа", ["2024-08-19"]),
        ("до пятницы чтоб все подписали", ["2024-08-16"]),
        ("через 3 дня увозят", ["2024-08-17"]),
        ("повестка на 20 августа", ["2024-08-20"]),
        ("on August 19 the company goes to the front", ["2024-08-19"]),
        ("завтра в шесть утра автобусами в Курскую область", ["2024-08-15"]),
        ("післязавтра літаком на фронт", ["2024-08-16"]),
        ("сегодня звонят из части, чтобы 20 августа был в пункте сбора, оттуда на позиции", ["2024-08-20"]),
        ("отправили 6 августа", []),
        ("перезвоните завтра", []),
    ],
)
def test_a_day_to_come_is_told_from_other_days(text, values):
    assert [one.value for one in find_deadlines(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("призван 27 мая 2024 года", ["2024-05"]),
        ("служит с ноября 2023", ["2023-11"]),
        ("мобилизован в октябре 22", ["2022-10"]),
        ("служит 2 месяца", ["2024-06"]),
        ("drafted in May 2024", ["2024-05"]),
        ("призвали осенью 2023", []),
        ("служит по контракту с марта 2022", []),
    ],
)
def test_the_month_of_call_up(text, values):
    assert [one.value for one in find_call_ups(text, DAY)] == values


@pytest.mark.parametrize(
    "text",
    [
        "В обед дозвонился с чужого телефона, шепчет",
        "Срочник. Набрал меня под утро, говорит собирают вещи",
        "в три часа набрал мне, голос чужой",
        "під ранок подзвонив, плаче",
    ],
)
def test_an_hour_of_which_no_day_is_told_is_of_today(text):
    assert [one.value for one in find_last_contacts(text, DAY)] == ["2024-08-14"]


@pytest.mark.parametrize(
    "text, values",
    [
        ("каждую пятницу писал, 7 августа написал последний раз, с тех пор молчит", ["2024-08-07"]),
        ("6 августа в обед позвонил, больше не звонил", ["2024-08-06"]),
        ("вчера прислал кружочек", ["2024-08-13"]),
        ("Вчора балакала з ним, плаче", ["2024-08-13"]),
        ("в воскресенье дали ему телефон на минуту", ["2024-08-11"]),
        ("6 августа прислал смайлик. 10.08 письмо в министерство", ["2024-08-06"]),
        ("5 августа говорила с ним. Что сделано: 9 августа звонок в часть", ["2024-08-05"]),
    ],
)
def test_a_sign_of_life_has_many_names_and_our_own_letters_are_none(text, values):
    assert [one.value for one in find_last_contacts(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("срочники июньского призыва этого года", ["2024-06"]),
        ("осенью, ноябрьский призыв, набор как набор", ["2023-11"]),
        ("с июня 2024 года на срочной службе", ["2024-06"]),
        ("мобилизованный, забрали в октябре двадцать второго года", ["2022-10"]),
        ("призвали в октябрі на строкову", ["2023-10"]),
        ("взяли двушку в ипотеку в 2021 году", []),
        ("комиссия прошла, отправка 30 августа на срочную", []),
    ],
)
def test_a_call_up_is_told_by_its_season_and_by_since_when_he_serves(text, values):
    assert [one.value for one in find_call_ups(text, DAY)] == values


@pytest.mark.parametrize(
    "text, values",
    [
        ("Антон и Никита, по 18. Срочники", ["18"]),
        ("19 рочків йому", ["19"]),
        ("ему теперь 23", ["23"]),
        ("Двадцать лет преподаю физику", []),
        ("сам отслужил двадцать два года", []),
    ],
)
def test_years_of_work_are_no_age_and_two_may_be_of_one_age(text, values):
    assert [one.value for one in find_ages(text, DAY)] == values


def test_a_day_of_which_only_the_number_is_said_is_a_day():
    text = "им зачитали список: двадцатого в Белгородскую на усиление"
    assert [one.value for one in find_deadlines(text, DAY)] == ["2024-08-20"]
    assert not find_deadlines("служит в роте двадцатого полка", DAY)


@pytest.mark.parametrize(
    "text, values",
    [
        ("Дмитрию Кобзареву, 19 ему.", ["19"]),
        ("пацану 18, срочник", ["18"]),
        ("ему щас 19", ["19"]),
        ("брат самарин артемий 19 срочник", ["19"]),
        ("Тридцать один год под землёй", []),
        ("Двадцать шесть лет календарной службы", []),
        ("Сорок лет учила детей", []),
        ("живемо у Тамбові двадцять років", []),
        ("с осени 24 года перевели", []),
    ],
)
def test_an_age_has_his_pronoun_and_years_of_a_life_have_none(text, values):
    assert [one.value for one in find_ages(text, DAY)] == values
