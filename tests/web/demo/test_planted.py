"""The sought of the demo are found in its lists, before those who only look like them."""

import pytest

from tidings.matching import Table, link
from tidings.web.demo import lists

ROWS = lists.rows()
SOUGHT = Table.from_rows(
    [
        {"id": appeal, "name": name, "birth_date": born, "unit": unit}
        for appeal, name, born, unit in [
            ("demo-01", "Тихомиров Егор Павлович", "2005-11-02", "61057"),
            ("demo-06", "Поздеев Кирилл Антонович", "2006", "83916"),
            ("demo-09", "Коваленко Олександр Іванович", "1987-06", ""),
            ("demo-11", "Гриценко Максим Ігорович", "1999-04-08", ""),
            ("demo-12", "Шевчук Назар Петрович", "2005-05-17", "74208"),
            ("demo-13", "Белоусов Никита Андреевич", "2004-01-27", "40396"),
            ("demo-14", "Щербинин Виктор Николаевич", "1984-09-30", "19640"),
            ("demo-15", "Онопрієнко Тарас Миколайович", "1995", ""),
            ("demo-16", "Рябинин Дмитрий Сергеевич", "2006-12-12", "95113"),
            ("demo-19", "Гайнутдинов Марат Рустамович", "1998-07-19", ""),
            ("demo-27", "Берёзкин Семён Андреевич", "2006-10-19", "61057"),
            ("demo-28", "Kondratyuk Oleg Stepanovich", "1993", "19640"),
            ("demo-30", "Danylo Hrytsak", "1996-08-21", ""),
            ("demo-37", "Gleb Anatolyevich Ryzhov", "2006-07", "61057"),
        ]
    ]
)


@pytest.mark.parametrize("key", [listing.key for listing in lists.LISTS])
def test_each_is_the_first_candidate_of_the_list_that_has_him(key):
    names = {row["id"]: row["name"] for row in ROWS[key]}
    first: dict[str, str] = {}
    for pair in link(SOUGHT, Table.from_rows(ROWS[key])).table.iter_rows(named=True):
        first.setdefault(pair["sought_id"], names[pair["found_id"]])
    there = [row for row in lists.planted() if row["list"] == key and row["same"]]
    assert {row["appeal"]: row["name"] for row in there}.items() <= first.items()
