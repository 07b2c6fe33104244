"""Days as people write them, resolved against the day of receipt (Wednesday 14 August 2024)."""

from datetime import date

import pytest

from tidings.extraction import spoken
from tidings.extraction.days import find_days, whens

WEDNESDAY = date(2024, 8, 14)


def said(text: str) -> list[str | None]:
    return [one.value for one in find_days(text, WEDNESDAY)]


@pytest.mark.parametrize(
    "text, value",
    [
        ("14 марта 2005 г.р.", "2005-03-14"),
        ("14.03.2005", "2005-03-14"),
        ("14.03.05", "2005-03-14"),
        ("23 06 2005", "2005-06-23"),
        ("15.IV.2006", "2006-04-15"),
        ("две тысячи шестого года рождения", "2006"),
        ("20/02/2006", "2006-02-20"),
        ("2005-03-14", "2005-03-14"),
        ("9 February 2005", "2005-02-09"),
        ("March 14, 2005", "2005-03-14"),
        ("3 жовтня 1999 р.н.", "1999-10-03"),
        ("май 2024", "2024-05"),
        ("в октябре 22, потом", "2022-10"),
        ("10.2022", "2022-10"),
        ("78 года", "1978"),
        ("06г", "2006"),
        ("6 июня с.г.", "2024-06-06"),
        ("21–25 октября", "2023-10-21"),
        ("6 августа", "2024-08-06"),
        ("с 6го августа", "2024-08-06"),
        ("шестого августа", "2024-08-06"),
        ("з сьомого січня", "2024-01-07"),
        ("7 числа", "2024-08-07"),
        ("вчера утром", "2024-08-13"),
        ("позавчера", "2024-08-12"),
        ("вчора", "2024-08-13"),
        ("yesterday", "2024-08-13"),
        ("завтра", "2024-08-15"),
        ("послезавтра", "2024-08-16"),
        ("через 3 дня", "2024-08-17"),
        ("через неделю", "2024-08-21"),
        ("два дня назад", "2024-08-12"),
        ("two days ago", "2024-08-12"),
        ("второй день", "2024-08-12"),
        ("3 дня нет связи", "2024-08-11"),
        ("со вторника", "2024-08-13"),
        ("в прошлую пятницу", "2024-08-09"),
        ("на Рождество", "2024-01-07"),
    ],
)
def test_a_day_in_words_is_a_day(text, value):
    assert value in said(text)


@pytest.mark.parametrize(
    "text", ["31.02.2024", "45.13.2020", "+7 900 000-12-41", "12.30", "22 года", "may be", "три недели"]
)
def test_what_is_no_day_is_not_taken_for_one(text):
    assert said(text) == []


def test_a_weekday_can_be_past_or_to_come():
    saturday = whens("в субботу", WEDNESDAY)[0]
    assert (saturday.past(WEDNESDAY), saturday.coming(WEDNESDAY)) == (date(2024, 8, 10), date(2024, 8, 17))


def test_a_weekday_beside_its_date_is_said_once():
    assert said("17 августа, в субботу") == ["2023-08-17"]


@pytest.mark.parametrize(
    "words, figures",
    [
        ("восемь девятьсот ноль ноль ноль тридцать один двадцать два", "89000003122"),
        ("двенадцать триста сорок пять", "12345"),
        ("два нуля семь", "007"),
        ("сто двадцать три", "123"),
    ],
)
def test_a_dictated_number_has_its_figures(words, figures):
    assert spoken.digits(words) == figures
